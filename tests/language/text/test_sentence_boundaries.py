"""Where sentences end. All sentences here are made up.

In the table ‖ stands where one sentence ends and the next begins; the text given to `segment` has none.
"""

import re
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.language.text.characters import folded
from analysis.language.text.irregular_quotes import STRAY, quotes_in_line
from analysis.language.text.segmentation import segment
from analysis.language.text.sentence_boundaries import _DECISIONS, After, Before, Gap
from analysis.language.text.sentence_end_patterns import STOP, ends_sentence

BOUNDARIES = {
    "two plain sentences": "The mayor left. ‖She did not return.",
    "one sentence": "The mayor left.",
    "no stop at the end": "The mayor left. ‖She did not return",
    "question and exclamation": "Who paid? ‖Nobody knows! ‖That is all.",
    "lower-case after a question mark": "The firm asked why? and got no answer.",
    "a number opens a sentence": "The vote was close. ‖12 members stayed away.",
    "a sum of money opens a sentence": "The vote was close. ‖$12 million was at stake.",
    "a name with an odd capital opens a sentence": "The shop is shut. ‖iPhones were sold out.",
    "a bracket opens a sentence": "The vote was close. ‖(Two members stayed away.) ‖The bill passed.",
    "brackets within a sentence": "The bill (No. 12) passed (narrowly) at noon.",
    # titles
    "Mr.": "The court heard Mr. Brown. ‖He left.",
    "Mrs. and Ms.": "The court heard Mrs. Brown and Ms. Green.",
    "Dr. and Prof.": "The panel chose Dr. Brown over Prof. Green.",
    "Sen. and Rep.": "A letter by Sen. Brown and Rep. Green went out.",
    "titles in capitals": "A LETTER BY SEN. BROWN AND GOV. GREEN WENT OUT.",
    "military ranks": "Lt. Col. Brown and Maj. Gen. Green met Sgt. White.",
    "a title in brackets": "The letter (Sen. Brown wrote it) went out.",
    "a title after an opening quote": "The reply read: “Mr. Brown left.” ‖It was short.",
    "a title after nested quotes": "“‘Mr. Brown left,’ she told us,” he said.",
    "a title before an opener": "The role of Dr. No was recast.",
    "vs. and v.": "The case Brown v. Green, or North vs. South, goes on.",
    "e.g. and i.e.": "Some towns, e.g. Erie, paid; one, i.e. Salem, did not.",
    # initials and initialisms
    "one initial": "The book is by J. Brown. ‖It sold well.",
    "middle initial": "The book is by John F. Brown. ‖It sold well.",
    "two initials with a space": "The book is by J. K. Brown and A. B. Green.",
    "two initials without a space": "The book is by J.K. Brown.",
    "an initial and a nickname": "The book is by John F. “Jack” Brown.",
    "the initial A. is no article": "The book is by J. A. Brown.",
    "a letter ends a sentence": "The council chose plan B. ‖The mayor objected.",
    "I ends a sentence": "Nobody knew more than I. ‖But they asked her.",
    "U.S. before a noun": "The U.S. Army and the U.S. Senate agreed.",
    "U.S. before lower-case": "The U.S. army agreed.",
    "U.S. ends a sentence before The": "They moved to the U.S. ‖The rest stayed.",
    "U.S. ends a sentence before He": "They moved to the U.S. ‖He stayed.",
    "U.S. ends a sentence before But": "They moved to the U.S. ‖But he stayed.",
    "U.S. ends a sentence before a contraction": "They moved to the U.S. ‖It’s far away.",
    "U.S. ends a sentence before a courtesy title": "They moved to the U.S. ‖Mr. Brown stayed.",
    "U.S. ends a sentence before a quote": "They moved to the U.S. ‖“Nobody asked us,” she said.",
    "U.S. before a compound": "The U.S. In-House Council met.",
    "U.N. and U.K.": "The U.N. Council wrote to the U.K. Treasury. ‖In the U.K. ‖There was no reply.",
    "possessive of an initialism": "It was the U.S.’s first win. ‖It was late.",
    "a possessive s is no initial": "It beat Standard & Brown’s. ‖Shares fell.",
    "a decade is no initial": "It began in the 1990s. ‖Prices fell.",
    "an acronym without stops": "It was led by NATO. ‖Members agreed.",
    # other abbreviations
    "Inc. before a name": "The maker Brown Inc. Chief Ann Green resigned.",
    "Inc. ends a sentence": "She leads Brown Inc. ‖The firm is old.",
    "Inc. ends a sentence before a courtesy title": "She leads Brown Inc. ‖Mrs. Green founded it.",
    "Co. and Corp.": "Brown & Co. Ltd. sued Green Corp. last week.",
    "Jr. before a verb": "John Brown Jr. won. ‖He is 40.",
    "Jr. ends a sentence": "The seat went to John Brown Jr. ‖He is 40.",
    "etc.": "They sell nuts, bolts, etc. ‖They also mend.",
    "a month and a day": "It opens on Jan. 6 and ends on Sept. 9. ‖Entry is free.",
    "a month ends a sentence": "It opened in Dec. ‖The hall was full.",
    "a month in capitals": "MEETING ON SEPT. 9 IS OFF.",
    "No. before a number": "She is No. 2 on the list. ‖He is No. 3.",
    "No as an answer": "Would he resign? ‖No. ‖The answer stands.",
    "Nos.": "The list names Nos. 2 and 3.",
    "a page": "The text is on p. 12 of the report.",
    "a.m. before lower-case": "Doors open at 9 a.m. sharp.",
    "p.m. before a day": "It ends at 5 p.m. Monday.",
    "p.m. before a time zone": "It ends at 5 p.m. EST or 6 p.m. Eastern.",
    "p.m. before a city’s time": "It ends at 5 p.m. London time.",
    "p.m. before a number": "Shows are at 3 p.m. 5 p.m. and 8 p.m. daily.",
    "p.m. ends a sentence": "It ended at 5 p.m. ‖Police cleared the hall.",
    "St.": "The road from St. Louis to St. Paul is shut.",
    "Ph.D.": "She has a Ph.D. in law.",
    "a state within brackets": "The claim by Ann Brown (R-Ohio, then D-Fla.) fell flat.",
    "a state with its comma": "The mill in Erie, Pa., was sold.",
    "a state ends a sentence": "The mill is in Erie, Pa. ‖Workers were told on Friday.",
    "a state ends a sentence before a quote": "The mill is in Erie, Pa. ‖“It is over,” she said.",
    "a party and state end a sentence": "So did Ann Brown, D-Fla. ‖Republicans objected.",
    "a state before the agency": "ERIE, Pa. (NEWS) — The mill was sold.",
    "a name with an exclamation mark": "She ran Yahoo! Finance. ‖He ran Jeb! Inc.",
    # numbers
    "decimals": "Growth was 7.1 percent and 0.5 points. ‖It was 6.9 before.",
    "a decimal before a capital": "The new version 7.1 Beta is out.",
    "a year ends a sentence": "It closed in 2012. ‖The owner died.",
    "a clock": "It began at 10.30 Monday.",
    # ellipses
    "… before lower-case": "It was … odd.",
    "... before lower-case": "It was ... odd.",
    "... before a capital": "It was odd... ‖Nobody spoke.",
    "… before a capital": "It was odd … ‖Nobody spoke.",
    "spaced dots before lower-case": "It was . . . odd.",
    "spaced dots before a capital": "It was odd. . . . ‖Nobody spoke.",
    "... before I": "Well ... I do not know.",
    "four dots before I": "It was odd.... ‖I do not know.",
    "a stop and an ellipsis before I": "It was odd. ... ‖I do not know.",
    # quotation marks and brackets after the stop
    "a closing quote after the stop": "She said “it is over.” ‖He nodded.",
    "a straight closing quote after the stop": 'She said "it is over." ‖He nodded.',
    "two closing quotes after the stop": "She said “he told me ‘it is over.’” ‖He nodded.",
    "quote and bracket after the stop": "(She said “it is over.”) ‖He nodded.",
    "the stop after a closing quote": "She called it ‘an end’. ‖He nodded.",
    "the stop after a bracket": "She left (in May). ‖He stayed.",
    "the stop after an abbreviation in brackets": "She was chosen (D-Fla.). ‖Republicans objected.",
    "the stop after etc. in brackets": "They sell iron (nuts, bolts, etc.). ‖Republicans objected.",
    "a footnote": "It closed in May.[1][12] ‖The owner died.",
    "an opening quote after the space": 'It is over. ‖"We are done," she said.',
    "question in quotes before he asked": "“Is it over?” he asked.",
    "exclamation in quotes before he said": '"Stop!" he said. ‖She ran.',
    "question in quotes before a name and a verb": "“Is it over?” Brown asked.",
    "question in quotes before a full name and title": "“Is it over?” Sen. Ann Brown asked. ‖He nodded.",
    "question in quotes before I asked": "“Is it over?” I asked.",
    "question in quotes before a new sentence": "“Is it over?” ‖Nobody in Erie spoke.",
    "question in quotes before a new subject": "“Is it over?” ‖The Chair asked for silence.",
    "question without quotes before a name": "Is it over? ‖Brown said so.",
    "stop in quotes before lower-case": "“It is over.” she said.",
    "several sentences in a quote": "“It is over. ‖We lost. ‖Go home,” she said.",
    "dash before the speaker": "“It is over.” —Ann Brown",
    # the space is missing
    "missing space": "The strike ended.‖The next began.",
    "missing space after capitals is not decided": "The office wrote to NATO.Then it closed.",
    "missing space after a figure": "It closed in 2012.‖The owner died.",
    "missing space after a question mark": "Is it over?‖The judge nodded.",
    "missing space after a closing curly quote": "“It is over.”‖The judge nodded.",
    "missing space before an opening curly quote": "The judge nodded.‖“It is over,” she said.",
    "missing space before an opening straight quote": 'The judge nodded.‖"It is over," she said.',
    "missing space after a closing straight quote": '"It is over and done."‖The judge nodded.',
    "missing space before A and I": "The strike ended.‖A new one began.‖I left.",
    "missing space after an ellipsis": "The strike ended...‖The next began.",
    "an address for mail": "Write to tips@News.Example or Ann.Brown@news.example today.",
    "a site": "See www.news.Example or http://news.example/a.Page now.",
    "a domain in capitals": "She left Amazon.Com for Brown.Org.",
    "a file name": "The file Report.Pdf was lost.",
    "a title without space": "The court heard Mr.Brown.",
    "an initialism without space": "The U.S.Army agreed.",
    "lower-case after the stop": "The site is named news.example by all.",
    # lists
    "a number in quotes is no item": "“50.” ‖That was all he said.",
    "a numbered line": "1. The court ruled.",
    "a lettered line": "a. The court ruled.",
    "a roman line": "IV. The court ruled.",
    "items in one line": "The steps follow. ‖1. Wait. ‖2. The court rules. ‖3. Go.",
    "a bulleted line": "• The court ruled. ‖• The mayor left.",
    # lines
    "the end of a line": "The court ruled‖\nthe mayor left",
    "a colon and a semicolon": "The court ruled: The mayor left; She wept.",
    "only marks before the first word": "... ! The court ruled.",
    # other scripts and signs
    "an accented capital": "The mayor spoke. ‖Élise left. élan won.",
    "a no-break space": "The court heard Mr.\u00a0Brown.\u00a0‖She left.",
    "an emoji stays with its sentence": "It is over \U0001f600. ‖She left.",
}


