"""What a notebook shows of a coder where one is named, and why it shows nothing where none is."""

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
    "No coder is named. The parameter coder takes the folder of one that samestory code fit has made, or 'frames', the "
    "coder of the five generic frames that comes along."
)
NO_CODES = (
    "No codes are named. The parameter codes takes the table that samestory code sample draws, once people coded it."
)


def predicted_scores(notes: Annotations, coder: str) -> pd.DataFrame:
    """What a coder says of a corpus, as apply gives it; without rows, and with a note, where no coder is named ('') or
    there is no text."""
    if not coder:
        return schema.empty("scores", "No coder is named, so there is nothing to show here.")
    try:
        return apply(notes, coder)
    except NeedsText as missing:
        return schema.empty("scores", str(missing))


def cross_validation_table(coder: str) -> pd.DataFrame:
    """How far a coder agrees with people on items it has not seen, see fit; without rows where no coder is named ('').

    Returns: code, items, with it, precision, recall, AUC, 95 % interval, calibration error, alpha, reason."""
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
    """Compare outlets by a coder's scores, as they are and corrected by articles that people coded.

    scores: from scored. codes: a table that read_codes takes; of its codes those that the coder knows are used.
    Returns: as analysis.corrected_comparison; without rows, and with a note, where there are no scores, they are of
    segments, no codes are named ('') or the coder knows none of them.
    Raises: WrongUse as read_codes, human and analysis.corrected_comparison."""
    if scores.empty or not codes:
        return schema.empty("comparisons", note_of(scores, NO_CODES))
    if scores["measure"].iat[0] != "coded":
        return schema.empty("comparisons", "Shares of articles can be corrected, and this coder codes segments.")
    by_machine, by_hand = machine_code_table(scores), human_code_table(read_codes(codes, notes))
    both = sorted({*by_machine["item"]} & {*by_hand["item"]})
    if not both:
        told = f"The coder knows {quoted(sorted({*by_machine['item']}))}; of these the table of codes has none."
        return schema.empty("comparisons", told)
    of_both = (table[table["item"].isin(both)] for table in (by_machine, by_hand))
    return correct(*of_both, against=against, confidence=confidence)
