import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.clean import clean, clean_all
from analysis.corpus.cleaning.normalization import normalized
from analysis.corpus.cleaning.rules import rules

BODY = "The harbour was closed on Friday because of a storm, and no ship left it before noon."
MORE = "Fishermen waited in the cafés along the quay, and most of them went home in the evening."


def cuts(raw: str, **options: object) -> list[tuple[str, str]]:
    return [(cut.kind, raw[cut.start : cut.end].strip()) for cut in clean(raw, **options).cuts]


def test_plain_paragraphs_stay_as_they_are() -> None:
    cleaned = clean(f"{BODY}\n\n{MORE}")
    assert cleaned.text == f"{BODY}\n{MORE}"
    assert cleaned.cuts == []
    assert cleaned.display == ()


# Each rule of furniture.yml with a line it must take.
LINES = [
    ("section_label", "World", "{line}\n{body}"),
    ("time_line", "09:15 pm on 3 May 2021", "{line}\n{body}"),
    ("time_line", "Updated Saturday, October 2nd, 2021", "{line}\n{body}"),
    ("time_line", "Sept. 30, 2021", "{line}\n{body}"),
    ("time_line", "Published: Tuesday, May 4, 2021 | 7:05 AM EST", "{body}\n{line}"),
    ("byline", "By Ada Example, Harbour Times", "{line}\n{body}"),
    ("photo_credit", "Photo: Agency / A. Nobody", "{line}\n{body}"),
    ("photo_caption", "File photo. Ships in the harbour last spring.", "{line}\n{body}"),
    ("photo_caption", "A man looks at the waves near the old quay on Friday. Photo: Agency", "{body}\n{line}\n{more}"),
    ("photo_caption", "Two boats at the quay. (AP Photo/Ada Example)", "{body}\n{line}\n{more}"),
    ("sponsored", "Sponsored Content", "{body}\n{line}"),
    ("sponsored", "ADVERTISEMENT", "{body}\n{line}\n{more}"),
    ("cookie_notice", "This site uses cookies to make your visit better. Accept all.", "{body}\n{line}"),
    ("follow_line", "Follow us on every network you like @example", "{body}\n{line}"),
    ("follow_line", "Submit a tip to the desk: desk@example.org", "{body}\n{line}"),
    ("follow_line", "Read more: Storm leaves town", "{body}\n{line}\n{more}"),
    ("time_line", "Updated at 9.15 GMT", "{body}\n{line}\n{more}"),
    ("time_line", "3 hours ago", "{body}\n{line}\n{more}"),
    ("time_line", "11.40am", "{body}\n{line}\n{more}"),
    ("live_blog", "Key events", "{body}\n{line}\n{more}"),
    ("live_blog", "Live updates", "{body}\n{line}\n{more}"),
    ("chart_source", "Source: Harbour Office", "{body}\n{line}\n{more}"),
    ("player", "Enlarge this image toggle caption Ada Example/Agency", "{body}\n{line}\n{more}"),
    ("player", "Image copyright Agency Image caption A boat at the quay", "{body}\n{line}\n{more}"),
    ("player", "Hide Caption 3 of 12", "{body}\n{line}\n{more}"),
    ("agency_line", "Reporting by Ada Example in Port; Editing by Bo Nobody", "{body}\n{line}\n{more}"),
    ("agency_line", "Additional reporting by Ada Example", "{body}\n{line}\n{more}"),
    ("agency_line", "Ada Example and the Harbour Wire contributed to this report.", "{body}\n{line}\n{more}"),
    ("copyright_line", "© 2021 Harbour Times", "{body}\n{line}\n{more}"),
    ("copyright_line", "Copyright 2021 Harbour Times. All rights reserved.", "{body}\n{line}\n{more}"),
    ("copyright_line", "This material may not be published or redistributed.", "{body}\n{line}\n{more}"),
    ("address_line", "https://www.harbour.example/storm", "{body}\n{line}\n{more}"),
    ("address_line", "desk@harbour.example", "{body}\n{line}\n{more}"),
    ("address_line", "@adaexample", "{body}\n{line}\n{more}"),
    ("agency_name", "AFP", "{body}\n{line}\n{more}"),
    ("agency_name", "Harbour News Agency", "{body}\n{line}\n{more}"),
    ("editors_note", "Editors’ note: The harbour is owned by the owner of this paper.", "{body}\n{line}\n{more}"),
    ("editors_note", "The views expressed here are those of the author alone.", "{body}\n{line}\n{more}"),
    ("correction", "Clarification: The storm came from the west.", "{body}\n{line}\n{more}"),
    ("correction", "An earlier version of this article gave a wrong name.", "{body}\n{line}\n{more}"),
    ("correction", "This story was corrected on Sunday.", "{body}\n{line}\n{more}"),
    ("consent", "By signing up you accept our terms.", "{body}\n{line}\n{more}"),
    ("share_line", "Facebook Twitter Email", "{body}\n{line}\n{more}"),
    ("share_line", "Share", "{body}\n{line}\n{more}"),
    ("related_links", "Most read", "{body}\n{line}\n{more}"),
    ("related_links", "(Also on Harbour Times: Storm leaves town)", "{body}\n{line}\n{more}"),
    ("paywall", "To continue reading, subscribe or log in.", "{body}\n{line}"),
    ("error_page", "404 Not Found", "{body}\n{line}"),
    ("error_page", "Please enable JavaScript to view this page.", "{body}\n{line}"),
    ("author_note", "Ada Example is a columnist of the Harbour Times.", "{body}\n{line}"),
    ("author_note", "• Bo Nobody can be reached at desk@harbour.example.", "{body}\n{line}"),
    ("author_note", "This column was first published by the Westport Star.", "{body}\n{line}"),
    ("follow_line", "Listen to our weekly podcast, Harbour Talk.", "{body}\n{line}"),
    ("ornament", "___", "{body}\n{line}\n{more}"),
    ("sign_off", "— Ada Example", "{body}\n{line}\n{more}"),
    ("sign_off", "- EXAMPLE", "{body}\n{line}"),
    ("name_caption", "Ada Example", "{line}\n{body}"),
    ("misdecoded", "Â", "{body}\n{line}"),
    ("characters", "\x00\x01", "{body}\n{line}"),
]


