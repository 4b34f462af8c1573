"""United States and US are one word."""

import pandas as pd
import polars as pl

from analysis import annotate, measures, read_corpus
from analysis.language.text.country_forms import FORMS, NO_FORMS, find_country_forms
from analysis.language.text.tokens import tokenize


def test_where_the_forms_stand() -> None:
    tokens = tokenize(
        pl.Series(
            ["The United States’ boats met the European Union.", "A United crew. States differ.", "United", "States"]
        )
    )
    found = find_country_forms(tokens)
    assert [tokens.vocabulary[tokens.word[i]] for i in found.first] == ["United", "European"]
    assert [[*FORMS.values()][i] for i in found.form] == ["US", "EU"]
    assert find_country_forms(tokenize(pl.Series([], dtype=pl.String))) is NO_FORMS


def test_they_are_counted_as_one_word(tmp_path) -> None:
    path = tmp_path / "one.csv"
    body = "The United States sent boats. The U.S. sent crews to the United Kingdom. US-built boats came."
    pd.DataFrame([{"outlet": "Herald", "body": body}]).to_csv(path, index=False)
    notes = annotate(read_corpus(path))
    scores = measures.terms(notes, min_count=1)
    counts = scores.set_index("item")["x"].to_dict()
    assert (counts["US"], counts["UK"]) == (2, 1)
    assert not {"united", "states", "kingdom"} & set(counts)
    assert counts[""] == 0
    assert scores["n"].max() == notes.segments["n_tokens"].sum()
    style = notes.style.set_index("variant")["n"].to_dict()
    assert (style["United States"], style["U.S."], style["United Kingdom"]) == (1, 1, 1)
    apart = annotate(read_corpus(path), house_style=False)
    assert "united" in set(measures.terms(apart, min_count=1)["item"])
