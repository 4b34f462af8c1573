"""Tables and figures as a notebook shows and saves them."""

from __future__ import annotations

import base64
import io
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schema
from analysis.paths import PROJECT

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.figure import Figure

HEADS = {
    "article_id": "article",
    "n_segments": "segments",
    "n_tokens": "words",
    "n_articles": "articles",
    "value_against": "other side",
    "published_given": "published",
}


def folder(out: str | Path, corpus: str) -> Path:
    """Where a notebook saves: out, or reports/by-hand/ of the project with the corpus' name where out is empty."""
    return Path(out).expanduser() if str(out) else PROJECT / "reports" / "by-hand" / Path(corpus).stem


def save(table: pd.DataFrame, name: str, out: Path) -> None:
    """Write a table to tables/<name>.csv and .parquet below out."""
    tables = out / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    table.to_csv(tables / f"{name}.csv", index=False, lineterminator="\n")
    table.to_parquet(tables / f"{name}.parquet", index=False)


def saved(name: str, out: Path, *, table: str = "comparisons") -> pd.DataFrame:
    """A table saved before; without rows, and with a note, where there is none."""
    path = out / "tables" / f"{name}.parquet"
    if path.is_file():
        return schema.check(pd.read_parquet(path), table)
    frame = schema.empty(table)
    frame.attrs["note"] = f"There is no saved table '{name}' yet: run notebooks 1 to 4 first, or samestory report."
    return frame


def show(table: pd.DataFrame, caption: str, *, columns: list[str] | None = None, top: int = 20) -> HTML:
    """A table as HTML, comparisons in the unit of their measure; every cell is escaped.

    columns: those shown, all if none are named. top: rows shown, the rest counted below."""
    from IPython.display import HTML

    note = table.attrs.get("note", "")
    if table.empty:
        return HTML(f'<p class="note">{escape(note or f"{caption}: none.")}</p>')
    view = _readable(table.head(top)) if "estimate" in table else table.head(top)
    view = view[columns] if columns else view
    more = f" The {top} first of {len(table):,} rows; all are in the saved table." if len(table) > top else ""
    head = "".join(f"<th scope='col'>{escape(HEADS.get(name, name).replace('_', ' '))}</th>" for name in view)
    right = [pd.api.types.is_numeric_dtype(dtype) for dtype in view.dtypes]
    body = "".join(
        "<tr>" + "".join(_cell(v, r) for v, r in zip(row, right, strict=True)) + "</tr>"
        for row in view.itertuples(index=False)
    )
    return HTML(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption + '.' + more)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def figure(drawn: Figure, name: str, out: Path, *, alt: str, caption: str) -> HTML:
    """Write a figure to figures/<name>.svg and .png below out, and show it with its alternative text and caption."""
    from IPython.display import HTML
    from matplotlib import rc_context

    from analysis.plots import STYLE

    figures = out / "figures"
    figures.mkdir(parents=True, exist_ok=True)
    svg = io.BytesIO()
    with rc_context(STYLE):
        drawn.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        drawn.savefig(figures / f"{name}.png", dpi=160, metadata={"Software": None})
    (figures / f"{name}.svg").write_bytes(svg.getvalue())
    data = base64.b64encode(svg.getvalue()).decode()
    return HTML(
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    """Comparisons as people read them: one unit, the interval beside the difference."""
    scale = schema.MEASURES[table["measure"].iat[0]]
    factor, unit = scale.factor, scale.unit
    tested = table["p"].notna()
    interval = [
        f"{factor * low:+.2f} to {factor * high:+.2f}" if t else "not tested"
        for low, high, t in zip(table["low"], table["high"], tested, strict=True)
    ]
    level = f"{table['confidence'].iat[0]:.0%} interval".replace("%", " %")
    return pd.DataFrame({
        scale.items: table["item"], "outlet": table["outlet"], "against": table["against"],
        unit: factor * table["value"], "other side": factor * table["value_against"],
        "difference": factor * table["estimate"], level: interval, "p": table["p"], "q": table["q"],
        "articles": table["n_articles"], "why not": table["method"].where(~tested, ""),
    }).pipe(lambda t: t if (~tested).any() else t.drop(columns="why not"))  # fmt: skip


def _cell(value: Any, right: bool) -> str:
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        text = "–"
    elif isinstance(value, float):
        text = f"{value:.3f}" if abs(value) < 1 else f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"
    elif isinstance(value, int):
        text = f"{value:,}"
    else:
        text = str(value)
    return f'<td class="number">{escape(text)}</td>' if right else f"<td>{escape(text)}</td>"
