import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.cleaning.clean import CleanedTexts, clean, clean_all
from analysis.corpus.cleaning.normalization import normalized
from analysis.corpus.cleaning.rules import rules
from tests.corpus.cleaning.pages_cleaned_at_once import cleaned_pages

BODY = "The harbour was closed on Friday because of a storm, and no ship left it before noon."
MORE = "Fishermen waited in the cafés along the quay, and most of them went home in the evening."
BETWEEN, AT_THE_END = f"{BODY}\n{{line}}\n{MORE}", f"{BODY}\n{MORE}\n{{line}}"


def cuts(raw: str, **options: object) -> list[tuple[str, str]]:
    return [(cut.kind, raw[cut.start : cut.end].strip()) for cut in clean(raw, **options).cuts]


def test_plain_paragraphs_stay_as_they_are() -> None:
    cleaned = clean(f"{BODY}\n\n{MORE}")
    assert cleaned.text == f"{BODY}\n{MORE}"
    assert cleaned.cuts == []
    assert cleaned.display == ()


def test_the_first_paragraph_is_no_note_on_its_author() -> None:
    portrait = "Ada Example is a teacher in a small town by the sea, and she has led its school for nine years."
    assert clean(portrait).text == portrait


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
    ("photo_caption", "Boats at the quay in Port, May 3, 2021. REUTERS/Ada Example", "{body}\n{line}\n{more}"),
    ("photo_caption", "Ada Example/AP Boats lie at the quay, as they do every day.", "{body}\n{line}\n{more}"),
    ("photo_caption", "| Getty Images", "{body}\n{line}\n{more}"),
    ("photo_credit", "Ada Example and Bo Nobody/Staff", "{body}\n{line}\n{more}"),
    ("player", "[pullquote]", "{body}\n{line}\n{more}"),
    ("player", "[caption id=4 width=3]", "{body}\n{line}\n{more}"),
    ("player", "View this post on Instagram", "{body}\n{line}\n{more}"),
    ("player", "4 min read", "{body}\n{line}\n{more}"),
    ("widget", "If you cannot see this reader poll, please refresh your page.", "{body}\n{line}"),
    ("widget", "Vote now:", "{body}\n{line}\n{more}"),
    ("poll_method", "The poll was conducted by telephone May 3-5 among 1,000 people.", "{body}\n{line}"),
    ("byline", "Ada Example, Bo Nobody and Cy Other", "{line}\n{body}"),
    ("sign_off", "— Ada Example, Bo Nobody and Cy Other", "{body}\n{line}\n{more}"),
    ("correction", "Update: Story updated with the answer of the mayor.", "{body}\n{line}"),
    ("correction", "May 3: This story was updated with the new time.", "{body}\n{line}"),
    ("print_line", "This appears in the May 3, 2021 issue of HARBOUR.", "{body}\n{line}"),
    ("related_links", "Learn more about how our polls are made.", "{body}\n{line}"),
    ("correction", "Update Wed, May 3rd, 4:00 PM: Updated the story to say more.", "{body}\n{line}"),
    ("photo_caption", "The featured image is “Quay” by Ada Example, courtesy of the museum.", "{body}\n{line}"),
    ("photo_caption", "The quay on June 3, 2019, in Port. Ada Example/Getty Images", "{body}\n{line}\n{more}"),
    ("photo_caption", "A boat, the Ann. Ada Example/Pool/AFP via Getty Images, FILE", "{body}\n{line}\n{more}"),
    ("photo_credit", "Ada Example/A.F.P. – Getty Images; Bo Crane/ A.F.P – Getty Images", "{body}\n{line}\n{more}"),
    ("photo_caption", "The mayor votes. (Photo: A. Example, The (Wilmore, Del.) Echo)", "{body}\n{line}\n{more}"),
    ("photo_caption", "ADA EXAMPLE/REUTERS/FILE People meet at the quay, an annual event", "{body}\n{line}\n{more}"),
    ("photo_caption", "The mayor votes. | AP Photos Port, 2016: In full swing", "{line}\n{body}"),
    ("photo_credit", "Ada Example collection", "{body}\n{line}\n{more}"),
    ("correction", "Corrections & Clarifications: An Example was named in error.", "{line}\n{body}"),
    ("correction", "Clarification at 2:45 p.m. ET: Earlier, we said there are 11 boats.", "{body}\n{line}"),
    ("player", "YouTube", "{body}\n{line}\n{more}"),
    ("player", "KXN News via YouTube", "{body}\n{line}\n{more}"),
    ("editors_note", "The Quay Centre is a nonprofit, independent newsroom in Port.", "{body}\n{line}"),
    ("live_blog", "UPDATE (5:05 p.m. PST):", "{body}\n{line}\n{more}"),
    ("photo_caption", "Ada Example / Getty Images The town hall in Port.", "{body}\n{line}"),
    ("follow_line", "Brought to you by Harbour Tours.", "{body}\n{line}"),
    ("follow_line", "Looking for ways to help? Check out this list of resources.", "{body}\n{line}"),
    ("follow_line", "Stay tuned.", "{body}\n{line}"),
    ("copyright_line", "Reprinting the poll without credit is prohibited.", "{body}\n{line}"),
    ("editors_note", "This is the first of three parts of our talk with the mayor.", "{body}\n{line}"),
    ("identifier", "abc/de", "{body}\n{line}"),
    ("related_links", "More:Why was the quay closed? What is known of the storm", "{body}\n{line}\n{more}"),
    ("related_links", "READ: How the ferry town lost its only pilot", "{body}\n{line}\n{more}"),
    ("related_links", "Harbour inquiry:Pilot who called the plan ‘mad’ to speak on Friday", "{body}\n{line}\n{more}"),
    ("related_links", "Opinion:The quay must be repaired now", "{body}\n{line}\n{more}"),
    ("related_links", "Next page", "{body}\n{line}"),
    ("related_links", "MAYOR OF PORT, A FRIEND OF SHIPS, FAILS TO ANSWER", "{body}\n{line}"),
    ("ornament", "–", "{body}\n{line}"),
    ("sponsored", "Sponsored Content", "{body}\n{line}"),
    ("sponsored", "ADVERTISEMENT", "{body}\n{line}\n{more}"),
    ("cookie_notice", "This site uses cookies to make your visit better. Accept all.", "{body}\n{line}"),
    ("follow_line", "Follow us on every network you like @example", "{body}\n{line}"),
    ("follow_line", "Submit a tip to the desk: desk@example.org", "{body}\n{line}"),
    ("follow_line", "See also | Storm leaves town", "{body}\n{line}\n{more}"),
    ("follow_line", "Related – Storm leaves town", "{body}\n{line}\n{more}"),
    ("follow_line", "Read more: Storm leaves town", "{body}\n{line}\n{more}"),
    ("time_line", "Updated at 9.15 GMT", "{body}\n{line}\n{more}"),
    ("time_line", "3 hours ago", "{body}\n{line}\n{more}"),
    ("time_line", "2 hr 5 min ago", "{body}\n{line}\n{more}"),
    ("time_line", "11.40am", "{body}\n{line}\n{more}"),
    ("live_blog", "Key events", "{body}\n{line}\n{more}"),
    ("live_blog", "Live", "{body}\n{line}\n{more}"),
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
    ("copyright_line", "All content © 2021 Harbour Times Group", "{body}\n{line}\n{more}"),
    ("agency_name", "— AFP", "{body}\n{line}\n{more}"),
    ("agency_name", "- with agencies", "{body}\n{line}\n{more}"),
    ("agency_name", "AFP", "{body}\n{line}\n{more}"),
    ("agency_name", "Harbour News Agency", "{body}\n{line}\n{more}"),
    ("editors_note", "Editors’ note: The harbour is owned by the owner of this paper.", "{body}\n{line}\n{more}"),
    ("editors_note", "The views expressed here are those of the author alone.", "{body}\n{line}\n{more}"),
    ("correction", "Clarification: The storm came from the west.", "{body}\n{line}\n{more}"),
    ("correction", "An earlier version of this article gave a wrong name.", "{body}\n{line}\n{more}"),
    ("correction", "Update, 9:20 a.m.: This story has a statement of the port.", "{body}\n{line}\n{more}"),
    ("correction", "(This post was last updated at 7:19 p.m.)", "{body}\n{line}\n{more}"),
    ("correction", "We’ve updated the top of this post with the new numbers.", "{body}\n{line}\n{more}"),
    ("correction", "The headline of this article was changed on Sunday.", "{body}\n{line}\n{more}"),
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
    ("author_note", "Senator Ada Example, a Liberal, is a member of the harbour committee.", "{body}\n{line}"),
    ("author_note", "Mr. Example writes on ships for the Westport Star.", "{body}\n{line}"),
    ("agency_line", "⦁ Ada Example and Bo Nobody reported from Westport.", "{body}\n{line}"),
    ("agency_line", "Harbour Wire writer Ada Example contributed reporting from Port, N.S.", "{body}\n{line}"),
    ("agency_line", "This report contains material from the Harbour Wire.", "{body}\n{line}"),
    ("agency_line", "(Material from the Harbour Wire was used in this story.)", "{body}\n{line}"),
    ("agency_line", "Additional research by Bo Nobody", "{body}\n{line}"),
    ("correction", "Clarification 11/20: The ship is a ferry.", "{body}\n{line}"),
    ("correction", "Note: The number of ferries has been set right.", "{body}\n{line}"),
    ("print_line", "Appeared in the May 3, 2021, print edition as 'Storm Shuts Harbour.'", "{body}\n{line}"),
    ("print_line", "This article appears as “The Last Ferry” in the May issue of Harbour Review.", "{body}\n{line}"),
    ("identifier", "media:18710642", "{body}\n{line}"),
    ("identifier", "87990cbe856818d5eddac44c7b1cdeb8", "{body}\n{line}"),
    ("address_line", "• Helpful hints to [email protected]", "{body}\n{line}"),
    ("address_line", "More of our boats: https://harbour.example/boats", "{body}\n{line}"),
    ("related_links", "Read our full story on the storm here.", "{body}\n{line}"),
    ("related_links", "Old Harbour: Why is the quay closed to the ferries?", "{body}\n{line}"),
    ("related_links", "Ferry late:Why nobody left on Friday", "{body}\n{line}"),
    ("related_links", "- See Example on Harbour TV on Monday at 6 p.m.", "{body}\n{line}"),
    ("related_links", "“The Last Ferry,” by Ada Example", "{body}\n{line}"),
    ("related_links", "(Graphic: How storms start - here)", "{body}\n{line}"),
    ("editors_note", "Editorials are written by the council of the paper.", "{body}\n{line}"),
    ("editors_note", "This story is part of a partnership between the Times and the Star.", "{body}\n{line}"),
    ("agency_line", "— With assistance by Ada Example and Bo Nobody", "{body}\n{line}"),
    ("correction", "— Updated 10:05 a.m.", "{body}\n{line}"),
    ("correction", "UPDATE (May 29, 7:53 p.m.): The ferry has left.", "{body}\n{line}"),
    ("agency_line", "Produced and written by Ada Example. Music by Bo Nobody.", "{body}\n{line}"),
    ("photo_credit", "Ada Example / AP", "{body}\n{line}"),
    ("correction", "— Updated at 1:05 p.m.", "{body}\n{line}"),
    ("correction", "This interview has been lightly edited for clarity.", "{body}\n{line}"),
    ("player", "CLOSE The harbour was closed on Friday because of a storm. HARBOUR", "{body}\n{line}"),
    ("player", "Letter to the Mayor by example1 on Scribd", "{body}\n{line}"),
    ("author_note", "Example reports for the Westport Star.", "{body}\n{line}"),
    ("author_note", "Ada Example’s latest book is “The Last Ferry.”", "{body}\n{line}"),
    ("related_links", "More on how we report storms", "{body}\n{line}"),
    ("related_links", "To see all of our storm coverage, go here.", "{body}\n{line}"),
    ("related_links", "Why the Old Harbour Must Never Close", "{body}\n{line}"),
    ("follow_line", "The Big Wave is Harbour’s home for essays on the sea.", "{body}\n{line}"),
    ("follow_line", "Send us your questions", "{body}\n{line}"),
    ("follow_line", "Follow the Bay Post for news from the coast.", "{body}\n{line}"),
    ("follow_line", "Support local journalism: become a member of the Bay Post.", "{body}\n{line}"),
    ("market_line", "Bay Post Markets. Quotes are delayed by at least 20 minutes.", "{body}\n{line}"),
    ("tag", "Harbour Town", "{body}\n{line}"),
    ("copyright_line", "Content created by the Harbour Foundation is available to all.", "{body}\n{line}"),
    ("follow_line", "Listen to our weekly podcast, Harbour Talk.", "{body}\n{line}"),
    ("ornament", "___", "{body}\n{line}\n{more}"),
    ("sign_off", "— Ada Example", "{body}\n{line}\n{more}"),
    ("sign_off", "- EXAMPLE", "{body}\n{line}"),
    ("name_caption", "Ada Example", "{line}\n{body}"),
    ("misdecoded", "Â", "{body}\n{line}"),
    ("paywall", "You have read two of two free articles.", "{body}\n{line}"),
    ("paywall", "This is a subscriber-only story. Start your trial today.", "{body}\n{line}"),
    ("paywall", "Register to keep reading", "{body}\n{line}"),
    ("characters", "\x00\x01", "{body}\n{line}"),
    ("truncated", "[+1021 chars]", "{body}\n{line}"),
]


