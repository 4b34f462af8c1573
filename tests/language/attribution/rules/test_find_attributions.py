"""Attributions in sentences of our own: S[source], K[cue] and C[content] are marked in each."""

import re
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.language.attribution.attributions import Attribution
from analysis.language.attribution.cues import cue_verbs
from analysis.language.attribution.rules.find_attributions import attributions, attributions_of
from analysis.language.attribution.rules.sentences import rows_of, sentences_of
from analysis.language.text.segmentation import segment

PART = re.compile(r"([SKC])\[([^\]]*)\]")


def rows(text: str) -> list[tuple[int, int, str, int, int]]:
    return [(s.paragraph, s.sentence, s.voice, s.spans[0][0], s.spans[-1][1]) for s in segment(text)]


def found(text: str):
    return attributions(text, rows(text))


def plain(marked: str) -> str:
    return PART.sub(r"\2", marked)


def expected(marked: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"S": [], "K": [], "C": []}
    for role, words in PART.findall(marked):
        parts[role].append(words)
    return parts


@cache
def at_once() -> dict[str, list[Attribution]]:
    """What is found in the sentences of the tables below, at once, which takes as long as in one.

    `test_many_texts_at_once_give_what_one_by_one_gives` shows that it is the same."""
    texts = [*map(plain, INDIRECT + DIRECT + KINDS + IN_WORDS), *NOTHING]
    return dict(zip(texts, attributions_of(texts, map(rows, texts)), strict=True))


def told(text: str) -> dict[str, list[str]]:
    """What is found, as texts, without what has no content."""
    parts: dict[str, list[str]] = {"S": [], "K": [], "C": []}
    for one in at_once()[text] if text in at_once() else found(text):
        for role, spans in (("S", one.source), ("K", one.cue), ("C", one.content)):
            parts[role] += [text[a:b] for a, b in spans if one.content]
    return parts


