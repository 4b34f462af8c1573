"""How much of what readers saw said of actors is found, and how many mentions without a listed name are right.

    python benchmarks/mentions.py ../shared/data

A stance is a reader's note that a line of an article is for or against somebody or something. It counts as found where
a mention of its object is in that line, or at most a line away. The labels do not say how they count lines. What is
between blank lines counts as a line here, an empty one too, and the title does not: of nine ways to count, this one
brings most names of objects into the line of their stance, in half of the stories and as clearly in the others. Some
articles are numbered otherwise all the same. Objects are those that have a name, with a capital; their names are listed
as in actors.py, once with and once without last names. Intervals: stories drawn with replacement.

mentions_read.csv holds 200 mentions (80 pronouns, 60 descriptions, 60 known names), drawn from half of the stories
after the rules were fixed on the others, and whether they are right, as read by us.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from actors import is_person, listed
from lines import Line, line

from analysis import annotate, read_corpus
from analysis.annotation.annotations import Annotations

READ = Path(__file__).with_name("mentions_read.csv")
NO_OBJECT = "Not in the list"
BLANK = "\n\n"
MOST_ON = 8  # lines from one paragraph to the next
BESIDE = 1  # lines
ALONE = "name"  # how a mention is found by a listed name


def stances(rows: pd.DataFrame) -> pd.DataFrame:
    """The stances toward what has a name: article_id, event, line, actor."""
    table = pd.DataFrame(
        [
            (str(i), event, stance["sentence"], stance["object"])
            for i, event, text in zip(rows["id"], rows["event"], rows["stances"], strict=True)
            for stance in json.loads(text)
        ],
        columns=["article_id", "event", "line", "actor"],
    )
    return table[table["actor"].str.contains("^[A-Z]") & (table["actor"] != NO_OBJECT)].reset_index(drop=True)


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def numbered(notes: Annotations, bodies: dict[str, str]) -> np.ndarray:
    """The labels' line of each segment, of those that follow the paragraph before, by its words; −1 for a headline."""
    segments, found = notes.segments, np.full(len(notes.segments), -1)
    body = np.flatnonzero(segments["voice"] != "headline")
    for article, rows in segments.iloc[body].groupby("article_id", sort=False).indices.items():
        lines = [words_of(line) for line in bodies[str(article)].split(BLANK)]
        first = 0
        for paragraph in segments.iloc[body[rows]].groupby("paragraph").indices.values():
            near = lines[first : first + MOST_ON]
            for row in body[rows][paragraph]:
                words = words_of(notes.words.texts[int(row)])
                found[row] = first + int(np.argmax([(words & line).total() for line in near]))
            first = int(found[body[rows][paragraph]].max())
    return found


def distances(table: pd.DataFrame, at: np.ndarray, mentions: pd.DataFrame) -> np.ndarray:
    """Lines between each stance and the nearest mention of its object in the article; infinite without one."""
    places = mentions.assign(at=at[mentions["segment"]]).query("at >= 0")[["article_id", "actor", "at"]]
    places = places.drop_duplicates()
    pairs = table.reset_index(names="stance").merge(places, on=["article_id", "actor"])
    nearest = (pairs["at"] - pairs["line"]).abs().groupby(pairs["stance"]).min()
    return nearest.reindex(table.index).fillna(np.inf).to_numpy()


def mentions(data: Path) -> Iterator[Line]:
    """Lines of actor_mentions."""
    path = data / "events" / "seesaw_dev.parquet"
    articles = pd.read_parquet(path)
    table = stances(articles)
    notes = annotate(read_corpus(path, columns={"article_id": "id", "headline": "title"}))
    at = numbered(notes, dict(zip(articles["id"].astype(str), articles["body"], strict=True)))
    actors = listed(table["actor"])
    by_name_only = tuple(actor._replace(aliases=(actor.name,)) for actor in actors)
    person = table["actor"].map(is_person).to_numpy()
    compared = (
        ("stances toward actors, within a line", actors, np.ones(len(table), bool), BESIDE),
        ("stances toward actors, same line", actors, np.ones(len(table), bool), 0),
        ("stances toward persons, within a line", actors, person, BESIDE),
        ("stances toward persons, last names not listed", by_name_only, person, BESIDE),
    )
    for item, names, which, most in compared:
        found = notes.mentions(names)
        near, by_name = (distances(table, at, some)[which] <= most for some in (found, found[found["how"] == ALONE]))
        told = f"toward {table['actor'][which].nunique()} names in articles, by readers (SEESAW)"
        beside = ("listed names alone", float(by_name.mean()))
        yield line("actor_mentions", item, "share found", share(near), table["event"].to_numpy()[which], beside, told)
    read = pd.read_csv(READ)
    right, number = (read["right"] == "yes").to_numpy(), np.arange(len(read))
    told = "mentions without a listed name, read by us (SEESAW)"
    yield line(
        "actor_mentions", "pronouns, descriptions, known names", "share right", share(right), number, ("", np.nan), told
    )


def share(which: np.ndarray):
    return lambda rows: float(which[rows].mean())


if __name__ == "__main__":
    print(pd.DataFrame(list(mentions(Path(sys.argv[1])))).to_string())
