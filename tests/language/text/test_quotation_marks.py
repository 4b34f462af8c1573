"""What is quoted, and what the quotation marks do not settle. All sentences here are made up.

In the table ‖ stands where one sentence ends and the next begins, ⟦ ⟧ stand around quoted speech; the text given to
`segment` is the same without these marks.
"""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import analysis
from analysis.language.text.segmentation import segment

# name: (text with ⟦ ⟧ around speech, reasons of the narration, one for each sentence that has any)
QUOTES = {
    "no quote": ("The mayor left.", [""]),
    "straight quotes": ('⟦"We will not pay,"⟧ she said.', [""]),
    "curly quotes": ("⟦“We will not pay,”⟧ she said.", [""]),
    "guillemets": ("⟦«We will not pay,»⟧ she said.", [""]),
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
    "unclosed British, which may be an apostrophe": ("‘We will not pay, she said.", [""]),
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
    "unopened, glued to the next": ("We will not pay.‖”The mayor left.", ["", "unclosed quote"]),
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
    "continued by another kind of mark": (
        "⟦“We will not pay.⟧‖\n⟦«They know it,»⟧ she said.",
        [""],
    ),
    "never closed": ("⟦“We will not pay.⟧‖\n“They know it, she said.", ["unclosed quote"]),
    "the quote after the unclosed one is closed": (
        "“We will not. ‖⟦“They know it well,”⟧ he said.‖\n⟦“Let them ask us,”⟧ she said.",
        ["unclosed quote", "", ""],
    ),
    "parity starts again in each line": (
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


def spoken(text: str, found: list[Piece]) -> list[tuple[int, str, list[str]]]:
    """The same as words, which a failing test shows better than offsets."""
    return [(number, voice, [text[a:b] for a, b in spans]) for number, voice, spans in found]


@pytest.mark.parametrize("name", QUOTES)
def test_speech_and_reasons(name: str) -> None:
    marked, reasons = QUOTES[name]
    text, expected = unmark(marked)
    segments = segment(text)
    found = [(s.sentence, s.voice, s.spans) for s in segments]
    assert spoken(text, found) == spoken(text, expected)
    assert found == expected
    assert [s.reason for s in segments if s.voice == "narration"] == reasons
    assert not any(s.reason for s in segments if s.voice == "quoted")


def test_there_are_enough_hard_quotes() -> None:
    assert len(QUOTES) >= 60


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


PACKAGE = str(Path(analysis.__file__).parent)


def lines_run(text: str) -> int:
    """Number of lines of the package that are run to segment a text."""
    count, before = 0, sys.gettrace()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace if frame.f_code.co_filename.startswith(PACKAGE) else None

    sys.settrace(trace)
    try:
        segment(text)
    finally:
        sys.settrace(before)
    return count


LONG = {
    "quote marks": '"',
    "opening marks": "“",
    "openers with words": "“a ",
    "closers with words": "a” ",
    "British openers and plurals": "'a dogs' and ",
    "both nested": "“‘",
    "closers of another kind": '« a" ',
    "stops": ".",
    "stops and marks": '.".',
    "glued quotes": 'ended."The ',
    "initials": "A.",
    "questions before a verb that never comes": "“Why?” Ann ",
    "an open quote in each line": "“a\n",
    "sentences": "The mayor left. ",
    "a quote in each sentence": "The mayor said “we go” and left. ",
}


@pytest.mark.parametrize("name", LONG)
def test_work_grows_as_the_text(name: str) -> None:
    """A step that looks back over the whole line would run four times as many lines for a text twice as long."""
    segment(LONG[name] * 400)  # tables are made and patterns compiled once
    assert lines_run(LONG[name] * 400) <= 2.2 * lines_run(LONG[name] * 200)
