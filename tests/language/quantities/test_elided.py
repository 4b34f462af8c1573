"""What numbers leave out and the words beside them say: units, changes, bounds; sentences of our own."""

from functools import cache

import polars as pl
import pytest

from analysis.language.quantities.find_figures import find_figures


@cache
def of_texts() -> dict[str, list[dict]]:
    """Figures of all tables below, found at once."""
    tables = (UNITS, CHANGES, BOUNDS, COUNTED, NUMBERS)
    texts = list(dict.fromkeys(text for table in tables for text, _ in table))
    rows: dict[str, list[dict]] = {text: [] for text in texts}
    for row in find_figures(pl.Series(texts)).rows(named=True):
        rows[texts[row["text"]]].append(row)
    return rows


UNITS = [
    ("Turnout was 61 percent, up from 58 in the last vote.", [(61, "percent"), (58, "percent")]),
    ("The mill ground 250 tonnes of rye in May, compared with 280 in April.", [(250, "tonne"), (280, "tonne")]),
    ("The toll rose to 45 cents from 38 a year earlier.", [(45, "cent"), (38, "cent")]),
    ("Mileage went from about 15-17 mpg to 26 for vans.", [(15, "mile per gallon"), (26, "mile per gallon")]),
    ("It sold oil from $75 U.S. per barrel in May to $46.", [(75, "USD per barrel"), (46, "USD per barrel")]),
    ("She holds 310 million of the 1.7 billion crowns that she owes.", [(310e6, "crown"), (1.7e9, "crown")]),
    ("Sales will grow from 21.3 to 28-31 billion euros.", [(21.3e9, "EUR"), (28e9, "EUR")]),
    (
        "The field is 20 by 30 metres, the shed 12 x 14 feet.",
        [(20, "metre"), (30, "metre"), (12, "foot"), (14, "foot")],
    ),
    ("The ferry needs a day or two.", [(2, "day")]),
    ("Gas sold at $3.10 US per mmBTU.", [(3.1, "USD per million british thermal unit")]),
    ("The mayor was fined 50 pounds.", [(50, "GBP")]),
    ("Income climbed to 3.4 billion pounds.", [(3.4e9, "GBP")]),
    ("The licence costs 300 pounds a year.", [(300, "GBP per year")]),
    ("They paid 5 million rupiah and 300 Egyptian pounds.", [(5e6, "IDR"), (300, "EGP")]),
    # Near misses.
    ("The index rose 3 percent to 45.", [(3, "percent"), (45, "")]),
    ("The share fell 8 percent from 120.", [(8, "percent"), (120, "")]),
    ("It rose to 45 percent from 12 towns.", [(45, "percent"), (12, "town")]),
    ("Two of the 12-metre masts broke.", [(2, "mast"), (12, "metre")]),
    ("The dog weighs 50 pounds.", [(50, "pound")]),
    ("They shipped 12 million pounds of beef.", [(12e6, "pound")]),
    ("The yard lost 50 pounds of rope.", [(50, "pound")]),
]


@pytest.mark.parametrize(("text", "expected"), UNITS)
def test_units(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(row["value"], row["unit"]) for row in of_texts()[text]] == expected


CHANGES = [
    ("Shares of Harbour Foods were down 2.3%, Lake Mills by 2.6%.", ["down", "down"]),
    ("Lake Mills lost 2.6%, Foot Oil 1.9% and the Bell 0.4%.", ["down", "down", "down"]),
    ("Sales fell 3% in Norvik and 2% in Tarnholm.", ["down", "down"]),
    ("The fund is up 12% this year, and 4% this week.", ["up", "up"]),
    # Near misses.
    ("Sales fell 3% in Norvik and made up 2% of the total.", ["down", ""]),
    ("Sales fell 3% and the mill employs 2% of the town.", ["down", ""]),
    ("They dropped 12 bombs and sank three ships.", ["", ""]),
    ("The club dropped 12 places and grew 30 percent.", ["down", "up"]),
    ("They are shutting down 6 percent of the mines and pinned down 40 men.", ["", ""]),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_changes(text: str, expected: list[str]) -> None:
    assert [row["change"] for row in of_texts()[text]] == expected


BOUNDS = [
    ("Barely 10 people came.", ["about"]),
    ("Perhaps 300 ships sank in the neighbourhood of 20 islands.", ["about", "about"]),
    ("At the very least 20 ships came.", ["at least"]),
    ("Tickets cost as little as 5 crowns.", ["at least"]),
    ("It sank 500 ships and counting.", ["at least"]),
    ("It takes 12 months minimum.", ["at least"]),
    ("It is worth south of 10 million crowns.", ["less than"]),
    ("Nowhere near 40 percent voted.", ["less than"]),
    ("Over than 60% of the ferries were late.", ["more than"]),
    ("It rose above the 10 percent mark.", ["more than"]),
    ("It stood at around the 10 metre level.", ["about"]),
    ("The motor makes just under 310 hp (231 kW / 314 PS).", ["less than", "less than", "less than"]),
    ("Adults 65 and older pay nothing.", ["at least"]),
    ("There were between 200 and about 300 goats.", ["exact"]),
    # Near misses.
    ("The club paid £50m plus £10m in fees.", ["exact", "exact"]),
    ("About the 10 men he says nothing.", ["exact"]),
    ("It makes 296 hp (224 kW / 300 PS).", ["exact", "exact", "exact"]),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_bounds(text: str, expected: list[str]) -> None:
    assert [row["bound"] for row in of_texts()[text]] == expected


COUNTED = [
    ("Three US soldiers and 12 IT workers came.", ["us soldier", "it worker"]),
    ("He has five RBIs, two home runs and 12 straight road wins.", ["rbi", "home run", "straight road win"]),
    ("At least one member of the crew died.", ["member"]),
    ("A third of the population lives in the north.", ["population"]),
    ("Three quarters of the money is gone.", ["money"]),
    ("Half of the roughly 4.3 million voters stayed at home.", ["voter", "voter"]),
    ("The top three teams play on.", ["team"]),
    # Near misses.
    ("12 lives were lost.", ["life"]),
    ("Three of them told us so.", [""]),
    ("Half of the boats sank.", ["boat"]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_counted(text: str, expected: list[str]) -> None:
    assert [row["counted"] for row in of_texts()[text]] == expected


NUMBERS = [
    ("The margin is plus or minus 3 points.", [3]),
    ("He ran the 4.4-second race and a two-second lap.", [4.4, 2]),
    ("The club won 102-98 in ’96.", []),
    ("Call 555-1234 now.", []),
    ("The first half of the film is dull; the bottom three play on.", []),
    ("It lost more than half its value.", [0.5]),
    ("Prices rose by 10 to 15 percent.", [10]),
    ("Prices rose by $40 million to $400 million.", [40e6, 400e6]),
    ("It was his twenty-second win.", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(text: str, expected: list[float]) -> None:
    assert [row["value"] for row in of_texts()[text]] == expected


def test_one_hand_counts_where_every_one_does() -> None:
    texts = pl.Series(["She raised one hand.", "On one hand he is rich."])
    assert find_figures(texts, ones=True).select("text", "unit").rows() == [(0, "hand")]