@pytest.mark.parametrize(("kind", "line", "page"), LINES)
def test_rule_takes_its_line_and_nothing_else(kind: str, line: str, page: str) -> None:
    raw = page.format(line=line, body=BODY, more=MORE)
    assert cuts(raw) == [(kind, line)]
    assert clean(raw).text == page.replace("{line}\n", "").replace("\n{line}", "").format(body=BODY, more=MORE)


def test_every_rule_has_a_test() -> None:
    assert {rule.name for rule in rules()} == {kind for kind, _, _ in LINES}


KEPT = [
    "By Friday evening the storm had passed, and the ships could leave.",
    "World leaders met in the harbour town on Friday to talk about the sea.",
    "Photo shops along the quay were closed, and their owners were not amused by it.",
    "He said the site of the wreck was known to all fishermen of the coast.",
    "On 3 May 2021 the harbour was closed for the first time in thirty years.",
    "- a list item that the article itself holds",
    "“No.”",
    "1.",
    "The harbour’s copyright on its own name was upheld by a court.",
    "Reporting by the Harbour Times showed that the quay was rotten.",
    "Related costs rose as well.",
    "Share prices fell.",
    "Ada Example is a mother of three, and has lived at the quay for years.",
    "Correct answers were few.",
    "This article of the treaty was updated by the two states in spring, and neither has kept it.",
    "Photo: Agency House speaker Ada Example announced on Friday that the harbour would be closed for good this year.",
    "Share this article: HARBOUR TOWN (Agency) - The mayor said on Friday that the harbour would stay closed.",
]


@pytest.mark.parametrize("line", KEPT)
def test_reported_text_stays(line: str) -> None:
    assert line in clean(f"{BODY}\n{line}\n{MORE}").text.split("\n")
    assert clean(f"{BODY}\n{line}\n{MORE}").cuts == []


GALLERY = "A boat at the quay. Hide Caption 2 of 9 Photos: Storm A wave."
LINKS = "Ada B. ExampleStorm hits port | Ferry late MORE"
INLINE = [
    ("Story highlights The quay is shut.", "Story highlights", "The quay is shut."),
    (GALLERY, GALLERY, ""),
    ("A boat at the quay. | A. Nobody/AFP Storm is over.", "A boat at the quay. | A. Nobody/AFP", "Storm is over."),
    (f"Mayor Ada Example {LINKS} (Lib.) left.", LINKS, "Mayor Ada Example (Lib.) left."),
]


@pytest.mark.parametrize(("line", "piece", "rest"), INLINE)
def test_a_piece_within_a_line_is_cut(line: str, piece: str, rest: str) -> None:
    raw = f"{BODY}\n{line}\n{MORE}"
    cleaned = clean(raw)
    assert [raw[cut.start : cut.end].strip() for cut in cleaned.cuts] == [piece]
    assert cleaned.text == "\n".join(filter(None, [BODY, rest, MORE]))