# Kinds that were once read wrongly; see CONTENT_OF for those with several attributions.
KINDS = [
    # short forms of "be", and words that stand between subject and verb
    "S[He]'s K[suggesting] C[that the pier is old].",
    "S[They're] K[saying] C[the pier is old].",
    "S[She]'s K[said] C[that the pier is old].",
    "S[Lind and Okoye] both K[endorsed] C[the plan].",
    "S[The crew] themselves K[disagree] with C[the plan].",
    # a noun phrase ends before another determiner
    "After a long talk S[the crew] K[said] C[that the pier was old].",
    "In the harbour S[the old cook] K[said] C[the soup was cold].",
    # subjects with a relative clause
    "C[The pier is old], S[two cooks who had painted it] K[said].",
    "C[The ferry was fast], S[a cook who was on board] K[told] the Evening Bell.",
    "S[Fishermen who work on the pier] K[said] C[that it was dark].",
    # figures
    "S[The crew] K[put] C[the number at 300].",
    "S[The crew] K[spoke of] C[about 1,000 guests].",
    # phrases that belong to what is said, and clauses that do not
    "S[The crew] K[opposed] C[the new fares, including those for children].",
    "S[The cook] K[said] C[he owned two boats], a large number.",
    "Here stood C[the plan] K[backed by] S[two fishermen].",
    "S[The survey] K[found] C[a large majority for the bridge].",
    "S[The crew] K[hinted] at C[a strike].",
    "S[The crew] this week K[announced] C[a strike].",
    "S[The crew] have both K[argued] C[that the pier is old].",
    "S[The cook] is most K[proud] of C[the soup].",
    "S[Lind] kept his K[promise] C[to repair the boat].",
    # what describes the source
    "S[A survey conducted by Harbour Watch] K[found] C[that most nets are torn].",
    "S[A man arrested in Tarn] K[said] C[he was innocent].",
    "C[The port is losing money], K[according to] S[Bo Lind, an analyst at Pivot Research].",
    "K[According to] S[Bo Lind, a cook], C[the soup was cold].",
    "C[The port], K[according to] S[a study by Bo Lind, a law professor], C[is losing money].",
    'K[According to] S["The Old Pier," a book by Bo Lind], C[the pier is old].',
    "S[The polls that] K[favored] C[her] were wrong.",
    "S[Exit polling] K[shows] C[he won most of the votes in Tarn].",
    # the verb opens the sentence
    'K[Said] S[Lind]: C["We will sail again."]',
    'K[Said] S[Bo Lind, a cook], C["We will sail to Tarn again."]',
    'K[Asked] S[the mayor]: C["Do we sail at noon or at night?"]',
    "C[The pier is old], S[Lind] was quoted as K[saying].",
    # what somebody receives; polls without a verb; nouns of verbs; numbers of people
    "C[The plan] drew harsh K[criticism] from S[two fishermen].",
    "C[Lind] won the K[support] of S[the crew].",
    "K[In] S[a poll by Harbour Watch], C[Lind is ahead by two points].",
    "C[Lind is ahead] K[in] S[a poll of the Evening Bell].",
    "S[Lind] unleashed a harsh K[attack] on C[the port].",
    "S[Two in five people] K[support] C[the plan].",
    "S[Officials] K[spoke] C[about nets of the port only on condition of anonymity].",
    # days behind a verb; clauses behind "that"
    "S[Reuters] K[reported] on Sunday C[that the ferry would sail].",
    "C[The ferry would sail], S[Reuters] K[reported] on Sunday.",
    "S[The council] K[said] for weeks C[that the pier was safe].",
    # verbs that begin, go on or end; an act named with "by"
    "S[The council] has begun K[urging] C[crews to stay].",
    "S[He] kept K[saying] C[that the pier was old].",
    # what opens a sentence with a capital
    "Leaving the harbour, S[he] K[said] C[the pier was old].",
    "K[Noting] C[that the pier was old], S[Lind] left.",
    # verbs that are nouns as well
    "For the first time, S[a poll] K[shows] C[upstart Lind leading the field].",
    "S[The paper's reporting] K[indicated] C[that the pier was old].",
    "They met with S[polls] K[showing] C[rival Lind ahead].",
    "S[A survey conducted] Monday K[shows] C[most of them like the pier].",
    # headlines in capitals, and labels that mean who speaks
    "S[Mayor Lind] K[Slams] C[Council Over Ferry]",
    "S[Police] K[:] C[Ferry was stolen]",
    # whom they tell it, and where
    "S[The judge] K[told] her C[the lease was void].",
    "C[The yard will close], S[Brek] K[wrote] in an email to staff.",
    "She stayed because, K[according to] S[Lind], C[the crew would leave].",
    # who says it stands behind a relative clause or a phrase
    "C[The ferry, which is old, sank], K[said] S[Bo Lind, a cook].",
    # lists, numbers and asides of subjects belong to it; other clauses do not
    "S[The crew] K[questioned] C[his tactics, his nerve, and his boats].",
    "S[The crew] K[called] for C[20,000 nets of hemp].",
    "S[Lind] K[said] C[that the cook, who left, was late].",
    "S[The crew] K[backed] C[the plan] until it failed.",
    "S[The council] K[said] C[it would stop in Tarn], where it has a yard.",
    # what is said of somebody by nobody in particular
    "C[The ferry] is K[expected] C[to sail].",
]
INDIRECT = [
    "S[The mayor] K[said] C[that the bridge was safe].",
    "S[The mayor] K[said] C[the bridge was safe].",
    "S[She] K[said] C[it was safe].",
    "S[Officials] K[told] reporters C[that the ferry would sail].",
    "S[The harbour master] K[told] the Evening Bell C[that the ferry would sail].",
    "K[According to] S[two engineers], C[the beams are rusty].",
    "C[The beams are rusty], K[according to] S[a report by the council].",
    "C[The beams], K[according to] S[two engineers], C[are rusty].",
    "C[The ferry is late again], S[he] K[argued].",
    "C[The ferry is late again], K[said] S[Mr. Okoye].",
    "C[The ferry], S[Ms. Lind] K[said], C[is late again].",
    "S[Ms. Lind, the harbour master], K[said] C[the ferry would be late].",
    "S[The report] K[found] C[that two beams were rusty].",
    "S[Records] K[show] C[that nobody looked at the beams].",
    "S[A survey] K[suggests] C[few people take the ferry].",
    "S[Reporters] K[asked] C[whether the ferry would sail].",
    "In a statement on Monday, S[the council] K[said] C[the repair would be dear].",
    "S[The council] K[said] in a statement on Monday C[that the repair would be dear].",
    "Then came S[his] K[claim] C[that the beams were new].",
    "C[The ferry will sail], as K[reported by] S[the Evening Bell].",
    "S[The crew] K[warned] C[that the boats were old], and S[the mayor] K[insisted] C[that they were not].",
    "S[The crew] seemed to K[imply] C[that the boats were old].",
    "S[The crew] went on to K[say] C[that the boats were old].",
    "K[Describing] C[the old boats], S[the mayor] smiled.",
    "We met S[fishermen] K[hoping] C[that the ferry would sail].",
    "S[The cook] made a statement K[saying] C[that the soup was cold].",
    "S[The crew] brought the K[belief] C[that the boats were old].",
    "As K[reported by] S[the Evening Bell], C[the ferry is late].",
    "C[The plan] was K[backed by] S[two fishermen].",
    "Here came C[the boats which] S[the crew] K[backed].",
    "S[The council] K[approved] C[the new bridge].",
    "S[The cook] K[voted] for C[the new bridge].",
    "S[The cook] was K[critical] of C[the new bridge].",
    "S[The cook] is K[sure] that C[the new bridge will hold].",
    "S[The cook, who left], was K[eager] to C[sail again].",
    "C[The new bridge is cold], S[the reports] K[show].",
    "S[Her] K[praise] of C[the new bridge] was long.",
    "S[The cook]'s K[decision] C[to leave the harbour] was rash.",
    "But S[the cook, who left], K[said] C[the soup was cold].",
    "C[Two years ago], S[he] K[said], C[the smaller boat was a bargain].",
    "C[The soup is cold], S[cook Bo Lind] K[wrote] Friday on Kitchen Watch.",
    "S[The court] K[ruled] C[that the sale was void].",
    "S[The court] K[ruled] C[against the cook].",
    "S[Sailors] K[say] by a wide margin C[that the boats are old].",
    "S[A cook, who spoke on condition of anonymity], K[said] C[the soup was cold].",
    "S[Bo “Fish” Lind] K[said] C[the soup was cold].",
    "S[Bo “Two Boats” Lind] K[said] C[the soup was cold].",
    "S[Anna Lind] K[told] cooks C[the soup was cold].",
    "S[Anna Grant] K[said] C[the soup was cold].",
    "S[The cook] was quoted as K[saying] C[the soup was cold].",
    "S[The test] K[shows] C[that the soup is cold].",
    "S[Lind] K[shows] C[that the soup is cold].",
    "S[The cook] K[suggests] C[that the soup is cold].",
    "S[The crew] K[spoke] C[about the soup].",
    "S[A cook who asked not to be named] K[said] C[the soup was cold].",
    "S[The cook] came away K[convinced] that C[the soup was cold].",
    "S[The cook] left, K[claiming] without proof C[that the soup was cold].",
    "S[The court] K[held] that C[the sale was void].",
    "Told that the soup was cold, S[the cook] K[said] C[it was late].",
]
DIRECT = [
    "C[“We will not wait,”] K[grumbled] S[the cook], and left.",
    "C[“We will not wait,”] S[Ms. Okoye] K[shot] back.",
    "C[“We will not wait,”] S[she] K[went] on, and left.",
    "S[The cook] K[shrugged]: C[“We will not wait.”]",
    "As S[Okoye] K[put] it: C[“We will not wait.”]",
    "C[“We will not wait any longer,”] is how S[Okoye] K[put] it.",
    "C[“We will not wait any longer,”] as S[she] K[put] it.",
    "C[“We will not wait,”] the Evening Bell quoted S[Lind] as K[saying].",
    "C[“We will not wait,”] K[said] S[a cook] who left.",
    "C[“We will not wait,”] K[said] S[Bo “Fish” Lind].",
    "C[“We will not wait,”] K[said] S[Bo (Fish) Lind].",
    "C[“We will not wait,”] the agency quoted S[Defense Minister Bo Lind] as K[saying].",
    "C[“We will not wait”] K[—] S[Anna Lind]",
    "C[“We will not wait.”] K[–] S[Anna Lind], cook",
    "On June 3, 2011, S[Lind] made the following comment K[:] C[“We will not wait.”]",
    "C[“We will not wait any longer,”] K[said] S[Ms. Okoye, the mayor].",
    "C[“We will not wait any longer,”] S[Ms. Okoye] K[said].",
    "C[“We will not wait,”] S[she] K[said], C[“and nobody should.”]",
    "S[Ms. Okoye] K[said], C[“We will not wait any longer.”]",
    'C["We will not wait any longer,"] S[he] K[told] the crew.',
    "C[«We will not wait any longer,»] S[he] K[said].",
    "C[„We will not wait any longer,“] S[he] K[said].",
    "C[‘We will not wait any longer,’] S[he] K[said].",
    "C[“He told me ‘not today’ and left,”] S[the cook] K[said].",
]


