"""Articles of one or more events: the object that everything else works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis._utils.choices import did_you_mean
from analysis._utils.content_hiding import Texts, html_card, one_line_card
from analysis._utils.number_parameters import LARGEST_SEED, checked_whole
from analysis.exceptions import NeedsText, WrongUse, excerpt, quoted
from analysis.schema import OTHERS


@dataclass(frozen=True, repr=False)
class Corpus:
    """Articles of one or more events.

    Attributes
    ----------
    name : str
    articles, dropped : DataFrame
        The articles, and what was left out with the reason; see schema for the columns.
    texts : mapping of str to str, optional
        Cleaned text by article_id, one paragraph per line, headline first; None if only a bundle is available.
    display : mapping of str to tuple of int, optional
        Numbers of the lines that are headline, deck or crosshead, by article_id.
    bundle : Path, optional
        Folder of saved tables.
    actors : Path, optional
        File of the actors that the researcher names.
    source : Path, optional
        Folder or table that the corpus was read from.
    notes : tuple of str
        How the table was read, where the reader had to decide.
    furniture : DataFrame, optional
        Passages that recur across articles of an outlet and are cut: outlet, passage, articles and share (of the
        outlet's articles); None where the corpus is read from a bundle.
    known_outlets : tuple of str
        Labels of all outlets of the table that the corpus was read from, before any selection.
    event_columns : DataFrame, optional
        The column that names the events; without one, the columns that could. See schema for its columns; None where
        this is not known.
    groups : DataFrame
        Group of each outlet, such as its leaning, and the column that gives it; see schema for the columns. Without
        rows where no column does.
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
    furniture: pd.DataFrame | None = None
    known_outlets: tuple[str, ...] = ()
    event_columns: pd.DataFrame | None = None
    groups: pd.DataFrame = field(default_factory=lambda: schema.empty("groups"))

    def __post_init__(self) -> None:
        """Make texts print as a count wherever they are."""
        if self.texts is not None and not isinstance(self.texts, Texts):
            object.__setattr__(self, "texts", Texts(self.texts))

    def __repr__(self) -> str:
        """Show numbers and names, and no text."""
        return one_line_card("Corpus", self._card())

    def _repr_html_(self) -> str:
        return html_card("Corpus", self._card())

    def _card(self) -> dict[str, str]:
        articles = self.articles
        return {
            "name": excerpt(self.name),
            "articles": f"{len(articles):,}",
            "outlets": f"{articles['outlet'].nunique():,} ({quoted(self.outlets)})",
            "events": f"{articles['event'].nunique():,}" if self.names_events else "not named",
            "text": "available" if self.texts is not None else "not available",
            "bundle": excerpt(str(self.bundle), 200) if self.bundle is not None else "none",
            "next": "ss.annotate(corpus)",
        }

    @property
    def outlets(self) -> list[str]:
        """Outlets, sorted by name."""
        return sorted(self.articles["outlet"].unique())

    @property
    def names_events(self) -> bool:
        """Whether the articles name their events; if not, they may be about anything."""
        if self.event_columns is None:
            return bool((self.articles["event"] != self.name).any())
        return bool(self.event_columns["used"].any())

    def only(self, outlets: Sequence[str]) -> Corpus:
        """Select the articles of some outlets.

        Parameters
        ----------
        outlets : list of str
            An empty list selects all outlets.

        Returns
        -------
        Corpus

        Raises
        ------
        WrongUse
            If an outlet is not in the corpus, or `outlets` is not a list.
        """
        if isinstance(outlets, str):
            raise WrongUse(f"Invalid `outlets`: {excerpt(outlets)}. Expected a list such as ['CNN', 'wire'].")
        unknown = [o for o in outlets if o not in self.outlets]
        if unknown:
            meant = did_you_mean(unknown, self.outlets)
            raise WrongUse(f"Invalid `outlets`: {quoted(unknown)}. Expected some of {quoted(self.outlets)}.{meant}")
        if not outlets:
            return self
        return replace(self, articles=self.articles[self.articles["outlet"].isin(outlets)].reset_index(drop=True))

    def with_others(self, min_articles: int) -> Corpus:
        """Count the outlets with few articles together, as one outlet called 'other outlets'.

        Parameters
        ----------
        min_articles : int
            Outlets with fewer articles are counted together, if at least two other outlets have as many.

        Returns
        -------
        Corpus

        Raises
        ------
        WrongUse
            If `min_articles` is not a whole number of 0 or more.
        """
        min_articles = checked_whole(min_articles, "min_articles", 0, LARGEST_SEED)
        outlet = self.articles["outlet"]
        small = outlet.map(outlet.value_counts()) < min_articles
        if not small.any() or outlet[~small].nunique() < 2:
            return self
        return replace(self, articles=self.articles.assign(outlet=outlet.mask(small, OTHERS)))

    def text(self, article_id: str) -> str:
        """Return the cleaned text of one article.

        Parameters
        ----------
        article_id : str

        Returns
        -------
        str
            One paragraph per line, headline first.

        Raises
        ------
        NeedsText
            If the corpus was read from a bundle without texts.
        """
        if self.texts is None:
            raise NeedsText(self.how_to_get_text())
        return self.texts[article_id]

    def how_to_get_text(self) -> str:
        """Say in one sentence what is needed to have the text.

        Returns
        -------
        str
        """
        return (
            "This needs the articles themselves, which are not shared: put their files into the folder text/ beside "
            "the bundle, and run again."
        )


def check_corpus(corpus: object) -> None:
    """Check that a value is a corpus, not the path of one.

    Parameters
    ----------
    corpus : object

    Raises
    ------
    WrongUse
    """
    if not isinstance(corpus, Corpus):
        raise WrongUse(f"Invalid `corpus`: {excerpt(corpus)}. Expected a corpus, as `read_corpus` returns it.")