@pytest.mark.parametrize("name", BOUNDARIES)
def test_boundaries(name: str) -> None:
    expected = [part.strip() for part in BOUNDARIES[name].split("‖")]
    text = BOUNDARIES[name].replace("‖", "")
    spans: dict[int, list[int]] = {}
    for s in segment(text):
        spans.setdefault(s.sentence, []).extend(place for span in s.spans for place in span)
    assert [text[min(places) : max(places)] for places in spans.values()] == expected
    assert len(segment(text, display=range(9))) == len(expected)  # the same rules hold in a headline


def test_there_are_enough_hard_boundaries() -> None:
    assert len(BOUNDARIES) >= 60


def test_the_table_decides_each_case_that_can_occur() -> None:
    decided = {(gap, before) for gap, words_before, _ in _DECISIONS for before in words_before}
    after_full_stop = set(product((Gap.FULL_STOP, Gap.FULL_STOP_QUOTE), (Before.EXCLAMATION,)))
    with_stop = [gap for gap in Gap if gap > Gap.LINE_BREAK]
    assert set(product(with_stop, Before)) - decided == after_full_stop
    assert all(len(decisions) == len(After) for *_, decisions in _DECISIONS)


SIGNS = [*"\"“”„«»‘’'.!?…,:()—-", "''", "...", "[1]"]
ABBREVIATIONS = ["Mr.", "U.S.", "J.", "No.", "p.m.", "Fla.", "etc.", "Yahoo!", "1.", "7.1", "12"]
WORDS = [
    "The",
    "He",
    "said",
    "we",
    "I",
    "We",
    "went",
    "on",
    "Ohio",
    "ended.The",
    'won."We',
    "a@b.Com",
    "dogs’",
    "don't",
]
OTHERS = ["’90s", "É", "é", "中", "\u200d", "\u0301", "\x00", "\ud800", "\U0001f600"]


