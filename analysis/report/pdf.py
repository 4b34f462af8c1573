"""report.pdf: the pages of a report as one document, printed by a browser of this machine."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from analysis.exceptions import FailedWork
from analysis.report.browser import print_page
from analysis.report.html_pages import document, sanitized

NAME = "report.pdf"
_MAIN = re.compile(r'<main id="main">(.*)</main>', re.DOTALL)
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)[^)]*\)")
_CELL = re.compile(rb"\(node([0-9]{8})\)")
_ELSEWHERE = re.compile(r"(?:https?|mailto):")


def write_pdf(folder: Path, date: str) -> None:
    """Print the summary and the numbered pages of a report as report.pdf.

    Links between these pages lead to places in the document; other files are not linked. The style sheet says what is
    printed.

    Parameters
    ----------
    folder : Path
        Folder of the report, with its pages.
    date : str
        Date that the document bears, such as '2024-11-17'.

    Raises
    ------
    FailedWork
        If the browser prints nothing.
    """
    pages = [folder / "index.html", *sorted(folder.glob("[0-9]_*.html"))]
    with tempfile.TemporaryDirectory() as work:
        source, target = Path(work, "report.html"), Path(work, NAME)
        source.write_text(_as_one_page({page.name: page.read_text("utf-8") for page in pages}), "utf-8")
        print_page(source, target)
        content = target.read_bytes() if target.is_file() else b""
    if not (content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")):
        raise FailedWork("Chromium printed no PDF; run again without --pdf")
    (folder / NAME).write_bytes(settled(content, date))


def settled(content: bytes, date: str) -> bytes:
    """Return a PDF with other dates, and with names of cells that do not depend on the run.

    Everything is replaced at equal length, so that no address within the file changes.
    """
    fixed = f"{date.replace('-', '')}000000+00'00'".encode()
    content = _DATE.sub(lambda found: found[1] + fixed[: len(found[0]) - len(found[1]) - 1] + b")", content)
    # Numbers keep their order, in which the file lists them.
    numbers = {old: b"%08d" % number for number, old in enumerate(sorted({*_CELL.findall(content)}), start=1)}
    return _CELL.sub(lambda found: b"(node" + numbers[found[1]] + b")", content)


def _as_one_page(pages: Mapping[str, str]) -> str:
    """Return pages as one, each as a part whose ids begin with its number."""
    numbers = {name: f"page-{number}" for number, name in enumerate(pages)}
    parts = []
    for name, html in pages.items():
        found = _MAIN.search(html)
        body = sanitized(found[1] if found else "", _within_one_page(numbers, name))
        parts.append(f'<section class="part" id="{numbers[name]}">{body}</section>')
    return document("How differently do outlets report?", "".join(parts))


def _within_one_page(numbers: Mapping[str, str], name: str) -> Callable[[str, str, str], str | None]:
    def changed(tag: str, attribute: str, value: str) -> str | None:
        """Return the value of an attribute within the one page, None to remove it."""
        if attribute == "id":
            return f"{numbers[name]}-{value}"
        if tag != "a" or attribute != "href" or _ELSEWHERE.match(value):
            return value
        file, _, place = value.partition("#")
        number = numbers.get(file or name)
        return "#" + "-".join(filter(None, [number, place])) if number else None

    return changed
