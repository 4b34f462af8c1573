"""Sentences and voices. All sentences here are made up.

In the tables ‖ stands where one sentence ends and the next begins, ⟦ ⟧ stand around quoted speech;
the text given to `segment` is the same without these marks.
"""

import re
import time
from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.language.text import quotation_marks as quotes
from analysis.language.text import sentence_boundaries as stops
from analysis.language.text.quotation_marks import REASONS
from analysis.language.text.segmentation import Segment, segment

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

# name: (text with ⟦ ⟧ around speech, reasons of the narration, one for each sentence that has any)
VOICES = {
    "no quote": ("The mayor left.", [""]),
    "straight quotes": ('⟦"We will not pay,"⟧ she said.', [""]),
    "curly quotes": ("⟦“We will not pay,”⟧ she said.", [""]),
    "guillemets": ("⟦«We will not pay,»⟧ she said.", [""]),
    "guillemets with spaces": ("⟦« We will not pay »⟧, she said.", [""]),
    "guillemets the other way round": ("⟦»Wir zahlen heute nicht«⟧, sagte sie.", [""]),
    "German quotes": ("Sie sagte: ⟦„Wir zahlen heute nicht.“⟧ ‖Er ging.", ["", ""]),
    "German quotes before a comma": ("⟦„Wir zahlen heute nicht“⟧, sagte sie.", [""]),
    "Swedish quotes": ("⟦”Vi betalar inte idag”⟧, sade hon.", [""]),
    "British quotes": ("⟦‘We will not pay,’⟧ she said.", [""]),
    "British straight quotes": ("⟦'We will not pay,'⟧ she said.", [""]),
    "British quotes before the stop": ("She said ⟦‘we will not pay’.⟧ ‖He left.", ["", ""]),
    "two straight apostrophes": ("⟦''We will not pay,''⟧ she said.", [""]),
    "two straight apostrophes after s": ("⟦''We like the rules''⟧ is what she said.", [""]),
    "two curly apostrophes": ("⟦‘‘We will not pay,’’⟧ she said.", [""]),
    "a quote opened curly and closed straight": ('⟦“We will not pay,"⟧ she said.', [""]),
    "a quote closed by two apostrophes": ("⟦“We will not pay,’’⟧ she said.", [""]),
    "a quote closed by an opening mark": ("She said ⟦“we will not pay“⟧ and left.", [""]),
    # the narration comes first, last, on both sides, or not at all
    "narration first": ("She said: ⟦“We will not pay.”⟧", [""]),
    "narration on both sides": ("She said ⟦“we will not pay”⟧ and left.", [""]),
    "only speech": ("⟦“We will not pay.”⟧", []),
    "a broken quote": ("⟦“We will not,”⟧ she said, ⟦“pay for it all.”⟧", [""]),
    "the speaker within": ("Ann Brown said, ⟦“we will not pay,”⟧ and ⟦“nor will they.”⟧", [""]),
    "a quote over sentences": ("⟦“We will not pay. ‖They know it. ‖Let them ask,”⟧ she said.", [""]),
    "a quote that opens within a sentence and runs on": (
        "She said: ⟦“We will not pay. ‖They know it.”⟧",
        [""],
    ),
    "two quotes in a line": ("⟦“We will not pay,”⟧ she said. ‖⟦“They know it well.”⟧", [""]),
    "a bracket before the quote": ("⟦(“We will not pay,”⟧ she said.)", [""]),
    "a dash before British quotes": ("She rose —⟦'we will not pay'⟧— and left.", [""]),
    "a dash before the quote": ("She rose —⟦“we will not pay”⟧— and left.", [""]),
    "a quote glued to its lead-in": ('She said:⟦"We will not pay."⟧ ‖He left.', ["", ""]),
    "a quote glued to the next word": ('⟦"We will not pay,"⟧she said.', [""]),
    "speech glued to the sentence before": ('She left.‖⟦"We will not pay,"⟧ she said.', ["", ""]),
    "two glued quotes": ('⟦"We will not pay."⟧‖⟦"Nor will we go."⟧', []),
    "an opening mark at the end closes": ("⟦“We will not pay. “⟧", []),
    "a spaced closing mark": ('⟦"We will not pay, "⟧ she said.', [""]),
    # marks alone join their neighbour
    "a stop after the quote": ("She said ⟦“we will not pay”.⟧ ‖He left.", ["", ""]),
    "a dash before a quote that opens the line": ("⟦— “We will not pay,”⟧ she said.", [""]),
    "a comma between two quotes": ("⟦“We will not pay”, “nor will we go”⟧ she said.", [""]),
    "only marks": ("* * *", [""]),
    "empty quotes": ("She wrote “” and left.", ["scare quote"]),
    # nested quotes belong to the outer one
    "single in double": ("⟦“He told me ‘no chance at all’ today,”⟧ she said.", [""]),
    "double in single": ("⟦‘He told me “no chance at all” today,’⟧ she said.", [""]),
    "straight in straight": ("⟦\"He told me 'no chance at all,'\"⟧ she said.", [""]),
    "three deep": ("⟦“He told me ‘she wrote “we will not pay” there’ today,”⟧ she said.", [""]),
    "after a dash": ('⟦"We told them—"no chance at all"—and left,"⟧ she said.', [""]),
    "rock ’n’ roll within British quotes": ("⟦‘They play rock ’n’ roll at night,’⟧ she said.", [""]),
    "both open the line": ("⟦“‘No chance at all,’ he told me,”⟧ she said.", [""]),
    "same marks in each other": ("⟦“He told me “no chance at all” today,”⟧ she said.", [""]),
    "a contraction within British quotes": ("⟦‘We don’t pay for what’s theirs,’⟧ she said.", [""]),
    "a plural’s apostrophe within British quotes": ("⟦‘The workers’ pay is low,’⟧ she said.", [""]),
    "only a plural’s mark could close": ("She spoke of ⟦‘a plan for the workers’⟧ and left.", [""]),
    "a quote that ends in s, then another": ("She spoke of ‘the workers’ and ‘the bosses’.", ["scare quote"]),
    # scare quotes
    "one word": ("The “experts” left.", ["scare quote"]),
    "two words": ('The so-called "tax experts" left.', ["scare quote"]),
    "one British word": ("The ‘experts’ left.", ["scare quote"]),
    "a word before a stop": ("She spoke of “experts.” ‖He left.", ["scare quote", ""]),
    "a capital without a stop": ("The “Experts” left.", ["scare quote"]),
    "two words and speech": ("The “tax experts” said ⟦“we will not pay”⟧ today.", ["scare quote"]),
    "three words": ("The ⟦“leading tax experts”⟧ left.", [""]),
    "an answer": ('⟦"No,"⟧ she said.', [""]),
    "an answer after the verb": ("She said, ⟦“No.”⟧ ‖He left.", ["", ""]),
    "a cry": ("⟦“Stop!”⟧ she shouted.", [""]),
    "a question": ("⟦“Why?”⟧ Ann Brown asked.", [""]),
    "an answer that opens the line": ("⟦“No way.”⟧ ‖He left.", [""]),
    "an answer before its verb": ("Then ⟦“No,”⟧ she said.", [""]),
    "an answer in lower-case": ("She said “no.” ‖He left.", ["scare quote", ""]),
    "a name after the verb": ("She said “Outlook” ends.", ["scare quote"]),
    "an answer that trails off": ("⟦“Well…”⟧ she said.", [""]),
    "an answer after a colon": ("She had one word: ⟦“Never!”⟧", [""]),
    "an answer after speech": ("⟦“Will you pay us?”⟧ he asked. ‖⟦“No.”⟧", [""]),
    "a name with a comma that nobody utters": (
        "The show “Outlook,” now ten years old, ends.",
        ["scare quote"],
    ),
    # titles
    "a title": ("Her book “The Price of Salt and Water” sold well.", ["title"]),
    "a title before a comma": ("In “The Price of Salt,” she explains it.", ["title"]),
    "capitals after a lower-case word are no title": ("She spoke ⟦“of Brown and Green”⟧ there.", [""]),
    "a slogan": ("He wore a ⟦“hands off our water”⟧ shirt and a “Hands Off Our Water” cap.", ["title"]),
    "speech of capitalised words": ("⟦“Ann Brown and Joe Green,”⟧ she said.", [""]),
    "shouted capitals": ("The sign read ⟦“HANDS OFF OUR WATER”⟧ in red.", [""]),
    "a chant in capitals": ("They shouted ⟦“Hands Off Our Water!”⟧ all day.", [""]),
    # apostrophes are no quotes
    "contractions": ("They don't pay and she can’t say why they won’t.", [""]),
    "decades": ("It began in the '90s and ’80s, not in '68.", [""]),
    "decades with the wrong mark": ("It began in the ‘90s, or in ‘68.", [""]),
    "left-out letters at the end": ("They were goin’ home for sheep’ sake.", [""]),
    "plural possessive": ("The workers’ pay and the bosses' cars are news.", [""]),
    "rock ’n’ roll": ("They play rock ’n’ roll and rock 'n' roll and rock ‘n’ roll.", [""]),
    "left-out letters": ("'Tis late, so let 'em go till 'til dawn.", [""]),
    "left-out letters with the wrong mark": ("Let ‘em go.", [""]),
    "a lone apostrophe": ("The ' is a mark.", [""]),
    "a false opening and a plural far off": (
        "The 'ouse stood for many years beside the workers' hall.",
        [""],
    ),
    "a false opening and a good one": ("The 'ouse was ⟦'a danger to all'⟧ and for sheep' sake shut.", [""]),
    "names with an apostrophe": ("O'Brien and D’Angelo met in Hawai‘i.", [""]),
    # measures
    "feet and inches": ("A 5'10\" man spoke.", [""]),
    "curly feet and inches": ("A 5’10” man spoke.", [""]),
    "inches": ('A 12" pipe broke near a 9" one.', [""]),
    "inches at the end": ('The pipe measures 12". ‖It broke.', ["", ""]),
    "inches within speech": ('⟦"The 12" pipe broke at night,"⟧ she said.', [""]),
    "feet and inches within speech": ('⟦"A man of 5\'10" left at night,"⟧ she said.', [""]),
    "feet, inches and a comma within speech": ('⟦"A man of 5\'10", or more, left,"⟧ she said.', [""]),
    "speech that ends in a number": ('She spoke of ⟦"the class of 2012"⟧ and left.', [""]),
    # what the marks do not settle
    "unclosed": ("“We will not pay, she said. ‖He left.", ["unclosed quote", "unclosed quote"]),
    "unclosed straight": ('She said "we will not pay. ‖He left.', ["unclosed quote", "unclosed quote"]),
    "unclosed British": ("‘We will not pay, she said.", ["unclosed quote"]),
    "unclosed in the second sentence": ("She left. ‖He said “we will not pay.", ["", "unclosed quote"]),
    "unclosed, then a good one": (
        "“We will not, she said. ‖He left. ‖⟦“They know it well,”⟧ he said. ‖She left.",
        ["unclosed quote", "unclosed quote", "", ""],
    ),
    "three straight marks": (
        '"We will not, she said. ‖⟦"They know it well,"⟧ he said.',
        ["unclosed quote", ""],
    ),
    "unclosed around a closed one": ("⟦“‘We will not pay,’⟧ she said.", ["unclosed quote"]),
    "crossed": ("‘He told us “it is over,’ she said.", ["unclosed quote"]),
    "marks between spaces": ('The plan is " a waste of money ", she said.', ["stray quote mark"]),
    "unopened, glued to the next": ("We will not pay.”‖The mayor left.", ["stray quote mark", ""]),
    "unopened": ("We will not pay,” she said.", ["stray quote mark"]),
    "unopened straight": ('We will not pay," she said.', ["stray quote mark"]),
    "a mark between spaces": ('We will not " pay.', ["stray quote mark"]),
    "unclosed outranks a scare quote": ("The “experts” said “we will not pay.", ["unclosed quote"]),
    # over paragraphs
    "over two paragraphs": ("⟦“We will not pay.‖\n“They know it,”⟧ she said.", [""]),
    "over three paragraphs and an empty line": (
        "She said: ⟦“We will not pay.‖\n\n“They know it. ‖They do.‖\n\n“Let them ask.”⟧ ‖He left.",
        ["", ""],
    ),
    "straight, over paragraphs": ('⟦"We will not pay.‖\n"They know it,"⟧ she said.', [""]),
    "British, over paragraphs": ("⟦‘We will not pay.‖\n‘They know it,’⟧ she said.", [""]),
    "nested, over paragraphs": ("⟦“He told me ‘no chance’ today.‖\n“They know it,”⟧ she said.", [""]),
    "not continued": ("“We will not pay.‖\nThey know it,” she said.", ["unclosed quote", "stray quote mark"]),
    "not continued by another kind of mark": (
        "“We will not pay.‖\n⟦«They know it,»⟧ she said.",
        ["unclosed quote", ""],
    ),
    "never closed": ("⟦“We will not pay.⟧‖\n“They know it, she said.", ["unclosed quote"]),
    "the quote after the unclosed one is closed": (
        "“We will not. ‖⟦“They know it well,”⟧ he said.‖\n⟦“Let them ask us,”⟧ she said.",
        ["unclosed quote", "", ""],
    ),
    "parity starts anew in each line": (
        'She said "we will not pay.‖\nHe left. ‖⟦"They know it,"⟧ he said.',
        ["unclosed quote", "", ""],
    ),
}

