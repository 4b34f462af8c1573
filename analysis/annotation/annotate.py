"""Articles -> Annotations: segments, voices and words, from the text or from a bundle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.batching import parts
from analysis._utils.content_hiding import hides_content
from analysis._utils.table_notes import with_note, with_settings
from analysis.corpus.reading import Corpus
from analysis.exceptions import NeedsText, WrongUse
from analysis.io.json_files import read_json
from analysis.io.withheld_scores import KEY
from analysis.language.text.quotation_marks import REASONS
from analysis.language.text.segmentation import VOICES, Segments, Spans, divide
from analysis.language.text.text_batch import Page, lay_out
from analysis.language.text.tokens import Style, Tokens, is_title, standards
from analysis.language.text.word_boundaries import Places, cut, ranges
from analysis.schema import TOTAL

BATCH = 8_000_000  # characters annotated at a time


@hides_content
class Words(NamedTuple):
    """What only the text gives: the text of each segment, its words, how each word of the vocabulary is counted,
    which words are titles left out of the count, and the table of style by voice as well."""

    texts: pl.Series
    tokens: Tokens
    counted: list[str]
    titles: NDArray[np.bool_]
    styles: pd.DataFrame


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
        return _pass(self.corpus, bool(self.settings["house_style"]))[2]

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


def annotate(corpus: Corpus, *, house_style: bool = True, parse: str = "") -> Annotations:
    """Cut articles into segments by sentence and voice, and into words.

    house_style: count spelling and name variants as one word and leave titles out (see lexicons/house_style.csv).
    parse: an English pipeline of spaCy, such as en_core_web_sm, by which attributions are found better; it is loaded
    when a measure first needs it, and then WrongUse is raised where it is not installed.
    Raises: NeedsText where only a bundle made with other settings is at hand."""
    settings = {"house_style": house_style}
    if corpus.bundle is not None:
        saved = _from_bundle(corpus)
        if saved.settings == settings:
            return replace(saved, parse=parse)
        if corpus.texts is None:
            raise NeedsText(
                f"the bundle was made with {json.dumps(saved.settings)}, asked was {json.dumps(settings)}. "
                + corpus.how_to_get_text()
            )
    segments, style, words = _pass(corpus, house_style)
    return Annotations(_counted(corpus, segments), segments, style, settings, layer=words, parse=parse)


def _from_bundle(corpus: Corpus) -> Annotations:
    assert corpus.bundle is not None
    try:
        about = read_json(corpus.bundle / "bundle.json", "record of a bundle", {"measures": dict, "settings": dict})
        segments, style, scores = (_saved(corpus, t) for t in ("segments", "style", "scores"))
        tables = {m: scores[scores["measure"] == m].reset_index(drop=True) for m in about["measures"]}
        tables |= {kind: _saved(corpus, kind) for kind in ("collocations", "quotes", "cue_verbs") if kind in tables}
        _note_protection(tables, about)
        saved = {m: (made_with, tables[m]) for m, made_with in about["measures"].items()}
        return Annotations(corpus, segments, style, about["settings"], saved)
    except KeyError as error:
        raise WrongUse(f"'{corpus.bundle}' is not a readable bundle: it lacks {error}") from None
    except (OSError, ValueError, TypeError) as error:
        raise WrongUse(f"'{corpus.bundle}' is not a readable bundle: {error}") from None


def _saved(corpus: Corpus, kind: str) -> pd.DataFrame:
    """A table of a bundle; in one made for others some columns are missing."""
    assert corpus.bundle is not None
    table = pd.read_parquet(corpus.bundle / f"{kind}.parquet")
    shared = schema.SHARED.get(kind, kind)
    private = (corpus.bundle / "texts.parquet").exists()
    known = table if private else _as_shared(table, shared)
    return _of(schema.check(known, kind if private else shared), corpus)


def _as_shared(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """A table of a bundle made before some of its columns were left empty is read all the same."""
    return table.astype({c.name: c.dtype for c in schema.TABLES[kind] if c.name in table})


def _note_protection(tables: dict[str, pd.DataFrame], about: Mapping[str, Any]) -> None:
    """Put into the .attrs of each table what its bundle does not hold of it."""
    for measure, remark in about.get("remarks", {}).items():
        if measure in tables:
            tables[measure] = with_note(tables[measure], str(remark))
    if not about.get("withheld"):
        return
    places = _withheld(tables["voices"], tables["terms"])
    for measure in about["withheld"]:
        if measure in tables:
            tables[measure].attrs[KEY] = places


def _withheld(voices: pd.DataFrame, terms: pd.DataFrame) -> dict[str, dict[str, int]]:
    """By voice: the articles whose words in it are withheld, and their number."""
    key = ["article_id", "voice"]
    there = voices.loc[(voices["item"] == TOTAL) & (voices["units"] > 0), [*key, "n"]]
    shown = terms.loc[(terms["item"] == TOTAL) & (terms["units"] > 0), key]
    both = there.merge(shown, on=key, how="left", indicator=True)
    hidden = both[both["_merge"] == "left_only"].groupby("voice")["n"].agg(["size", "sum"])
    return {str(voice): {"articles": int(row["size"]), "words": int(row["sum"])} for voice, row in hidden.iterrows()}


def _of(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    key = "article_id" if "article_id" in table else "outlet"
    return table[table[key].isin(corpus.articles[key])].reset_index(drop=True)


def _counted(corpus: Corpus, segments: pd.DataFrame) -> Corpus:
    per = segments.groupby("article_id")["n_tokens"].agg(["size", "sum"]).reindex(corpus.articles["article_id"])
    articles = corpus.articles.assign(
        n_segments=per["size"].fillna(0).astype("Int64").to_numpy(),
        n_tokens=per["sum"].fillna(0).astype("Int64").to_numpy(),
    ).astype({"n_segments": "Int64", "n_tokens": "Int64"})
    return replace(corpus, articles=articles)


@hides_content
class _Batch(NamedTuple):
    """What the pass finds in some articles: rows of segments but for words, their texts, and their words as ids."""

    segments: pd.DataFrame
    texts: pa.StringArray
    segment: NDArray[np.int64]  # of each word
    word: Places  # its place in vocabulary
    vocabulary: pa.LargeStringArray


def _pass(corpus: Corpus, house_style: bool) -> tuple[pd.DataFrame, pd.DataFrame, Words]:
    assert corpus.texts is not None
    ids = corpus.articles["article_id"].tolist()
    sizes = np.array([len(corpus.texts[i]) for i in ids], np.int64)
    batches = [_read(corpus, ids[part]) for part in parts(sizes, BATCH)]
    rows = np.cumsum([0, *(len(batch.segments) for batch in batches)])
    segment = np.concatenate([batch.segment + row for batch, row in zip(batches, rows[:-1], strict=True)])
    vocabulary, word = _one_vocabulary(batches)
    tokens = Tokens(segment, word, vocabulary.to_list())
    counted, applied = standards(vocabulary, house_style)
    titles = is_title(tokens) if house_style else np.zeros(len(tokens.word), bool)
    segments = pd.concat([batch.segments for batch in batches], ignore_index=True)
    segments["n_tokens"] = np.bincount(tokens.text, minlength=len(segments)).astype("int64")
    texts = pl.concat([pl.Series("text", batch.texts, dtype=pl.String) for batch in batches])
    styles = _styles(segments, tokens, applied, titles)
    words = Words(texts, tokens, counted, titles, styles)
    return schema.check(segments, "segments"), style_table(styles), words


def _read(corpus: Corpus, ids: list[str]) -> _Batch:
    assert corpus.texts is not None and corpus.display is not None
    page = lay_out([corpus.texts[i] for i in ids], [corpus.display[i] for i in ids])
    segments, spans = divide(page)
    places, top = page.scan.characters, page.scan.characters(page.first)[segments.text]
    table = pd.DataFrame(
        {
            "article_id": pd.array(ids, dtype="str").take(segments.text),
            "paragraph": segments.paragraph,
            "sentence": segments.sentence,
            "voice": pd.array(VOICES, dtype="str").take(segments.voice),
            "start": (places(spans.start[segments.first]) - top).astype(np.int64),
            "end": (places(spans.end[segments.last]) - top).astype(np.int64),
            "n_tokens": np.int64(0),
            "reason": pd.array(REASONS, dtype="str").take(segments.reason),
        }
    )
    segment, word = _words(page, spans)
    return _Batch(table, _texts(page, segments, spans), segment, word, page.vocabulary.to_arrow())


def _words(page: Page, spans: Spans) -> tuple[NDArray[np.int64], Places]:
    """Segment and id of each word, in order of the segments."""
    order = np.argsort(spans.of, kind="stable")
    first = np.searchsorted(page.scan.start, spans.start)
    count = np.diff(np.append(first, len(page.word)))[order]
    return np.repeat(spans.of[order], count), page.word[ranges(first[order], count)]


def _texts(page: Page, segments: Segments, spans: Spans) -> pa.StringArray:
    """The text of each segment, its spans joined by a blank."""
    data = page.scan.data
    texts = cut(data, spans.start, spans.end, segments.first)
    several = np.bincount(spans.of, minlength=len(segments.first)) > 1
    joined: dict[int, list[str]] = {}
    at = np.flatnonzero(several[spans.of])
    for number, a, b in zip(spans.of[at].tolist(), spans.start[at].tolist(), spans.end[at].tolist(), strict=True):
        joined.setdefault(number, []).append(data[a:b].tobytes().decode())
    parts = [" ".join(joined[number]) for number in sorted(joined)]
    return pc.replace_with_mask(texts, pa.array(several), pa.array(parts, pa.string()))


def _one_vocabulary(batches: list[_Batch]) -> tuple[pl.Series, Places]:
    """One vocabulary for all batches, and the words of all as places in it."""
    same = pa.concat_arrays([batch.vocabulary for batch in batches]).dictionary_encode()
    ids = same.indices.to_numpy()
    before = np.cumsum([0, *(len(batch.vocabulary) for batch in batches)])
    words = [ids[batch.word + offset] for batch, offset in zip(batches, before[:-1], strict=True)]
    return pl.Series(same.dictionary, dtype=pl.String), np.concatenate(words)


def style_table(styles: pd.DataFrame) -> pd.DataFrame:
    """The table of style from its counts by voice, all of them or some."""
    counts = styles.groupby(["article_id", *Style._fields])["n"].sum().reset_index()
    return schema.typed(counts, "style")


def _styles(
    segments: pd.DataFrame, tokens: Tokens, applied: Mapping[int, Style], titles: NDArray[np.bool_]
) -> pd.DataFrame:
    """How often each variant was counted as its standard, or left out as a title, per article and voice."""
    changes, listed = (np.zeros(len(tokens.vocabulary) + 1, bool) for _ in range(2))
    listed[list(applied)] = True
    changes[[word for word, style in applied.items() if style.kind != "title"]] = True
    at = np.flatnonzero(changes[tokens.word] | titles)
    at = at[listed[tokens.word[at]]]
    styles = pd.DataFrame(applied.values(), index=list(applied), columns=Style._fields)
    place = {name: segments[name].array.take(tokens.text[at]) for name in ("article_id", "voice")}
    found = styles.loc[tokens.word[at]].assign(**place)
    return found.groupby([*place, *Style._fields]).size().reset_index(name="n")
