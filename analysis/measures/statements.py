"""The statements of each event, grouped into facts."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.missing_facts import reason_for_no_facts


def statements(notes: Annotations) -> pd.DataFrame:
    """List the sentences of the articles of each event, grouped into facts.

    Two sentences of different articles are joined where they are alike in letters, words and meaning, and closer to
    each other than to what else the articles tell, and where they give figures of the same thing. A sentence stands in
    a row for each fact that it is known to tell. Sentences of fewer than four words are left out.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table statements; facts of most outlets first. A bundle holds no sentences and not all words of facts. Without
        rows where a bundle holds no facts and where the corpus names no events; ``attrs["note"]`` says what is needed.

    References
    ----------
    Ernst, Shapira, Goldberger, Dagan & Roit (2021), Summary-source proposition-level alignment, CoNLL, for the task.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms"))  # doctest: +SKIP
    >>> ss.measures.statements(notes).query("outlets > 1")  # doctest: +SKIP
    """
    check_annotations(notes)
    if reason := reason_for_no_facts(notes):
        return schema.empty("statements", reason)
    return notes.fact_statements
