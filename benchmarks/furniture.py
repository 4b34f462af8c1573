"""What does cleaning take out of a real corpus? Prints counts only; the samples to read are written elsewhere.

    python benchmarks/furniture.py ../shared/data/speed/allsides_50mb.parquet [FOLDER [SEED]]

The twelve largest outlets are compared with all others by the share of articles that hold a word; of the fifty words
with the largest z, those that page furniture is known by are counted. With a folder, 200 cuts and 300 last lines are
drawn into cuts.txt and ends.txt there, to be read and counted by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl

from analysis import annotate, measures, read_corpus
from analysis.corpus.corpus import Corpus

COLUMNS = {"article_id": "id", "headline": "title"}
LARGEST, WORDS, CUTS, ENDS = 12, 50, 200, 300
FURNITURE = frozenset([
    "advertisement", "caption", "click", "contributed", "cookies", "copyright", "device", "download",
    "enlarge", "getty", "image", "inbox", "llc", "loading", "newsletter", "newsletters", "opt-out",
    "permission", "photo", "photos", "pic", "pinterest", "playback", "pullquote", "recaptcha", "re-enter", "replay",
    "reprint", "signup", "subscribe", "toggle", "unsubscribe", "unsupported", "video", "videos", "watch", "watched",
])  # fmt: skip


def certain_words(corpus: Corpus, outlets: list[str]) -> dict[str, list[str]]:
    """The words whose share of articles differs most from that of the other outlets, in standard errors."""
    scores = pl.from_pandas(measures.terms(annotate(corpus), min_count=1)[["article_id", "outlet", "item", "x"]])
    held = scores.filter(pl.col("x") > 0, pl.col("item") != "").unique(["article_id", "item"])
    counts = held.group_by("item", "outlet").agg(n=pl.len()).with_columns(all=pl.col("n").sum().over("item"))
    sizes = corpus.articles["outlet"].value_counts()
    found = {}
    for outlet in outlets:
        own, size, total = counts.filter(pl.col("outlet") == outlet), int(sizes[outlet]), len(corpus.articles)
        n, rest = own["n"].to_numpy(), (own["all"] - own["n"]).to_numpy()
        pooled = (n + rest + 1) / (total + 2)
        error = np.sqrt(pooled * (1 - pooled) * (1 / size + 1 / (total - size)))
        z = (n / size - rest / (total - size)) / error
        found[outlet] = own["item"].gather(np.argsort(-z)[:WORDS]).to_list()
    return found


def draw(corpus: Corpus, table: Path, folder: Path, seed: int) -> None:
    """Write cuts and last lines to read."""
    rng = np.random.default_rng(seed)
    raw = dict(pl.read_parquet(table).select("id", "body").iter_rows())
    ids = set(corpus.articles["article_id"])
    dropped = corpus.dropped
    cuts = dropped[dropped["article_id"].isin(ids) & ~dropped["kind"].isin(["article", "characters", "misdecoded"])]
    sample = cuts.iloc[rng.choice(len(cuts), CUTS, replace=False)]
    lines = [f"{cut.kind}\t{raw[cut.article_id][cut.start : cut.end]!r}" for cut in sample.itertuples()]
    (folder / "cuts.txt").write_text("\n".join(lines), "utf-8")
    drawn = rng.choice(sorted(ids), ENDS, replace=False)
    ends = [corpus.text(article).rsplit("\n", 1)[-1] for article in drawn]
    (folder / "ends.txt").write_text("\n".join(ends), "utf-8")


def main(table: Path, folder: Path | None, seed: int) -> None:
    """Print how much is cut, and what is left among the words that tell an outlet."""
    corpus = read_corpus(table, columns=COLUMNS)
    sizes = corpus.articles["outlet"].value_counts()
    lengths = (corpus.dropped["end"] - corpus.dropped["start"]).groupby(corpus.dropped["kind"]).agg(["size", "sum"])
    print("| cut as | cuts | characters |\n|---|---|---|")
    for kind, row in lengths.sort_values("sum", ascending=False).iterrows():
        print(f"| {kind} | {row['size']:,} | {row['sum']:,} |")
    print(f"\n| outlet | words of furniture among the {WORDS} most certain |\n|---|---|")
    for outlet, words in certain_words(corpus, sizes.index[:LARGEST].tolist()).items():
        print(f"| {outlet} | {len(FURNITURE & set(words))} |")
    if folder:
        draw(corpus, table, folder, seed)


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
        int(sys.argv[3]) if len(sys.argv) > 3 else 0,
    )
