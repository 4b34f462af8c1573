"""A table of all measures."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

from analysis import schema


def list_measures() -> pd.DataFrame:
    """List the functions of `measures`.

    Returns
    -------
    pandas.DataFrame
        One row per function, sorted by name:

        - measure: its name in `measures`
        - counts: what it counts, in one sentence
        - item: what an item of its scores is; '' for other tables
        - unit: unit of the ratio that `compare` shows; '' for other tables
        - table: what it returns: a table of the schema such as scores, weights of words, or a file
        - needs: text, a bundle, actors.yml, an encoder, word vectors
        - voices: whether it is compared in each voice or in all together
        - validity: checked (`validity` has the figures), not checked, or the measure whose figures hold for it too

    Examples
    --------
    >>> import samestory as ss
    >>> ss.list_measures().set_index("measure").loc["voices", "unit"]
    '% of words'
    """
    with files(__package__).joinpath("measures.csv").open(encoding="utf-8") as lines:
        table = pd.read_csv(lines, dtype="str", keep_default_na=False)
    scales = [schema.MEASURES.get(name) for name in table["measure"]]
    table.insert(2, "item", pd.array([scale.items if scale else "" for scale in scales], dtype="str"))
    table.insert(3, "unit", pd.array([scale.unit if scale else "" for scale in scales], dtype="str"))
    return table