def test_a_list_and_the_name_below_a_quote_stay() -> None:
    raw = f"{MORE}\n- Reuters\n- Harbour\n“We shall not move.”\n— Ada Example\n{BODY}"
    assert clean(raw).cuts == []


DATELINES = [
    ("HARBOUR TOWN, May 3 (Agency) - ", "HARBOUR TOWN", "Agency"),
    ("WESTPORT (AP) — ", "WESTPORT", "AP"),
    ("Westport, Northshire (CNN) ", "Westport, Northshire", "CNN"),
    ("(Reuters) - ", "", "Reuters"),
    ("WESTPORT, N.S. — ", "WESTPORT, N.S.", ""),
    ("Westport, 3 May – ", "Westport", ""),
]


@pytest.mark.parametrize(("dateline", "place", "agency"), DATELINES)
def test_a_dateline_is_cut_and_its_place_and_agency_are_kept(dateline: str, place: str, agency: str) -> None:
    cleaned = clean_all(pl.Series([f"  {dateline}{BODY}\n{MORE}"]), pl.Series([""]))
    assert cleaned.texts[0] == f"{BODY}\n{MORE}"
    assert cleaned.cuts.rows() == [
        (0, "dateline", "place and agency before the first sentence", 2, 2 + len(dateline.rstrip()))
    ]
    assert cleaned.origins.rows() == [(0, place, agency)]


@pytest.mark.parametrize(
    "line", ["NATO — the alliance — is old.", "The mayor (Liberal) - she won - left.", "ADA EXAMPLE: No."]
)
def test_a_sentence_with_a_dash_has_no_dateline(line: str) -> None:
    assert clean(f"{line}\n{BODY}").cuts == []


def test_first_line_of_a_file_is_its_headline_and_its_repeat_is_cut() -> None:
    raw = f"World\nStorm shuts the old harbour again\n\nStorm shuts the old harbour again\n{BODY}"
    cleaned = clean(raw, first_line_is_headline=True)
    assert cleaned.headline == "Storm shuts the old harbour again"
    assert cleaned.text == f"Storm shuts the old harbour again\n{BODY}"
    assert cleaned.display == (0,)
    assert [cut.kind for cut in cleaned.cuts] == ["section_label", "repeated"]


def test_a_refrain_is_reported_text() -> None:
    raw = f"“We shall not move.”\n{BODY}\n“We shall not move.”\n{MORE}"
    assert clean(raw).cuts == []


def test_given_headline_is_not_counted_twice() -> None:
    cleaned = clean(f"Storm shuts old harbour\n{BODY}", headline="Storm shuts old harbour")
    assert cleaned.text == f"Storm shuts old harbour\n{BODY}"
    assert [cut.kind for cut in cleaned.cuts] == ["repeated"]


def test_clipped_teaser_is_cut_and_the_paragraph_stays() -> None:
    teaser = BODY[:69]
    assert cuts(f"{teaser}\n{BODY}") == [("repeated", teaser)]


def test_caption_of_another_story_above_its_credit_is_cut() -> None:
    raw = f"Storm shuts harbour\nOpera season opens with a bang\nPhoto: Agency\n{BODY}"
    assert cuts(raw, first_line_is_headline=True) == [
        ("photo_caption", "Opera season opens with a bang"),
        ("photo_credit", "Photo: Agency"),
    ]


def test_deck_and_crossheads_are_display_lines() -> None:
    cleaned = clean(
        f"Storm shuts harbour\nTown counts its losses\n{BODY}\nWhat comes next\n{MORE}", first_line_is_headline=True
    )
    assert cleaned.display == (0, 1, 3)


LINE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=60)


@given(
    st.lists(st.sampled_from([*(line for _, line, _ in LINES), BODY, MORE, "A deck"]) | LINE, max_size=9), st.booleans()
)
def test_kept_and_cut_make_the_whole(lines: list[str], titled: bool) -> None:
    raw = normalized(pl.Series(["\n".join(lines)])).item()
    cleaned = clean(raw, first_line_is_headline=titled)
    cut = sum(not c.isspace() for piece in cleaned.cuts for c in raw[piece.start : piece.end])
    kept = sum(not c.isspace() for c in cleaned.text)
    assert kept + cut == sum(not c.isspace() for c in raw)


def test_the_form_of_brackets_changes_no_cut() -> None:
    written = "Sen. Ann Aldo {}Ann{} Bea AldoBarge row grows MORE (R-Ky.) spoke of the lock of the old canal on Monday."
    round_, square = (clean(written.format(*marks)) for marks in ("()", "[]"))
    assert round_.text == square.text
    assert "Barge row" not in round_.text
