"""The same articles with other marks give the same table of every measure, to the bit."""

import unicodedata

import pandas as pd
import polars as pl
import pytest

import analysis as ss

ARTICLES = [
    '"We don\'t like the lock," the keeper, Zoë Lind, said (on Monday). "It isn\'t safe -- it leaks."\n'
    "The office of the keeper's brother -- Per Lind -- said that he wouldn't \"pay a crown\" for it.",
    'Officials (of the canal) said: "No barge will pass the lock before the flood is over."\n'
    "The Lind-led board won't answer, according to Ms. Lind, who called it a 'disaster'. The boats' owners fought on.",
]
WAYS = {
    "curly": lambda t: t.replace(' "', " “").replace('\n"', "\n“").replace('"', "”").replace("'", "’"),
    "low": lambda t: WAYS["curly"](t).replace("“", "„").replace("”", "“"),
    "angle": lambda t: WAYS["curly"](t).replace("“", "«").replace("”", "»"),
    "doubled": lambda t: t.replace(' "', " ``").replace('"', "''"),
    "entities": lambda t: t.replace('"', "&quot;").replace("'", "&#39;").replace("--", "&mdash;"),
    "decomposed": lambda t: unicodedata.normalize("NFD", t),
    "soft hyphens": lambda t: t.replace("keeper", "keep\u00ader").replace("flood", "fl\u200bood"),
    "ligatures": lambda t: t.replace("ffi", "ﬃ").replace("fl", "ﬂ"),
    "dashes": lambda t: t.replace(" -- ", "—"),
    "spaced dashes": lambda t: t.replace(" -- ", " — "),
    "brackets": lambda t: t.replace("(", "[").replace(")", "]"),
    "hyphen": lambda t: t.replace("Lind-led", "Lind‑led"),
}


def tables(texts: list[str], path) -> dict[str, pd.DataFrame]:
    rows = {"article_id": ["a", "b"], "outlet": ["A", "B"], "event": ["e", "e"], "body": texts}
    pl.DataFrame(rows).write_parquet(path)
    notes = ss.annotate(ss.read_corpus(path))
    terms = ss.measures.terms(notes, ngrams=2, min_count=1, with_function_words=True)
    made = {"segments": notes.segments, "attributions": ss.measures.attributions(notes), "terms": terms}
    names = "distinct_sources framing hedges indirect_speech reporting_verbs sentiment source_types voices valence"
    return made | {name: getattr(ss.measures, name)(notes) for name in names.split()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    made = tables(ARTICLES, tmp_path_factory.mktemp("plain") / "articles.parquet")
    assert set(made["segments"]["voice"]) == {"quoted", "narration"}
    assert len(made["attributions"]) >= 3
    return made


@pytest.mark.parametrize("way", WAYS)
def test_marks_change_no_table(way: str, plain: dict[str, pd.DataFrame], tmp_path) -> None:
    written = [WAYS[way](text) for text in ARTICLES]
    assert written != ARTICLES
    for name, table in tables(written, tmp_path / "articles.parquet").items():
        pd.testing.assert_frame_equal(table, plain[name], check_exact=True, obj=name)
