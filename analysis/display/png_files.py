"""Small files of figures: a PNG of few colours."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

# Bits kept of each colour channel: the smooth edges of letters need no more.
_BITS = 4
_MOST_COLOURS = 256  # of a palette


def png_of_few_colours(image: Image, dpi: int) -> bytes:
    """Return an image as PNG with a palette, a fourth of the size of one without.

    Colours that differ in the last bits only become the commonest of them, so that areas keep their exact colour.

    Parameters
    ----------
    image : PIL Image
    dpi : int
        Pixels per inch.

    Returns
    -------
    bytes
        Without a palette if more than 256 colours remain.
    """
    from PIL.Image import fromarray

    colours, runs, lengths = _colours(image)
    # The commonest colour of a cell comes last.
    order = np.lexsort((colours, np.bincount(runs, weights=lengths)))
    cells = _cell(_channels(colours))
    commonest = dict(zip(cells[order].tolist(), colours[order].tolist(), strict=True))
    if len(commonest) <= _MOST_COLOURS:
        place = np.zeros(1 << 3 * _BITS, np.uint8)
        place[[*commonest]] = np.arange(len(commonest))
        image = fromarray(np.repeat(place[cells][runs], lengths).reshape(image.height, image.width))
        image.putpalette(_channels(np.array([*commonest.values()])).ravel().tolist())
    else:
        image = image.convert("RGB")
    png = io.BytesIO()
    image.save(png, "png", dpi=(dpi, dpi), optimize=True)
    return png.getvalue()


def _colours(image: Image) -> tuple[NDArray[Any], NDArray[np.intp], NDArray[np.intp]]:
    """Return the distinct colours, as red << 16 | green << 8 | blue, and the runs of neighbouring pixels of one colour.

    Of each run the number of its colour, and how many pixels it has. A figure has few runs.
    """
    # Four bytes of a pixel as one number, of which red is the lowest; without the highest, its opacity.
    values = np.asarray(image.convert("RGBA")).view("<u4").ravel() & 0xFFFFFF
    starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    found = values[starts]
    colours, runs = np.unique((found & 0xFF) << 16 | found & 0xFF00 | found >> 16, return_inverse=True)
    return colours, runs, np.diff(starts, append=len(values))


def _channels(colours: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the red, green and blue of colours, (colours, 3)."""
    return np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=-1).astype(np.uint8)


def _cell(pixels: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return the number of the cell of each colour, whose channels are the last axis: their first bits."""
    red, green, blue = np.moveaxis((pixels >> 8 - _BITS).astype(np.uint16), -1, 0)
    return np.asarray(red << 2 * _BITS | green << _BITS | blue)
