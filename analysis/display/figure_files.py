"""Small files of figures: an SVG in fewer characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

_NOT_DRAWN = re.compile(r"<\?xml.*?\?>|<!DOCTYPE[^>]*>|<!--.*?-->|<metadata>.*?</metadata>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PATH = re.compile(r'(?<= d=")[^"]*')
_COMMAND = re.compile(r"\s*([A-Za-z])\s*")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_FONT = ";font-family:'DejaVu Sans'"
_STYLE = "*{stroke-linejoin: round; stroke-linecap: butt}"
# Once for all texts: the letters of tables and captions, no wider than those for which Matplotlib leaves room.
_FONTS = "system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif"
# Of the whole image, so that a group of marks hands down what it looks like.
_COMPACT_STYLE = f"svg{{stroke-linejoin:round;stroke-linecap:butt}}text{{font-family:{_FONTS}}}"
_NOT_ROTATED = re.compile(r' transform="rotate\(-?0 [^)]*\)"')
# Marks in a row that look the same, and lines or areas in a row that are cut alike, too. What one sees through would be
# another thing as a group.
_SAME_STYLE = re.compile(r'(?:<use [^>]*?( style="[^"]*")/>)(?:<use [^>]*?\1/>)+')
_SAME_PATHS = re.compile(
    r'<path d="[^"]*"((?: clip-path="[^"]*")? style="(?:(?!opacity)[^"])*")/>(?:<path d="[^"]*"\1/>)+'
)
_LOOK = re.compile(r' style="([^"]*)"')
# A step of a path along one axis.
_LINE = re.compile(r"(?<=[ML])(-?[\d.]+) (-?[\d.]+)((?:L-?[\d.]+ -?[\d.]+)+)")
_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'((?<=href=")#|url\(#)([^")]+)')
_EMPTY = re.compile(r"<(g|defs)(/>|></\1>)")
_ALONE = re.compile(r"<g>(<[^<>]+/>|<(text|g)\b[^<>]*>[^<>]*</\2>)</g>")
# Characters that stand as they are in the address of an image, between double quotation marks.
_PLAIN = " '/:;,=()<>!*+.{}"


def compact_svg(svg: str) -> str:
    """Write an SVG of matplotlib in about half the characters.

    Coordinates have two decimals, which is a hundredth of a point. Ids are numbers, in order: matplotlib hashes
    unrounded coordinates into them, so that two machines whose last digits differ would draw other files.

    Parameters
    ----------
    svg : str

    Returns
    -------
    str

    Examples
    --------
    >>> compact_svg('<g id="axes_1"> <path d="M 0 1.2346 L 7 8 "/> <!-- 1 --> </g>')
    '<path d="M0 1.23L7 8"/>'
    """
    svg = re.sub(r">\s+<", "><", _NOT_DRAWN.sub("", svg)).strip()
    tags = "".join(_TAG.findall(svg))
    used = {reference[2] for reference in _REFERENCE.finditer(tags)}
    names = {name: f"i{number}" for number, name in enumerate(name for name in _ID.findall(tags) if name in used)}
    # What stands between tags is text of the figure.
    svg = _TAG.sub(lambda tag: _compact_tag(tag[0], names), svg)
    for same in (_SAME_STYLE, _SAME_PATHS):
        svg = same.sub(lambda row: f"<g{row[1]}>{row[0].replace(row[1], '')}</g>", svg)
    while (shorter := _ALONE.sub(r"\1", _EMPTY.sub("", svg))) != svg:
        svg = shorter
    return _with_classes(svg) if _STYLE in svg else svg


def _with_classes(svg: str) -> str:
    """Return an SVG with a style sheet, which states once what several tags look like."""
    looks = Counter(look for tag in _TAG.findall(svg) for look in _LOOK.findall(tag))
    names = {look: f"c{number}" for number, look in enumerate(look for look, times in looks.items() if times > 1)}
    named = _TAG.sub(lambda tag: _LOOK.sub(lambda look: _as_class(look, names), tag[0]), svg)
    rules = "".join(f".{name}{{{look}}}" for look, name in names.items())
    return named.replace(_STYLE, _COMPACT_STYLE + rules, 1)


def _as_class(look: re.Match[str], names: Mapping[str, str]) -> str:
    return f' class="{names[look[1]]}"' if look[1] in names else look[0]


def _compact_tag(tag: str, names: Mapping[str, str]) -> str:
    """Return a tag with short numbers and the short names of ids, of those that are used."""
    tag = _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), tag)
    tag = _PATH.sub(lambda path: _LINE.sub(_along_axes, _COMMAND.sub(r"\1", path[0]).strip()), tag)
    tag = _NOT_ROTATED.sub("", tag.replace(": ", ":").replace("; ", ";").replace(_FONT, ""))
    tag = _ID.sub(lambda found: f' id="{names[found[1]]}"' if found[1] in names else "", tag)
    return _REFERENCE.sub(lambda found: found[1] + names.get(found[2], found[2]), tag)


def _along_axes(line: re.Match[str]) -> str:
    """Return a line whose steps along one axis state one coordinate."""
    x, y, steps = line.groups()
    written = [f"{x} {y}"]
    for step in steps[1:].split("L"):
        to_x, to_y = step.split(" ")
        written.append(f"H{to_x}" if to_y == y else f"V{to_y}" if to_x == x else f"L{step}")
        x, y = to_x, to_y
    return "".join(written)


def svg_address(svg: str) -> str:
    """Return the address of an image that holds an SVG, for an attribute in double quotation marks."""
    return "data:image/svg+xml," + quote(svg.replace('"', "'"), safe=_PLAIN)
