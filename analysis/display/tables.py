"""Tables and figures as a notebook shows and saves them."""

from __future__ import annotations

import base64
import io
import re
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_html, one_line
from analysis._utils.stable_floats import rounded
from analysis._utils.table_notes import note_of
from analysis.display.describe import probability, signed
from analysis.exceptions import shortened
from analysis.io.csv_files import write_csv
from analysis.io.notebook_saves import check_save_folder, saved_file
from analysis.io.paths import PROJECT
from analysis.schema import REST

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.figure import Figure

LONGEST_CELL = 2_000  # characters
HEADS = {
    "article_id": "article",
    "n_segments": "segments",
    "n_tokens": "words",
    "published_given": "published",
}


def output_folder(out: str | Path, corpus: str) -> Path:
    """Where a notebook saves: out, or reports/by-hand/ of the project with the corpus' name where out is empty.

    Raises: WrongUse where the folder holds something else than saved tables and figures, or the corpus."""
    place = Path(out).expanduser() if str(out) else PROJECT / "reports" / "by-hand" / Path(corpus).stem
    check_save_folder(place, corpus)
    return place


def save_table(table: pd.DataFrame, name: str, out: Path) -> None:
    """Write a table to tables/<name>.csv and .parquet below out, and its note, where it has one, to <name>.txt.

    Floats are rounded to ten significant digits: the digits behind depend on the processor and the version of
    numpy. In CSV no cell is a formula to a spreadsheet."""
    tables = out / "tables"
    table = rounded(table)
    with saved_file(tables / f"{name}.csv") as work:
        write_csv(table, work)
    with saved_file(tables / f"{name}.parquet") as work:
        table.to_parquet(work, index=False)
    note = tables / f"{name}.txt"
    if note_of(table):
        with saved_file(note) as work:
            work.write_text(note_of(table) + "\n", "utf-8")
    else:
        note.unlink(missing_ok=True)


def load_table(name: str, out: Path, *, table: str = "comparisons") -> pd.DataFrame:
    """A table saved before; without rows, and with a note, where there is none."""
    path = out / "tables" / f"{name}.parquet"
    if path.is_file():
        return schema.check(pd.read_parquet(path), table)
    return schema.empty(
        table, f"There is no saved table '{name}' yet: run the notebook that saves it, or samestory report."
    )


def show_table(table: pd.DataFrame, caption: str, *, columns: list[str] | None = None, top: int = 20) -> HTML:
    """A table as HTML, comparisons in the unit of their measure; every cell is escaped.

    columns: those shown, all if none are named. top: rows shown, the rest counted below."""
    from IPython.display import HTML

    note = note_of(table)
    if table.empty:
        return HTML(f'<p class="note">{escape_html(note or f"{caption}: none.")}</p>')
    view = _readable(table.head(top)) if "estimate" in table else table.head(top)
    view = view[columns] if columns else view
    view = view.assign(**{name: view[name].map(schema.label) for name in ("frame", "other") if name in view})
    whole = [name for name in view.select_dtypes("float") if (view[name] % 1 == 0).all()]
    view = view.astype(dict.fromkeys(whole, "int64"))
    more = f" The first {top} of {len(table):,} rows; all are in the saved table." if len(table) > top else ""
    classes = [_class(name, view[name]) for name in view]
    heads = (escape_html(HEADS.get(name, name).replace("_", " ")) for name in view)
    head = "".join(f'<th scope="col" class="{c}">{name}</th>' for c, name in zip(classes, heads, strict=True))
    body = "".join(
        "<tr>" + "".join(_cell(v, c) for v, c in zip(row, classes, strict=True)) + "</tr>"
        for row in view.itertuples(index=False)
    )
    return HTML(
        f'<p class="caption">{escape_html(caption + "." + more)}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape_html(caption)}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        + (f'<p class="note">{escape_html(note)}</p>' if note else "")
    )


def show_figure(drawn: Figure, name: str, out: Path, *, alt: str, caption: str) -> HTML:
    """Write a figure to figures/<name>.svg and .png below out, and show it with its alternative text and caption."""
    from IPython.display import HTML

    from analysis.plots.style import styled

    figures = out / "figures"
    svg = io.BytesIO()
    with styled():
        drawn.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        with saved_file(figures / f"{name}.png") as work:
            drawn.savefig(work, format="png", dpi=160, metadata={"Software": None})
    settled = _numbered(svg.getvalue())
    with saved_file(figures / f"{name}.svg") as work:
        work.write_bytes(settled)
    data = base64.b64encode(settled).decode()
    return HTML(
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape_html(alt)}">'
        f"<figcaption>{escape_html(caption)}</figcaption></figure>"
    )


def _numbered(svg: bytes) -> bytes:
    """An SVG whose ids are numbers in order of appearance.

    matplotlib hashes unrounded coordinates into ids, so that two machines whose last digits differ draw the same
    figure with other ids."""
    found = dict.fromkeys(re.findall(rb'id="([^"]*[0-9a-f]{10})"', svg))
    numbers = {old: b"id-%d" % number for number, old in enumerate(found, start=1)}
    return re.sub(rb'(id="|#)([^"#)]*[0-9a-f]{10})(?=[")])', lambda m: m[1] + numbers.get(m[2], m[2]), svg)


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    """Comparisons as people read them: one unit, the interval beside the difference."""
    scale = schema.MEASURES[table["measure"].iat[0]]
    tested = table["p"].notna()
    level = f"{100 * table['confidence'].iat[0]:.3g} % interval"
    other = table["against"].iat[0]

    def number(name: str, sign: str = "") -> list[str]:
        return ["–" if pd.isna(v) else signed(scale.factor * v, 2, sign) for v in table[name]]

    view = pd.DataFrame({
        scale.items: table["item"].map(schema.label),
        "outlet": table["outlet"],
        f"outlet, {scale.unit}": number("value"),
        "the rest" if other == REST else f"value of {other}": number("value_against"),
        "difference": number("estimate", "+"),
        level: [f"{a} to {b}" if a != "–" else "" for a, b in zip(number("low", "+"), number("high", "+"))],  # noqa: B905
        "q": ["" if pd.isna(q) else probability(q).removeprefix("= ") for q in table["q"]],
    })  # fmt: skip
    if table.loc[tested, "method"].nunique() > 1:
        return view.assign(method=table["method"])
    return view if tested.all() else view.assign(reason=table["method"].where(~tested, ""))


def _cell(value: Any, name: str) -> str:
    if pd.isna(value):
        text = "–"
    elif isinstance(value, float):
        text = f"{value:,.2f}" if abs(value) >= 1 or not value else f"{value:.3f}"
        text = text.replace("-", "−")
    elif isinstance(value, Integral):
        text = f"{int(value):,}"
    else:
        text = shortened(one_line(str(value)), LONGEST_CELL)
    return f'<td class="{name}">{escape_html(text)}</td>'


def _class(name: str, column: pd.Series) -> str:
    """What the page does with a column: numbers to the right, words left of a keyword against it, definitions wide."""
    if pd.api.types.is_numeric_dtype(column.dtype) or column.map(_is_number).all():
        return "number"
    return name if name in ("left", "keyword", "definition") else "text"


def _is_number(value: object) -> bool:
    return (
        isinstance(value, str)
        and value[:1] in "+−–<0123456789"
        and not any(c.isalpha() for c in value.replace("to", ""))
    )
