"""Executed notebooks -> one self-contained site without scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from concurrent.futures import Executor
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis._utils.escape import escape_html
from analysis._version import __version__
from analysis.report.notebook_runner import SUMMARY

ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href"},
    "img": {"src", "alt"},
    "th": {"scope"},
    "div": {"tabindex", "role", "aria-label"},
}


def write_pages(pool: Executor, folder: Path, faults: Mapping[str, str]) -> None:
    """Write one page for each executed notebook in folder/notebooks, the summary as index.html.

    faults: name of each notebook -> '' or what went wrong in it; any fault is told at the top of every page."""
    books = sorted(path for path in (folder / "notebooks").glob("*.ipynb") if path.stem in faults)
    read = {path.stem: page for path, page in zip(books, pool.map(title_and_body, books), strict=True)}
    titles = {name: title for name, (title, _) in read.items()}
    for name, (_, body) in read.items():
        (folder / _file(name)).write_text(_page(name, body, titles, faults), "utf-8")
    if SUMMARY not in read:
        (folder / "index.html").write_text(_page("", "<p>There is no summary.</p>", titles, faults), "utf-8")


def title_and_body(notebook: Path) -> tuple[str, str]:
    """A notebook's title, and the notebook as HTML: whatever it holds, no script, style or foreign address comes
    through."""
    import nbformat

    book = nbformat.read(notebook, as_version=4)
    return _title(book, notebook.stem), _body(book)


def _file(name: str) -> str:
    return "index.html" if name == SUMMARY else f"{name}.html"


def _title(book: Any, name: str) -> str:
    lines = (line for cell in book.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), name)


def _body(book: Any) -> str:
    import nh3
    from nbconvert import HTMLExporter

    html, _ = HTMLExporter(template_name="basic", exclude_anchor_links=True).from_notebook_node(book)
    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | {"figure", "figcaption", "main", "section"},
        attributes=ATTRIBUTES,
        url_schemes={"data", "http", "https", "mailto"},
        attribute_filter=_no_foreign_images,
        link_rel="noopener noreferrer",
    )


def _no_foreign_images(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if value.startswith("data:image/") else None
    if tag == "a" and attribute == "href" and value.startswith("data:"):
        return None
    return value


def _page(name: str, body: str, titles: Mapping[str, str], faults: Mapping[str, str]) -> str:
    css = files(__package__).joinpath("page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    links = " ".join(
        f'<b aria-current="page">{escape_html(_short(n))}</b>'
        if n == name
        else f'<a href="{quote(_file(n))}">{escape_html(_short(n))}</a>'
        for n in sorted(titles, key=lambda n: (n != SUMMARY, n))
    )
    failed = "".join(
        f"<li>{escape_html(_short(n))}: {escape_html(fault)}</li>" for n, fault in sorted(faults.items()) if fault
    )
    banner = f'<div class="failed"><b>This report is not complete.</b><ul>{failed}</ul></div>' if failed else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape_html(titles.get(name, "samestory"))}</title>
<style>{css}</style>
</head>
<body>
<header><p>samestory: how differently do outlets tell the same story?</p><nav>{links}</nav></header>
{banner}<input type="checkbox" id="code" aria-label="Show the code"><label for="code"></label>
<main>
{body}
</main>
<footer>Made by samestory {__version__}; run.json holds the parameters, versions and checksums. Tables and figures
lie beside this page in tables/ and figures/.</footer>
</body>
</html>
"""


def _short(name: str) -> str:
    """'3_sentiment' as a link: 'Sentiment'."""
    return name.partition("_")[2].replace("_", " ").capitalize() or name
