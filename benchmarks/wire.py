"""Which articles are agency text? Against the labels of PolNeAR's training part. Prints wire.md.

    python benchmarks/wire.py ../shared/data > benchmarks/wire.md

An article is labelled where its source names an agency. It is found where all of it is agency text by `wire_evidence`.
The SHA-256 of its id decides in which half an article is. No figure of the rules was chosen on either, but the first
and last lines of all articles had been read before, so neither half is unseen. Intervals are 95 % bootstrap intervals
over articles.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from intervals import interval
from lines import Line, line

import samestory as ss
from analysis.annotation.annotations import Annotations
from analysis.annotation.named_origins import agency_articles
from analysis.annotation.shared_text import text_pairs

AGENCIES = ("AFP", "AP", "Reuters", "UPI", "reuters")
COLUMNS = {"id": "article_id", "title": "headline", "author": "byline", "text": "body", "date": "published"}
WRITTEN = {"dateline": "agency", "credit line": "credit", "byline": "byline"}
# As they are called in the table of validity.
STATISTICS = {"F1": "F1", "precision": "share right", "recall": "share found"}
MENTION = r"\b(?:AP|Associated Press|Reuters|AFP|Agence France|UPI|United Press International)\b"
LABELS = "articles of other outlets (PolNeAR)"
Found = np.ndarray


def annotated(rows: pd.DataFrame) -> Annotations:
    """Annotations of the articles."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        rows.rename(columns=COLUMNS)[["outlet", "credit", *COLUMNS.values()]].fillna("").to_parquet(path)
        return ss.annotate(ss.read_corpus(path))


def in_first_half(ids: pd.Series) -> np.ndarray:
    """Whether each article is of the first half, by its id."""
    return np.array([hashlib.sha256(name.encode()).digest()[0] % 2 == 0 for name in ids])


def found_by(articles: pd.DataFrame, names: Collection[str]) -> Found:
    """Whether each article is found by some of WRITTEN, or by the name of its outlet, alone."""
    kept = articles.copy()
    # The agency of a dateline is the credit, too, where none is given.
    kept["credit"] = kept["credit"].mask(kept["credit"] == kept["agency"])
    kept[[column for name, column in WRITTEN.items() if name not in names]] = pd.NA
    return articles["article_id"].isin(agency_articles(kept)["article_id"]).to_numpy()


def found_by_others(notes: Annotations, signed: Found) -> Found:
    """Whether each article shares text with one that is found, whatever is written beside itself."""
    one, two = (text_pairs(notes)[side].to_numpy() for side in ("one", "two"))
    found = np.zeros(len(signed), bool)
    found[one[signed[two]]] = True
    found[two[signed[one]]] = True
    return found


def statistics(wire: np.ndarray, found: Found) -> dict[str, Callable[[np.ndarray], float]]:
    """F1, precision and recall of rows."""

    def counts(rows: np.ndarray) -> tuple[int, int, int]:
        return (wire & found)[rows].sum(), found[rows].sum(), wire[rows].sum()

    def share(of: float, all_: float) -> float:
        return of / all_ if all_ else np.nan

    return {
        "F1": lambda rows: share(2 * counts(rows)[0], counts(rows)[1] + counts(rows)[2]),
        "precision": lambda rows: share(counts(rows)[0], counts(rows)[1]),
        "recall": lambda rows: share(counts(rows)[0], counts(rows)[2]),
    }


def polnear(data: Path) -> tuple[Annotations, pd.DataFrame, np.ndarray]:
    """PolNeAR's training part, its rows and whether each article is labelled as of an agency."""
    rows = pd.read_parquet(data / "sourcing" / "polnear_train.parquet")
    notes = annotated(rows)
    rows = rows.set_index("id").loc[notes.corpus.articles["article_id"]].reset_index()
    return notes, rows, rows["wire"].isin(AGENCIES).to_numpy()


def evidence(notes: Annotations, rows: pd.DataFrame) -> dict[str, Found]:
    """Which articles are found by each kind of evidence."""
    articles = notes.corpus.articles
    together = found_by(articles, WRITTEN)
    return {
        **{name: found_by(articles, [name]) for name in WRITTEN},
        "all three": together,
        "none of them, but shared text with an article that has one": found_by_others(notes, together),
        "any mention of an agency": rows["text"].str.contains(MENTION).to_numpy(),
    }


def wire(data: Path) -> Iterator[Line]:
    """Rows of validity.csv."""
    notes, rows, labels = polnear(data)
    found = evidence(notes, rows)
    mention = statistics(labels, found["any mention of an agency"])
    clusters = np.arange(len(labels))
    for name, statistic in statistics(labels, found["all three"]).items():
        beside = ("any mention of an agency", mention[name](clusters))
        yield line("wire_copy", "articles", STATISTICS[name], statistic, clusters, beside, LABELS)


def cell(labels: np.ndarray, found: Found, name: str) -> str:
    """A statistic with its interval."""
    statistic, rows = statistics(labels, found)[name], np.arange(len(labels))
    low, high = interval(statistic, rows)
    return f"{statistic(rows):.3f} ({low:.3f} to {high:.3f})"


def hidden(data: Path) -> str:
    """How many articles on one event that name an agency are found by shared text, if each hides that in turn."""
    rows = pd.read_parquet(data / "reuse" / "helsinki.parquet").assign(author="", credit="", date="")
    notes = annotated(rows.rename(columns={"body": "text"}))
    signed = found_by(notes.corpus.articles, WRITTEN)
    n = len(signed)
    again = found_by_others(notes, signed)
    return (
        f"{n} articles on one event: {signed.sum()} name an agency in a dateline or a credit line. If each of these "
        f"hides it in turn, {(again & signed).sum()} share text with another one. Of the other {n - signed.sum()}, "
        f"{(again & ~signed).sum()} do."
    )


def main(data: Path) -> None:
    """Print the page."""
    notes, rows, labels = polnear(data)
    half = in_first_half(rows["id"])
    print("# Agency text\n\nPrinted by `python benchmarks/wire.py ../shared/data`.\n")
    print(
        f"{labels.sum()} of {len(labels)} articles are labelled by their source as of an agency, {labels[half].sum()} "
        f"of {half.sum()} in the first half, {labels[~half].sum()} of {(~half).sum()} in the second. In brackets: 95 % "
        "intervals, bootstrap over articles. The lines above and below the texts of both halves had been read before.\n"
    )
    columns = ["evidence", "found", *STATISTICS, "F1, first half", "F1, second half"]
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    found = evidence(notes, rows)
    for name, some in found.items():
        cells = [cell(labels, some, statistic) for statistic in STATISTICS]
        cells += [cell(labels[part], some[part], "F1") for part in (half, ~half)]
        print(f"| {name} | {some.sum()} | {' | '.join(cells)} |")
    written = agency_articles(notes.corpus.articles).set_index("article_id")
    print("\n**Found and not labelled.**\n")
    for name in rows["id"][found["all three"] & ~labels]:
        print(f"- {name}: {written.loc[name, 'evidence']} *{written.loc[name, 'words']}*")
    print("\n**Labelled and not found.**\n")
    print("\n".join(f"- {name}" for name in rows["id"][~found["all three"] & labels]))
    print("\n**Hidden.** " + hidden(data))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