@pytest.mark.parametrize("marked", INDIRECT + DIRECT + KINDS)
def test_source_cue_and_content(marked: str) -> None:
    assert told(plain(marked)) == expected(marked)


NOTHING = [
    "The boat left.",
    "The storm added to the costs.",
    "The crew backed up to the pier.",
    "The cook did not find a job.",
    "The pier is known for its bell.",
    "Lind is ahead in the polls.",
    "The said letter was lost.",
    "The captain's boat and the crew's hats were old.",
    "The “new” bridge is an old one.",
    "The boats’ sails were 20’ high.",
    "The Oslo targets, old and rusty, sank.",
    "The family left for the offers that expired.",
    "The cook spoke for two hours.",
    "Two states where the ferry sails are old.",
    "Asked about the soup, the cook left.",
    "History shows that soup gets cold.",
    "Questioned about the soup, the cook shrugged.",
    "But experience shows that soup gets cold.",
    "The leak in the boat shows that it is old.",
    "The crack in the pier shows that it is old.",
    "The rise in fares suggests that the ferry is full.",
    "",
]


IN_WORDS = [
    "K[In] S[his] own words: C[“I will not sail.”]",
    "K[In] S[Ada Lind]'s words, C[the ferry is a wreck].",
    "K[In] S[the captain]'s view, C[the pier is too short].",
    "C[The pier], K[in] S[her] opinion, C[is too short].",
    "C[The ferry was], K[in] S[Lind]'s words, C[“a wreck at sea”.]",
    "K[In] the words of S[Ada Lind, a cook on the ferry], “C[nobody sleeps]”.",
    "C[The plan], K[in] the words of S[one sailor], C[is dead].",
]


