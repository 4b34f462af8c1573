"""A coder as a folder of plain files: weights.parquet, validity.csv, curve.csv and coder.json. Nothing in it is run."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.coding.classifier import Coder
from analysis.exceptions import WrongUse
from analysis.io.csv_writing import unescape_formula, write_csv
from analysis.io.files import sha256_of
from analysis.io.json_files import read_json
from analysis.io.output_kinds import CODER
from analysis.io.outputs import output_folder
from analysis.io.paths import PACKAGE

FORMAT = "samestory coder 1"
INCLUDED_CODER = "frames"
SHIPPED = PACKAGE / "models" / "frames"
_NEEDS = {
    "codes": list, "intercepts": dict, "sha256": dict, "items": str, "encoder": str, "dictionary": str,
    "house_style": bool,
}  # fmt: skip
FILES = ("weights.parquet", "validity.csv", "curve.csv")
_FIRST = ["block", "feature", "idf"]


def save(coder: Coder, out: str | Path, *, force: bool = False) -> Path:
    """Write a coder as a folder; its weights hold single words, names of measures and numbers of states.

    force: replace a coder that is already there. Raises: WrongUse where out may not be written; FailedWork where it
    cannot be finished."""
    with output_folder(out, CODER, force=force) as output:
        write_files(coder, output.new)
    return Path(out)


def write_files(coder: Coder, folder: Path) -> None:
    """Write the files of a coder into an empty folder."""
    numbers = dict.fromkeys(("idf", *coder.codes), np.float32)
    coder.weights.astype(numbers).to_parquet(folder / "weights.parquet", index=False, compression="zstd")
    for name, table in (("validity", coder.validity), ("curve", coder.curve)):
        write_csv(table.round(4), folder / f"{name}.csv")
    made = {"format": FORMAT, "codes": list(coder.codes), "intercepts": dict(coder.intercepts), **coder.about}
    made["sha256"] = {name: sha256_of(folder / name) for name in FILES}
    (folder / "coder.json").write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", "utf-8")


def load(folder: str | Path) -> Coder:
    """Read a coder that save wrote.

    Raises: WrongUse where the folder is no coder, or one of its files is not as it was written."""
    folder = Path(folder)
    try:
        made = read_json(folder / "coder.json", "record of a coder", _NEEDS)
        if made.pop("format", None) != FORMAT:
            raise ValueError(f"its coder.json does not say '{FORMAT}'")
        recorded = made.pop("sha256")
        altered = [name for name in FILES if sha256_of(folder / name) != recorded.get(name)]
        if altered:
            raise ValueError(f"'{altered[0]}' is not as it was written")
        weights = pd.read_parquet(folder / "weights.parquet")
        codes, intercepts = tuple(made.pop("codes")), {k: float(v) for k, v in made.pop("intercepts").items()}
        if list(weights.columns) != [*_FIRST, *codes] or set(intercepts) != set(codes):
            raise ValueError("its weights are not those of its codes")
        validity, curve = (
            pd.read_csv(
                folder / f"{name}.csv", keep_default_na=False, na_values=[""], dtype={"code": "str", "reason": "str"}
            )
            for name in ("validity", "curve")
        )
        validity, curve = (table.assign(code=table["code"].map(unescape_formula)) for table in (validity, curve))
        validity = validity.assign(reason=validity["reason"].fillna("").map(unescape_formula))
    except OSError as error:
        raise WrongUse(f"'{folder}' is no coder: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUse(f"'{folder}' is no coder that samestory knows: {error}") from None
    numbers = dict.fromkeys(("idf", *codes), "float64")
    return Coder(codes, weights.astype(numbers), intercepts, validity, curve, made)


def load_named(coder: str | Path) -> Coder:
    """The coder that comes along for 'frames', else that of a folder. Raises: WrongUse as load."""
    return load_shipped() if str(coder) == INCLUDED_CODER else load(coder)


@cache
def load_shipped() -> Coder:
    """The coder of the five generic frames that comes with samestory; analysis/models/frames/card.md says how far it
    may be trusted."""
    return load(SHIPPED)