RAW = [page.format(line=line, body=BODY, more=MORE) for _, line, page in LINES]


@pytest.fixture(scope="module")
def pages() -> CleanedTexts:
    """All pages, cleaned at once, which takes as long as cleaning one."""
    return clean_all(normalized(pl.Series(RAW)), pl.repeat("", len(RAW), eager=True))


@pytest.mark.parametrize("number", range(len(LINES)), ids=[f"{kind}-{line}" for kind, line, _ in LINES])
def test_rule_takes_its_line_and_nothing_else(pages: CleanedTexts, number: int) -> None:
    (kind, line, page), raw = LINES[number], RAW[number]
    taken = pages.cuts.filter(pl.col("article") == number).select("kind", "start", "end").rows()
    assert [(name, raw[start:end].strip()) for name, start, end in taken] == [(kind, line)]
    kept = page.replace("{line}\n", "").replace("\n{line}", "").format(body=BODY, more=MORE)
    assert pages.texts[number] == kept


POSTS = {
    "Storm! pic.twitter.com/ab12 — Ada Example (@ada) May 3, 2021": "Storm! — Ada Example",
    "So it begins https://t.co/ab12 — Bo (@bo) May 3, 2021": "So it begins — Bo",
    "[pullquote]It was dark, and nobody saw the boat.[/pullquote]": "It was dark, and nobody saw the boat.",
}