@pytest.mark.parametrize("marked", IN_WORDS)
def test_in_somebodys_words(marked: str) -> None:
    assert told(plain(marked)) == expected(marked)


@pytest.mark.parametrize(
    "text",
    [
        "In other words, the ferry is late.",
        "In words of one syllable, the ferry is late.",
        "In the view from the pier, there were boats.",
        "In view of the storm, the ferry is late.",
        "In my view, the ferry is late.",
        "He sang in her words and left.",
        # What bears words or figures.
        "The clock said nine when the boats left.",
        "A sign on the pier said it was closed.",
        "The old thermometer said it was cold.",
        "The banners said the pier was ours.",
    ],
)
def test_words_alone_and_what_bears_them_attribute_nothing(text: str) -> None:
    assert told(text)["C"] == []


@pytest.mark.parametrize(
    "marked",
    [
        "S[The statement] K[said] C[the pier was closed].",
        "S[The sign painter] K[said] C[the pier was closed].",
        "S[A letter on the clock] K[said] C[the pier was closed].",
        # Who wants to stay unnamed, and why.
        "S[A cook who asked not to be named because she has no leave for it] K[said] C[the soup was cold].",
        "S[A cook who spoke on condition of anonymity because he is new on board] K[said] C[the soup was cold].",
        # What stands before the speaker is the subject of what stands behind.
        "C[But the boats], S[she] K[added], C[had been late].",
        "C[And the harbour], S[the captain] K[warned], C[will be shut].",
        "C[In the harbour], S[she] K[said], C[were ten boats].",
        "C[If we sail now], S[he] K[warned], C[nobody will come back].",
        "C[When the storm comes], S[Lind] K[said], C[the boats must be in].",
    ],
)
def test_who_says_it_and_both_parts_of_it(marked: str) -> None:
    assert told(plain(marked)) == expected(marked)


