"""What the page of the explorer holds: comparisons and sentences as compact JSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import schema
from analysis._utils.escape import one_line
from analysis._utils.wording import short_name, two_digits
from analysis.comparison.enough_sentences import is_too_few
from analysis.display.explorer.evidence import Evidence
from analysis.display.explorer.views import MEASURES, View
from analysis.display.page_addresses import event_titles

MOST_ROWS = 16_000  # of words
LEAST_WORDS = 50
_UNSAFE = re.compile("[<>&\u2028\u2029]")
_NUMBERS = ("value", "against", "estimate", "low", "high", "p", "q", "x", "n", "articles", "articles_against", "method")


def shown_items(views: Sequence[View]) -> dict[str, list[str]]:
    """Return the items of each measure, those of the most certain differences first.

    Of words, all that differ clearly are shown and then the most frequent ones, at most 16,000 rows.
    """
    items: dict[str, list[str]] = {}
    for view in views:
        table = view.table
        if view.measure == "terms":
            most = max(LEAST_WORDS, MOST_ROWS // table["outlet"].nunique())
            clear = table["item"].where(schema.is_clear(table["q"])).dropna().unique()
            common = table.groupby("item")["x"].sum().sort_values(ascending=False, kind="stable").index
            kept = list(dict.fromkeys([*clear, *common]))[:most]
            table = table[table["item"].isin(kept)]
        known = items.setdefault(view.measure, [])
        known += [item for item in table["item"].unique().tolist() if item not in set(known)]
    return items


def first_view(views: Sequence[View]) -> int:
    """Return the place of the view that is shown first: the first with a clear difference, else the first."""
    return next((place for place, view in enumerate(views) if schema.is_clear(view.table["q"]).any()), 0)


def explorer_model(
    views: Sequence[View],
    items: Mapping[str, Sequence[str]],
    found: Evidence,
    articles: pd.DataFrame,
    *,
    source: str,
    groups: pd.Series | None = None,
) -> dict[str, Any]:
    """Return what the explorer shows, as plain values for JSON.

    Parameters
    ----------
    views : sequence of View
    items : mapping of str to sequence of str
        From `shown_items`.
    found : Evidence
    articles : DataFrame
        Of the corpus.
    source : str
        Lines of Python that make `notes`.
    groups : Series, optional
        Outlet -> group, where groups are compared; they stand in place of outlets.

    Returns
    -------
    dict
        Numbers have three significant digits or more and are in the unit of the measure. Columns of a view hold a
        value for each item and outlet, in this order.
    """
    outlets = schema.outlets_in_order(outlet for view in views for outlet in view.table["outlet"].unique())
    several = articles["event"].nunique() > 1
    cited = articles[articles["article_id"].isin(found.sentences["article_id"])]
    titles = event_titles(cited) if several else {}
    sides = cited["outlet"] if groups is None else cited["outlet"].map(groups)
    cited = cited.assign(side=sides)
    places = {article: place for place, article in enumerate(cited["article_id"])}
    index = {measure: {item: place for place, item in enumerate(of_one)} for measure, of_one in items.items()}
    return {
        "source": source,
        "first": first_view(views),
        "several": several,
        "side": "outlet" if groups is None else "group",
        "outlets": outlets,
        "names": [short_name(outlet) for outlet in outlets],
        "items": {measure: list(of_one) for measure, of_one in items.items()},
        "labels": {measure: [short_name(schema.label(item)) for item in of_one] for measure, of_one in items.items()},
        "views": [_view(view, items[view.measure], outlets) for view in views],
        "articles": [
            [row.side, short_name(_text(row.headline)), titles.get(row.event, "")]
            for row in cited[["side", "headline", "event"]].itertuples(index=False)
        ],
        "sentences": [
            [places[row.article_id], row.voice, row.text] for row in found.sentences.itertuples(index=False)
        ],
        "found": {
            measure: [[index[measure][item] for item in of_one] for of_one in lists]
            for measure, lists in found.found.items()
            if any(lists)
        },
        "missing": one_line(found.missing),
    }  # fmt: skip


def as_json(model: object) -> str:
    r"""Write plain values as JSON that can stand in a page: no character of it ends or begins anything in HTML.

    Examples
    --------
    >>> as_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    written = json.dumps(model, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _view(view: View, items: Sequence[str], outlets: Sequence[str]) -> dict[str, Any]:
    scale, shown = schema.MEASURES[view.measure], MEASURES[view.measure]
    table = view.table[view.table["item"].isin(list(items))]
    grid = pd.MultiIndex.from_product([items, outlets])
    few = is_too_few(table["method"])
    methods = table["method"].drop_duplicates().tolist()
    numbers = {
        "value": (scale.factor * table["value"]).mask(few),
        "against": (scale.factor * table["value_against"]).mask(few),
        "estimate": scale.factor * table["estimate"].where(table["p"].notna()),
        "low": scale.factor * table["low"],
        "high": scale.factor * table["high"],
        "p": table["p"],
        "q": table["q"],
        "x": table["x"],
        "n": table["n"],
        "articles": table["n_articles"],
        "articles_against": table["n_articles_against"],
        "method": table["method"].map(methods.index),
    }
    rows = pd.DataFrame(numbers).set_axis(pd.MultiIndex.from_frame(table[["item", "outlet"]])).reindex(grid)
    all_items = view.table["item"].nunique()
    note = f"{len(items):,} of {all_items:,} are here: those with a clear difference, then the most frequent."
    return {
        "measure": view.measure,
        "voice": view.voice,
        "label": shown.label,
        "item": shown.item or scale.items,
        "unit": scale.unit_in_words,
        "of": scale.unit.removeprefix("% of ").removeprefix("per 1,000 ") if scale.is_rate else "",
        "page": f"{shown.page}.html",
        "table": f"tables/{view.name}.csv",
        "code": view.code,
        "against": str(table["against"].iat[0]),
        "confidence": float(table["confidence"].iat[0]),
        "family": bool((table["family_share"] < 1).any()),
        "methods": methods,
        "note": note if len(items) < all_items else "",
        "rows": {name: _column(rows[name], len(outlets)) for name in _NUMBERS},
    }


def _column(values: pd.Series, outlets: int) -> list[float | int | None] | dict[str, Any]:
    """Return a column in three significant digits; one value for each outlet where it is the same for all items."""
    numbers = [_number(value) for value in values.tolist()]
    by_outlet = [{number for number in numbers[outlet::outlets] if number is not None} for outlet in range(outlets)]
    if None not in numbers and all(len(distinct) == 1 for distinct in by_outlet):
        return {"outlet": numbers[:outlets]}
    return numbers


def _number(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    if value == int(value):
        return int(value)
    # A number that is rounded twice may become another one than on the other pages.
    digits = next((n for n in (3, 4, 5) if two_digits(float(f"{value:.{n}g}")) == two_digits(value)), 6)
    rounded = float(f"{value:.{digits}g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e6 else rounded


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