@pytest.mark.parametrize(("line", "left"), POSTS.items())
def test_labels_of_embedded_posts_are_cut_within_a_line(line: str, left: str) -> None:
    assert cleaned_pages([*POSTS], BETWEEN)[line].text == BETWEEN.replace("{line}", left)


LIKE_LABELS = [
    "The Harbour/Ferry poll was close, and the mayor won it with 4 percentage points.",
    "She was the first to say so on the radio (video).",
    "He read the terms, and he voted now and then.",
    "Ada Example/Bo Nobody was the pair that won the race on Friday.",
]


@pytest.mark.parametrize("line", LIKE_LABELS)
def test_sentences_that_resemble_labels_stay(line: str) -> None:
    assert cleaned_pages(LIKE_LABELS, BETWEEN)[line].cuts == []


def test_every_rule_has_a_test() -> None:
    assert {rule.name for rule in rules()} == {kind for kind, _, _ in LINES}


CUT_OFF = "The harbour was closed on Monday. Nobody in the town had been told of it, and the ships at the quay"
ENDS = [
    "... […]", "... [...]", "… [+77 chars]", "…", "... read more", "… Continue reading →", "(more…)", "... [Read more]",
    "... Read the full story at the Harbour Times",
]  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_what_shows_that_a_text_is_cut_off_is_no_text(end: str) -> None:
    cleaned = cleaned_pages(ENDS, f"{CUT_OFF} {{line}}")[end]
    assert cleaned.text == CUT_OFF
    assert {cut.kind for cut in cleaned.cuts} == {"truncated"}


