"""Targets nobody has labelled, for the teacher to label: the other names and things in the sentences at hand.

Labelled targets were chosen for what is said of them; most of what a sentence names is spoken of neutrally.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.language.sentiment.target_encoder import Span, mask_names
from analysis.language.text.tokens import function_words

NAMES, OTHERS = 4, 1  # targets taken of a sentence, at most: capitalised ones, and the rest
LEAST, MOST = 40, 450  # characters of a sentence
LONE = 0.5  # share of the sentences with a single name that are taken

_WORD = r"[A-Z][\w’'-]*\w"
_NAME = re.compile(rf"(?<![\w’'-])(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?{_WORD}(?: (?:of (?:the )?)?{_WORD})*")
# What ends in a noun, as far as words alone tell: an article, up to two words, and then a word that cannot go on.
_THING = re.compile(
    r"(?<!\w)(?:[Tt]he|[Tt]his|[Tt]hese|[Hh]is|[Tt]heir) (?:[a-z]+ )?[a-z]{3,}"
    r"(?=[.,;:] | (?:is|are|was|were|has|have|had|will|would|could|said|says|that|who|to|of|in|on|for|and|with|by)\b)"
)
_PRONOUN = re.compile(r"(?<!\w)(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Ii]t|I|him|them)(?!\w)")
_POSSESSIVE = re.compile(r"['’]s$")
_DATES = {*calendar.day_name, *calendar.month_name}


def sentences(data: Path) -> pd.DataFrame:
    """Sentences of news whose licence lets what is learned of them be shipped: text, and the article it is from."""
    news = pd.read_parquet(data / "sentiment" / "newsmtsc_train.parquet")
    others = pd.read_parquet(data / "subjectivity" / "newssd_dev.parquet")
    tables = [
        pd.DataFrame({"text": news["text"], "article": ["_".join(sid.split("_")[:3]) for sid in news["sid"]]}),
        pd.DataFrame({"text": others["text"], "article": others["text"]}),
    ]
    found = pd.concat(tables, ignore_index=True).drop_duplicates("text")
    return found[found["text"].str.len().between(LEAST, MOST)]


def _names(text: str, empty: frozenset[str]) -> Iterator[Span]:
    for found in _NAME.finditer(text):
        start, end = found.start(), found.start() + len(_POSSESSIVE.sub("", found[0]))
        first = found[0].split()[0]
        if first.lower() in empty:  # a capital owed to the place, as in "But Smith"
            start += len(first) + 1
        if end - start > 2 and text[start:end] not in _DATES:
            yield start, end


def targets(text: str, rng: random.Random) -> list[Span]:
    """Spans in a sentence, in random order, of things each named once."""
    names = list({text[start:end]: (start, end) for start, end in _names(text, function_words())}.values())
    if len(names) == 1 and rng.random() > LONE:
        names = []
    rest = [found.span() for pattern in (_THING, _PRONOUN) for found in pattern.finditer(text)]
    rest = [span for span in rest if all(span[1] <= start or end <= span[0] for start, end in names)]
    return rng.sample(names, min(NAMES, len(names))) + rng.sample(rest, min(OTHERS, len(rest)))


def pool(texts: Iterable[str], known: set[str], *, seed: int = 0) -> list[str]:
    """Neutralized targets of the sentences, but for those known."""
    rng = random.Random(seed)
    made = {mask_names(text, span): None for text in texts for span in targets(text, rng)}
    return [text for text in made if text not in known]
