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

    pixels = np.asarray(image.convert("RGB"))
    colours, counts = _colours(pixels)
    # The commonest colour of a cell comes last.
    order = np.lexsort((colours, counts))
    commonest = dict(zip(_cell(_channels(colours[order])).tolist(), colours[order].tolist(), strict=True))
    if len(commonest) <= _MOST_COLOURS:
        place = np.zeros(1 << 3 * _BITS, np.uint8)
        place[[*commonest]] = np.arange(len(commonest))
        image = fromarray(place[_cell(pixels)])
        image.putpalette(_channels(np.array([*commonest.values()])).ravel().tolist())
    else:
        image = fromarray(pixels)
    png = io.BytesIO()
    image.save(png, "png", dpi=(dpi, dpi), optimize=True)
    return png.getvalue()


def _colours(pixels: NDArray[np.uint8]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the distinct colours, as red << 16 | green << 8 | blue, and the number of pixels of each.

    Pixels are counted by runs of one colour, which are few in a figure.
    """
    red, green, blue = np.moveaxis(pixels.astype(np.uint32), -1, 0)
    values = (red << 16 | green << 8 | blue).ravel()
    starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    colours, place = np.unique(values[starts], return_inverse=True)
    counts = np.bincount(place, weights=np.diff(starts, append=len(values)))
    return colours, counts


def _channels(colours: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the red, green and blue of colours, (colours, 3)."""
    return np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=-1).astype(np.uint8)


def _cell(pixels: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return the number of the cell of each colour, whose channels are the last axis: their first bits."""
    red, green, blue = np.moveaxis((pixels >> 8 - _BITS).astype(np.uint16), -1, 0)
    return np.asarray(red << 2 * _BITS | green << _BITS | blue)