def test_an_ellipsis_of_the_article_itself_stays() -> None:
    for text in (
        "“We waited ...” he said. “And then ...”",
        f"{BODY}\n{MORE}\nThe ships waited ...",
        "He left [...] early.",
    ):
        assert clean(text).text == text


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
    cleaned = cleaned_pages(KEPT, BETWEEN)[line]
    assert line in cleaned.text.split("\n")
    assert cleaned.cuts == []


WITH_A_COLON = [
    "See: Nobody was there",
    "Opinion: 12 for, 40 against",
    "She had one question: Who will pay for the quay",
    "Mayor:“We shall not move.”",
    "Example:Have you seen the ferry?",
    "The targets were three:the quay, the ferry and the mayor",
    "Opinion: Why the Old Quay Must Never Close",
]


@pytest.mark.parametrize("line", WITH_A_COLON)
def test_sentences_with_a_colon_that_link_nothing_stay(line: str) -> None:
    page = "\n".join(["{line}", BODY, MORE, *(f"Ferry {i} left." for i in range(6))])
    assert cleaned_pages(WITH_A_COLON, page)[line].text == page.replace("{line}", line)


KEPT_AT_THE_END = [
    "Ada Example, who has lived at the quay for years, was not at home on Friday.",
    "The mayor is a member of the council, and will vote.",
    "The ferry was named for Ada Example, the director of the old port.",
    "The harbour has been a member of the league since 1950.",
    "Storm Ada is a storm of a kind that the port has not seen.",
    "The mayor did not respond to an email.",
    "“Read the report,” she said.",
    "To reach the island, the ferry needs an hour.",
    "More than half of the boats were lost.",
    "More boats went down than ever.",
    "Note that the ferry was full.",
    "He wrote a book on boats that nobody read.",
    "The council published a report in the Harbour Times last year.",
    "Boats: 5",
    "the mayor, the council, the league",
    "Ada Example 32, Bo Nobody 58",
    "What is left is a list:",
]


