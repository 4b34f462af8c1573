"""The explorer without scripts: its first view as a table with dots."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_html
from analysis._utils.wording import NO_VALUE, percent, short_name, two_digits
from analysis.display.explorer.model import first_view
from analysis.display.explorer.views import MEASURES, View
from analysis.schema import REST

_WIDTH, _EDGE = 240, 8
NOTHING = "There is nothing to compare: fewer than two outlets, or no measure could be counted."


def static_table(views: Sequence[View], side: str = "outlet") -> str:
    """Return the first view in HTML: the item of its most certain difference, one row for each outlet or group."""
    if not views:
        return f"<p>{NOTHING}</p>"
    view = views[first_view(views)]
    scale, item = schema.MEASURES[view.measure], view.table["item"].iat[0]
    rows = view.table[view.table["item"] == item].set_index("outlet")
    rows = rows.loc[schema.outlets_in_order(rows.index)]
    moved = rows[["value", "value_against", "estimate", "low", "high"]] * scale.factor
    start = 0.0 if scale.is_rate else float(moved["value"].min())
    ends = moved.assign(low=moved["value_against"] + moved["low"], high=moved["value_against"] + moved["high"])
    places = ends.drop(columns="estimate").clip(lower=start).sub(start)
    places = _EDGE + places / max(float(places.max().max()), 1e-9) * (_WIDTH - 2 * _EDGE)
    lines = [
        f'<tr><th scope="row">{escape_html(short_name(str(outlet)))}</th>'
        f'<td class="dots">{_dots(places.loc[outlet])}</td>'
        f"{_numbers(moved.loc[outlet], schema.is_clear(rows.loc[outlet, 'q']))}</tr>"
        for outlet in rows.index
    ]
    against = f"all other {side}s" if rows["against"].iat[0] == REST else short_name(rows["against"].iat[0])
    sure = percent(rows["confidence"].iat[0])
    caption = (
        f"<b>{escape_html(MEASURES[view.measure].label)}: {escape_html(short_name(schema.label(item)))}</b> "
        f"{escape_html(scale.unit_in_words)}. A dot is the level of the {side}, the upright line that of "
        f"{escape_html(against)}, the line along the row the {sure} interval of the difference. "
        "Other measures and words can be chosen where scripts may run."
    )
    heads = "".join(
        f'<th scope="col"{kind}>{head}</th>'
        for head, kind in (
            (side.capitalize(), ""),
            ("Dots", ' class="dots"'),
            *((head, ' class="number"') for head in ("Level", "Others", "Difference")),
            ("Certainty", ""),
        )
    )
    return (
        f'<div class="static"><table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _numbers(row: pd.Series, clear: bool) -> str:
    tested = pd.notna(row["low"])
    between = f" <span>{two_digits(row['low'], '+')} to {two_digits(row['high'], '+')}</span>" if tested else ""
    cells = {
        "Level": two_digits(row["value"]),
        "Others": two_digits(row["value_against"]),
        "Difference": (two_digits(row["estimate"], "+") if tested else NO_VALUE) + between,
    }
    certainty = ("clear" if clear else "cannot tell") if tested else "not tested"
    numbers = "".join(f'<td class="number" data-head="{head}">{text}</td>' for head, text in cells.items())
    return f'{numbers}<td class="certainty">{certainty}</td>'


def _dots(place: pd.Series) -> str:
    """Draw a row: a dot, the upright line of the other side, and the interval."""
    drawn = []
    if pd.notna(place["low"]):
        drawn.append(f'<line x1="{place["low"]:.1f}" x2="{place["high"]:.1f}" y1="11" y2="11" stroke="#777"/>')
    if pd.notna(place["value_against"]):
        drawn.append(f'<path d="M{place["value_against"]:.1f} 3v16" stroke="#777"/>')
    if pd.notna(place["value"]):
        drawn.append(f'<circle cx="{place["value"]:.1f}" cy="11" r="5"/>')
    return f'<svg viewBox="0 0 {_WIDTH} 22" width="{_WIDTH}" height="22" aria-hidden="true">{"".join(drawn)}</svg>'
