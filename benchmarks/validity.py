"""How far does every measure agree with human labels? Writes analysis/display/validity.csv, which notebooks show.

    python benchmarks/validity.py ../shared/data             # every part
    python benchmarks/validity.py ../shared/data frames      # one or more parts, see PARTS

Intervals are 95 % bootstrap intervals over articles (sentences for sentiment toward targets; Wilson intervals of
figures that differ). Nothing is fitted here:
VADER is as published; frames.py says how the frame dictionary was made; the rules of attribution were written on every
second outlet, and the others are reported; the encoder was trained on other sentences; facts
are cut as is best for the other stories, or as in reports.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from actors import actors
from agency import agency
from attribution import TUNED, compared, scores
from axes_validity import axes
from facts import facts
from figure_differences import differences
from figures import figures
from frames import frames
from lines import Line, Statistic, line
from mentions import mentions
from sklearn.metrics import f1_score
from tone import HELD, LABELS, VADER_NEUTRAL, calibration_error, fold, mean_ranges, spans
from wire import wire

from analysis.display.validity import markdown
from analysis.language.sentiment.target_encoder import shipped
from analysis.language.sentiment.vader import polarity
from analysis.language.sentiment.vader_vocabulary import valences

OUT = Path(__file__).resolve().parent.parent / "analysis" / "display" / "validity.csv"
LEAST = 8  # snippets of an editorial


def sentiment(data: Path) -> Iterator[Line]:
    """VADER's compound score against the mean of 20 raters, beside it the mean valence of the lexicon's words; and the
    encoder's valence, of the editorials it was not trained on."""
    snippets = pd.read_parquet(data / "sentiment" / "nyt_editorials.parquet")
    ours, theirs = polarity(snippets["text"].tolist())[:, 0], snippets["valence"].to_numpy()
    known = valences()
    words = snippets["text"].str.lower().str.findall(r"[\w'’-]+")
    plain = words.map(lambda some: sum(known.get(word, 0) for word in some) / max(len(some), 1)).to_numpy()

    def r(rows: np.ndarray) -> float:
        return float(np.corrcoef(ours[rows], theirs[rows])[0, 1])

    beside = "its words without its rules", float(np.corrcoef(plain, theirs)[0, 1])
    labels = "editorials, 20 raters (Hutto & Gilbert 2014)"
    yield line("sentiment", "compound", "r", r, snippets["article"].to_numpy(), beside, labels)
    yield _of_means("sentiment", ours, snippets, ("", np.nan), labels)
    held = snippets[snippets["article"].map(fold) < HELD]
    read, raters = shipped().valence(held["text"].tolist()), held["valence"].to_numpy()
    compound = polarity(held["text"].tolist())[:, 0]

    def of_encoder(rows: np.ndarray) -> float:
        return float(np.corrcoef(read[rows], raters[rows])[0, 1])

    vader = "VADER on the same"
    unseen = "editorials it has not seen (Hutto & Gilbert 2014)"
    beside = vader, float(np.corrcoef(compound, raters)[0, 1])
    yield line("valence", "valence", "r", of_encoder, held["article"].to_numpy(), beside, unseen)
    beside = vader, _of_means("sentiment", compound, held, ("", np.nan), unseen).value
    yield _of_means("valence", read, held, beside, unseen)


def _of_means(measure: str, read: np.ndarray, snippets: pd.DataFrame, beside: tuple[str, float], labels: str) -> Line:
    """Means over the snippets of an editorial against the mean of their ratings, of editorials with eight or more."""
    given = snippets.assign(read=read).groupby("article")[["read", "valence"]]
    means = given.mean()[given.size() >= LEAST]

    def r(rows: np.ndarray) -> float:
        return float(np.corrcoef(means["read"].to_numpy()[rows], means["valence"].to_numpy()[rows])[0, 1])

    return line(measure, "mean of an editorial", "r", r, means.index.to_numpy(), beside, labels)