@pytest.mark.parametrize("line", KEPT_AT_THE_END)
def test_reported_text_stays_at_the_end(line: str) -> None:
    assert cleaned_pages(KEPT_AT_THE_END, AT_THE_END)[line].cuts == []


def test_who_somebody_is_stays_where_the_article_names_or_quotes_them() -> None:
    note = "Ada Example is a nurse and a member of the council."
    assert cuts(f"On Friday Ms. Example was late for a meeting.\n{BODY}\n{note}") == []
    assert cuts(f"{BODY}\n{note}\n“We shall not move,” she said.") == []
    assert cuts(f"{BODY}\n{note}") == [("author_note", note)]
    assert cuts(f"{BODY}\nAnd {note}") == cuts(f"{BODY}\nBut Ada Example is the author of the plan.") == []
    assert cuts(f"Ada Example, Westport\n{BODY}\n{note}") == [("author_note", note)]
    assert [kind for kind, _ in cuts(f"{BODY}\n{note}\nShe likes boats.")] == ["author_note"] * 2


def test_headlines_of_other_articles_stand_below_the_text() -> None:
    links = ["Why the Old Harbour Must Never Close", "Scientists find the last boat of the town"]
    assert cuts("\n".join([BODY, *links])) == [("related_links", link) for link in links]
    assert cuts("\n".join([BODY, links[0], MORE])) == []
    assert cuts("\n".join([BODY, links[1]])) == [("related_links", links[1])]
    assert cuts("\n".join([BODY, "Three things are left:", "The quay of the old town", "The last boat"])) == []
    assert (
        cuts("\n".join([BODY, *(f"The {n} quay of the old town" for n in ("first", "new", "old", "last", "only"))]))
        == []
    )


def test_labels_below_the_text_are_few_and_alone() -> None:
    labels = ["Harbours", "Storms", "Westport"]
    assert cuts("\n".join([BODY, *labels])) == [("tag", label) for label in labels]
    assert cuts("\n".join([BODY, *labels, "Boats"])) == []
    assert cuts("\n".join([BODY, "Yours sincerely", "Ada Example"])) == []


LABELS = [
    ("Update at 8:30 a.m. ET.", "Two big issues:"),
    ("UPDATE, 5 p.m. ET:", "The mayor closed the quay."),
    ("Update At 1:05 p.m. ET.", "Two big issues:"),
    ("UPDATE III -", "The mayor closed the quay."),
    ("Update (Bo Nobody):", "The mayor closed the quay."),
    ("UPDATE:", "The mayor closed the quay."),
    ("The mayor reads. (Photo: A. Example, AP) Story Highlights", "The mayor is for it"),
]


@pytest.mark.parametrize(("start", "rest"), LABELS)
def test_a_label_is_cut_from_the_start_of_a_line(start: str, rest: str) -> None:
    cleaned = cleaned_pages([" ".join(label) for label in LABELS], BETWEEN)
    assert cleaned[f"{start} {rest}"].text == BETWEEN.replace("{line}", rest)


UPDATES = [
    "Update 7 new boats are at the quay.",
    "Updates at 8:30 took the mayor an hour.",
    "Update your boats - now or never.",
    "We will update the quay next year.",
]


@pytest.mark.parametrize("line", UPDATES)
def test_updates_of_something_stay(line: str) -> None:
    assert cleaned_pages(UPDATES, BETWEEN)[line].text == BETWEEN.replace("{line}", line)


