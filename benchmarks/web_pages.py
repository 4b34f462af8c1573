"""How well are saved pages read? Compares text, date, author and headline with those of labelled pages.

    python benchmarks/web_pages.py ../shared/data

Writes benchmarks/web_pages.md. Beside the importer stands trafilatura as it is. Intervals are 95 % bootstrap intervals
over pages, each of another publisher.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from intervals import interval
from trafilatura import bare_extraction

from analysis.importers.markup import parse_html
from analysis.importers.page_facts import page_facts
from analysis.importers.records import Document
from analysis.importers.web_pages import page_document, page_text

OUT = Path(__file__).resolve().parent / "web_pages.md"
ALIKE = 0.8  # F1 of words from which a headline counts as alike


class Read(NamedTuple):
    """What was read of a page."""

    body: str
    headline: str
    day: str
    authors: list[str]
    # All forms of the headline that the page gives.
    headlines: tuple[str, ...]


def ours(html: bytes) -> Read:
    """What the importer reads."""
    page = page_document(html)
    if not isinstance(page, Document):
        return Read("", "", "", [], ())
    text = page_text(html)
    forms = page_facts(parse_html(text), text).headlines
    return Read(page.body, page.headline, page.published[:10], page.byline.split("; "), forms)


def as_it_is(html: bytes) -> Read:
    """What trafilatura reads with its defaults, without comments."""
    page = bare_extraction(html, with_metadata=True, include_comments=False)
    if page is None or isinstance(page, dict):
        return Read("", "", "", [], ())
    title, authors = page.title or "", (page.author or "").split("; ")
    return Read(page.text or "", title, (page.date or "")[:10], authors, (title,))


def words(text: str) -> list[str]:
    """Words in lower case."""
    return re.findall(r"\w+", text.lower())


def f1(read: str, gold: str) -> float:
    """F1 of words, each counted as often as it occurs."""
    mine, theirs = Counter(words(read)), Counter(words(gold))
    return 2 * (mine & theirs).total() / max(mine.total() + theirs.total(), 1)


def scored(pages: pd.DataFrame, reads: list[Read]) -> dict[str, np.ndarray]:
    """Scores of each page; NaN for an author where no author is labelled."""
    rows = list(zip(pages.itertuples(), reads, strict=True))

    def author(labelled: str, read: Read) -> float:
        names = [words(name) for name in json.loads(labelled)]
        return float(any(words(name) in names for name in read.authors)) if names else np.nan

    return {
        "F1 of words": np.array([f1(read.body, page.body) for page, read in rows]),
        "day": np.array([float(read.day == page.published[:10]) for page, read in rows]),
        "an author": np.array([author(page.authors, read) for page, read in rows]),
        "headline, all words": np.array([float(words(read.headline) == words(page.title)) for page, read in rows]),
        "headline, all words of some form": np.array(
            [float(any(words(form) == words(page.title) for form in read.headlines)) for page, read in rows]
        ),
        "headline, alike": np.array([float(f1(read.headline, page.title) >= ALIKE) for page, read in rows]),
    }


def main(data: Path) -> None:
    """Write the table, and print it."""
    pages = pd.read_parquet(data / "html" / "fundus_dev.parquet")
    began = time.process_time()
    mine = [ours(html) for html in pages["html"]]
    seconds = (time.process_time() - began) / len(pages)
    theirs = scored(pages, [as_it_is(html) for html in pages["html"]])
    lines = [
        f"# Saved pages\n\n{len(pages)} pages of as many publishers (fundus, MIT); `python benchmarks/web_pages.py`.\n"
    ]
    lines.append("| what | value | 95 % interval | trafilatura as it is |\n|---|---|---|---|")
    for name, values in scored(pages, mine).items():
        low, high = interval(lambda rows, values=values: float(np.nanmean(values[rows])), np.arange(len(pages)))
        lines.append(
            f"| {name} | {np.nanmean(values):.3f} | {low:.3f} to {high:.3f} | {np.nanmean(theirs[name]):.3f} |"
        )
    worst = scored(pages, mine)["F1 of words"].min(), theirs["F1 of words"].min()
    lines.append(f"| F1 of words, worst page | {worst[0]:.3f} | | {worst[1]:.3f} |")
    lines.append(f"\n{seconds:.3f} seconds of one core a page.\n")
    print("\n".join(lines))
    OUT.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
