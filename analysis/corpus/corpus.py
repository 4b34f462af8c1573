"""Articles of one or more events: the object that everything else works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import pandas as pd

from analysis._utils.content_hiding import Texts
from analysis.exceptions import NeedsText, WrongUse, excerpt, quoted


@dataclass(frozen=True, repr=False)
class Corpus:
    """Articles of one or more events.

    articles, dropped: tables (see schema). texts: cleaned text by article_id, one paragraph a line, headline first;
    None where only a bundle is at hand. display: line numbers of headline, deck and crossheads by article_id.
    bundle: folder of saved tables, or None. actors: file of the actors the researcher names, or None. source: the
    folder or table it was read from, or None. notes: sentences on how the table was read, where the reader had to
    decide.
    """

    name: str
    articles: pd.DataFrame
    dropped: pd.DataFrame
    texts: Mapping[str, str] | None = None
    display: Mapping[str, tuple[int, ...]] | None = None
    bundle: Path | None = None
    actors: Path | None = None
    source: Path | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Texts print as a count wherever they are."""
        if self.texts is not None and not isinstance(self.texts, Texts):
            object.__setattr__(self, "texts", Texts(self.texts))

    def __repr__(self) -> str:
        return f"<Corpus {'; '.join(f'{what}: {told}' for what, told in self._card().items())}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{what}</th><td>{escape(told)}</td></tr>' for what, told in self._card().items()
        )
        return f"<table><caption>Corpus</caption><tbody>{rows}</tbody></table>"

    def _card(self) -> dict[str, str]:
        """What a cell that ends in a corpus shows: numbers and names, and no text."""
        articles = self.articles
        return {
            "name": excerpt(self.name),
            "articles": f"{len(articles):,}",
            "outlets": f"{articles['outlet'].nunique():,} ({quoted(self.outlets)})",
            "events": f"{articles['event'].nunique():,}",
            "text": "at hand" if self.texts is not None else "not at hand",
            "bundle": excerpt(str(self.bundle), 200) if self.bundle is not None else "none",
        }

    @property
    def outlets(self) -> list[str]:
        """Outlets in order of their names."""
        return sorted(self.articles["outlet"].unique())

    def only(self, outlets: Sequence[str]) -> Corpus:
        """The articles of some outlets; of all if none is named.

        Raises: WrongUse where an outlet is not in the corpus, or outlets is not a list.
        """
        if isinstance(outlets, str):
            raise WrongUse(f"outlets must be a list such as ['CNN', 'wire']; given was the text '{outlets}'")
        unknown = [o for o in outlets if o not in self.outlets]
        if unknown:
            raise WrongUse(f"outlet {quoted(unknown)} is not in the corpus; outlets are {quoted(self.outlets)}")
        if not outlets:
            return self
        return replace(self, articles=self.articles[self.articles["outlet"].isin(outlets)].reset_index(drop=True))

    def text(self, article_id: str) -> str:
        """The cleaned text of one article. Raises: NeedsText from a bundle."""
        if self.texts is None:
            raise NeedsText(self.how_to_get_text())
        return self.texts[article_id]

    def how_to_get_text(self) -> str:
        """One sentence on what is needed to have the text."""
        return (
            "This needs the articles themselves, which are not shared: put their files into the folder text/ beside "
            "the bundle, and run again."
        )
