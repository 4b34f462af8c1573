"""Do marks change a number? The same articles with other marks must give the same table of every measure, to the bit.

    python benchmarks/typography.py ../shared/data/speed/allsides_50mb.parquet [ARTICLES]

Prints, for each way of writing, the measures whose tables differ and in how many rows; ends with status 1 if any does.
"""

from __future__ import annotations

import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl

import analysis as ss

ARTICLES = 1200
MEASURES = [
    *("collocations", "distinct_sources", "frame_words", "frame_positions", "framing", "hedges", "indirect_speech"),
    *("reporting_verb_counts", "reporting_verbs", "sentiment", "source_types", "voices"),
]
_DASH = re.compile(r"(?<=\w) *(?:—|--) *(?=\w)")
_OPENING_DASH = re.compile(r"^ *(?:—|–|--?) *(?=[A-Za-z\"])", re.M)
_OPENS = re.compile(r'(?<![^\s(\[—])"(?=\S)')


def straight(text: str) -> str:
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text))


def curly(text: str) -> str:
    text = _OPENS.sub("“", straight(text)).replace('"', "”")
    return re.sub(r"(?<![^\s(\[—“])'(?=\w)", "‘", text).replace("'", "’")


def soft_hyphens(text: str) -> str:
    return re.sub(r"([a-z]{4})([a-z]{3})", "\\1\u00ad\\2", text)


def zero_width(text: str) -> str:
    return re.sub(r"([a-z]{3}) ", "\\1\u200b ", text)


def ligatures(text: str) -> str:
    return text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ")


WAYS: dict[str, Callable[[str], str]] = {
    "straight": straight,
    "curly": curly,
    "low and high": lambda text: _paired(text, "„", "“"),
    "guillemets": lambda text: _paired(text, "«", "»"),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "soft hyphens": soft_hyphens,
    "zero width": zero_width,
    "ligatures": ligatures,
    "dashes without blanks": lambda text: _DASH.sub("—", text),
    "dashes with blanks": lambda text: _DASH.sub(" — ", text),
    "two hyphens": lambda text: _DASH.sub("--", text),
    "three hyphens": lambda text: _DASH.sub(" --- ", text),
    "en dashes": lambda text: _DASH.sub(" – ", text),
    "en dashes, one blank": lambda text: _DASH.sub("– ", text),
    "hyphens for dashes": lambda text: _DASH.sub(" - ", text),
    "horizontal bars": lambda text: _DASH.sub("―", text),
    "figure dashes": lambda text: _DASH.sub(" ‒ ", text),
    "minus signs": lambda text: _DASH.sub(" − ", re.sub(r"(?<=\d)-(?=\d)", "−", text)),
    "small em dashes": lambda text: _DASH.sub("﹘", text),
    "two-em dashes": lambda text: _DASH.sub("⸺", text),
    "wide blanks": lambda text: _DASH.sub("\xa0—\u2009", text),
    "en dashes in ranges": lambda text: re.sub(r"(?<=\w)-(?=\w)", "–", text),
    "bullets": lambda text: _OPENING_DASH.sub("– ", text),
    "square brackets": lambda text: re.sub(r"\(([^()\[\]\d]*)\)", r"[\1]", text),
}


def _paired(text: str, opening: str, closing: str) -> str:
    text = curly(text)
    return text.replace("“", opening).replace("”", closing)


def tables(rows: pl.DataFrame, folder: Path) -> dict[str, pd.DataFrame]:
    """Every measure of some articles but those of the encoder, which reads the same folded sentences."""
    path = folder / "articles.parquet"
    rows.write_parquet(path)
    notes = ss.annotate(ss.read_corpus(path))
    made = {
        "segments": notes.segments,
        "style": notes.style,
        "terms": ss.measures.terms(notes, ngrams=2, with_function_words=True),
        "attributions": ss.measures.attributions(notes),
    }
    for name in MEASURES:
        made[name] = getattr(ss.measures, name)(notes)
    made["shared_quotes"] = ss.measures.shared_quotes(notes, made["attributions"])
    made["actors"] = pd.DataFrame([(actor.name, "; ".join(actor.aliases)) for actor in notes.proposed_actors()])
    return made


def n_different(one: pd.DataFrame, other: pd.DataFrame) -> int:
    """In how many rows two tables differ; all of them where their shapes do."""
    if one.shape != other.shape:
        return max(len(one), len(other))
    same = (one.reset_index(drop=True) == other.reset_index(drop=True)) | (one.isna() & other.isna()).to_numpy()
    return int((~same.all(axis=1)).sum())


def main() -> int:
    source, number = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES
    rows = pl.read_parquet(source).rename({"id": "article_id", "title": "headline"}, strict=False)
    rows = rows.select("article_id", "outlet", "headline", "body").head(number)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        plain = rows.with_columns(
            pl.Series(name, [straight(t or "") for t in rows[name]]) for name in ("headline", "body")
        )
        first = tables(plain, Path(folder))
        for way, write in WAYS.items():
            written = plain.with_columns(
                pl.Series(name, list(map(write, plain[name]))) for name in ("headline", "body")
            )
            made = tables(written, Path(folder))
            different = {name: n for name, table in first.items() if (n := n_different(table, made[name]))}
            failed += bool(different)
            print(f"{way:22s} {different or 'the same'}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
