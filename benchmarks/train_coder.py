"""Trains the coder of the five generic frames that comes with samestory.

    python benchmarks/train_coder.py ../shared/data/frames analysis/models/frames

From narrative_frames_dev.parquet alone (MIT): 214 articles on climate. Two minutes. Run it again whenever the
dictionary of frames or the sentiment encoder has changed: the coder refuses others than those it was made with.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from analysis import annotate, coding, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.coding.persistence import write_files
from analysis.coding.summary import validity_summary

FRAMES = {"RE": "responsibility", "HI": "human_interest", "CO": "conflict", "MO": "morality", "EC": "economic"}


def read(data: Path) -> tuple[Annotations, pd.DataFrame]:
    """The articles, and their codes as a table of codes."""
    path = data / "narrative_frames_dev.parquet"
    notes = annotate(read_corpus(path, columns={"article_id": "id", "body": "text"}))
    labels = pd.read_parquet(path).astype({"id": "str"}).set_index("id").loc[notes.corpus.articles["article_id"]]
    codes = [";".join(FRAMES[c] for c in FRAMES if row[c]) or "none" for _, row in labels.iterrows()]
    return notes, pd.DataFrame({"article_id": labels.index, "code": codes, "coder": "Frermann et al. 2023"})


def main(data: Path, out: Path) -> None:
    """Write the coder; its card stays."""
    made = coding.fit(*read(data), codebook=dict.fromkeys(sorted(FRAMES.values()), ""))
    write_files(made, out)
    print(validity_summary(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