def targets(data: Path) -> Iterator[Line]:
    """The encoder's sentiment toward targets in sentences."""
    table = pd.read_parquet(data / "sentiment" / "newsmtsc_devtest_mt.parquet")
    labels, sentences = table["label"].map(LABELS).to_numpy(), table["text"].to_numpy()
    shares = shipped().target_sentiment(table["text"].tolist(), spans(table))
    compound = polarity(table["text"].tolist())[:, 0]
    called = shares.argmax(axis=1)
    vader = 1 + (compound >= VADER_NEUTRAL) - (compound <= -VADER_NEUTRAL)
    told = "news sentences (Hamborg & Donnay 2021)"

    def macro(rows: np.ndarray) -> float:
        return float(f1_score(labels[rows], called[rows], average="macro"))

    beside = "VADER of the sentence", float(f1_score(labels, vader, average="macro"))
    yield line("target_sentiment", "tone", "macro-F1", macro, sentences, beside, told)
    yield line(
        "target_sentiment", "tone", "calibration error", lambda rows: calibration_error(shares[rows], labels[rows]),
        sentences,
        ("", np.nan), told,
    )  # fmt: skip
    for swapped, moved in mean_ranges(table, shipped()).items():
        name = f"ten names for {swapped}"
        yield Line("target_sentiment", name, "range of mean tone", moved, np.nan, np.nan, "", np.nan, len(table), told)


def sourcing(data: Path) -> Iterator[Line]:
    """What others say, and who they are."""
    articles = pd.read_parquet(data / "sourcing" / "polnear_train.parquet")
    found = compared(articles[~articles["outlet"].isin(TUNED)])
    content, quoted = (np.array(counts) for counts in (found.content, found.quotation_marks))
    told = "articles of other outlets (PolNeAR)"
    number = np.arange(len(content))
    f1 = 2
    yield line(
        "indirect_speech", "what is said", "F1 of characters", lambda rows: float(scores(content[rows].sum(0))[f1]),
        number,
        ("all in quotation marks", float(scores(quoted.sum(0))[f1])), told,
    )  # fmt: skip
    verdict, article = np.array(found.verdicts), np.array(found.articles)
    given = np.isin(verdict, ["right", "wrong"])
    right, missed = verdict == "right", np.isin(verdict, ["missing", "not found"])
    yield line(
        "source_types", "of the sources given", "share right", _share(right[given]), article[given], ("", np.nan), told
    )
    yield line("source_types", "of all sources", "share missed", _share(missed), article, ("", np.nan), told)


def _share(which: np.ndarray) -> Statistic:
    return lambda rows: float(which[rows].mean())


# Each part with the measures it writes.
PARTS = {
    "sentiment": ((sentiment,), ("sentiment", "valence")),
    "frames": ((frames,), ("framing", "framing_articles")),
    "semantic_axes": ((axes,), ("semantic_axes", "semantic_axes_intensity")),
    "target_sentiment": ((targets, actors), ("target_sentiment", "net_tone")),
    "mentions": ((mentions,), ("actor_mentions",)),
    "agency": ((lambda _: agency(),), ("agency",)),
    "figures": ((figures, differences), ("figures",)),
    "sourcing": ((sourcing,), ("indirect_speech", "source_types")),
    "facts": ((facts,), ("coverage",)),
    "wire": ((wire,), ("wire_copy",)),
}


def main(data: Path, *names: str) -> None:
    """Write the table, and print it; rows of parts that are not named stay as they are."""
    kept, made = pd.read_csv(OUT, keep_default_na=False, dtype=str), []
    for name, (parts, written) in PARTS.items():
        if names and name not in names:
            made.append(kept[kept["measure"].isin(written)])
        else:
            made.append(pd.DataFrame([one for part in parts for one in part(data)]).round(3))
    pd.concat(made).to_csv(OUT, index=False, lineterminator="\n")
    print(markdown())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
