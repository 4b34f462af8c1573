"""Annotations: a corpus in segments and words, and the layers computed from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import with_settings
from analysis.annotation.text_pass import annotate_texts
from analysis.corpus.corpus import Corpus
from analysis.exceptions import NeedsText
from analysis.language.text.segmented_words import Words


@dataclass(frozen=True, repr=False)
class Annotations:
    """A corpus, cut into segments and words.

    corpus: with the numbers of segments and words in its articles. segments, style: tables (see schema).
    settings: what the annotation was made with. saved: scores of a bundle by measure, each with its settings.
    parse: the spaCy pipeline by which attributions are found as well as by rules; '' for the rules alone.
    """

    corpus: Corpus
    segments: pd.DataFrame
    style: pd.DataFrame
    settings: Mapping[str, Any]
    saved: Mapping[str, tuple[Mapping[str, Any], pd.DataFrame]] = field(default_factory=dict)
    layer: Words | None = None
    parse: str = ""
    made: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        parts = [f"{len(self.segments):,} segments", f"{self.corpus.articles['n_tokens'].sum():,} words"]
        parts += [f"saved scores of {len(self.saved):,} measures"] if self.saved else []
        return f"<Annotations of {self.corpus!r}: {', '.join(parts)}>"

    def _repr_html_(self) -> str:
        told = f"{len(self.segments):,} segments, {self.corpus.articles['n_tokens'].sum():,} words"
        return f"{self.corpus._repr_html_()}<p>Annotated: {told}.</p>"

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What make gives, made when it is first asked for under that name."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    @cached_property
    def words(self) -> Words:
        """The words of the text. Raises: NeedsText from a bundle."""
        if self.layer is not None:
            return self.layer
        if self.corpus.texts is None:
            raise NeedsText(self.corpus.how_to_get_text())
        return annotate_texts(self.corpus, bool(self.settings["house_style"]))[2]

    def scores(
        self, measure: str, settings: Mapping[str, Any], make: Callable[[], pd.DataFrame], *, kind: str = "scores"
    ) -> pd.DataFrame:
        """Saved scores where they were made with these settings, else scores made from the text.

        kind: which table of the schema it is; without rows where a bundle does not hold the measure at all, and
        .attrs["note"] says how to get it. Raises: NeedsText where a bundle holds it made with other settings."""
        made_with, table = self.saved.get(measure, ({}, None))
        if table is not None and made_with == settings:
            return with_settings(table, settings)
        if self.corpus.texts is None and table is None:
            return schema.empty(
                kind,
                f"The bundle holds no scores of '{measure}'; whoever has the articles can make one that does, with "
                "samestory share.",
            )
        if self.corpus.texts is None:
            raise NeedsText(
                f"the bundle holds {measure} made with {json.dumps(made_with)}; asked were {json.dumps(settings)}. "
                + self.corpus.how_to_get_text()
            )
        return with_settings(schema.check(make(), kind), settings)
