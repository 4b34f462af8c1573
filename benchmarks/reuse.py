"""Is shared text found, and only there? Prints reuse.md.

    python benchmarks/reuse.py ../shared/data > benchmarks/reuse.md
    python benchmarks/reuse.py ../shared/data large    # 40,000 articles; two minutes

Pairs are compared with those of brute force; articles are altered in known ways; articles on different events, by
different outlets, are compared as if they were about one event: what they share is chance.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binomtest

import samestory as ss
from analysis.annotation.annotations import Annotations
from analysis.annotation.shared_text import LEAST, SAME_ORIGIN, text_pairs
from analysis.language.reuse.containment import pairs_with_shared_runs, with_copies
from analysis.language.reuse.runs import LENGTH, held_runs, runs_of_words

ALTERED, LEAST_WORDS, SHARE, COPIES, NEAR, LARGE = 150, 150, 0.3, 2_000, 500, 40_000
NONE = np.empty(0, np.uint64)
_SENTENCE, _QUOTE = re.compile(r"(?<=[.!?]) +"), re.compile(r"“[^”]*”|\"[^\"\n]*\"")
Alteration = Callable[[str, np.random.Generator], str]


def annotated(rows: pd.DataFrame) -> Annotations:
    """Annotations of a table with article_id, outlet, event and body."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        rows.to_parquet(path)
        return ss.annotate(ss.read_corpus(path))


def reworded(share: float) -> Alteration:
    """Replace a share of the words, drawn at random, by others."""

    def alter(body: str, rng: np.random.Generator) -> str:
        words = re.split(r"(\w+)", body)
        for place in range(1, len(words), 2):
            if rng.random() < share:
                words[place] = f"other{rng.integers(1000)}"
        return "".join(words)

    return alter


def trimmed(part: float) -> Alteration:
    """Keep the first part of an article."""
    return lambda body, rng: body[: int(part * len(body))]


def reordered(body: str, rng: np.random.Generator) -> str:
    """Put the sentences into another order."""
    sentences = _SENTENCE.split(body.replace("\n", " "))
    return " ".join(sentences[i] for i in rng.permutation(len(sentences)))


def only_quotes(body: str, rng: np.random.Generator) -> str:
    """Keep what is quoted, and replace all other words."""
    other, pieces, at = reworded(1.0), [], 0
    for quote in _QUOTE.finditer(body):
        pieces += [other(body[at : quote.start()], rng), quote.group()]
        at = quote.end()
    return "".join([*pieces, other(body[at:], rng)])


ALTERATIONS: dict[str, Alteration] = {
    **{f"{share} % of the words replaced": reworded(share / 100) for share in (10, 20, 30, 40, 50)},
    "first half": trimmed(1 / 2),
    "first fifth": trimmed(1 / 5),
    "sentences in another order": reordered,
    "another order, 20 % of the words replaced": lambda body, rng: reworded(0.2)(reordered(body, rng), rng),
    "only the quotes are shared": only_quotes,
}


def interval(hits: int, of: int) -> str:
    """A share with its exact 95 % interval."""
    ends = binomtest(hits, of).proportion_ci(0.95, "exact")
    return f"{hits / of:.3f} | {ends.low:.3f} to {ends.high:.3f}"


def alterations(rows: pd.DataFrame) -> Iterator[str]:
    """Rows of a table: how many altered articles share text with the one that they were made of."""
    long = rows[rows["body"].str.count(r"\w+") >= LEAST_WORDS].head(ALTERED)
    rng, made = np.random.default_rng(0), []
    for name, alter in ALTERATIONS.items():
        event = name + " " + long["id"]
        for outlet, bodies in (("Post", long["body"]), ("Herald", [alter(body, rng) for body in long["body"]])):
            made.append(pd.DataFrame({"article_id": outlet + event, "outlet": outlet, "event": event, "body": bodies}))
    notes = annotated(pd.concat(made))
    articles, pairs = notes.corpus.articles, text_pairs(notes)
    both = articles.groupby("event")["outlet"].nunique() == 2
    kind = articles["event"].str.replace(r" \S+$", "", regex=True)
    of_pair = kind.to_numpy()[pairs["one"]]
    share = pairs[["share_one", "share_two"]].max(axis=1)
    for name in ALTERATIONS:
        of = int(both[both.index.str.startswith(name + " ")].sum())
        here = share[of_pair == name]
        yield f"| {name} | {of} | {interval(len(here), of)} | {(here >= SAME_ORIGIN).sum() / of:.3f} |"


def independent(rows: pd.DataFrame) -> tuple[int, int]:
    """Pairs of articles on different events by different outlets that share text, and all such pairs."""
    rows = rows.rename(columns={"id": "article_id", "event": "of"}).assign(event="one")
    notes = annotated(rows[["article_id", "outlet", "event", "body"]])
    articles = notes.corpus.articles
    event = articles["article_id"].map(rows.set_index("article_id")["of"]).to_numpy()
    outlet = articles["outlet"].to_numpy()
    one, two = np.triu_indices(len(articles), 1)
    possible = int(((event[one] != event[two]) & (outlet[one] != outlet[two])).sum())
    one, two = (text_pairs(notes)[side].to_numpy() for side in ("one", "two"))
    return int(((event[one] != event[two]) & (outlet[one] != outlet[two])).sum()), possible


def numbered(bodies: pd.Series) -> tuple[np.ndarray, np.ndarray, list[list[str]]]:
    """The words of texts as numbers, the number of the text of each, and the words."""
    words = [re.findall(r"\w+", body.lower()) for body in bodies]
    number = pd.factorize(np.concatenate([np.array(some, object) for some in words]))[0]
    return number.astype(np.int64), np.repeat(np.arange(len(words)), [len(some) for some in words]), words


