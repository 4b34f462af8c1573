"""Pages cleaned at once, which takes as long as cleaning one; `test_clean_all.py` shows that it is the same."""

from collections.abc import Sequence
from functools import cache

import polars as pl

from analysis.corpus.cleaning.clean import Cleaned, Cut, clean_all
from analysis.corpus.cleaning.normalization import normalized


def cleaned_pages(lines: Sequence[str], page: str) -> dict[str, Cleaned]:
    """Line -> what `clean` gives for the page with that line in the place of `{line}`."""
    return _cleaned(tuple(lines), page)


@cache
def _cleaned(lines: tuple[str, ...], page: str) -> dict[str, Cleaned]:
    pages = normalized(pl.Series([page.replace("{line}", line) for line in lines]))
    done = clean_all(pages, pl.repeat("", len(pages), eager=True))
    cuts: list[list[Cut]] = [[] for _ in lines]
    for article, *cut in done.cuts.select("article", *Cut._fields).iter_rows():
        cuts[article].append(Cut(*cut))
    return {
        line: Cleaned(done.headlines[number], done.texts[number], done.display[number], cuts[number])
        for number, line in enumerate(lines)
    }
