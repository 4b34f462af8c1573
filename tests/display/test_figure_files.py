"""Small files of figures."""

import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from analysis.display.figure_files import compact_svg, svg_address
from analysis.display.png_files import png_of_few_colours


@pytest.mark.parametrize(("written", "compact"), [
    ('<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a"\n "b">\n<svg>\n <!-- a -->\n</svg>\n', "<svg></svg>"),
    ('<path d="M 0 961.25 \nL 12.3456 -0.125 \nz\n" style="fill: #ffffff; stroke: #000"/>',
     '<path d="M0 961.25L12.35 -0.12z" style="fill:#ffffff;stroke:#000"/>'),
    ('<g id="text_1"><g id="used"/></g><use xlink:href="#used" x="1.999"/>',
     '<g id="i0"/><use xlink:href="#i0" x="2"/>'),
    ('<use x="1" style="fill: red"/><use x="2" style="fill: red"/><use x="3" style="fill: blue"/>',
     '<g style="fill:red"><use x="1"/><use x="2"/></g><use x="3" style="fill:blue"/>'),
    ("""<g id="text_2">
<text style="font-size: 9px; font-family: 'DejaVu Sans'" transform="rotate(-0 9 9)">A: 1.2345; d="M 1"</text>
</g>""",
     '<text style="font-size:9px">A: 1.2345; d="M 1"</text>'),
])  # fmt: skip
def test_an_svg_is_written_in_fewer_characters(written: str, compact: str) -> None:
    assert compact_svg(written) == compact


def test_looks_that_occur_twice_stand_once_and_texts_stay() -> None:
    sheet = "*{stroke-linejoin: round; stroke-linecap: butt}"
    bars = "".join(f'<path d="M {x} 1 L {x} 2 L 3 2 L 4 5" clip-path="url(#c)" style="fill: #fff"/>' for x in (1, 2))
    pale = bars.replace("#fff", "#fff; opacity: 0.5")
    text = '<text style="fill: #fff">a style="fill:#fff" L 1 1 L 1 2</text>'
    made = compact_svg(f"<svg><style>{sheet}</style>{bars}{pale}{text}</svg>")
    rules = ".c0{fill:#fff}.c1{fill:#fff;opacity:0.5}"
    drawn = [f'<path d="M{x} 1V2H3L4 5"' for x in (1, 2)]
    assert made.partition("sans-serif}")[2] == (
        f'{rules}</style><g clip-path="url(#c)" class="c0">{drawn[0]}/>{drawn[1]}/></g>'
        f'{drawn[0]} clip-path="url(#c)" class="c1"/>{drawn[1]} clip-path="url(#c)" class="c1"/>'
        '<text class="c0">a style="fill:#fff" L 1 1 L 1 2</text></svg>'
    )


def test_the_address_of_an_svg_holds_no_double_quotation_mark_and_no_hash() -> None:
    assert svg_address('<g fill="#fff">%</g>') == "data:image/svg+xml,<g fill='%23fff'>%25</g>"


def drawn() -> Image.Image:
    figure = Figure(figsize=(2, 1), dpi=100)
    ax = figure.add_subplot()
    ax.plot([0, 3, 1], color="#0072B2", linewidth=4)
    ax.set_title("Bridges")
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return Image.open(file).convert("RGB")


def test_areas_of_an_image_keep_their_colour_and_edges_nearly_so() -> None:
    image = drawn()
    with Image.open(io.BytesIO(png_of_few_colours(image, 100))) as few:
        assert few.mode == "P" and few.info["dpi"] == pytest.approx((100, 100), abs=0.1)
        made, given = (np.asarray(one.convert("RGB")).astype(int) for one in (few, image))
    assert np.abs(made - given).max() < 16
    for colour in ((255, 255, 255), (0, 0x72, 0xB2)):
        assert ((made == colour).all(-1) >= (given == colour).all(-1)).all() and (given == colour).all(-1).any()


def test_an_image_of_many_colours_keeps_them() -> None:
    many = Image.fromarray(np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8))
    with Image.open(io.BytesIO(png_of_few_colours(many, 100))) as kept:
        assert np.array_equal(np.asarray(kept.convert("RGB")), np.asarray(many))
