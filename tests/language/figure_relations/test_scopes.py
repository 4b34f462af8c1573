import polars as pl
import pytest

from analysis.language.figure_relations.scopes import Scopes, scopes
from analysis.language.quantities.find_figures import find_figures


def read(sentence: str) -> Scopes:
    """Read the scope of the first figure of a sentence."""
    found = find_figures(pl.Series([sentence])).head(1).to_pandas()
    start, end = found.loc[0, ["start", "end"]]
    return scopes(found, pl.Series([sentence[:start]]), pl.Series([sentence[end:]]))


@pytest.mark.parametrize(("sentence", "joined"), [
    ("The boat carried 214 passengers and crew.", "crew"),
    ("The boat carried 214 passengers and 18 crew.", ""),
    ("Some 30 goats and their keepers arrived.", "keeper"),
    ("The 30 goats jumped and ran.", ""),
])  # fmt: skip
def test_what_is_counted_besides(sentence: str, joined: str) -> None:
    assert read(sentence).joined == [joined]


@pytest.mark.parametrize(("sentence", "changes"), [
    ("They sent 5,000 soldiers, including foreign units.", True),
    ("They counted 90 boats, excluding wrecks.", True),
    ("The storm killed nine people, including his sister.", False),
    ("The storm killed nine people, including two bakers.", False),
])  # fmt: skip
def test_examples_do_not_change_the_scope(sentence: str, changes: bool) -> None:
    assert bool(read(sentence).including[0]) == changes


@pytest.mark.parametrize(("sentence", "trait"), [
    ("Two of the injured stayed.", "part"),
    ("He hired 20 others.", "added"),
    ("The remaining 40 tonnes were sold.", "added"),
    ("The train came 20 minutes late.", "compared"),
    ("Each boat holds 12 sheep each.", "compared"),
    ("It sinks an average of 12 boats.", "compared"),
    ("The catch averaged about 12 tonnes.", "compared"),
    ("The party needs 60 votes to win.", "wanted"),
    ("She spoke to 12 bakers who left early.", "relative"),
    ("So said 12 people familiar with the plan.", "source"),
])  # fmt: skip
def test_words_that_restrict_a_figure(sentence: str, trait: str) -> None:
    found = read(sentence)
    flags = {
        name: bool(getattr(found, name)[0]) for name in ("part", "added", "compared", "wanted", "relative", "source")
    }
    assert [name for name, is_set in flags.items() if is_set] == [trait]


@pytest.mark.parametrize(("sentence", "limit"), [
    ("It counts 40 voters under 30.", "under 30"),
    ("In all, 12 boats sink in these waters every year.", "year"),
    ("In all, 12 boats sink daily.", "day"),
    ("They sell 12 boats a week, and have 30.", "week"),
    ("They sold 12 boats.", ""),
    ("They sold 12 boats; one sinks every year.", ""),
    ("They sold 12 boats a year ago.", ""),
    ("They sold 12 boats in a week.", ""),
    ("The storm sank 12 boats within a day.", ""),
])  # fmt: skip
def test_ages_and_how_often_limit_a_figure(sentence: str, limit: str) -> None:
    assert read(sentence).limit == [limit]
