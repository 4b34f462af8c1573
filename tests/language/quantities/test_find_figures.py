"""Figures in sentences of our own: table of text in, figures out."""

import math
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.quantities.find_figures import COLUMNS, find_figures


@cache
def of_tables() -> dict[str, list[dict]]:
    """Figures by text of all tables below, found at once, which is quicker than text by text."""
    pairs = (FIGURES, RANGES, LEVELS, STATES, PHRASES, HOLDERS)
    texts = [*NO_FIGURES, *VOTES, *SCORES, *AGES, *BAD, *(row[0] for table in pairs for row in table)]
    rows: dict[str, list[dict]] = {text: [] for text in texts}
    for row in find_figures(pl.Series(texts)).rows(named=True):
        rows[texts[row["text"]]].append(row)
    return rows


def found(text: str, **options: bool) -> list[dict]:
    if text in of_tables() and not options:
        return of_tables()[text]
    return find_figures(pl.Series([text]), **options).rows(named=True)


def values(text: str, **options: bool) -> list[tuple[float, str, str]]:
    return [(row["value"], row["unit"], row["change"] or row["bound"]) for row in found(text, **options)]


NO_FIGURES = [
    "The ferry of May 5, 2016, and of 12 June, left at 8 p.m. and came back at 10:45.",
    "It was built in 1998 and closed in the 1970s.",
    "An F-16 crossed Highway 9 near Section 427 of the Boeing 737 plant.",
    "A 401(k) pays in the Group of 20, says Form 1040.",
    "He came 3rd, then 21st, in the twenty-first race.",
    "No one knows which one it was; one day they will.",
    "The hosts won 3-1 after a 2-2 draw.",
    "1. Open the door.",
    "Call 555-123-4567 for help.",
    "Covid-19 and COVID-19 spread.",
    "A B-52, a MiG-29, an AK-47, the G7, the P5+1, the Gang of Eight and the Group of Seven.",
    "It was open 24/7 on Channel 4, Route 66 and I-95 after 9/11; 5G phones and 3D films.",
    "Call (555) 123-4567, 1-800-555-0199, +44 20 7946 0958 or 020 7946 0958.",
    "He lives at 10 Downing Street, 1600 Pennsylvania Avenue or 221B Baker Street.",
    "John 3:16, Genesis 1:1-3, an Xbox 360, Ocean's Eleven, the Big 12 and Schalke 04.",
    "In 2015-16, at 20:15 and 0900 GMT, in the '80s, in Q3 of FY2018, and by 2100.",
    "It won 3-2, lost 0-1 and beat them 6-4, 7-5; the odds are 3 to 1.",
    "Norvik's mostly quiet 2016 has been good; its 2008 allies, its K-12 schools and Category 3 and 4 hurricanes.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_no_figures(text: str) -> None:
    assert values(text) == []


FIGURES = [
    ("Nearly 50,000 troops came.", [(50_000, "troop", "about")]),
    ("At least 12 people were killed and 30 wounded.", [(12, "person", "at least"), (30, "person", "exact")]),
    ("Prices rose by 5.2% to $3.1bn.", [(5.2, "percent", "up"), (3.1e9, "USD", "exact")]),
    ("It fell to 40 knots.", [(40, "knot", "down")]),
    ("More than a dozen ships carry up to 300 tonnes.", [(12, "ship", "more than"), (300, "tonne", "at most")]),
    ("Fewer than twenty-five villages lie within half a mile.", [(25, "village", "less than"), (0.5, "mile", "exact")]),
    ("Dozens of boats and tens of thousands of fish.", [(12, "boat", "vague"), (10_000, "fish", "vague")]),
    ("The boats reach 60 km/h.", [(60, "kilometre per hour", "exact")]),
    ("A 12-year-old boy paid £4.", [(12, "year of age", "exact"), (4, "GBP", "exact")]),
    ("It costs $3 per gallon.", [(3, "USD per gallon", "exact")]),
    ("It was 75F; the capacitor has 2.5 F.", [(75, "fahrenheit", "exact"), (2.5, "farad", "exact")]),
    ("It was minus 40 degrees Celsius.", [(-40, "celsius", "exact")]),
    ("Half a dozen officers and two dozen offices.", [(6, "officer", "about"), (24, "office", "about")]),
    ("About 12 goats, 30 sheep and 5 cows.", [(12, "goat", "about"), (30, "sheep", "about"), (5, "cow", "exact")]),
    ("At least 12 goats and 5 cows.", [(12, "goat", "at least"), (5, "cow", "at least")]),
    ("About 12 goats drowned and 30 cows.", [(12, "goat", "about"), (30, "cow", "exact")]),
    ("It does 112 km/h.", [(112, "kilometre per hour", "exact")]),
    ("It paid 1.000,50 crowns.", [(1000.5, "crown", "exact")]),
    ("A quake of magnitude 6.1.", [(6.1, "magnitude", "exact")]),
    ("A 6.4-magnitude quake.", [(6.4, "magnitude", "exact")]),
    ("Voters under 30 stay.", [(30, "year of age", "less than")]),
    ("Firms under 30 employees stay.", [(30, "employee", "less than")]),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert values(text) == expected


RANGES = [
    ("Between 10 and 15 boats came.", (10, 15)),
    ("It is for those between the ages of 10 and 15.", (10, 15)),
    ("Some 10 to 15 boats came.", (10, 15)),
    ("It takes 10-15 days.", (10, 15)),
    ("It takes three or four days.", (3, 4)),
    ("It costs $3 billion to $5 billion.", (3e9, 5e9)),
    ("It costs 3 to 5 million euros.", (3e6, 5e6)),
    ("It costs $1–2bn.", (1e9, 2e9)),
    ("It costs $3 to 5 million.", (3e6, 5e6)),
    ("It costs €5-10 a day.", (5, 10)),
]


@pytest.mark.parametrize(("text", "ends"), RANGES)
def test_ranges(text: str, ends: tuple[float, float]) -> None:
    (row,) = found(text)
    assert (row["value"], row["high"]) == ends


def test_two_amounts_of_other_things_are_no_range() -> None:
    assert values("He paid $5 to 10 people.") == [(5, "USD", "exact"), (10, "person", "exact")]


def test_conversions_in_brackets_have_the_bound_of_what_they_convert() -> None:
    rows = found("It has a range of about 190 miles (300 kilometers).")
    assert [(row["unit"], row["bound"]) for row in rows] == [("mile", "about"), ("kilometre", "about")]


LEVELS = [
    ("Use fell from 29 litres to 20 litres.", [(29, "litre", "exact"), (20, "litre", "down")]),
    ("Use rose from 20 litres in May to 29 litres in June.", [(20, "litre", "exact"), (29, "litre", "up")]),
    ("Profit rose from 3 to 5 million crowns.", [(3e6, "crown", "exact"), (5e6, "crown", "up")]),
    ("The number of boats grew from 4 to 7.", [(4, "boat", "exact"), (7, "boat", "up")]),
    ("Rates fell to 2 percent from 3 percent a year ago.", [(2, "percent", "down"), (3, "percent", "exact")]),
]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_levels_before_and_after_a_change_are_two_figures(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert values(text) == expected
    assert all(math.isnan(row["high"]) for row in found(text))


def test_a_change_said_again_is_one() -> None:
    assert values("It lost 48 points, or 2 percent, to 2,641.")[:2] == [(48, "point", "down"), (2, "percent", "down")]


def test_scores_are_figures_if_asked() -> None:
    assert values("They won 3-1.", scores=True) == [(3, "", "exact"), (1, "", "exact")]


VOTES = ["The vote was 21 to 14.", "The council passed it by 21 votes to 14.", "They passed it 21-14.", "A 21-14 vote."]


@pytest.mark.parametrize("text", VOTES)
def test_votes_for_and_against_are_two_figures(text: str) -> None:
    assert values(text) == [(21, "vote", "exact"), (14, "vote", "exact")]


SCORES = ["The hosts won 21 to 14.", "They beat Norvik 21 to 14.", "Norvik lost 14 to 21."]


@pytest.mark.parametrize("text", SCORES)
def test_scores_are_no_figures(text: str) -> None:
    assert values(text) == []


def test_a_letter_is_a_magnitude_before_what_is_counted() -> None:
    assert values("It lost 85m crowns and 2m new homes, 20m from the sea and 3m high.") == [
        (85e6, "crown", "exact"), (2e6, "home", "exact"), (20, "metre", "exact"), (3, "metre", "exact"),
    ]  # fmt: skip
    assert values("The 400m hurdles were run.") == [(400, "metre", "exact")]


STATES = [
    ("Four people were later injured.", "person", "injured"),
    ("Four were hurt.", "person", "injured"),
    ("Ferry sinks, four dead.", "person", "dead"),
    ("The storm killed at least four.", "person", "dead"),
    ("Police arrested four men.", "man", "arrested"),
    ("Four homes were rebuilt.", "home", "rebuilt"),
    ("Four of the injured left.", "person", "injured"),
    ("The number of people injured when the ferry struck the reef rose to four.", "person", "injured"),
    ("The death toll stands at four.", "person", "dead"),
    ("The toll rose to four.", "person", "dead"),
    ("This brings the total number of injured to four.", "person", "injured"),
    ("Four deaths were counted.", "death", "dead"),
    ("Four people were not injured.", "person", ""),
    ("Four people built homes.", "person", ""),
]


@pytest.mark.parametrize(("text", "counted", "state"), STATES)
def test_scope_says_in_what_state_they_are(text: str, counted: str, state: str) -> None:
    (row,) = found(text)
    assert (row["value"], row["counted"], row["scope"], row["dimension"]) == (
        4, counted, state, "count" if counted == "home" else "people",
    )  # fmt: skip


PHRASES = [
    ("They read 22 “Top Secret” letters.", (22, "letter", "top secret letter", "exact")),
    ("They asked 1,287 written questions.", (1287, "question", "written question", "exact")),
    ("Three of its five board members left.", (3, "member", "board member", "exact")),
    ("It is paid over 10 years.", (10, "year", "", "exact")),
    ("It took over 10 years.", (10, "year", "", "more than")),
    ("The 33 days undercuts this.", (33, "day", "", "exact")),
    ("It spends half of their usual hours.", (0.5, "", "usual hour", "exact")),
    ("They lost millions of dollars.", (1e6, "USD", "", "vague")),
    ("It lasts 18 months or more.", (18, "month", "", "at least")),
    ("They sent 400 guardsmen.", (400, "guardsman", "guardsman", "exact")),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrases_by_hand(text: str, expected: tuple[float, str, str, str]) -> None:
    row = found(text)[0]
    assert (row["value"], row["unit"], row["counted"], row["bound"]) == expected


def test_a_unit_stands_ahead() -> None:
    assert values("Lind has 7- and 11-year-old sons.") == [(7, "year of age", "exact"), (11, "year of age", "exact")]


HOLDERS = [
    ("Vesterline, which employs 900 people, left.", "Vesterline"),
    ("Shares of Vesterline fell 8 percent.", "Vesterline"),
    ("The bridge will cost 12 crowns.", "bridge"),
    ("Lind said that the company had lost 300 boats.", "company"),
    ("Lormark's team of 17 pilots left.", "Lormark"),
    ("The ferry Maren carried 300 cars.", "Maren"),
    ("Volunteers brought 300 blankets.", ""),
    ("Among the passengers were 12 children.", ""),
    ("People from Norvik shared water with 100 guests.", ""),
]


@pytest.mark.parametrize(("text", "holder"), HOLDERS)
def test_holders(text: str, holder: str) -> None:
    assert found(text)[0]["holder"] == holder


def test_what_is_counted_stands_before() -> None:
    rows = found("It lays off 412 workers, 340 of them on contract and 72 who come for the season.")
    assert [row["counted"] for row in rows] == ["worker", "worker", "person"]
    assert [row["counted"] for row in found("It won 120 seats, up from 95.")] == ["seat", "seat"]
    rows = found("Twenty-one councillors voted for it and 14 against.")
    assert [(row["counted"], row["dimension"]) for row in rows] == [("councillor", "people")] * 2


def test_ages_in_a_list() -> None:
    assert values("Three men aged 23, 26 and 58 left.")[1:] == [(n, "year of age", "exact") for n in (23, 26, 58)]


AGES = ["Anna Lind, 35, said so.", "She left at the age of 35.", "It is for those 35 and older.", "Lind, now 35, left."]


@pytest.mark.parametrize(("text", "dimension"), [
    ("The night was minus five degrees cold.", "temperature"), ("The wall leans by five degrees.", "angle"),
])  # fmt: skip
def test_degrees(text: str, dimension: str) -> None:
    assert [row["dimension"] for row in found(text)] == [dimension]


@pytest.mark.parametrize("text", AGES)
def test_ages(text: str) -> None:
    ((value, unit, _),) = values(text)
    assert (value, unit) == (35, "year of age")


def test_a_game_of_names_and_numbers() -> None:
    assert values("The 737 Max jets and the S&P 500 of the Section 8 plan") == []
    assert values("A 12-member panel met.") == [(12, "member", "exact")]
    assert values("They make 3,000 tests per day.") == [(3000, "test per day", "exact")]


def test_what_is_counted_and_its_scope() -> None:
    (row,) = found("Lormark sent 50,000 Ruritanian troops, including some from Borduria.")
    assert row["counted"] == "ruritanian troop"
    assert row["scope"] == "Ruritanian; including some from Borduria"
    assert row["holder"] == "Lormark"


@pytest.mark.parametrize("hour", ["six in the morning", "two at night", "ten o'clock", "nine a.m."])
def test_hours_in_words_are_no_figures(hour: str) -> None:
    assert find_figures(pl.Series([f"The boat left at {hour}."])).is_empty()
    assert len(find_figures(pl.Series([f"The boat left at {hour} with six men."]))) == 1


def test_a_measure_is_of_something() -> None:
    (row,) = found("The missile has a range of 190 miles.")
    assert (row["value"], row["unit"], row["counted"]) == (190, "mile", "range")


def test_one_is_a_figure_where_it_counts_unless_asked() -> None:
    assert values("One solution was found.") == []
    assert values("One solution was found.", ones=True) == [(1, "solution", "exact")]
    assert values("It ended in one day.") == [(1, "day", "exact")]
    assert values("At least one boat sank.") == [(1, "boat", "at least")]


def test_fractions_can_be_left_out() -> None:
    assert values("Two-thirds of the boats and one in five of the crews.") == [
        (pytest.approx(2 / 3), "", "exact"), (0.2, "", "exact"),
    ]  # fmt: skip
    assert values("Two-thirds of the boats.", fractions=False) == []


def test_places_are_those_of_the_number_with_its_unit() -> None:
    text = "“Café” prices: about €2.50 or 30 per cent."
    assert [text[row["start"] : row["end"]] for row in found(text)] == ["€2.50", "30 per cent"]


BAD = [
    "",
    "1e999",
    "one hundred hundred",
    "12,34,5",
    "5 smoots",
    "$",
    "-",
    "½",
    "\ue0f0 5 \ue0f1",
    "9" * 500,
    "1/0 of it",
    "٣ men came with ٢٥ goats",
    "1.00.0,5 crowns",
]


@pytest.mark.parametrize("text", BAD)
def test_bad_input(text: str) -> None:
    rows = found(text)
    assert all(isinstance(row["value"], float) and row["start"] < row["end"] <= len(text) for row in rows)


def test_one_sentence_of_two_megabytes() -> None:
    text = ("12 boats and a dozen nets " + "that carry nothing and fill the sentence up " * 10) * 4_500
    assert len(text) > 2_000_000
    assert len(found(text)) == 9_000


def test_no_texts() -> None:
    for empty in (pl.Series([], dtype=pl.String), pl.Series([None], dtype=pl.String), pl.Series(["no number"])):
        table = find_figures(empty)
        assert table.columns == list(COLUMNS)
        assert len(table) == 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("0123456789 ,.-–%$€ abmnkoetwhufirdsTO()'\n", max_size=40), max_size=4))
def test_any_text_gives_places_inside_it(texts: list[str]) -> None:
    for row in find_figures(pl.Series(texts, dtype=pl.String)).rows(named=True):
        assert 0 <= row["start"] < row["end"] <= len(texts[row["text"]])
        assert row["value"] == row["value"]


@pytest.mark.parametrize("written", ["−5 °C", "-5°C", "minus five degrees", "-$5 million"])
def test_a_minus_is_part_of_what_is_written(written: str) -> None:
    for before in ("", "It was (", "It was "):
        (row,) = found(f"{before}{written}.")
        assert (row["start"], row["end"], row["value"] < 0) == (len(before), len(before + written), True)
