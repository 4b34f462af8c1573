"""Furniture that recurs away from the edges of articles, or with other words in it."""

from pathlib import Path

import pytest

from tests.corpus.test_survey import NAMES, THINGS, read, story

PLACES = ["roof", "door", "hall", "yard", "cellar", "stairs", "gate", "well", "clock", "kitchen", "wall", "porch"]


def articles(folder: Path, modules: list[str], of: int = 28) -> list[str]:
    """Read articles with a module each in their middle; the others of the outlet have none."""
    rows = [{"outlet": "Times", "body": _with(n, modules[n])} for n in range(len(modules))]
    rows += [{"outlet": "Times", "body": _with(n, "")} for n in range(len(modules), of)]
    return list(read(folder, rows).texts.values())


def _with(number: int, module: str) -> str:
    thing = f"{THINGS[number % 8]} of {NAMES[(number + number // 8) % 8]}"
    after = [f"Nobody who works in the {thing} was asked about its {place} by the county." for place in PLACES]
    return "\n".join([story(number), *after[:5], *([module] if module else []), *after[5:]])


def test_a_module_of_which_sentences_recur_is_cut_with_what_differs_in_it(tmp_path: Path) -> None:
    news = "The winner of a riddle is named on our page each Monday, and gets a mug of the paper."
    modules = [f"The harbour riddle, as ever. {news} {NAMES[n]} was the last to win it." for n in range(8)]
    assert articles(tmp_path, modules) == [_with(n, "") for n in range(28)]


def test_a_line_that_begins_alike_and_tells_news_stays(tmp_path: Path) -> None:
    news = [f"This week {NAMES[n]} had {n + 3} answers to it." for n in range(8)]
    found = articles(tmp_path, [f"The harbour riddle, as ever. {line}" for line in news])
    assert [line in text for line, text in zip(news, found, strict=False)] == [True] * 8


@pytest.mark.parametrize(("count", "stays"), [(4, True), (14, False)])
def test_a_sentence_between_paragraphs_needs_more_articles(tmp_path: Path, count: int, stays: bool) -> None:
    background = "The bridge of Westport has been closed to lorries since the flood of last winter."
    found = articles(tmp_path, [background] * count, of=48)
    assert [background in text for text in found[:count]] == [stays] * count


def test_what_speaks_to_the_reader_needs_less_than_other_sentences(tmp_path: Path) -> None:
    invited, told = (
        "What do you make of the quay, and of its cranes?",
        "The quay and its cranes are as old as the town.",
    )
    assert not any(invited in text for text in articles(tmp_path, [invited] * 4))
    assert all(told in text for text in articles(tmp_path, [told] * 4)[:4])


PANEL = ["Ada Birch", "Bo Crane", "Cleo Dale", "Dov Elm", "Eva Frost", "Finn Gray", "Gro Hill", "Hal Ives", "Ida Jay"]


def test_lists_of_names_that_begin_alike_recur_with_other_names(tmp_path: Path) -> None:
    panels = [f"Northshire: {', '.join(PANEL[: 4 + n % 2] + PANEL[5 + n % 2 :])}, {NAMES[n]} Reed" for n in range(4)]
    leads = ["These are our readers:", "Who answered on Friday:", "The readers we asked:", "Our panel:"]
    tails = [*[f"{lead}\n{panel}" for lead, panel in zip(leads, panels, strict=True)], *[""] * 24]
    rows = [{"outlet": "Times", "body": f"{_with(n, '')}\n{tails[n]}".strip()} for n in range(28)]
    assert list(read(tmp_path, rows).texts.values()) == [_with(n, "") for n in range(28)]


def test_lists_of_names_that_begin_in_other_ways_stay(tmp_path: Path) -> None:
    lists = [", ".join(PANEL[n:] + PANEL[:n]) for n in range(8)]
    rows = [{"outlet": "Times", "body": f"{_with(n, '')}\n{lists[n]}"} for n in range(8)]
    assert list(read(tmp_path, rows).texts.values()) == [f"{_with(n, '')}\n{lists[n]}" for n in range(8)]


@pytest.mark.parametrize(("line", "is_cut"), [
    ("“The Long Table” brings readers and crews of the harbour together.", True),
    ("\"Notes from the Quay\" is written by crews and by readers of 1957.", True),
    ("“The harbour belongs to those who work in it,” the mayor has said.", False),
    ("The mayor called the plan of the crews “Nonsense on stilts” again.", False),
])  # fmt: skip
def test_what_an_outlet_says_of_itself_in_nearly_all_articles_is_cut_quoted_or_not(
    tmp_path: Path, line: str, is_cut: bool
) -> None:
    found = articles(tmp_path, [line] * 26)
    assert found == [_with(n, line if n < 26 and not is_cut else "") for n in range(28)]
