"""Results of planned hypotheses, a family of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.content_hiding import hides_content
from analysis._utils.number_parameters import checked_number
from analysis._utils.table_notes import Table, note_of, with_note
from analysis._utils.wording import percent
from analysis.comparison.family import CHOSEN, PLANNED_SHARE, REPORT_TABLES, checked_plan
from analysis.comparison.plan import HIGHER, LOWER
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.schema import ALL, REST, VOICES
from analysis.stats.multiple_testing import holm

SUPPORTED, NOT_SUPPORTED, UNTESTED = VERDICTS = ("supported", "not supported", "cannot be tested")
_IN_WORDS = {ALL: "all voices together", "headline": "headlines", "quoted": "quotes"}
NOT_THERE = "the table does not have this item: it does not occur, or too rarely"
NO_TERM = f"{NOT_THERE}, or it is house style, which is counted apart (house_style, style_choices)"
_OTHER_DIRECTION = "the difference is clear, but in the other direction"


@hides_content
class _Found(NamedTuple):
    """The comparison that a hypothesis is about, or why there is none; `voice` is '' where it is not known."""

    row: pd.Series | None
    voice: str
    reason: str = ""


def planned_results(
    plan: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    *,
    voice: str = "narration",
    share: float = PLANNED_SHARE,
) -> Table:
    """State of each planned hypothesis whether the comparisons support it.

    Parameters
    ----------
    plan : DataFrame
        From `read_plan`.
    tables : mapping of str to DataFrame
        Comparisons by the name that they have in a report, such as terms, framing or framing_quoted (all are in
        ``analysis/comparison/report_family.csv``). Those of measures that no hypothesis names are not needed.
    voice : {'headline', 'narration', 'quoted', 'all'}, default 'narration'
        The voice that was compared in tables without a voice of their own, as in `compare`.
    share : float, default 0.5
        Part of the error rate that planned hypotheses may spend, above 0 and at most 1. The other tables of a report
        share the rest; without other tables, take 1.

    Returns
    -------
    DataFrame
        One row per hypothesis, in the order of the plan, with the columns of the plan and of `compare`, and

        - **p_corrected**: `p` corrected by Holm's procedure for the hypotheses that could be tested, divided by
          `share`.
        - **verdict**: 'supported' if `p_corrected` is at most 0.05 and the difference has the planned
          direction, 'not supported', or 'cannot be tested'.
        - **reason**: why it cannot be tested: the outlet, the item or the comparison is not in the tables, or there is
          too little text.

        The note says how p was corrected.

    Raises
    ------
    WrongUse
        If `plan` or `tables` are not such tables, or a parameter has a value that is not listed above.

    See Also
    --------
    read_plan : Reads planned hypotheses.
    in_family : Corrects the other tables, for the rest of the error rate.

    Notes
    -----
    Planned hypotheses are few, and each is a claim of its own. So the chance that *any* of them is supported by mistake
    is kept to 0.05 · share, by Holm's procedure [1]_, which needs no assumption on how the tests depend on
    each other and finds all that Bonferroni's correction finds. A false discovery rate would not do: it allows more
    mistakes the more true differences are planned beside them. The other tables have a false discovery rate of at
    most 0.05 · (1 − share), so that both together keep 0.05.

    p is two-sided also where a direction is planned: half of it would be too small where one side has fewer articles or
    words, since the two tails then differ. The interval is that of a single difference.

    References
    ----------
    .. [1] Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6.
    """
    checked_plan(plan)
    _check(tables)
    checked_choice(voice, "voice", (*VOICES, ALL))
    if checked_number(share, "share", 0, 1) == 0:
        raise WrongUse("Invalid `share`: 0. Expected a part of the error rate, above 0 and at most 1.")
    if plan.empty:
        return schema.empty("planned", note_of(plan, "No hypotheses were planned."))
    rows = pd.DataFrame([_columns(hypothesis, tables, voice) for hypothesis in plan.itertuples()])
    rows = rows.reindex(columns=[*schema.columns("comparisons"), "voice", "reason"])
    results = plan.assign(**{name: rows[name] for name in rows if name not in ("measure", "item", "outlet")})
    p_corrected = np.minimum(holm(rows["p"].astype(float)) / share, 1)
    clear = p_corrected <= schema.FALSE_DISCOVERY_RATE
    right = _is_planned_direction(plan["direction"], rows["estimate"].astype(float))
    results = results.assign(
        p_corrected=p_corrected,
        family_share=share,
        verdict=np.select([rows["p"].isna(), clear & right], [UNTESTED, SUPPORTED], NOT_SUPPORTED),
        reason=rows["reason"].mask(clear & ~right, _OTHER_DIRECTION),
    )
    return with_note(schema.typed(results, "planned"), _note(results))


def _check(tables: object) -> None:
    if not isinstance(tables, Mapping):
        raise WrongUse(f"Invalid `tables`: {excerpt(tables)}. Expected comparisons by name.")
    unknown = [name for name in tables if name not in REPORT_TABLES]
    if unknown:
        raise WrongUse(f"Invalid `tables`: the name {quoted(unknown)}. Expected {quoted(sorted(REPORT_TABLES))}.")
    for name, table in tables.items():
        if not isinstance(table, pd.DataFrame) or set(schema.columns("comparisons")) - set(table.columns):
            raise WrongUse(f"Invalid table {excerpt(name)}: {excerpt(table)}. Expected one that `compare` returns.")


def _find(hypothesis: Any, tables: Mapping[str, pd.DataFrame], chosen: str) -> _Found:
    """Return the row of comparisons that a hypothesis is about."""
    voices = {
        name: chosen if table.voice == CHOSEN else table.voice
        for name, table in REPORT_TABLES.items()
        if table.measure == hypothesis.measure
    }
    name = next((name for name, voice in voices.items() if hypothesis.voice in ("", voice)), "")
    if not name:
        compared = " and ".join(_IN_WORDS.get(voice, voice) for voice in dict.fromkeys(voices.values()))
        planned = _IN_WORDS.get(hypothesis.voice, hypothesis.voice)
        return _Found(None, "", f"this measure is compared in {compared}, not in {planned}")
    table = tables.get(name, pd.DataFrame())
    if table.empty:
        return _Found(None, voices[name], note_of(table, f"there is no table '{name}'"))
    rows, reason = _matching(table, hypothesis)
    if reason:
        return _Found(None, voices[name], reason)
    row = rows.iloc[0]
    untested = str(row["method"]).removeprefix("not tested: ") if pd.isna(row["p"]) else ""
    return _Found(row, voices[name], untested)


def _matching(table: pd.DataFrame, hypothesis: Any) -> tuple[pd.DataFrame, str]:
    """Return the one row of a table that a hypothesis is about, or why there is none."""
    rows = table[table["outlet"] == hypothesis.outlet]
    if rows.empty:
        return rows, "this outlet is not compared"
    others = list(rows["against"].unique())
    if hypothesis.against:
        rows = rows[rows["against"] == hypothesis.against]
    if rows.empty:
        compared, planned = ("the rest" if name == REST else name for name in (others[0], hypothesis.against))
        return rows, f"the outlet is compared with {compared}, not with {planned}"
    if len(rows["against"].unique()) > 1:
        return rows, "the outlet is compared with several others; the plan does not say with which"
    exact = rows["item"] == hypothesis.item
    rows = rows[exact] if exact.any() else rows[rows["item"].map(_spelt_alike) == _spelt_alike(hypothesis.item)]
    if rows.empty:
        return rows, NO_TERM if hypothesis.measure == "terms" else NOT_THERE
    return rows, "" if len(rows) == 1 else "several items differ from this one only in capitals"


def _spelt_alike(item: str) -> str:
    return schema.label(item).casefold()


def _columns(hypothesis: Any, tables: Mapping[str, pd.DataFrame], chosen: str) -> dict[str, Any]:
    """Return what is known of the comparison that a hypothesis is about."""
    found = _find(hypothesis, tables, chosen)
    known = {"against": hypothesis.against} if found.row is None else found.row.to_dict()
    return {**known, "voice": found.voice or hypothesis.voice, "reason": found.reason}


def _is_planned_direction(direction: pd.Series, estimate: pd.Series) -> pd.Series:
    return (direction == "") | ((direction == HIGHER) & (estimate > 0)) | ((direction == LOWER) & (estimate < 0))


def _note(results: pd.DataFrame) -> str:
    """State how p was corrected, and what the verdicts mean."""
    tested = results.loc[results["p"].notna()]
    if tested.empty:
        return "None of the planned hypotheses can be tested."
    rate, share = schema.FALSE_DISCOVERY_RATE, float(results["family_share"].iat[0])
    kept = f", and for their part of the error rate of the report ({percent(share)})" if share < 1 else ""
    noun = "hypothesis" if len(results) == 1 else "hypotheses"
    return (
        f"{len(tested)} of {len(results)} planned {noun} can be tested. p is corrected for this number by Holm's "
        f"procedure{kept}. A hypothesis is supported if its corrected p is at most {rate} and the "
        "difference has the planned direction. The chance that any is supported although there is no such difference "
        f"is at most {percent(rate * share)}. Not supported does not mean that there is no difference. "
        "Intervals are those of single differences."
    )
