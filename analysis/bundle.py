"""A bundle: tables without text, and the check that proves it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import measures
from analysis._utils.notes import settings_of
from analysis.annotate.dictionary import read_dictionary
from analysis.annotate.run import Annotations, annotate
from analysis.corpus.read import Corpus
from analysis.corpus.tables import bundle_place
from analysis.errors import FailedWork, NeedsText
from analysis.io.outputs import BUNDLE, output_folder
from analysis.paths import sha256_of

RUN = 3
FRAMES = ("frame_positions", "frame_pairs")
MORE = ("valence", "indirect", "sources", "independent", "cues", "hedges", "actors")
_WORD = re.compile(r"[^\W_]+")
# Names the owner of the corpus gives, not sentences of an article.
NAMES = {"article_id", "event", "outlet", "publisher", "byline", "credit", "published_given", "language", "sha256"}
# Words of the project itself.
OURS = {"measure", "kind", "reason", "voice", "stance", "form"}


def share(
    corpus: Corpus,
    out: str | Path,
    *,
    with_text: bool = False,
    force: bool = False,
    parse: str = "",
    dictionary: str = "",
) -> Path:
    """Write a corpus as a bundle: its tables and the scores of every measure, without the text.

    with_text: keep the cleaned texts in it, for private use. force: replace a bundle that is already there. parse:
    the pipeline of spaCy that finds attributions as well, as in annotate. dictionary: the file of frames, as in
    framing.
    The bundle of a corpus folder may lie in it, as CORPUS/bundle.
    Raises: NeedsText from a bundle; WrongUse where out may not be written; FailedWork where the leak check finds a
    run of three words, or the disk is full."""
    if corpus.texts is None:
        raise NeedsText(corpus.how_to_get_text())
    out = Path(out)
    read_dictionary(dictionary)
    inputs = (corpus.source, corpus.actors, dictionary)
    with output_folder(out, BUNDLE, inputs=inputs, beside=bundle_place(corpus.source), force=force) as output:
        _write(annotate(corpus, parse=parse), output.new, with_text, dictionary)
        if not with_text:
            leaks = find_leaks(output.new, corpus.texts.values())
            if leaks:
                raise FailedWork(f"the bundle would give away text, nothing was written: {'; '.join(leaks[:3])}")
    return out


def tables_of(
    notes: Annotations, dictionary: str = "", *, more: bool = False, without_runs: bool = True
) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The tables of a bundle of any size, and what the scores were made with; headlines are text.

    dictionary: the file of frames. more: also who speaks, the encoder's valence, which takes longer than all the
    rest, and where, with which others and by which patterns frames are used; without_runs: as in frame_patterns."""
    made = {
        "terms": measures.terms(notes, min_count=1, with_function_words=True),
        "sentiment": measures.sentiment(notes),
        "framing": measures.framing(notes, dictionary=dictionary),
        "voices": measures.voices(notes),
    }
    if more:
        wanted = MORE if notes.corpus.actors is None else (*MORE, "sides", "toward")
        made |= {name: getattr(measures, name)(notes, dictionary=dictionary) for name in FRAMES}
        made["frame_patterns"] = measures.frame_patterns(notes, dictionary=dictionary, without_runs=without_runs)
        made |= {name: getattr(measures, name)(notes) for name in wanted}
    articles = notes.corpus.articles
    tables = {
        "articles": articles.assign(headline=pd.Series(None, index=articles.index, dtype="str")),
        "dropped": notes.corpus.dropped,
        "segments": notes.segments,
        "style": notes.style,
        "scores": pd.concat(list(made.values()), ignore_index=True),
    }
    settings = {"settings": dict(notes.settings), "measures": {m: settings_of(s) for m, s in made.items()}}
    return tables, settings


def describe(folder: Path, corpus: str, settings: Mapping[str, Any]) -> None:
    """Write bundle.json: what the tables of a folder are of and were made with, and their checksums."""
    from analysis import __version__

    files = sorted(folder.glob("*.parquet"))
    about = {"corpus": corpus, "samestory": __version__, **settings, "sha256": {f.name: sha256_of(f) for f in files}}
    (folder / "bundle.json").write_text(json.dumps(about, indent=2, sort_keys=True) + "\n", "utf-8")


def _write(notes: Annotations, folder: Path, with_text: bool, dictionary: str) -> None:
    tables, settings = tables_of(notes, dictionary, more=True, without_runs=not with_text)
    pairs, quotes = measures.collocations(notes, top=0), measures.quotes(notes)
    settings["measures"] |= {"collocations": settings_of(pairs), "quotes": settings_of(quotes)}
    corpus = notes.corpus
    assert corpus.texts is not None and corpus.display is not None
    if with_text:
        settings |= {"notes": list(corpus.notes)} if corpus.notes else {}
        tables["articles"] = corpus.articles
        texts = [(a, corpus.texts[a], list(corpus.display[a])) for a in corpus.articles["article_id"]]
        tables["texts"] = pd.DataFrame(texts, columns=["article_id", "text", "display"])
    else:
        quotes = quotes.assign(**{name: pd.Series(None, quotes.index, dtype="str") for name in ("source", "name")})
        # "long-range missile" is a run of three words.
        pairs = pairs[pairs["collocation"].str.count(_WORD.pattern) < RUN]
    tables["quotes"] = quotes
    tables["collocations"] = pairs.sort_values(["outlet", "collocation"], ignore_index=True)
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    if corpus.actors:
        shutil.copyfile(corpus.actors, folder / corpus.actors.name)
    describe(folder, corpus.name, settings)


def find_leaks(folder: Path, texts: Iterable[str]) -> list[str]:
    """Places in a bundle where three or more words of a text can be read in a row.

    Cells are read across, and columns that are not sorted are read down; a sorted column carries no order of the
    text."""
    runs = {run for text in texts for run in _runs(text)}
    leaks = []
    for file in sorted(folder.glob("*.parquet")):
        table = pd.read_parquet(file)
        for name in table.columns:
            if name in NAMES | OURS or not isinstance(table[name].dtype, pd.StringDtype):
                continue
            cells = table[name].dropna()
            if any(run in runs for cell in cells.unique() for run in _runs(cell)):
                leaks.append(f"{file.name}, column {name}: a cell holds {RUN} words of a text in a row")
            elif not _sorted_within(table, name) and any(run in runs for run in _runs(" ".join(cells))):
                leaks.append(f"{file.name}, column {name}: read downwards it gives {RUN} words of a text in a row")
    return leaks


def _sorted_within(table: pd.DataFrame, name: str) -> bool:
    keys = [k for k in ("measure", "article_id", "outlet") if k in table and k != name]
    if table[name].is_monotonic_increasing:
        return True
    return bool(keys) and all(group.is_monotonic_increasing for _, group in table.groupby(keys, sort=False)[name])


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
