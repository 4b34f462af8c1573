"""Pages of executed notebooks: self-contained, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future
from copy import copy
from functools import cache
from html import unescape
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from analysis._utils.content_hiding import hides_content
from analysis._version import __version__
from analysis.display.compact_html import compact_html
from analysis.display.explorer import EXPLORER_PAGE
from analysis.display.figure_files import svg_address
from analysis.display.page_template import PageLink, page_template
from analysis.display.reading.page_names import READ_PAGE
from analysis.display.style_sheets import compact_css, used_css
from analysis.report.notebook_files import read_notebook
from analysis.report.notebook_runner import SUMMARY

# What may remain in the HTML of a notebook.
ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href"},
    "img": {"src", "alt"},
    "th": {"scope", "colspan"},
    "td": {"data-head"},
    "div": {"tabindex", "role", "aria-label"},
    "span": {"role", "aria-label"},
}

# Tags of cells: shown in the notebook only, and folded at the end of the page.
NOTEBOOK_ONLY, FOLDED = "remove-cell", "folded"
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

NO_ALT = "No description has been provided for this image"
_NO_ALT = re.compile(r"""<img\s(?!(?:[^>"']|"[^"]*"|'[^']*')*?\balt\s*=)""", re.IGNORECASE)
_LEXER = "ipython3"
# Of the pages of events and outlets, of which there may be hundreds; every other page holds its own style.
STYLE_SHEET = "pages.css"
# A figure of the report, as its notebooks show it.
_FIGURE = re.compile(r"\.\./figures/\w+\.svg")
_SHOWN_FIGURE = re.compile(rf'(?<= src="){_FIGURE.pattern}(?=")')
# Parts of code that the style sheet does not colour.
_PLAIN_CODE = re.compile(r'<span class="(?!(?:k|kn|kc|ow|s1|s2|sa|c1|mi|mf)")[a-z][a-z0-9]?">([^<]*)</span>')
# Code, tags, and what stands between a number and its sign.
_UNITS = re.compile(r"<pre\b.*?</pre>|<[^>]*>|(?<=\d) %", re.DOTALL)
# A link relative to the folder of the report. Quotation marks within texts are escaped, so that none looks like this.
_RELATIVE = re.compile(r'href="(?![a-z]+:|#)')


@hides_content
class Fault(NamedTuple):
    """What went wrong in a notebook."""

    notebook: str
    message: str


def write_pages(
    pool: Executor,
    folder: Path,
    faults: Mapping[str, str],
    explorer: Future[None] | None = None,
    *,
    closing: str = "",
) -> None:
    """Write one page for each executed notebook of a report, the summary as index.html, and the pages they link.

    Parameters
    ----------
    pool : Executor
        Converts the notebooks.
    folder : Path
        Folder of the report; the notebooks are in its folder notebooks.
    faults : mapping of str to str
        Name of each notebook -> '' or what went wrong in it. Every fault is stated at the top of every page.
    explorer : Future, optional
        Writes the explorer, which the pages link if it is there when this is done.
    closing : str
        HTML at the end of the summary.
    """
    books = sorted(path for path in (folder / "notebooks").glob("*.ipynb") if path.stem in faults)
    pages = {path.stem: page for path, page in zip(books, pool.map(title_and_body, books), strict=True)}
    titles = {name: title for name, (title, _) in pages.items()}
    if SUMMARY in pages:
        title, body = pages[SUMMARY]
        pages[SUMMARY] = title, body + sanitized(closing)
    if explorer:
        explorer.result()
    titles |= dict.fromkeys(other_pages(folder), "")
    for name, (_, body) in pages.items():
        (folder / _file(name)).write_text(_page(name, titles[name], body, titles, faults), "utf-8")
    if SUMMARY not in pages:
        empty = _page("", "samestory", "<p>There is no summary.</p>", titles, faults)
        (folder / "index.html").write_text(empty, "utf-8")
    if not any(faults.values()):
        pool.submit(_write_linked_pages, folder, list(titles)).result()


def other_pages(folder: Path) -> list[str]:
    """Return the names of the pages of a report that no notebook becomes, in its navigation."""
    return [Path(page).stem for page in (EXPLORER_PAGE, READ_PAGE) if (folder / page).is_file()]


def title_and_body(notebook: Path) -> tuple[str, str]:
    """Convert a notebook to HTML without scripts, styles and foreign addresses, whatever it contains.

    Parameters
    ----------
    notebook : Path

    Returns
    -------
    title : str
        Its first heading; without one, its name.
    body : str
        Sanitized HTML, without cells tagged 'remove-cell'; those tagged 'folded' are folded at the end.
    """
    book = read_notebook(notebook)
    cells: dict[str, list[Any]] = {"": [], NOTEBOOK_ONLY: [], FOLDED: []}
    for cell in book.cells:
        cells[next((tag for tag in cell.metadata.get("tags", []) if tag in cells), "")].append(cell)
    body = _body(book, cells[""], notebook.parent)
    if cells[FOLDED]:
        folded = _body(book, cells[FOLDED], notebook.parent)
        body += f'<details id="trust"><summary>How far to trust this</summary>{folded}</details>'
    return _written_title(cells[""]) or _shown_title(body) or notebook.stem, body


@cache
def exporter() -> Any:
    """Return what converts notebooks to HTML; it compiles its templates when it is first used."""
    import nbconvert
    from nbconvert.filters import widgetsdatatypefilter

    library: Any = nbconvert  # without types
    widgets: Any = widgetsdatatypefilter
    base: Any = library.HTMLExporter

    class Exporter(base):  # type: ignore[misc]
        """Converts without parsing the page a second time, as `HTMLExporter` does to add alternative texts."""

        def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> tuple[str, Any]:
            """Return the HTML of a notebook."""
            resources = self._init_resources(resources)
            known = {"notebook_metadata": self._nb_metadata, "resources": resources}
            chosen = widgets.WidgetsDataTypeFilter(parent=self, **known)
            self.register_filter("filter_data_type", chosen)
            highlighted = library.filters.Highlight2HTML(pygments_lexer=_LEXER, parent=self)
            self.register_filter("highlight_code", highlighted)
            # Pages are sanitized as a whole.
            self.register_filter("clean_html", lambda html: html if isinstance(html, str) else html.decode())
            html, resources = library.TemplateExporter.from_notebook_node(self, nb, resources)
            return _NO_ALT.sub(f'<img alt="{NO_ALT}" ', html), resources

    # Without those that are switched off: the notebook is validated after each.
    used = [f"nbconvert.preprocessors.{name}Preprocessor" for name in ("CoalesceStreams", "HighlightMagics")]
    return Exporter(template_name="basic", exclude_anchor_links=True, default_preprocessors=used)


def compile_templates() -> None:
    """Convert a small notebook, so that processes forked from this one need not compile templates."""
    from nbformat import v4

    new: Any = v4
    shown = new.new_output("display_data", {"text/html": "<p>a</p>"})
    cells = [new.new_markdown_cell("a"), new.new_code_cell("a", outputs=[shown])]
    exporter().from_notebook_node(new.new_notebook(cells=cells))


def _file(name: str) -> str:
    return "index.html" if name == SUMMARY else f"{name}.html"


def _written_title(cells: list[Any]) -> str:
    lines = (line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "")


def _shown_title(body: str) -> str:
    heading = _TITLE.search(body)
    return unescape(_TAG.sub("", heading[1])).strip() if heading else ""


def _body(book: Any, cells: list[Any], folder: Path) -> str:
    """Return some cells of a notebook as sanitized HTML that holds its figures."""
    part: Any = copy(book)
    part.cells = cells
    html, _ = exporter().from_notebook_node(part)
    shown = _UNITS.sub(_unbroken, _PLAIN_CODE.sub(r"\1", sanitized(html)))
    return _SHOWN_FIGURE.sub(lambda figure: svg_address((folder / figure[0]).read_text("utf-8")), shown)


def _unbroken(found: re.Match[str]) -> str:
    """Write the space between a number and its percent sign so that no line ends there; code stays as it is."""
    return "\N{NO-BREAK SPACE}%" if found[0] == " %" else found[0]


def sanitized(html: str, change: Callable[[str, str, str], str | None] | None = None) -> str:
    """Return HTML without scripts, styles and foreign images.

    Parameters
    ----------
    html : str
    change : callable, optional
        Takes tag, attribute and value; returns another value, or None to remove the attribute.

    Returns
    -------
    str
    """
    import nh3

    def allowed(tag: str, attribute: str, value: str) -> str | None:
        changed = change(tag, attribute, value) if change else value
        return None if changed is None else _no_foreign_images(tag, attribute, changed)

    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | {"figure", "figcaption", "main", "section"},
        attributes=ATTRIBUTES,
        url_schemes={"data", "http", "https", "mailto"},
        attribute_filter=allowed,
        link_rel=None,
    )


def _no_foreign_images(tag: str, attribute: str, value: str) -> str | None:
    """Return the value of an attribute, or None to remove it."""
    if tag == "img" and attribute == "src":
        return value if value.startswith("data:image/") or _FIGURE.fullmatch(value) else None
    if tag == "a" and attribute == "href" and value.startswith("data:"):
        return None
    return value


def document(title: str, body: str) -> str:
    """Return a page without navigation."""
    return _page("", title, body, [], {})


def _page(name: str, title: str, body: str, names: Iterable[str], faults: Mapping[str, str], *, sheet: str = "") -> str:
    """Render a page, which holds its style or links a style sheet; all but this and the sanitized body is escaped."""
    from markupsafe import Markup

    template = page_template(__package__, "page.html")
    rendered: str = template.compiled.render(
        title=title,
        links=page_links(name, names),
        faults=[Fault(_label(book), fault) for book, fault in sorted(faults.items()) if fault],
        body=Markup(body),
        style=Markup(used_css(_style(), f"{template.written} {body}")),
        sheet=sheet,
        version=__version__,
    )
    return rendered


@cache
def _style() -> str:
    """Return the style sheet of all pages."""
    return compact_css(files(__package__).joinpath("page.css").read_text("utf-8"))


def _write_linked_pages(folder: Path, names: Iterable[str]) -> None:
    """Write the pages of events and outlets into folders beside the other pages, from tables that notebooks saved."""
    from analysis.display.event_page import event_pages
    from analysis.display.outlet_page import outlet_pages

    for linked in chain(event_pages(folder), outlet_pages(folder)):
        page = _page("", linked.title, sanitized(linked.body), names, {}, sheet=STYLE_SHEET)
        place = folder / linked.address
        place.parent.mkdir(exist_ok=True)
        (folder / STYLE_SHEET).write_text(_style(), "utf-8")
        place.write_text(compact_html(_RELATIVE.sub('href="../', page)), "utf-8")


def page_links(current: str, names: Iterable[str]) -> list[PageLink]:
    """Link all pages, the summary first."""
    ordered = sorted(names, key=lambda name: (name != SUMMARY, name))
    return [PageLink(_label(name), quote(_file(name)), name == current) for name in ordered]


def _label(name: str) -> str:
    """Label a page: 'Sentiment' for '3_sentiment'."""
    return (name.partition("_")[2] or name).replace("_", " ").capitalize()
