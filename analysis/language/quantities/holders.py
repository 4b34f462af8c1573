"""Who or what has a figure: the nearest name before it in its sentence."""

from __future__ import annotations

import polars as pl

_NAME = (
    r"(?:\p{Lu}[\p{L}\p{N}&.-]*\p{L}|\p{Lu}{2,})(?:['’]s)?(?:[ ](?:of the |of |and |"
    r"for )?(?:\p{Lu}[\p{L}\p{N}&.-]*[\p{L}\p{N}]))*"
)
_NO_NAME = (
    r"^(?:The|A|An|In|On|At|By|Of|For|From|To|With|About|Around|Over|Under|Nearly|Almost|Some|More|Than|Only|Just|"
    r"Up|Down|"
    r"And|Or|But|After|Before|Between|When|While|As|If|All|Another|Roughly|These|Those|Its|Their|His|Her|Our|My|Your|"
    r"Last|Next|It|He|She|They|We|You|I|There|This|That|Since|Until|Is|Are|Was|Were|No|Yes|Not|So|Then|Now|Also|"
    r"Meanwhile|"
    r"However|Still|Yet|What|Which|Who|Where|Why|How|Most|Many|Several|Few|Each|Every|Both|Either|Neither|Other|Others|"
    r"Earlier|Later|Today|Yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|At Least)(?: |$)"
)


def holders() -> pl.Expr:
    """Return the holder of each figure, from its column left; '' where nothing is named."""
    names = pl.col("left").str.extract_all(_NAME)
    cleaned = names.list.eval(pl.element().str.replace(_NO_NAME, "").str.replace(r"['’]s$", ""))
    last = cleaned.list.eval(pl.element().filter(pl.element().str.len_chars() > 1)).list.last()
    return last.fill_null("")