def brute_force(words: list[list[str]], least: float) -> set[tuple[int, int]]:
    """Every pair of texts of which one holds a share of the runs of the other, set by set."""
    runs = [{tuple(some[i : i + LENGTH]) for i in range(len(some) - LENGTH + 1)} for some in words]
    found = set()
    for one, two in combinations(range(len(runs)), 2):
        shared = len(runs[one] & runs[two])
        if shared and shared >= least * min(len(runs[one]), len(runs[two])):
            found.add((one, two))
    return found


def exact(bodies: pd.Series) -> tuple[int, int, float]:
    """Pairs of brute force, those that differ, and seconds of ours."""
    word, article, words = numbered(bodies)
    start = time.process_time()
    held = held_runs(runs_of_words(word, article, np.zeros(len(bodies), np.int64)), len(bodies), NONE)
    _, one, two = with_copies(pairs_with_shared_runs(held, SHARE, least_runs=1), held.copy_of)
    seconds = time.process_time() - start
    ours = {*zip(np.minimum(one, two).tolist(), np.maximum(one, two).tolist(), strict=True)}
    theirs = brute_force(words, SHARE)
    return len(theirs), len(ours ^ theirs), seconds


def timed(bodies: list[str], events: list[str]) -> tuple[int, float]:
    """Pairs and seconds of articles of as many outlets."""
    numbers = range(len(bodies))
    notes = annotated(
        pd.DataFrame({
            "article_id": [f"a{i}" for i in numbers], "outlet": [f"Paper {i}" for i in numbers],
            "event": events, "body": bodies, "language": "en",
        })
    )  # fmt: skip
    start = time.process_time()
    return len(text_pairs(notes)), time.process_time() - start


def large(data: Path) -> None:
    """40,000 articles: those of the large file five times, a tenth of the words replaced in four of them."""
    bodies = pd.read_parquet(data / "speed" / "allsides_50mb.parquet", columns=["body"])["body"]
    rng, number, article = np.random.default_rng(0), [], []
    word, text, _ = numbered(bodies)
    for copy in range(-(-LARGE // len(bodies))):
        kept = text + copy * len(bodies) < LARGE
        other = rng.random(kept.sum()) < (0.1 if copy else 0)
        number.append(np.where(other, rng.integers(word.max(), size=len(other)), word[kept]))
        article.append(text[kept] + copy * len(bodies))
    words, articles = np.concatenate(number), np.concatenate(article)
    del number, article, word, text, bodies
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, time.process_time()
    held = held_runs(runs_of_words(words, articles, np.zeros(LARGE, np.int64)), LARGE, NONE)
    pairs = pairs_with_shared_runs(held, LEAST)
    seconds, most = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{LARGE:,} articles, {len(words):,} words, all compared with all: {len(pairs.one):,} pairs, {seconds:.0f} s "
          f"of one core, at most {most:.1f} GB ({before:.1f} GB before)")  # fmt: skip


def _sentences(rng: np.random.Generator) -> str:
    """800 words in 40 sentences."""
    return ". ".join(" ".join(f"word{i}" for i in rng.integers(5_000, size=20)) for _ in range(40)) + "."


def main(data: Path) -> None:
    """Print the page."""
    print("# Shared text\n\nPrinted by `python benchmarks/reuse.py ../shared/data` (seed 0). Runs have five words.\n")
    helsinki = pd.read_parquet(data / "reuse" / "helsinki.parquet")
    pairs, different, seconds = exact(helsinki["body"])
    print(f"**Brute force.** {len(helsinki)} articles on one event: {pairs:,} pairs with a containment of at least "
          f"{SHARE}, set by set; {different} of them differ. {seconds:.1f} s of one core.\n")  # fmt: skip
    rows = pd.read_parquet(data / "events" / "seesaw_dev.parquet")
    hits, of = independent(rows)
    low, high = (10_000 * end for end in binomtest(hits, of).proportion_ci(0.95, "exact"))
    print(f"**Articles written independently** (different events, different outlets, compared as one event): {hits} of "
          f"{of:,} pairs share text, {10_000 * hits / of:.2f} in 10,000 ({low:.2f} to {high:.2f}).\n")  # fmt: skip
    print("**Altered articles.** Found: at least a tenth of the runs of either article is in the other. One origin: at "
          "least three tenths.\n")  # fmt: skip
    print("| alteration | articles | found | 95 % interval | one origin |\n|---|---|---|---|---|")
    print("\n".join(alterations(rows)))
    rng = np.random.default_rng(0)
    body, *others = (_sentences(rng) for _ in range(NEAR + 1))
    print("\n**Unusual corpora.**\n\n| corpus | pairs | seconds |\n|---|---|---|")
    corpora = {
        f"{COPIES:,} copies of one article": [body] * COPIES,
        f"{NEAR} articles that differ in one word": [
            body.replace(f" {word} ", f" last{word} ", 1) for word in body.split()[1 : NEAR + 1]
        ],
        f"{NEAR} articles that differ in their last fifth": [
            body[: len(body) * 4 // 5] + other[len(body) * 4 // 5 :] for other in others
        ],
        "an article in another one": [body, f"{body} {body.replace('word', 'another')}"],
    }
    for name, bodies in corpora.items():
        found, seconds = timed(bodies, ["one"] * len(bodies))
        print(f"| {name} | {found:,} | {seconds:.1f} |")


if __name__ == "__main__":
    (large if "large" in sys.argv else main)(Path(sys.argv[1]))