Piece = tuple[int, str, tuple[tuple[int, int], ...]]  # sentence, voice, spans


def unmark(marked: str) -> tuple[str, list[Piece]]:
    """The text without ‖ and ⟦ ⟧, and the segments they say."""
    text, pieces, voice = "", list[list[tuple[str, int, int]]](), "narration"
    for sentence in marked.split("‖"):
        pieces.append([])
        for part in sentence.replace("⟦", "\x00⟦").replace("⟧", "\x00⟧").split("\x00"):
            voice = {"⟦": "quoted", "⟧": "narration"}.get(part[:1], voice)
            words = part.strip("⟦⟧")
            start = len(text) + len(words) - len(words.lstrip())
            if words.strip():
                pieces[-1].append((voice, start, start + len(words.strip())))
            text += words
    segments: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for number, sentence_pieces in enumerate(pieces):
        for name, start, end in sentence_pieces:
            segments.setdefault((number, name), []).append((start, end))
    return text, [(number, name, tuple(spans)) for (number, name), spans in segments.items()]


def pieces(text: str) -> list[Piece]:
    return [(s.sentence, s.voice, s.spans) for s in segment(text)]


def spoken(text: str, found: list[Piece]) -> list[tuple[int, str, list[str]]]:
    """The same as words, which a failing test shows better than offsets."""
    return [(number, voice, [text[a:b] for a, b in spans]) for number, voice, spans in found]


