"""Tables of a coder for the notebooks, with a note instead of rows where none is given."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations
from analysis.coding.code_shares import human_code_table
from analysis.coding.human_codes import read_codes
from analysis.coding.persistence import load_named
from analysis.coding.predictions import apply, machine_code_table
from analysis.comparison.misclassification import corrected_comparison as correct
from analysis.exceptions import NeedsText, quoted
from analysis.schema import REST

NO_CODER = (
    "No coder is given. The parameter coder takes the folder of a coder that samestory code fit wrote, or 'frames' "
    "for the included coder of the five generic frames: a model that learnt from articles that people coded for frames."
)
NO_CODES = "No codes are given. The parameter codes takes the table that samestory code sample draws, once it is coded."


def predicted_scores(notes: Annotations, coder: str) -> pd.DataFrame:
    """Score a corpus with a coder, as `apply` does.

    Parameters
    ----------
    notes : Annotations
    coder : str
        Folder of a coder, 'frames' for the included one, or '' for none.

    Returns
    -------
    DataFrame
        Scores; without rows, and with a note, if no coder is given or the corpus has no text.
    """
    if not coder:
        return schema.empty("scores", NO_CODER)
    try:
        return apply(notes, coder)
    except NeedsText as missing:
        return schema.empty("scores", str(missing))


def cross_validation_table(coder: str) -> pd.DataFrame:
    """Return the agreement of a coder with hand codes on unseen items; see `fit`.

    Parameters
    ----------
    coder : str
        Folder of a coder, 'frames' for the included one, or '' for none.

    Returns
    -------
    DataFrame
        code, items, with it, precision, recall, AUC, 95 % interval, calibration error, alpha of people, reason; without
        rows if no coder is given.
    """
    if not coder:
        return with_note(pd.DataFrame({"code": []}), NO_CODER)
    table = load_named(coder).validity
    low, high = (table[name].map("{:.2f}".format) for name in ("auc_low", "auc_high"))
    return pd.DataFrame({
        "code": table["code"].map(schema.label), "items": table["n"], "with it": table["positives"],
        "precision": table["precision"], "recall": table["recall"], "AUC": table["auc"],
        "95 % interval": (low + " to " + high).where(table["auc_low"].notna(), ""),
        "calibration error": table["calibration_error"], "alpha of people": table["alpha"], "reason": table["reason"],
    })  # fmt: skip


def correction_table(
    notes: Annotations, scores: pd.DataFrame, codes: str, *, against: str = REST, confidence: float = 0.95
) -> pd.DataFrame:
    """Compare outlets by the scores of a coder, uncorrected and corrected with hand-coded articles.

    Parameters
    ----------
    notes : Annotations
    scores : DataFrame
        From `predicted_scores`.
    codes : str
        Table of hand codes; see `read_codes`. Only codes of the coder are used.
    against : str, default 'rest'
        As in `corrected_comparison`.
    confidence : float, default 0.95

    Returns
    -------
    DataFrame
        As from `corrected_comparison`; without rows, and with a note, if there are no scores, they are of segments, no
        codes are given, or none of them is a code of the coder.

    Raises
    ------
    WrongUse
        As in `read_codes`, `human_code_table` and `corrected_comparison`.
    """
    if scores.empty or not codes:
        return schema.empty("comparisons", note_of(scores, NO_CODES))
    if scores["measure"].iat[0] != "coded":
        return schema.empty("comparisons", "Shares of articles can be corrected, and this coder codes segments.")
    by_machine, by_hand = machine_code_table(scores), human_code_table(read_codes(codes, notes))
    both = sorted({*by_machine["item"]} & {*by_hand["item"]})
    if not both:
        known = quoted(sorted({*by_machine["item"]}))
        return schema.empty("comparisons", f"The table of codes has none of the codes of the coder, {known}.")
    of_both = (table[table["item"].isin(both)] for table in (by_machine, by_hand))
    return correct(*of_both, against=against, confidence=confidence)
