"""Sources that can be no speakers, and who speaks instead, in sentences of our own."""

import pytest

from analysis.language.attribution.rules.find_attributions import attributions
from analysis.language.attribution.rules.noun_readings import is_plural_with_particle
from analysis.language.text.segmentation import segment


def told(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of what is found with a content."""
    rows = [(s.paragraph, s.sentence, s.voice, s.spans[0][0], s.spans[-1][1]) for s in segment(text)]
    return [
        (_words(text, one.source), _words(text, one.cue), _words(text, one.content))
        for one in attributions(text, rows)
        if one.content
    ]


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " / ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    "text",
    [
        # a noun in the plural after an adjective, or what a plain verb does something to
        "The crew won in enough key states to keep the harbour.",
        "The crew lived in Southern states where it rains.",
        "The boats came from other Midwestern states such as these.",
        "The mayor was hit by new questions about the ferry.",
        "Sailors left the red states where it rains.",
        "The sum rose by crude oil figures to come.",
        # what somebody released
        "Under the deal announced Tuesday, the town will build two ferries.",
        "Under wage laws established during the flood, sailors must pay the town.",
        "The fare, proposed in 2004, has been high.",
        "The deal in principle announced Wednesday by the two towns is short.",
        # what a thing is
        "There are 646 confirmed cases of the fever.",
        "Boats need enough certified sailors.",
        "They went to litigate alleged faults of the ferry.",
        "You should provide written notes on the ferry.",
        # what is added is a thing
        "The economy added two jobs in May.",
        "The storm will add fuel to the fire.",
        # the author speaks
        "That said, the ferry is old.",
        "It is worth noting that the ferry is old.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The crew has long lamented federal rules that bar it from the pier.", ["The crew"]),
        ("The board wants to investigate claims the crew stole the boat.", ["The board"]),
        ("She tried to request witnesses before the trial.", ["She"]),
        ("She asked which emails she turned over.", ["She"]),
        ("The mayor said his plan would help assure that the crew is paid.", ["The mayor", "his plan"]),
        ("There is no evidence that the crew stole the boat.", [""]),
        ("A judge there said in December that the pier was old.", ["A judge"]),
        ("The question sailors should be asking is how old it is.", ["sailors"]),
        ("The sailors, many of whom wondered why the ferry is late, left.", ["many of whom"]),
        ("The court rejected inmate claims that the ferry was late.", ["The court", "The court"]),
        ("The key witness said the ferry was old.", ["The key witness"]),
        ("The witnesses said the ferry was old.", ["The witnesses"]),
        ("Captain Bo A. Lind said the ferry was old.", ["Captain Bo A. Lind"]),
        ("They wrote a report Monday that argued the ferry was old.", ["They", "a report Monday that"]),
    ],
)
def test_who_speaks_instead(text: str, sources: list[str]) -> None:
    assert [source for source, _, _ in told(text)] == sources


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("The boats were sold, harbour officials note - boats of great range.", ("harbour officials", "note")),
        ("The boats were sold, the report notes – boats of great range.", ("the report", "notes")),
        ("The ferry is “late,” said Bo Lind of Tarnholm, a cook.", ("Bo Lind of Tarnholm, a cook", "said")),
        ("The ferry is late and all else far away,” said Bo Lind, a cook.", ("Bo Lind, a cook", "said")),
        ("The boat sank in the storm,” said Roos.", ("Roos", "said")),
        ("The boats will meet new rules, reports the Evening Bell.", ("the Evening Bell", "reports")),
        ("The ferry is late and old, said Bo Lind of Tarnholm.", ("Bo Lind of Tarnholm", "said")),
    ],
)
def test_who_stands_beside_the_verb(text: str, one: tuple[str, str]) -> None:
    assert [(source, cue) for source, cue, _ in told(text)] == [one]


@pytest.mark.parametrize(
    "text",
    [
        "The court states that the ferry is old.",
        "Several officials claim that the ferry is old.",
        "The harbour official claims that the ferry is old.",
        "The tribunal claims that the ferry is old.",
        "A rival claims that the ferry is old.",
        "The Western Bell reports that the ferry is old.",
        "The deal says that the ferry is old.",
        "The captain announced Tuesday that the ferry is old.",
        "In the harbour, the captain announced that the ferry is old.",
        "That says that the ferry is old.",
        "The cook added that the ferry is old.",
        "In town, police claim that the ferry is old.",
        "On deck, teacher Bo Lind claims that the ferry is old.",
        "The crew has long promised that the ferry is old.",
        "Ten promised that the ferry is old.",
        "The word is that he claims that the ferry is old.",
    ],
)
def test_these_still_speak(text: str) -> None:
    ((source, _, content),) = told(text)
    assert source
    assert content == "that the ferry is old"


def test_cues_of_two_words_that_may_be_nouns() -> None:
    tokens = ("questions about", "writes about", "question about", "questions", "fond of")
    assert [is_plural_with_particle(token) for token in tokens] == [True, False, False, False, False]
