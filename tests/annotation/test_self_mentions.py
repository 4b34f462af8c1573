"""An outlet's name in its own articles is no difference of words."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis import annotate, compare, measures, read_corpus
from analysis.corpus.from_rows import corpus_of
from analysis.language.text.outlet_names import OTHER, OWN
from analysis.schema import OTHERS

WORDS = ("old", "red", "tall", "slow", "wet", "northern", "cheap", "painted")


def corpus(tmp_path):
    """Articles of three outlets; each KXN article names KXN, some of the others do."""
    rows = []
    for i, word in enumerate(WORDS):
        own = f"The {word} boats sailed again. Okoye told KXN of {word} boats. KXN asked the {word} mayor twice."
        rows += [
            {"article_id": f"k{i}", "outlet": "KXN (Online)", "body": own},
            {
                "article_id": f"h{i}",
                "outlet": "Harbor Herald",
                "body": f"Most {word} boats were late, KXN reported of them.",
            },
            {
                "article_id": f"g{i}",
                "outlet": "Gazette",
                "body": f"A mayor of {word} wards spoke of late boats and ferries.",
            },
        ]
    path = tmp_path / "articles.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return read_corpus(path)


def test_self_mention_is_no_finding_in_either_direction(tmp_path) -> None:
    notes = annotate(corpus(tmp_path))
    table = compare(measures.terms(notes, min_count=1))
    assert "kxn" not in set(table["item"])
    assert "boats" in set(table["item"])
    named = notes.words.outlet_names
    assert (np.count_nonzero(named == OWN), np.count_nonzero(named == OTHER)) == (16, 8)
    total = measures.terms(notes).query("item == ''")["n"].sum()
    assert total == notes.segments["n_tokens"].sum()


def test_house_style_kept_together_keeps_names(tmp_path) -> None:
    notes = annotate(corpus(tmp_path), house_style=False)
    assert "kxn" in set(measures.terms(notes, min_count=1)["item"])


def test_names_stay_known_when_outlets_are_grouped_or_left_out(tmp_path) -> None:
    whole = corpus(tmp_path)
    assert whole.known_outlets == ("Gazette", "Harbor Herald", "KXN (Online)")
    few = annotate(whole.only(["Harbor Herald", "Gazette"]))
    assert np.count_nonzero(few.words.outlet_names == OTHER) == 8
    articles = whole.articles.assign(outlet=whole.articles["outlet"].replace("KXN (Online)", OTHERS))
    grouped = annotate(replace(whole, articles=articles))
    assert np.count_nonzero(grouped.words.outlet_names == OWN) == 16


def test_authors_and_credits_name_who_made_the_article(tmp_path) -> None:
    body = "Ada Okoye of the Associated Press saw the boats. The AP asked Bo Lund."
    rows = [{"article_id": i, "outlet": "Gazette", "body": body} for i in "ab"]
    rows[0] |= {"byline": "By Ada Okoye and Cy Dahl", "credit": "Associated Press"}
    notes = annotate(corpus_of(pd.DataFrame(rows).fillna(""), "news").only([]))
    article = notes.segments["article_id"].to_numpy()[notes.words.tokens.text]
    counts = {a: int((notes.words.outlet_names[article == a] == OWN).sum()) for a in set(article)}
    assert counts.get("a") == 5
    assert counts.get("b", 0) == 0