def test_nothing_gives_nothing() -> None:
    assert segment("") == segment("\n \n") == []


def test_by_hand() -> None:
    text = "A fire\n\nAnn Brown said, “we saw it,” and “we ran.” It was late."
    assert segment(text, display=[0]) == [
        Segment(0, 0, "headline", ((0, 6),), ""),
        Segment(2, 1, "narration", ((8, 23), (37, 50)), "scare quote"),
        Segment(2, 1, "quoted", ((24, 36),), ""),
        Segment(2, 2, "narration", ((51, 63),), ""),
    ]


@pytest.mark.parametrize("name", BOUNDARIES)
def test_boundaries(name: str) -> None:
    expected = [part.strip() for part in BOUNDARIES[name].split("‖")]
    text = BOUNDARIES[name].replace("‖", "")
    spans: dict[int, list[int]] = {}
    for s in segment(text):
        spans.setdefault(s.sentence, []).extend(place for span in s.spans for place in span)
    assert [text[min(places) : max(places)] for places in spans.values()] == expected
    assert len(segment(text, display=range(9))) == len(expected)  # the same rules hold in a headline


@pytest.mark.parametrize("name", VOICES)
def test_voices(name: str) -> None:
    marked, reasons = VOICES[name]
    text, expected = unmark(marked)
    assert spoken(text, pieces(text)) == spoken(text, expected)
    assert pieces(text) == expected
    assert [s.reason for s in segment(text) if s.voice == "narration"] == reasons
    assert not any(s.reason for s in segment(text) if s.voice == "quoted")


