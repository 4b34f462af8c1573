"""A picture of the packages: who imports whom, read from the code, in layers from the bottom up."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "analysis"
SUBJECTS = {
    "exceptions": "errors",
    "_utils": "processes, notes of tables",
    "schema": "columns of every table",
    "io": "files in and out",
    "stats": "arrays in, arrays out",
    "language": "strings in, arrays out",
    "corpus": "reading, cleaning",
    "importers": "exports, saved pages",
    "annotation": "language applied to a corpus",
    "measures": "annotations in, scores out",
    "comparison": "scores in, comparisons out",
    "coding": "human codes, coders",
    "bundles": "sharing, leak check",
    "batch": "tables of any size",
    "plots": "tables in, figures out",
    "display": "what notebooks call",
    "report": "pages, provenance",
    "cli": "the command",
}
WIDTH, HEIGHT, GAP, LAYER, MARGIN = 204, 52, 18, 96, 20


@cache
def imports() -> dict[str, set[str]]:
    """Return the packages that each package imports directly."""
    found: dict[str, set[str]] = {name: set() for name in SUBJECTS}
    for path in sorted(PACKAGE.rglob("*.py")):
        package = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if package in found:
            found[package] |= _imported(path) & SUBJECTS.keys() - {package}
    return found


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "analysis":
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis."):
            names.add(str(node.module).split(".")[1])
    return names


def layers() -> list[list[str]]:
    """Return the packages by layer, the lowest first: each is one layer above the highest that it imports."""
    level: dict[str, int] = {}

    def place(name: str) -> int:
        if name not in level:
            level[name] = 1 + max((place(below) for below in imports()[name]), default=-1)
        return level[name]

    for name in SUBJECTS:
        place(name)
    return [[name for name in SUBJECTS if level[name] == at] for at in range(max(level.values()) + 1)]


def arrows() -> list[tuple[str, str]]:
    """Return direct imports, without those that follow from others."""
    known = imports()

    def reaches(name: str, below: str) -> bool:
        return below in known[name] or any(reaches(other, below) for other in known[name])

    return [
        (name, below)
        for name, direct in known.items()
        for below in sorted(direct)
        if not any(reaches(other, below) for other in direct - {below})
    ]


def svg() -> str:
    """Return the picture."""
    rows = layers()
    widest = max(map(len, rows))
    width = 2 * MARGIN + widest * WIDTH + (widest - 1) * GAP
    height = 2 * MARGIN + (len(rows) - 1) * LAYER + HEIGHT
    corner: dict[str, tuple[float, float]] = {}
    for at, row in enumerate(rows):
        left = (width - len(row) * WIDTH - (len(row) - 1) * GAP) / 2
        y = height - MARGIN - HEIGHT - at * LAYER
        corner |= {name: (left + i * (WIDTH + GAP), y) for i, name in enumerate(row)}
    lines = [_line(corner[upper], corner[lower]) for upper, lower in arrows()]
    boxes = [_box(name, *corner[name]) for name in corner]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" role="img" '
        'font-family="sans-serif">\n<title>Packages of samestory: each imports only from packages below it</title>\n'
        f'<rect width="{width}" height="{height:g}" fill="#ffffff"/>\n' + "\n".join([*lines, *boxes]) + "\n</svg>\n"
    )


def _line(upper: tuple[float, float], lower: tuple[float, float]) -> str:
    x1, y1, x2, y2 = upper[0] + WIDTH / 2, upper[1] + HEIGHT, lower[0] + WIDTH / 2, lower[1]
    bend = (y2 - y1) / 2
    return (
        f'<path d="M{x1:g},{y1:g} C{x1:g},{y1 + bend:g} {x2:g},{y2 - bend:g} {x2:g},{y2:g}" fill="none" '
        'stroke="#8b98a5" stroke-width="1.4"/>'
    )


def _box(name: str, x: float, y: float) -> str:
    middle = x + WIDTH / 2
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#eef4f9" stroke="#0072b2"/>'
        f'<text x="{middle:g}" y="{y + 22:g}" text-anchor="middle" font-size="15" font-weight="bold">{name}</text>'
        f'<text x="{middle:g}" y="{y + 41:g}" text-anchor="middle" font-size="12" fill="#444">{SUBJECTS[name]}</text>'
    )