# What the first source of a sentence says, where another attribution stands within it or beside it.
CONTENT_OF = [
    ("Lind said C[his crew and a friend wrote the songs].", 2),
    ("Lind argued C[that, if it rains, she hopes to sail].", 2),
    ("Lind charged C[that they hid the boats because they contradict her claim].", 2),
    ("The crew warned C[that the boats were old], and the mayor insisted that they were not.", 2),
    ("Lind says C[she respects the crew] but argues that the boats are old.", 3),
    ("The paper reported C[that during the storm, Lind urged calm].", 2),
    ("The poll showed C[that although Lind praised the crew, voters rated the council higher].", 3),
    ("Owners fear C[the bridge will bring cars], while shops hope it brings trade.", 2),
    ("The poll found C[that owners fear the bridge, while shops like its shape].", 2),
]


@pytest.mark.parametrize(("marked", "number"), CONTENT_OF)
def test_where_content_ends_if_others_follow(marked: str, number: int) -> None:
    text = plain(marked)
    several = found(text)
    assert [text[a:b] for a, b in several[0].content] == expected(marked)["C"]
    assert len(several) == number


@pytest.mark.parametrize("noun", ["state", "name", "address", "side", "list"])
def test_nouns_of_other_meanings_attribute_nothing(noun: str) -> None:
    assert found(f"The {noun} of the pier is new.") == []
    assert found(f"The pier has a {noun} to remember.") == []


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The harbour is 'calm,' fishermen say.", ["fishermen"]),
        ("It was late. 'The boat was gone, I'm sure of it,' Lind said.", ["Lind"]),
        ("'Rustic': A mayor takes the title, then shows he means it.", []),
        ("That's the question people should be asking themselves.", ["the question people"]),
        ("Norland is the last of the East Harbour states to build a pier.", []),
        ("The East Harbour states that nets are banned.", ["The East Harbour"]),
    ],
)
def test_a_source_is_no_quotation_mark_and_no_half_of_a_name(text: str, sources: list[str]) -> None:
    assert told(text)["S"] == sources


def test_who_voices_a_fear_has_it() -> None:
    assert told("Lind voiced his fear that the boat was old.")["S"] == ["Lind", "Lind"]
    assert told("Lind denied his claim that the boat was old.")["S"] == ["Lind", "his"]


def test_a_statement_released_says_nothing_itself() -> None:
    assert told("In a statement released Monday, the port said it would sail.")["S"] == ["the port"]


@pytest.mark.parametrize("text", NOTHING)
def test_nobody_speaks(text: str) -> None:
    assert told(text)["C"] == []


def test_what_is_not_said_is_marked() -> None:
    one, two = found("The mayor did not say when the bridge opens. He left without saying how he would pay.")
    assert one.negated
    assert two.negated
    assert not found("The mayor said the bridge opens.")[0].negated


def test_a_quote_goes_on_after_its_speaker() -> None:
    text = "“We are late,” Ms. Lind said. “We will not sail. Nobody will.”"
    assert {text[a:b] for one in found(text) for a, b in one.source} == {"Ms. Lind"}
    assert told(text)["C"] == ["“We are late,”", "“We will not sail.", "Nobody will.”"]


def test_a_quote_that_opens_a_paragraph_waits_for_its_speaker() -> None:
    text = "The cook said the soup was cold.\n“It is cold here. We are late,” Ms. Lind said."
    assert told(text)["S"] == ["The cook", "Ms. Lind"]


def test_a_quote_at_the_end_of_a_text_has_no_speaker_from_the_next_text() -> None:
    texts = ["The pier is old.\n“We sail.”", "“We wait. It rains,” Ms. Lind said."]
    (uncued,), (one,) = attributions_of(texts, map(rows, texts))
    assert uncued.source == ()
    assert [texts[1][a:b] for a, b in one.source] == ["Ms. Lind"]