def test_there_are_enough_hard_boundaries() -> None:
    assert len(BOUNDARIES) >= 60
    assert len(VOICES) >= 60


def test_headline_lines_hold_no_quotes_and_stop_a_quote_that_goes_on() -> None:
    text = "Mayor: “We will not pay.” Council acts.\n“We will not pay.\n“They know it”\n“They do,” she said."
    assert [(s.paragraph, s.voice, s.reason) for s in segment(text, display={0, 2})] == [
        (0, "headline", ""),
        (0, "headline", ""),
        (1, "narration", "unclosed quote"),
        (2, "headline", ""),
        (3, "quoted", ""),
        (3, "narration", ""),
    ]
    assert [s.voice for s in segment(text)][3:5] == ["quoted", "quoted"]  # else it goes on


def test_paragraph_is_the_index_of_the_line() -> None:
    assert [s.paragraph for s in segment("\n\nOne. Two.\n \n\nThree.\n")] == [2, 2, 5]


def test_the_word_list_is_sound() -> None:
    module = import_module("analysis.language.text.abbreviations")
    kinds = ["never", "number", "clock", "maybe", "state"]
    assert set(module.WORD_LISTS) == {*kinds, "opener", "courtesy", "zone", "cue", "elision", "small", "suffix"}
    assert all(module.WORD_LISTS.values())
    for one, other in [(a, b) for a in kinds for b in kinds if a < b]:
        assert not module.WORD_LISTS[one] & module.WORD_LISTS[other], (one, other)


