"""How right is the coder? Prints tables for the frames of two coded sets, and how it does on topics it has not seen.

    python benchmarks/coder.py ../shared/data/frames

Nothing is fitted here but the coder itself. What it is made of, and the strength of its penalty, were chosen with folds
drawn by seeds 0 to 9; the figures are of seeds from 100 on, of the same articles: a held-out set would be fairer.
AUC is the mean over five folds of folds' own AUC, averaged over the seeds, as scikit-learn's cross_val_score has it;
intervals are 95 % bootstrap intervals over articles.
Accuracy on gvfc is the share of articles whose most probable frame is one of the one or two that are labelled.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from train_coder import read

from analysis import annotate, coding, measures
from analysis.annotation.annotations import Annotations
from analysis.coding.code_shares import shares
from analysis.coding.features import Array, Blocks, blocks, place_of
from analysis.coding.training import FOLDS, folds, unseen
from analysis.coding.validation import calibration_error, weighted_auc
from analysis.corpus.from_rows import corpus_of

SEEDS = {"narrative_frames_dev": range(100, 110), "gvfc": range(100, 101)}
RESAMPLES = 2000
GVFC = (
    "gun rights", "gun control", "politics", "mental health", "safety", "race", "public opinion", "society",
    "economic consequences",
)  # fmt: skip
# Where a frame of others' is near one of ours: ours, number of theirs, and what they call it.
LIKE = {
    "gvfc": (("economic", 9, "economic consequences"), ("conflict", 3, "politics")),
    "frac": (("economic", 1, "economic"), ("morality", 3, "morality"), ("responsibility", 6, "policy prescription")),
}


class Coded(NamedTuple):
    """Articles with their codes, their features, and their texts for the baseline."""

    notes: Annotations
    labels: Array
    codes: tuple[str, ...]
    blocks: Blocks
    texts: list[str]


def narrative(data: Path) -> Coded:
    notes, table = read(data)
    codings = coding.read_codes(table, notes)
    return _coded(notes, shares(codings).to_numpy(), codings.codes)


def gvfc(data: Path) -> Coded:
    rows = pd.read_parquet(data / "gvfc.parquet").astype({"id": "str"})
    table = rows.assign(article_id=rows["id"], headline=rows["title"], body=rows["lead"].fillna(""))
    notes = annotate(corpus_of(table[["article_id", "outlet", "headline", "body"]], "gvfc"))
    frames = rows.set_index("id")["frames"].loc[notes.corpus.articles["article_id"]]
    return _coded(notes, np.array([[float(k + 1 in some) for k in range(len(GVFC))] for some in frames]), GVFC)


def frac(data: Path) -> Coded:
    rows = pd.read_parquet(data / "frac.parquet")
    ids = rows.index.astype("str")
    notes = annotate(corpus_of(pd.DataFrame({"article_id": ids, "outlet": "-", "body": rows["sentence"]}), "frac"))
    label = rows.set_axis(ids)["label"].astype(int).loc[notes.corpus.articles["article_id"]]
    kinds = sorted(label.unique())
    return _coded(notes, np.array([[float(k == one) for k in kinds] for one in label]), tuple(map(str, kinds)))


def _coded(notes: Annotations, labels: Array, codes: tuple[str, ...]) -> Coded:
    assert notes.corpus.texts is not None
    ids = notes.corpus.articles[["article_id"]]
    seen = blocks(notes, place_of(notes, ids), encoder=True)
    return Coded(notes, labels, codes, seen, [notes.corpus.texts[name] for name in ids["article_id"]])


def aucs(p: Array, y: Array, fold: Array, weights: Array) -> Array:
    """AUC of one code within each fold, averaged over folds, under each weighting of the articles (weightings,)."""
    parts = [weighted_auc(y[fold == k], p[fold == k], weights[:, fold == k]) for k in np.unique(fold)]
    return np.nanmean(parts, axis=0)


def within(p: Array, labels: Array, fold: Array, weights: Array) -> Array:
    """The same of each code (codes, weightings)."""
    return np.array([aucs(p[:, c], labels[:, c], fold, weights) for c in range(p.shape[1])])


def drawn(size: int) -> Array:
    """How often each article is in each resample (resamples, articles), all of them once first."""
    rng = np.random.default_rng(0)
    return np.concatenate([np.ones((1, size)), rng.multinomial(size, np.full(size, 1 / size), size=RESAMPLES)])


def told(values: Array) -> str:
    """The value of all articles and the interval over resamples."""
    low, high = np.nanquantile(values[1:], [0.025, 0.975])
    return f"{values[0]:.3f} | {low:.3f}–{high:.3f}"


def fold_of(some: Coded, seed: int) -> Array:
    made = np.empty(len(some.labels), int)
    for number, (_, test) in enumerate(folds(some.labels, np.arange(len(made)), np.arange(len(made)), seed)):
        made[test] = number
    return made


def baseline(some: Coded, fold: Array) -> Array:
    """TF-IDF and logistic regression, as scikit-learn has them by default."""
    made = np.empty(some.labels.shape)
    texts = np.array(some.texts, object)
    for k in range(FOLDS):
        words = TfidfVectorizer()
        train = words.fit_transform(texts[fold != k])
        test = words.transform(texts[fold == k])
        for c in range(len(some.codes)):
            made[fold == k, c] = LogisticRegression().fit(train, some.labels[fold != k, c]).predict_proba(test)[:, 1]
    return made


def _mean(p: list[Array], labels: Array, parts: list[Array], weights: Array) -> Array:
    """AUC of each code (codes, weightings), the mean over draws of the folds."""
    return np.mean([within(one, labels, fold, weights) for one, fold in zip(p, parts, strict=True)], axis=0)


def report(name: str, some: Coded) -> None:
    """The tables of one set."""
    number = np.arange(len(some.labels))
    weights, parts = drawn(len(number)), [fold_of(some, seed) for seed in SEEDS[name]]
    ours = [unseen(some.blocks, some.labels, number, seed=seed) for seed in SEEDS[name]]
    few = {n: b for n, b in some.blocks.items() if "states" not in n and n != "ranges"}
    others = {
        "without the encoder": [unseen(few, some.labels, number, seed=seed) for seed in SEEDS[name]],
        "TF-IDF + LR": [baseline(some, part) for part in parts],
    }
    made = _mean(ours, some.labels, parts, weights)
    beside = [_mean(p, some.labels, parts, weights[:1])[:, 0] for p in others.values()]
    one = np.zeros(len(number))
    pooled = within(ours[0], some.labels, one, weights[:1])[:, 0]
    errors = [calibration_error(p, y) for p, y in zip(ours[0].T, some.labels.T, strict=True)]
    print(f"\n## {name}: {len(number)} articles\n")
    print(f"| code | with it | AUC | 95 % interval | {' | '.join(others)} | AUC over all folds | calibration error |")
    print("|---|---|---|---|---|---|---|---|")
    for c, code in enumerate(some.codes):
        with_it = int(some.labels[:, c].sum())
        print(f"| {code} | {with_it} | {told(made[c])} | {beside[0][c]:.3f} | {beside[1][c]:.3f} | "
              f"{pooled[c]:.3f} | {errors[c]:.3f} |")  # fmt: skip
    print(f"| mean | | {told(made.mean(axis=0))} | {beside[0].mean():.3f} | {beside[1].mean():.3f} | "
          f"{pooled.mean():.3f} | {np.mean(errors):.3f} |", flush=True)  # fmt: skip
    if name == "gvfc":
        right = np.mean([some.labels[number, p.argmax(axis=1)] for p in ours], axis=0)
        plain = [f"{k} {some.labels[number, p[0].argmax(axis=1)].mean():.3f}" for k, p in others.items()]
        print(f"\naccuracy {told(weights @ right / weights.sum(axis=1))}; {'; '.join(plain)}", flush=True)


def transfer(name: str, some: Coded) -> None:
    """The shipped coder, trained on climate, and the dictionary on other topics."""
    p = coding.probabilities(some.notes, coding.load_shipped())
    sums = measures.framing(some.notes).groupby(["article_id", "item"])[["x", "n"]].sum()
    salience = (sums["x"] / sums["n"]).unstack().reindex(p["article_id"])
    weights = drawn(len(p))
    for ours, theirs, called in LIKE[name]:
        y = some.labels[:, theirs - 1 if name == "gvfc" else some.codes.index(str(theirs))]
        made = " | ".join(told(weighted_auc(y, score[ours].to_numpy(), weights)) for score in (p, salience))
        print(f"| {name} | {called} | {int(y.sum())} of {len(y)} | {ours} | {made} |", flush=True)


def main(data: Path) -> None:
    """Print the tables."""
    report("narrative_frames_dev", narrative(data))
    coded = {"gvfc": gvfc(data), "frac": frac(data)}
    print("\n## Transfer\n\n| labels | their frame | with it | ours | coder, AUC | 95 % interval | dictionary, AUC | "
          "95 % interval |\n|---|---|---|---|---|---|---|---|")  # fmt: skip
    for name, some in coded.items():
        transfer(name, some)
    report("gvfc", coded["gvfc"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