def by_patterns(text: str) -> list[tuple[int, int]]:
    """The sentences of a text by the patterns alone, without any look-up."""
    lines = [m.span() for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    found = []
    for (begin, end), (after, _) in zip(lines, [*lines[1:], (-1, -1)], strict=False):
        start = begin
        marks = {a for a, _, why in quotes_in_line(text, begin, end, after) if why != STRAY}
        for m in STOP.finditer(text, begin, end):
            if ends_sentence(text, start, m):
                cut, resume = m.span("gap" if m["gap"] else "gone")
                if cut == resume and cut - 1 in marks:
                    cut = resume = cut - 1
                if start != begin or any(sign.isalnum() for sign in text[start : m.start()]):
                    found.append((start, cut))
                    start = resume
        found.append((start, end))
    return found


@settings(max_examples=50)
@given(st.lists(st.sampled_from([*SIGNS, *ABBREVIATIONS, *WORDS, *OTHERS, *" " * 12, "\n"])).map("".join))
@example(".[1] [1]")
@example("etc. I\u0301")
@example("a-Yahoo! One")
def test_the_tables_say_what_the_patterns_say(text: str) -> None:
    spans: dict[int, list[int]] = {}
    for s in segment(text + "\n"):
        spans.setdefault(s.sentence, []).extend(place for span in s.spans for place in span)
    assert [(min(places), max(places)) for places in spans.values()] == by_patterns(
        folded(text.replace("\ud800", "\ufffd") + "\n")
    )