SIGNS = [*"\"“”„«»‘’'.!?…,:()—-", "''", "...", "[1]"]
WORDS = [
    *[
        "Mr.",
        "U.S.",
        "J.",
        "No.",
        "p.m.",
        "Fla.",
        "etc.",
        "The",
        "He",
        "said",
        "we",
        "I",
        "7.1",
        "12",
        "1.",
        "Yahoo!",
    ],
    *["a@b.Com", "dogs’", "don't", "’90s", "ended.The", 'won."We', "É", "é", "中"],
    *["\u200d", "\u0301", "\x00", "\ud800", "\U0001f600"],
]
SPACES = [" ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u2028", "\r", "\x1c", ""]
TEXTS = st.one_of(st.lists(st.sampled_from([*SIGNS, *WORDS, *SPACES, *" " * 9])).map("".join), st.text())
LINES = st.sets(st.integers(-1, 5))


@settings(max_examples=400)
@given(TEXTS, LINES)
@example("“\ud800.” \x00 A", set())
def test_every_character_is_in_one_span(text: str, display: set[int]) -> None:
    found = segment(text, display)
    covered = sorted(place for s in found for a, b in s.spans for place in range(a, b))
    assert len(covered) == len(set(covered))
    assert set(covered) >= {i for i, sign in enumerate(text) if not sign.isspace()}
    for s in found:
        assert s.voice in ("headline", "narration", "quoted")
        assert s.reason in REASONS
        assert (s.voice == "headline") == (s.paragraph in display)
        assert s.spans
        for a, b in s.spans:
            assert text[a:b] == text[a:b].strip() != ""
            assert s.paragraph == text.count("\n", 0, a) == text.count("\n", 0, b)
            for edge in (a, b):
                assert not (text[edge - 1 : edge].isalnum() and text[edge : edge + 1].isalnum())


@settings(max_examples=300)
@given(TEXTS, LINES)
def test_order_and_no_empty_segments(text: str, display: set[int]) -> None:
    found = segment(text, display)
    assert sorted({s.sentence for s in found}) == list(range(len({s.sentence for s in found})))
    assert [(s.sentence, s.spans[0]) for s in found] == sorted((s.sentence, s.spans[0]) for s in found)
    assert len({(s.sentence, s.voice) for s in found}) == len(found)
    ends = [[min(s.spans)[0], max(s.spans)[1]] for s in found]
    for (one, (_, end)), (two, (start, _)) in pairwise(zip(found, ends, strict=True)):
        assert one.sentence == two.sentence or (end <= start and one.paragraph <= two.paragraph)
    for s in found:
        assert list(s.spans) == sorted(s.spans)
        worded = [any(sign.isalnum() for sign in text[a:b]) for a, b in s.spans]
        assert all(worded) or not any(sign.isalnum() for sign in text.split("\n")[s.paragraph])


