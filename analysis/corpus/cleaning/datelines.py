"""Datelines: the place and the agency that some articles name before their first sentence."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.corpus.cleaning.lines import CUT, replace_at, shape
from analysis.corpus.cleaning.passages import raw_span

KIND, REASON = "dateline", "place and agency before the first sentence"
# An article's first lines of text, of which one may have a dateline.
_LINES = 2
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\.?"
)
_DATE = (
    rf"(?:{_MONTH} [0-9]{{1,2}}(?:, [0-9]{{4}})?|[0-9]{{1,2}} {_MONTH}(?: [0-9]{{4}})?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_CAPITALS = r"\p{Lu}[\p{Lu}.'’-]+(?: (?:de |du |la |al-|on |of )?\p{Lu}[\p{Lu}.'’-]+){0,3}"
_WORD = r"\p{Lu}[\p{L}.'’-]*"
_PLACE = rf"{_WORD}(?: (?:de |du |la |al-|on |of |the )?{_WORD}){{0,3}}"
_REGION = rf"(?:, {_WORD}(?: {_WORD}){{0,2}})?"
_PLACES = rf"{_PLACE}{_REGION}(?:/ ?{_PLACE}{_REGION}){{0,2}}"
_START = rf"(?:{_DATE}|{_PLACES}(?:,? {_DATE})?)"
_NAMED_AGENCY = r"\((?:AP|AFP|UPI|CNN(?:Money| Business)?|Reuters|REUTERS|Bloomberg|Xinhua)\)"
_AGENCY = rf"\((?:[^()/]+/ ?)?(?:\p{{Lu}}{{2,6}}|{_WORD}(?: [\p{{Lu}}&]{_WORD[6:]}){{0,3}}|[\p{{L}}]+\.com)\)"
_DASH = r" ?(?:--?|–|—) ?"
_WIDE_DASH = r"(?: --? | ?[–—] ?)"
_FORMS = (
    rf"(?:{_START} )?{_AGENCY}{_DASH}",
    rf"(?:{_START} )?{_NAMED_AGENCY}(?:{_DASH}| )",
    rf"{_CAPITALS}{_REGION}(?:,? {_DATE})?{_WIDE_DASH}",
    rf"{_PLACE}{_REGION}, {_DATE}{_WIDE_DASH}",
)
_DATELINE = rf"^((?:{'|'.join(_FORMS)}))[\"'“‘(\[]*[\p{{Lu}}\p{{N}}]"
# What a line must hold near its start to be looked at.
_PROBE = r"^.{1,70}(?:\)|[-–—])"
_NO_PLACE = (
    "file|file photo|update|updated|breaking|exclusive|watch|live|analysis|opinion|video|photos|review|editorial|"
    "commentary|correction|note|first on cnn|just in|new|report|poll|q&a|fact check|explainer"
    "|column|podcast|read|more|related"
)


def take_datelines(body: pl.DataFrame, texts: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Take the dateline out of the first lines of articles.

    Parameters
    ----------
    body : DataFrame
        Lines without headline and furniture, as `lines_of` returns them.
    texts : Series of str, shape (n_articles,)
        The texts as read.

    Returns
    -------
    body : DataFrame
    origins : DataFrame
        article, place, agency: one row per dateline, "" where it names none.
    cuts : DataFrame
        article, kind, reason, start, end.
    """
    article = body["article"].to_numpy()
    at = np.flatnonzero(np.arange(len(article)) - np.searchsorted(article, article) < _LINES)
    at = at[body["text"][at].str.contains(_PROBE).to_numpy()]
    found = (
        body[at]
        .with_columns(at=pl.Series(at), dateline=pl.col("text").str.extract(_DATELINE, 1))
        .filter(pl.col("dateline").is_not_null())
        .unique("article", keep="first", maintain_order=True)
    )
    if found.is_empty():
        return body, pl.DataFrame(schema=ORIGIN), pl.DataFrame(schema=CUT)
    found = found.with_columns(**origin(pl.col("dateline")))
    # Folded marks are as long as those that were written.
    length, places = found["dateline"].str.len_chars(), found["at"].to_numpy()
    rests = [body[name][places].str.slice(length) for name in ("text", "written")]
    rests += pl.DataFrame(rests[:1]).select(**shape(pl.col("text"))).get_columns()
    body = body.with_columns(replace_at(body[rest.name], places, rest) for rest in rests)
    cuts = [
        (article, KIND, REASON, *(start + place for place in raw_span(texts[article][start:end], 0, length)))
        for article, start, end, length in found.select(
            "article", "start", "end", pl.col("dateline").str.strip_chars_end().str.len_chars()
        ).iter_rows()
    ]
    return body, found.select(list(ORIGIN)), pl.DataFrame(cuts, schema=CUT, orient="row")


ORIGIN = {"article": pl.Int64, "place": pl.String, "agency": pl.String}


def origin(dateline: pl.Expr) -> dict[str, pl.Expr]:
    """Read place and agency of datelines.

    Parameters
    ----------
    dateline : Expr
        The column of the datelines.

    Returns
    -------
    dict of str to Expr
        place and agency; "" where there is none.
    """
    agency = dateline.str.extract(r"\(([^()]+)\)", 1).fill_null("")
    place = dateline.str.replace(r" ?\([^()]+\).*$", "").str.replace(rf",? {_DATE}.*$", "")
    place = place.str.replace(rf"(?:{_WIDE_DASH}|{_DASH})$", "").str.strip_chars(" ,")
    known = ~place.str.contains(rf"(?i)^(?:{_NO_PLACE})$")
    return {"place": pl.when(known).then(place).otherwise(pl.lit("")), "agency": agency}
