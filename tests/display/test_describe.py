"""What the sentences about sources say; the sentences that are read are our own."""

import pandas as pd

from analysis import annotate, read_corpus, schema
from analysis.bundles.share import share
from analysis.display import describe
from analysis.measures import attributions


def test_nobody_speaks() -> None:
    assert (
        describe.attributions_by_source_type(schema.empty("attributions"))
        == "Nobody is quoted or said to have said anything."
    )


def test_attributions_by_hand() -> None:
    kinds = ["named_person", "anonymous", "named_person"]
    table = pd.DataFrame({"article_id": ["a", "a", "b"], "kind": kinds})
    told = "**3 attributions** in 2 articles, by the kind of source: 67 % named person, 33 % anonymous."
    assert describe.attributions_by_source_type(table) == told
    one = "**1 attribution** in 1 article, by the kind of source: 100 % named person."
    assert describe.attributions_by_source_type(table.head(1)) == one


def test_which_way_attributions_are_found(corpus) -> None:
    rules, parsed = (describe.attribution_method(annotate(corpus, parse=name)) for name in ("", "en_core_web_sm"))
    assert rules == "Attributions here are found by rules alone, without a dependency parse."
    assert parsed == "Attributions here are found by rules and by the dependency parse of `en_core_web_sm` (spaCy)."


def test_quotes_as_people_read_them(notes) -> None:
    table = describe.readable_attributions(notes, attributions(notes))
    assert table.columns[:3].tolist() == ["outlet", "source", "kind"]
    first = table.iloc[0]
    assert (first["outlet"], first["source"], first["kind"]) == ("Gazette", "Ms. Okoye, the mayor", "named person")


def test_a_bundle_has_no_sources_to_show(tmp_path, corpus, notes) -> None:
    bundle = annotate(read_corpus(share(corpus, tmp_path / "bundle")))
    shown = describe.readable_attributions(bundle, attributions(bundle))
    assert list(shown) == ["outlet", "kind", "number", "stance", "article_id"]
    assert len(shown) == len(attributions(notes)) and shown.attrs["note"] == attributions(bundle).attrs["note"]


def test_without_quotes_there_is_nothing_to_read(notes) -> None:
    assert describe.readable_attributions(notes, schema.empty("attributions")).empty
