"""Clauses in which actors act or are acted upon, against our reading of sentences.

    python benchmarks/agency.py ../shared/data 0 100  # 100 sentences to read for developing, and what is found in them
    python benchmarks/agency.py                       # precision and recall by what was read

Sentences of PolNeAR's training part that name one of the actors below, one of each article, in random order. The rules
were made on every second article; 340 sentences of the others were read once, before what is found in them was seen.
agency_read.csv holds what was read as counts for each sentence and role: clauses found, those of them that are right in
actor, role and verb, and all clauses that a reader sees. Several kinds of mistakes found by that reading (such as
*going to*, a day before the verb, *to* after some verbs, *win* as a verb) were mended afterwards; the figures are
those from before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from lines import Line, line

from analysis import annotate, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.annotation.clause_layer import actor_clauses
from analysis.language.entities.actor_list import Actor

READ = Path(__file__).with_name("agency_read.csv")
LABELS = "340 sentences on politics, read by us (PolNeAR)"
PEOPLE = ("Donald Trump", "Hillary Clinton", "Barack Obama", "Bernie Sanders", "Ted Cruz", "Marco Rubio", "Jeb Bush")
OTHERS = {
    "Russia": ("Russian", "Moscow"),
    "Republican Party": ("Republicans", "GOP"),
    "Democratic Party": ("Democrats",),
}
OTHERS |= {"FBI": (), "United States": ("US",), "China": ()}
ACTORS = (
    *(Actor(name, (name, name.split()[-1]), "person") for name in (*PEOPLE, "Vladimir Putin")),
    *(Actor(name, (name, *others), "organisation") for name, others in OTHERS.items()),
)


def annotated(data: Path, half: int) -> Annotations:
    """Every second article, from the first or the second on."""
    articles = pd.read_parquet(data / "sourcing" / "polnear_train.parquet").sort_values("id").iloc[half::2]
    columns = {"id": "article_id", "title": "headline", "text": "body"}
    with TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        articles[["outlet", *columns]].rename(columns=columns).to_parquet(table)
        return annotate(read_corpus(table))


def drawn(notes: Annotations) -> list[int]:
    """One sentence of each article, in random order; of those that name an actor, and not only with a possessive."""
    named = notes.mentions(ACTORS)
    texts = notes.words.texts
    is_free = [
        texts[segment][end : end + 1] not in ("'", "’")
        for segment, end in zip(named["segment"], named["end"], strict=True)
    ]
    named = named[named["segment"].isin(named["segment"][is_free])]
    rng, articles = np.random.default_rng(5), named["article_id"].unique()
    rng.shuffle(articles)
    chosen = named.groupby("article_id")["segment"].agg(lambda some: rng.choice(some.unique()))
    return [int(chosen[article]) for article in articles]


def sentences(data: Path, half: int, number: int) -> Iterator[str]:
    """Sentences to read, each with what is found in it."""
    notes = annotated(data, half)
    found = actor_clauses(notes, ACTORS)
    for place, segment in enumerate(drawn(notes)[:number]):
        yield f"[{place}] {notes.words.texts[segment]}"
        here = found.loc[found["segment"] == segment, ["actor", "role", "verb"]]
        yield from ("    " + " ".join(row) for row in here.astype(str).to_numpy())


def agency() -> Iterator[Line]:
    """Precision and recall of clauses, by what was read."""
    read = pd.read_csv(READ)
    for role, rows in [("clauses", read), *read.groupby("role")]:
        counts = rows.groupby("sentence")[["right", "found", "read"]].sum()
        for name, of in (("share right", "found"), ("share found", "read")):
            statistic = _ratio(counts["right"].to_numpy(), counts[of].to_numpy())
            made = line("agency", str(role), name, statistic, counts.index.to_numpy(), ("", np.nan), LABELS)
            yield made._replace(n=int(counts[of].sum()))


def _ratio(x: np.ndarray, n: np.ndarray) -> Callable[[np.ndarray], float]:
    return lambda rows: float(x[rows].sum() / n[rows].sum())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print("\n".join(sentences(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
    else:
        print(pd.DataFrame(list(agency())).to_string())