def test_a_quote_of_several_sentences_is_one_attribution() -> None:
    text = "“It is cold. We are late. Nobody cares,” Ms. Lind said. “We wait. It rains.”\nThe cook left."
    first, second = found(text)
    assert [text[a:b] for a, b in first.content] == ["“It is cold.", "We are late.", "Nobody cares,”"]
    assert [text[a:b] for a, b in second.content] == ["“We wait.", "It rains.”"]
    assert [len(found(one)) for one in ("“It rains. It rains.”", "“It rains.” “It rains.”")] == [1, 2]


def test_a_quote_over_paragraphs_has_one_speaker() -> None:
    text = "Ms. Lind said, “We are late.\n“We will not sail.”"
    assert told(text)["S"] == ["Ms. Lind", "Ms. Lind"]


def test_who_speaks_before_a_quote_is_its_source() -> None:
    text = "Ms. Lind agreed. “We are late and cold.”"
    assert found(text)[-1].source == ((0, 8),)


def test_a_signature_in_the_next_line() -> None:
    assert told("The cook left.\n“We will not wait any longer.”\n— Anna Lind, cook")["S"] == ["Anna Lind"]
    assert told("“We will not wait any longer.”\n- and so on")["S"] == []


def test_a_colon_announces_a_speaker() -> None:
    assert told("The mayor smiled: “We will sail.”")["S"] == ["The mayor"]
    assert told("Lind: The ferry will sail") == {"S": ["Lind"], "K": [":"], "C": ["The ferry will sail"]}
    assert told("The ferry left.\nLind: The ferry will sail")["C"] == []
    assert told("Turnout: The ferry will sail")["C"] == []
    assert told("Surprise: The ferry will sail\nThat came as a surprise.")["C"] == []
    assert told("Lind: The ferry will sail\nThe plan came from Anna Lind.")["S"] == ["Lind"]
    assert told("NHS: The ferry will sail\nThe health service has a plan.")["S"] == ["NHS"]
    assert told("Ms. Lind went on:\n“We will sail.”")["S"] == ["Ms. Lind"]


def test_an_unclosed_quote_at_the_end_is_lost_to_nobody() -> None:
    text = "Ms. Lind said, “We are late and we"
    (one,) = found(text)
    assert [text[a:b] for a, b in one.source] == ["Ms. Lind"]
    assert text[one.content[0][0] :].endswith("We are late and we")


def test_cues_are_a_sound_table() -> None:
    table = set(cue_verbs().values())
    assert {one.stance for one in table} == {"neutral", "asserting", "doubting", "conceding"}
    assert {one.kind for one in table} == {"speech", "finding", "belief", "wish"}
    assert all(one.forms.split()[0].replace("_", " ") == one.cue for one in table)
    assert (cue_verbs()["claimed"].stance, cue_verbs()["admits"].stance) == ("doubting", "conceding")


WHO = st.sampled_from(["Ms. Okoye", "The mayor", "She", "Two officials", "Anna Lind", "A spokesman for the council"])
SAID = st.sampled_from(["said", "argued", "warned", "has claimed", "repeatedly insisted"])
WHAT = st.sampled_from(["the ferry is late", "it will rain", "Mr. Baker left the town", "nobody pays for the bridge"])


@given(WHO, SAID, WHAT, st.sampled_from([" ", " that "]))
def test_simple_sentences_are_read_as_they_were_built(who: str, said: str, what: str, that: str) -> None:
    text = f"{who} {said}{that}{what}."
    assert told(text) == {"S": [who], "K": [said.rsplit(maxsplit=1)[-1]], "C": [(that + what).strip()]}


@given(WHO, SAID, st.lists(WHAT, min_size=1, max_size=3))
def test_quotes_are_read_as_they_were_built(who: str, said: str, whats: list[str]) -> None:
    first, *rest = (f"“{what.capitalize()}.”" for what in whats)
    text = " ".join([f"{first[:-2]},” {who} {said}.", *rest])
    assert told(text) == {"S": [who] * len(whats), "K": [said.rsplit(maxsplit=1)[-1]], "C": [f"{first[:-2]},”", *rest]}