@settings(max_examples=200)
@given(TEXTS, LINES, st.sampled_from([" ", "   ", "\n", "\n\n \n", "\u00a0"]))
def test_space_at_the_end_changes_nothing(text: str, display: set[int], space: str) -> None:
    assert segment(text + space, display) == segment(text, display)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["One. Two", "Mr. Brown left.", "He said “we all go” now.", "1. Go"])))
def test_lines_without_open_quotes_do_not_touch_each_other(lines: list[str]) -> None:
    alone = [segment(line) for line in lines]
    together = segment("\n".join(lines))
    assert [s.voice for s in together] == [s.voice for found in alone for s in found]
    assert [len(s.spans) for s in together] == [len(s.spans) for found in alone for s in found]


LONG = {
    "quote marks": '"' * 100_000,
    "opening marks": "“" * 100_000,
    "openers with words": "“a " * 50_000,
    "closers with words": "a” " * 50_000,
    "British openers and plurals": "'a " + "dogs' and " * 20_000,
    "both nested": "“‘" * 50_000,
    "closers that find no opener": "« " * 50_000 + 'a" ' * 50_000,
    "stops": "." * 200_000,
    "spaced stops": ". " * 100_000,
    "stops and marks": '.".' * 50_000,
    "glued stops": "a.Bc" * 50_000,
    "glued quotes": 'ended."The ' * 10_000,
    "initials": "A." * 100_000,
    "brackets": "." + ")" * 200_000,
    "one word": "a" * 1_000_000,
    "spaces": "a." + " " * 1_000_000 + "B",
    "names before a verb that never comes": "“Why?” " + "Ann " * 50_000,
    "empty lines": "\n" * 1_000_000,
    "an open quote in each line": "“a\n" * 20_000,
    "one line of sentences": "The mayor left. " * 20_000,
    "one quote over all": "“" + "The mayor left. " * 20_000 + "”",
}


@pytest.mark.parametrize("name", LONG)
def test_time_is_linear(name: str) -> None:
    """Each takes some tenths of a second; a step that looks back over the line would take minutes."""
    began = time.perf_counter()
    segment(LONG[name])
    assert time.perf_counter() - began < 5


def by_patterns(text: str) -> list[tuple[int, int]]:
    """The sentences of a text by the patterns alone, without any look-up."""
    lines = [m.span() for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    found = []
    for (begin, end), (after, _) in zip(lines, [*lines[1:], (-1, -1)], strict=False):
        start = begin
        marks = {a for a, _, why in quotes._quotes(text, begin, end, after) if why != "stray quote mark"}
        for m in stops.STOP.finditer(text, begin, end):
            if stops.ends(text, start, m):
                cut, resume = m.span("gap" if m["gap"] else "gone")
                if cut == resume and cut - 1 in marks:
                    cut = resume = cut - 1
                if start != begin or any(sign.isalnum() for sign in text[start : m.start()]):
                    found.append((start, cut))
                    start = resume
        found.append((start, end))
    return found


@settings(max_examples=400)
@given(st.lists(st.sampled_from([*SIGNS, *WORDS, *" " * 12, "\n", "We", "went", "on", "Ohio"])).map("".join))
@example(".[1] [1]")
@example("etc. I\u0301")
def test_the_tables_say_what_the_patterns_say(text: str) -> None:
    spans: dict[int, list[int]] = {}
    for s in segment(text + "\n"):
        spans.setdefault(s.sentence, []).extend(place for span in s.spans for place in span)
    assert [(min(places), max(places)) for places in spans.values()] == by_patterns(
        text.replace("\ud800", "\ufffd") + "\n"
    )
