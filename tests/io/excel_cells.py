"""The cells of an Excel file, read from its XML by the rules of the format."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile("_x([0-9A-F]{4})_")


def cells_of_workbook(path: Path) -> dict[str, list[list[Any]]]:
    """Rows of values by sheet; formulas and links are refused."""
    with ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "rels/sheet" in name], "links are parts of their own"
        names = [
            sheet.attrib["name"]
            for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        ]
        roots = [ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{i}.xml")) for i in range(1, len(names) + 1)]
    assert not [found for root in roots for tag in ("f", "hyperlink") for found in root.iter(f"{_MAIN}{tag}")]
    return {name: [_row(row) for row in root.iter(f"{_MAIN}row")] for name, root in zip(names, roots, strict=True)}


def _row(row: ElementTree.Element) -> list[Any]:
    found: dict[int, Any] = {}
    for cell in row.iter(f"{_MAIN}c"):
        # Without a place of its own, a cell follows the one before it.
        found[_number(cell.attrib["r"]) if "r" in cell.attrib else max(found, default=0) + 1] = _value(cell)
    return [found.get(number) for number in range(1, max(found, default=0) + 1)]


def _number(reference: str) -> int:
    """'AB3' -> 28."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: ElementTree.Element) -> Any:
    kind = cell.attrib.get("t", "n")
    if kind == "inlineStr":
        text = "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    value = cell.findtext(f"{_MAIN}v")
    if value is None:
        return None
    return bool(int(value)) if kind == "b" else float(value)
