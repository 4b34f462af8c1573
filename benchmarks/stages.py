"""One stage of the pass, or a peer's, timed in this process: stages.py STAGE TABLE MEGABYTES -> a line of JSON.

Reading the table and importing what a stage needs come before the clock starts, but for 'file', which is the whole
command from the file to the bundle. Stages that the command runs in two processes are timed in two.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import psutil

COLUMNS = {"article_id": "id", "headline": "title"}
PIECES = 8  # megabytes, as the command has them


def rows(table: Path, megabytes: float) -> pd.DataFrame:
    """The first articles of a table, up to so many megabytes of text."""
    from analysis.corpus.streaming import batches_of

    size, held = 0.0, []
    for batch in batches_of(table, columns=COLUMNS, megabytes=min(PIECES, megabytes)):
        held.append(batch)
        size += batch["body"].str.len().sum() / 1e6
        if size >= megabytes:
            break
    return pd.concat(held, ignore_index=True)


def texts_of(part: pd.DataFrame) -> list[str]:
    """Cleaned texts."""
    from analysis.corpus.from_rows import corpus_of

    texts = corpus_of(part, "speed").texts
    assert texts is not None
    return list(texts.values())


def annotated(part: pd.DataFrame):  # type: ignore[no-untyped-def]
    """A part as annotations."""
    from analysis import annotate
    from analysis.corpus.from_rows import corpus_of

    return annotate(corpus_of(part, "speed"))


# Each: what is made ready of a part, and what is timed with it.
def _clean() -> tuple[Callable, Callable]:
    from analysis.corpus.from_rows import corpus_of

    return lambda part: part, lambda part: corpus_of(part, "speed")


def _words() -> tuple[Callable, Callable]:
    import polars as pl

    from analysis.language.text.tokens import tokenize

    return lambda part: pl.Series(texts_of(part)), tokenize


def _annotate() -> tuple[Callable, Callable]:
    from analysis import annotate
    from analysis.corpus.from_rows import corpus_of

    return lambda part: corpus_of(part, "speed"), annotate


def _measure(name: str) -> Callable[[], tuple[Callable, Callable]]:
    def stage() -> tuple[Callable, Callable]:
        from analysis import measures

        return annotated, getattr(measures, name)

    return stage


def _pass() -> tuple[Callable, Callable]:
    from analysis import annotate, measures
    from analysis.corpus.from_rows import corpus_of

    def whole(corpus: object) -> object:
        notes = annotate(corpus)  # type: ignore[arg-type]
        measures.terms(notes, min_count=1, with_function_words=True, with_house_style=True)
        measures.sentiment(notes), measures.framing(notes), measures.voices(notes)
        return notes

    return lambda part: corpus_of(part, "speed"), whole


def _many_patterns() -> tuple[Callable, Callable]:
    """A dictionary of 5,000 patterns, of words of the text: three in five whole, one in five cut, the others pairs."""
    import random

    from analysis import measures

    def ready(part: pd.DataFrame) -> tuple:
        notes, rng = annotated(part), random.Random(0)
        words = [word for word in notes.words.tokens.vocabulary if word.isalpha() and word.islower()]
        lines = ["frames:"]
        for number in range(10):
            drawn = [rng.choices(words, k=300), rng.choices(words, k=100), rng.choices(words, k=100)]
            cut = [word[: max(4, len(word) - 2)] + "*" for word in drawn[1]]
            pairs = [f"{word} {rng.choice(words)}" for word in drawn[2]]
            patterns = ", ".join(f"'{pattern}'" for pattern in dict.fromkeys([*drawn[0], *cut, *pairs]))
            lines.append(f"  f{number}: {{patterns: [{patterns}]}}")
        with tempfile.NamedTemporaryFile("w", suffix=".yml", delete=False) as file:
            file.write("\n".join(lines))
        atexit.register(Path(file.name).unlink)
        # Words of the vocabulary are compiled once a process, however many parts there are.
        measures.framing(notes, dictionary=file.name)
        return replace(notes), file.name

    return ready, lambda made: measures.framing(made[0], dictionary=made[1])


def _attributions() -> tuple[Callable, Callable]:
    from analysis import measures

    # A copy holds no attributions yet, even where these annotations were measured before.
    return annotated, lambda notes: measures.source_types(replace(notes))


def _all() -> tuple[Callable, Callable]:
    from analysis import measures

    ready, whole = _pass()
    return ready, lambda corpus: measures.source_types(whole(corpus))


def _vader() -> tuple[Callable, Callable]:
    from analysis.language.sentiment.vader import polarity

    return lambda part: annotated(part).words.texts, polarity


OURS: dict[str, Callable[[], tuple[Callable, Callable]]] = {
    "clean": _clean, "words": _words, "annotate": _annotate, "vader": _vader, "pass": _pass,
    "framing": _measure("framing"), "patterns": _many_patterns, "terms": _measure("terms"),
    "attributions": _attributions, "all": _all,
}  # fmt: skip


def work(stage: str, spool: str, again: bool) -> tuple[float, float]:
    """Run a stage on a spooled part; begin and end of what is timed. again: once before, to be warm."""
    ready, run = OURS[stage]()
    made = ready(pd.read_parquet(spool))
    if again:
        run(made)
    start = time.monotonic()
    run(made)
    return start, time.monotonic()


def ours(stage: str, part: pd.DataFrame) -> float:
    """Seconds of a stage in two processes, each on its share of the parts, the time of making ready left out."""
    from analysis.batch.worker import ENVIRONMENT

    os.environ |= ENVIRONMENT
    sizes = (part["body"].str.len().cumsum() / 1e6 // PIECES).astype(int)
    with tempfile.TemporaryDirectory() as folder, _pool() as pool:
        spools = []
        for number, piece in part.groupby(sizes):
            spools.append(f"{folder}/{number}.parquet")
            piece.to_parquet(spools[-1])
        list(pool.map(work, [stage] * 2, spools[:1] * 2, [True] * 2))
        told = list(pool.map(work, [stage] * len(spools), spools, [False] * len(spools)))
    return sum(end - start for start, end in told) / 2


def _pool() -> Executor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def wc(part: pd.DataFrame) -> float:
    """Seconds of wc -w on the same text in one file, which the system has in memory."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(texts_of(part)))
        file.flush()
        subprocess.run(["wc", "-w", file.name], check=True, capture_output=True)
        start = time.perf_counter()
        subprocess.run(["wc", "-w", file.name], check=True, capture_output=True)
        return time.perf_counter() - start


