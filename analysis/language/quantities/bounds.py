"""Bounds and changes: at least, nearly, up to; rose by, fell to."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.quantities.matching import extracted, flags, holds
from analysis.language.quantities.number_values import VAGUE_WORDS
from analysis.language.quantities.word_classes import PLURAL, word_class

EXACT, ABOUT, AT_LEAST, MORE, AT_MOST, LESS, VAGUE = (
    "exact", "about", "at least", "more than", "at most", "less than", "vague",
)  # fmt: skip
BOUNDS = (EXACT, ABOUT, AT_LEAST, MORE, AT_MOST, LESS, VAGUE)
UP, DOWN = "up", "down"
# Between the words of a bound and the number.
_LINK = (
    r"(?:(?:an?|just|only|another|its|their|some|US|equivalent of|further|total of|minus|worth|between) ){0,2}"
    r"[(~-]?"
)
BOUND_WORDS = {
    AT_LEAST: (
        "at least|at the (?:very )?least|no fewer than|no less than|not less than|a minimum of|minimum of|minimum|"
        "not fewer than|as few as|as little as|≥|>="
    ),
    AT_MOST: (
        "up to(?: and including)?|at most|at the (?:very )?most|as many as|as much as|no more than|not more than|"
        "a maximum of|maximum of|maximum|as high as|≤|<=|"
        "to as many as|as long as|as far as|as late as|not exceeding|no higher than|limited to|capped at|"
        "no longer than"
    ),
    LESS: (
        "(?:less|fewer|under) than|lower than|smaller than|shorter than|under|below|just under|just below|just shy of|"
        "shy of|"
        "short of|sub|<|well under|beneath|slightly under|a little under|not quite|not even|nowhere near|south of|"
        "younger than"
    ),
    MORE: (
        "(?:more|over) than|over|above|greater than|in excess of|exceeding|exceeded|exceeds|exceed|upwards of|"
        "upward of|"
        "north of|"
        "beyond|surpass|surpassed|surpassing|surpasses|topping|topped|just over|well over|larger than|bigger than|"
        "longer than|higher than|older than|>|better than|eclipsed|eclipsing|outnumbering"
    ),
    ABOUT: (
        "about|around|approximately|approx|approx\\.|roughly|nearly|almost|close to|circa|ca\\.|c\\.|an estimated|"
        "estimated|"
        "more or less|in the region of|just about|virtually|nearing|approaching|"
        "close on|closer to|or so|≈|~|some|somewhere around|(?:on|of|in) the order of|practically|near|estimated at|"
        "give or take|barely|hardly|scarcely|perhaps|maybe|in the (?:neighbou?rhood|vicinity) of"
    ),
}  # fmt: skip
_CLOSES = "(?:[.,;:)]|$)"
# 20 plus years are at least 20, but 20 plus costs are not.
_COUNTED_PLUS = (
    r"(?:years?|days?|hours?|minutes?|weeks?|months?|miles|people|men|women|members|states|countries|percent|points|"
    r"games)(?-u:\b)"
)
_AFTER = {
    AT_LEAST: (
        rf"^(?:\+|-plus(?-u:\b)| plus(?:[.,;:)]|$| {_COUNTED_PLUS})|"
        r" (?:or|and) (?:more|up|above|over|older)(?-u:\b)|-odd| and counting)"
    ),
    AT_MOST: (
        r"^(?: (?:or|and) (?:less|fewer|under|below|younger)(?-u:\b)|"
        rf" at (?:the )?most| tops|,? maximum{_CLOSES})"
    ),
    ABOUT: r"^(?: or so(?-u:\b)| give or take)",
}
_UNIT_OR_MORE = (
    r"^(?:[ -][a-z%-]+){1,2}(?: or (?:more|higher|longer|older|above|greater)(?-u:\b)| and counting|"
    rf"(?:,? minimum|,? at (?:the )?(?:very )?least){_CLOSES})"
)
# Above the 10 percent mark.
_MARK = r"^[^.;,0-9]{0,25}?[ -](?:mark|level|threshold|barrier|limit)(?-u:\b)"
# Characters before a number in which a verb that changes it stands.
_NEAR = 75
# Between the number and words after it that bound it.
_UNIT = r"(?: [A-Za-zÀ-ɏ%-]+){0,2}"

UP_WORDS = (
    r"rise|rises|rose|risen|rising|increase|increases|increased|increasing|climb|climbs|"
    r"climbed|"
    r"climbing|grow|grows|grew|grown|growing|jump|jumps|jumped|jumping|surge|surges|surged|surging|soar|soars|soared|"
    r"soaring|advance|advances|advanced|advancing|up|rally|rallies|rallied|rallying|expand|"
    r"expands|"
    r"expanded|expanding|spike|spikes|spiked|spiking|swell|swells|swelled|swollen|swelling|leap|leaps|leapt|leaped|"
    r"edged up|edged higher|inched up|ticked up|higher by|"
    r"rocketed|skyrocketed|accelerated|rebounded|mount|mounted|escalated|strengthened|appreciated|"
    r"widened|widens|widening|doubled|doubling|tripled|tripling|quadrupled"
)
DOWN_WORDS = (
    r"fall|falls|fell|fallen|falling|drop|drops|dropped|dropping|decline|declines|declined|declining|decrease|"
    r"decreases|"
    r"decreased|decreasing|slip|slips|slipped|slipping|slide|slides|slid|sliding|plunge|plunges|"
    r"plunged|plunging|plummet|plummets|plummeted|plummeting|tumble|tumbles|tumbled|tumbling|down|shrink|shrinks|"
    r"shrank|"
    r"shrunk|shrinking|sink|sinks|sank|sunk|sinking|dip|dips|dipped|dipping|"
    r"contract|contracts|contracted|contracting|dive|dived|dove|slump|slumped|slumping|lower by|lowered|"
    r"edged down|edged lower|inched down|ticked down|weakened|depreciated|eased|halved|"
    r"crashed|collapsed|retreated|trimmed|narrowed|narrows|narrowing"
)
# Words that look like a change and state none.
_NO_CHANGE = (
    r"up to|(?:gave|give|gives|giving|given|made|make|makes|making|came|come|comes|set|sets|took|take|takes|"
    r"picking|picked|pick|"
    r"racked|put|puts|end|ends|ended|ending|show|shows|showed|showing|turn|turns|"
    r"turned|turning|sign|signs|signed|signing|use|used|rack|racks|racking|round|rounded|follow|followed|"
    r"back|backed|clean|cleaned|open|opened|opening|blow|blew|blowing|line|lined|hold|held|split|eat|ate) up|"
    r"(?:boil|boils|boiled|boiling|come|comes|came|"
    r"shot|turned|broke|laid|struck|mow|mowed|mowing|gun|gunned|gunning|hunt|hunted|track|tracked|shoot|"
    r"shooting|shut|shuts|shutting|closing|close|closed|bring|brings|bringing|brought|pin|pinned|strike|"
    r"striking|chase|chased|"
    r"break|breaks|breaking|tearing|turn|turning|burn|burning|cutting|knock|knocked|settle|settled|stand|stood|step|"
    r"stepped|take|took|taking|tear|tore|hold|held|keep|kept|wind|wound|cracked|burned|"
    r"wrote|sit|sat|let) down|"
    r"(?:rising|raising) to their"
)
# Verbs that change something by a number only after by or to, or where the number is a share or of small money.
RAISING = (
    r"gain|gains|gained|gaining|raise|raises|raised|raising|boost|boosts|boosted|boosting|add|adds|added|adding|lift|"
    r"lifts|lifted|lifting"
)
REDUCING = (
    r"lose|loses|lost|losing|shed|sheds|shedding|cut|cuts|cutting|slash|slashes|slashed|slashing|reduce|reduces|"
    r"reduced|"
    r"reducing|trim|trims|trimmed|trimming|lower|lowers|lowered|lowering"
)
_BETWEEN = (
    r"(?:[a-z]+ly|by|to|about|around|over|under|more|less|than|as|much|as|many|up|down|just|nearly|almost|"
    r"another|an?|additional|further|some|only|at least|least|well|close|even|higher|lower|back|the|or|estimated|"
    r"further|still|of|record|whopping|average|mean|median|total)"
)


# These stand for texts in lower case.
_RAISED_BY = rf"(?:^|[ (,;“‘])(?:{RAISING}|{REDUCING}) (?:[a-z'’-]+ ){{0,5}}?(?:by|to) (?:{_BETWEEN} ){{0,3}}[(~]?$"
_POINTS = r"^ points?(?-u:\b)"
# Who drops twelve bombs does not fall by them.
_DIRECT = (
    r"(?:^|[ (,;“‘])(?:drop|drops|dropped|dropping|sink|sinks|sank|sunk|sinking|grow|grows|grew|grown|growing|"
    r"dive|expand|"
    r"mount|mounts|mounted) (?:(?:about|around|over|more|than|nearly|almost|another|some|at|least|up|as|many|"
    r"the|only|just|"
    r"roughly) ){0,4}$"
)
_THINGS = r"^ (?:[a-z-]+ ){0,2}[a-z]+s(?-u:\b)"
_RANKS = r"^ (?:[a-z-]+ )?(?:points?|places?|spots?|positions?|notche?s?|rungs|seats?|jobs)(?-u:\b)"
# Who gains six percent of the vote has not changed by it.
_OF_THE_VOTE = (
    r"^[^.;]{1,12} of (?:the |all |its |their )?(?:[a-z]+ )?"
    r"(?:votes?|ballots?|delegates|seats|electorate|voters)(?-u:\b)"
)
# Over ten years: a time in which something happens, but after these words more than ten years.
_OVER = r"(?i:(?:^|[^a-z])over )$"
_LASTING = (
    r"(?i:(?:^|[^a-z])(?:for|took|takes?|taking|lasted|lasting|lasts?|after|been|is|was|are|were|be|of|in|to|"
    r"spent|than|aged|"
    r"well|just|waited|every|the|a|children|people|those|anyone|men|women|adults|now) over )$"
)


def _change_before(verbs: str, link: str = "by") -> str:
    """Match a verb, then only small words up to the number; or some words without a number, and by."""
    return (
        rf"(?:^|[ (,;“‘])(?:{verbs}) (?:(?:{_BETWEEN} ){{0,5}}(?:minus[ -])?[(~+-]?|"
        rf"(?:[a-zà-ɏ'’.-]+ ){{1,4}}(?:{link}) (?:{_BETWEEN} ){{0,3}})$"
    )


def _behind_unit(name: str) -> str:
    """Return the pattern of words after a number that bound it, or of those after its unit."""
    after = _AFTER[name]
    return after if name == AT_LEAST else f"{after}|" + after.replace("^(?:", f"^{_UNIT}(?:", 1)


# At least 12 goats, 30 sheep and 5 cows: the words before the first hold for all of them.
_LISTED = r"^ (?:[A-Za-zÀ-ɏ'’-]+ ){0,2}([A-Za-zÀ-ɏ'’-]+)(?:,|,? and|,? or) $"
_OF_ALL = (ABOUT, AT_LEAST, MORE, AT_MOST)
_LEAST_ABOUT = 10  # smaller numbers of a list are counted
_LONGEST_LIST = 5  # numbers after its first
# In order of preference.
_RIGHT = [(AT_LEAST, _UNIT_OR_MORE), *((name, _behind_unit(name)) for name in _AFTER)]
_LEFT = [(name, rf"(?i:(?:^|[^a-zA-Z0-9'’])((?:{words})[ -]?{_LINK}))$") for name, words in BOUND_WORDS.items()]
_THE_LEFT = {name: rf"(?i:(?:^|[^a-zA-Z0-9'’])(?:{words}) the )$" for name, words in BOUND_WORDS.items()}
_ANY_RIGHT, _ANY_LEFT = ("|".join(pattern for _, pattern in patterns) for patterns in (_RIGHT, _LEFT))
# Bound -> pattern whose first group is the words before a figure, or after it, that bound it.
WORDS_BEFORE = dict(_LEFT)
WORDS_AFTER = {name: "(" + "|".join(pattern for other, pattern in _RIGHT if other == name) + ")" for name in _AFTER}


def bounds(figures: pl.DataFrame) -> pl.Series:
    """Return the bound of each number, from columns kind, dimension, written, same, gap, left and right."""
    bound = np.full(len(figures), EXACT, object)
    vague = (figures["kind"] == VAGUE_WORDS).to_numpy()
    bound[vague] = VAGUE
    open_ = ~vague
    # Few numbers have any bound, which one search tells.
    for column, anything, patterns in (("right", _ANY_RIGHT, _RIGHT), ("left", _ANY_LEFT, _LEFT)):
        possible = holds(figures[column], anything, open_)
        for name, pattern in patterns:
            found = holds(figures[column], pattern, possible & open_)
            bound[found], open_ = name, open_ & ~found
    of_mark = holds(figures["right"], _MARK, open_ & figures["left"].str.ends_with("the ").to_numpy())
    for name in (LESS, MORE, ABOUT):
        bound[holds(figures["left"], _THE_LEFT[name], of_mark)] = name
    # A dozen is hardly ever counted.
    bound[holds(figures["written"], r"(?i:dozen)$", open_)] = ABOUT
    time = (figures["dimension"] == "time").to_numpy() & (bound == MORE)
    over = holds(figures["left"], _OVER, time)
    bound[over & ~holds(figures["left"], _LASTING, over)] = EXACT
    return pl.Series("bound", _of_lists(figures, bound).tolist(), dtype=pl.String)


def _of_lists(figures: pl.DataFrame, bound: NDArray[np.object_]) -> NDArray[np.object_]:
    """Give the numbers of a list the bound of its first: about 12 goats, 30 sheep and 5 cows."""
    if not len(bound):
        return bound
    gap, same = figures["gap"].shift(1).fill_null(""), figures["same"].to_numpy()
    large = (figures["value"] >= _LEAST_ABOUT).to_numpy()
    possible = same & (bound == EXACT) & (figures["dimension"] == "").to_numpy()
    possible[1:] &= np.isin(bound[:-1], _OF_ALL) | possible[:-1]
    nouns = extracted(gap, _LISTED, possible)
    listed = flags(nouns.is_in([noun for noun in nouns.unique().drop_nulls().to_list() if word_class(noun) == PLURAL]))
    for _ in range(_LONGEST_LIST):
        inherits = np.append(False, listed[1:] & (bound[1:] == EXACT) & np.isin(bound[:-1], _OF_ALL))
        inherits[1:] &= large[1:] | (bound[:-1] != ABOUT)
        bound[inherits] = bound[np.flatnonzero(inherits) - 1]
    return bound


def changes(figures: pl.DataFrame) -> pl.Series:
    """Return the change before each number: up, down or ''; from columns left, dimension and unit."""
    # Most figures have no such verb before them, which is quick to see.
    figures = figures.with_columns(left=pl.col("left").str.tail(_NEAR).str.to_lowercase())
    possible = holds(figures["left"], rf"\+$|(?:{UP_WORDS}|{DOWN_WORDS}|{RAISING}|{REDUCING}) ")
    change = np.full(len(figures), "", object)
    change[possible] = _changes(figures.filter(pl.Series(possible)))
    return pl.Series("change", change.tolist(), dtype=pl.String)


def _changes(figures: pl.DataFrame) -> NDArray[np.object_]:
    """Return the change before each number, from the same columns in lower case."""
    left, right, dimension = figures["left"], figures["right"], figures["dimension"]
    counts = dimension.is_in(["count", "people", ""]).to_numpy()
    transitive = holds(left, _RAISED_BY, ~counts) | figures["unit"].is_in(["sen", "penny", "cent", "point"]).to_numpy()
    share = holds(right, _POINTS) | (dimension == "share").to_numpy()
    transitive |= share & ~holds(right, _OF_THE_VOTE, share)
    up = holds(left, r"(?:^|[\s(])\+$") | holds(left, _change_before(UP_WORDS))
    up |= holds(left, _change_before(RAISING, "by|to"), transitive & ~up)
    down = holds(left, _change_before(DOWN_WORDS))
    down |= holds(left, _change_before(REDUCING, "by|to"), transitive & ~down)
    stated = up | down
    stated &= ~holds(left, rf"(?:^|[^a-z0-9])(?:{_NO_CHANGE}) (?:{_BETWEEN} ){{0,3}}[(~]?$", stated)
    things = holds(left, _DIRECT, stated & counts)
    things = holds(right, _THINGS, things) & ~holds(right, _RANKS, things)
    stated &= ~things
    return np.where(stated, np.where(down, DOWN, UP), "").astype(object)
