"""What a shared bundle leaves out or replaces that the owner of the corpus should know."""

from __future__ import annotations

from pathlib import Path

from analysis.io.bundle_format import read_record

# Key of the counts in bundle.json -> sentence.
_SENTENCES = {
    "article_id": "{n:,} names of articles contain words of their text and were replaced by neutral names",
    "outlet": "{n:,} names of outlets are passages of a text and were replaced by neutral names",
    "event": "{n:,} names of events are passages of a text and were replaced by neutral names",
    "byline": "{n:,} bylines contain words of a text and were left out",
    "credit": "{n:,} credits contain words of a text and were left out",
    "publisher": "{n:,} publishers contain words of a text and were left out",
    "aliases": "{n:,} aliases in actors.yml are passages of a text and were left out",
}


def summarize_protection(folder: Path) -> list[str]:
    """Summarize what was left out of a bundle or replaced in it.

    Parameters
    ----------
    folder : Path
        The bundle.

    Returns
    -------
    list of str
        One sentence for each kind.
    """
    counts = read_record(folder).get("protection", {}).get("counts", {})
    return [sentence.format(n=counts[key]) for key, sentence in _SENTENCES.items() if counts.get(key)]