def count_vectorizer(part: pd.DataFrame) -> float:
    """Seconds of scikit-learn's CountVectorizer."""
    from sklearn.feature_extraction.text import CountVectorizer

    texts = texts_of(part)
    start = time.perf_counter()
    CountVectorizer().fit_transform(texts)
    return time.perf_counter() - start


def vader_sentiment(part: pd.DataFrame) -> float:
    """Seconds of vaderSentiment, sentence by sentence, as its documentation has it."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    sentences, analyzer = annotated(part).words.texts.to_list(), SentimentIntensityAnalyzer()
    start = time.perf_counter()
    for sentence in sentences:
        analyzer.polarity_scores(sentence)
    return time.perf_counter() - start


def nltk(part: pd.DataFrame) -> float:
    """Seconds of nltk's sentences, words and VADER, and CountVectorizer on the sentences."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants
    from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer
    from sklearn.feature_extraction.text import CountVectorizer

    from analysis.language.sentiment.vader_vocabulary import lexicon

    class Analyzer(SentimentIntensityAnalyzer):
        def __init__(self) -> None:
            self.lexicon_file = lexicon().read_text("utf-8").strip()
            self.lexicon, self.constants = self.make_lex_dict(), VaderConstants()

    texts, punkt, words, analyzer = texts_of(part), PunktSentenceTokenizer(), NLTKWordTokenizer(), Analyzer()
    start = time.perf_counter()
    sentences = [sentence for text in texts for sentence in punkt.tokenize(text)]
    for sentence in sentences:
        words.tokenize(sentence)
        analyzer.polarity_scores(sentence)
    CountVectorizer().fit_transform(sentences)
    return time.perf_counter() - start


PEERS = {"wc": wc, "CountVectorizer": count_vectorizer, "vaderSentiment": vader_sentiment, "nltk": nltk}


def from_file(table: Path) -> tuple[float, float]:
    """Seconds and peak GB of `samestory annotate` from the file to the bundle, start-up of its processes included."""
    named = [f"--column={ours}={theirs}" for ours, theirs in COLUMNS.items()]
    with tempfile.TemporaryDirectory(dir=table.parent) as folder:
        command = [sys.executable, "-m", "analysis.cli", "annotate", str(table), "--out", f"{folder}/out", *named]
        start = time.perf_counter()
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
            peak = 0.0
            while process.poll() is None:
                peak = max(peak, _memory(process.pid))
                time.sleep(0.1)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        return time.perf_counter() - start, peak


def _memory(pid: int) -> float:
    """GB of a process and its children, what they share counted for each."""
    size = 0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            size += one.memory_info().rss
    return size / 1e9


def main(stage: str, table: Path, megabytes: float) -> None:
    """Print one line of JSON."""
    if stage == "file":
        seconds, peak = from_file(table)
        print(json.dumps({"megabytes": megabytes, "seconds": seconds, "peak": peak}))
        return
    part = rows(table, megabytes)
    size = part["body"].str.len().sum() / 1e6
    seconds = PEERS[stage](part) if stage in PEERS else ours(stage, part)
    # The largest child counts for each of two workers.
    own, child = (resource.getrusage(who).ru_maxrss / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"megabytes": size, "seconds": seconds, "peak": own + child}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