GALLERY = "A boat at the quay. Hide Caption 2 of 9 Photos: Storm A wave."
LINKS = "Ada B. ExampleStorm hits port | Ferry late MORE"
CREDITED = "A boat at the quay. | A. Nobody/AFP"
INLINE = [
    ("Story highlights The quay is shut.", "Story highlights", "The quay is shut.", MORE),
    (GALLERY, GALLERY, "", MORE),
    (
        "A boat at the quay. | A. Nobody/AFP Storm is over.",
        "A boat at the quay. | A. Nobody/AFP",
        "Storm is over.",
        MORE,
    ),
    (f"{MORE} Write to Ada Example at desk@harbour.example", "Write to Ada Example at desk@harbour.example", MORE, ""),
    (f"{MORE} Ada Example", "Ada Example", MORE, ""),
    (f"Mayor Ada Example {LINKS} (Lib.) left.", LINKS, "Mayor Ada Example (Lib.) left.", MORE),
]


@pytest.mark.parametrize(("line", "piece", "rest", "more"), INLINE)
def test_a_piece_within_a_line_is_cut(line: str, piece: str, rest: str, more: str) -> None:
    raws = ["\n".join(filter(None, [BODY, given, below])) for given, _, _, below in INLINE]
    raw = "\n".join(filter(None, [BODY, line, more]))
    cleaned = cleaned_pages(raws, "{line}")[raw]
    assert [raw[cut.start : cut.end].strip() for cut in cleaned.cuts] == [piece]
    assert cleaned.text == "\n".join(filter(None, [BODY, rest, more]))


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
    cleaned = clean_all(normalized(pl.Series([f"  {dateline}{BODY}\n{MORE}"])), pl.Series([""]))
    assert cleaned.texts[0] == f"{BODY}\n{MORE}"
    assert cleaned.cuts.rows() == [
        (0, "dateline", "place and agency before the first sentence", 2, 2 + len(dateline.rstrip()))
    ]
    assert cleaned.origins.rows() == [(0, place, agency)]


WITH_A_DASH = ["NATO — the alliance — is old.", "The mayor (Liberal) - she won - left.", "ADA EXAMPLE: No."]


@pytest.mark.parametrize("line", WITH_A_DASH)
def test_a_sentence_with_a_dash_has_no_dateline(line: str) -> None:
    assert cleaned_pages(WITH_A_DASH, f"{{line}}\n{BODY}")[line].cuts == []


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


def test_labels_of_speakers_that_recur_in_an_article_stay() -> None:
    label = "archived recording (ada example)"
    lines = [line for number in range(3) for line in (label, f"{BODY[:-1]} in week {number}.")]
    assert cuts("\n".join(lines)) == []
    assert cuts("\n".join(lines[:4])) == [("repeated", label)]


def test_quote_that_is_pulled_out_of_the_body_is_cut() -> None:
    pulled = "“No ship of ours will leave the quay before the harbour office says so in writing,”"
    lines = [f"{BODY[:-1]} in week {number}." for number in range(9)]
    body = f"{pulled} said the captain of the ferry, who has worked there for years."
    assert cuts("\n".join([*lines, pulled, MORE, body])) == [("repeated", pulled)]


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


ARTICLE = st.lists(st.sampled_from([*(line for _, line, _ in LINES), BODY, MORE, "A deck"]) | LINE, max_size=9)


@settings(max_examples=15)
@given(st.lists(ARTICLE, min_size=1, max_size=8), st.booleans())
def test_kept_and_cut_make_the_whole(articles: list[list[str]], titled: bool) -> None:
    raws = normalized(pl.Series(["\n".join(lines) for lines in articles]))
    cleaned = clean_all(raws, pl.repeat("", len(raws), eager=True), first_line_is_headline=titled)
    for number, (raw, text) in enumerate(zip(raws, cleaned.texts, strict=True)):
        pieces = cleaned.cuts.filter(pl.col("article") == number).select("start", "end").rows()
        cut = sum(not c.isspace() for start, end in pieces for c in raw[start:end])
        kept = sum(not c.isspace() for c in text)
        assert kept + cut == sum(not c.isspace() for c in raw)


def test_the_form_of_brackets_changes_no_cut() -> None:
    written = "Sen. Ann Aldo {}Ann{} Bea AldoBarge row grows MORE (R-Ky.) spoke of the lock of the old canal on Monday."
    round_, square = (clean(written.format(*marks)) for marks in ("()", "[]"))
    assert round_.text == square.text
    assert "Barge row" not in round_.text