WORDS = "Ms. Lind said that told not saying by who and is claims the boat he A: é 😀 \x00 \u200b"
PIECES = st.sampled_from([*WORDS.split(" "), *"“”\"‘’'«»,.:()–", "according to", "\n"])


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_spans_are_ordered_and_inside_their_sentence(text: str) -> None:
    inside = sentences_of([text], rows_of([rows(text)]))
    bounds = dict(zip(inside.number, zip(inside.start, inside.end, strict=True), strict=True))
    for one in found(text):
        start, end = bounds[one.sentence]
        assert all(start <= edge <= end for span in one.cue for edge in span)
        for spans in (one.cue, one.content, one.quotes):
            edges = [edge for span in spans for edge in span]
            assert edges == sorted(edges)
            assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)


TEXTS = st.lists(
    st.one_of(st.lists(PIECES, max_size=12).map(" ".join), st.sampled_from(INDIRECT + DIRECT).map(plain)), max_size=8
)


# After "backed", a preposition gives it another meaning; between sentences stands no word, whatever the first one is.
@settings(max_examples=15)
@example(["On it.", "Here came the boats which the crew backed."])
@given(TEXTS)
def test_many_texts_at_once_give_what_one_by_one_gives(texts: list[str]) -> None:
    assert attributions_of(texts, map(rows, texts)) == [found(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "The cooks protested in front of the hall.",
        "They shouted, they wept.",
        "If the cooks agree, the ferry sails.",
        "The cooks live under a firm state that pays them well.",
        "Their last report that was printed filled a shelf.",
    ],
)
def test_acts_and_nouns_attribute_nothing(text: str) -> None:
    assert told(text) == {"S": [], "K": [], "C": []}


def sources(text: str) -> list[str]:
    return ["".join(text[a:b] for a, b in one.source) for one in found(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A name rather than the pronoun for it, where a verb has no subject of its own.
        ("Ada Lind said she had left, but cautioned against haste.", ["Ada Lind", "Ada Lind"]),
        ("Bo Lind announced that he filed his report, saying it was late.", ["Bo Lind", "he", "Bo Lind"]),
        # Who goes on speaking is who was quoted, not who is spoken of.
        (
            "“It is late now, crew,” Ada Lind said as Okoye agreed. “We are not going.”",
            ["Ada Lind", "Okoye", "Ada Lind"],
        ),
        # A block or a quote in the next line.
        ("It was dark. He said:\n\n“Nobody in the office knew it. It is drastic.”", ["He", "He"]),
        (
            "The pier is lost, as the Tarn Herald website notes:\n\n“It burned. Nobody came.”",
            ["the Tarn Herald website"] * 2,
        ),
        ("It was dark. Said Stone:\n\n“Nobody in the office knew it.”", ["Stone", "Stone"]),
        # A quote with a full stop, and its speaker as a sentence.
        ("It was dark.\n\n“We were late, and nobody came.” Lind said.", ["Lind", "Lind"]),
        ("“We were late again, my friends,” Rosk cracked.", ["Rosk"]),
        ("Lind went on by saying that the pier was old.", ["Lind", "Lind"]),
    ],
)
def test_who_is_the_source(text: str, names: list[str]) -> None:
    assert sources(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The bank advised on mergers.",
        "She directed at least two films.",
        "There was a case of fever, and a sense of duty.",
        "The records going back to 1972 are lost.",
        "The ferry is supposed to sail at noon.",
        "A former press secretary for the mayor left.",
        "The crews used their own long-range drones that had damaged the pier, and a crack that let water in.",
    ],
)
def test_other_meanings_of_verbs_and_nouns_attribute_nothing(text: str) -> None:
    assert told(text)["C"] == []


def test_nothing_is_attributed_within_the_quote_of_a_headline() -> None:
    assert told("'They warned nobody': how the pier broke")["S"] == []
    assert told("'They warned nobody', the cook said")["S"] == ["the cook"]
