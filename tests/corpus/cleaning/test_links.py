"""Links and captions within the text: their words differ each time, so only what they are labelled with tells."""

import pytest

from analysis.corpus.cleaning.clean import clean
from tests.corpus.cleaning.pages_cleaned_at_once import cleaned_pages

ABOVE = "The ferry left the harbor late on Monday, and most of the boats had to wait until evening."
BELOW = "A mayor of the wards spoke of late boats, and nobody in the hall answered her."


BETWEEN = [
    "Crews of Bellport call for 'a fair wage' before winter Read more",
    "Who pays for the late boats of Bellport? Read more",
    "Harbor office to open a second pier READ MORE »",
    "More:Why has nobody paid the crews of Bellport?",
    "More: The crews ask for more. Here is what the harbor office says.",
    "Also read: Who owns the boats of Bellport, and why does it matter to the wards?",
    "SEE ALSO: Harbor office to open a second pier by the spring.",
    "WATCH:",
    "Listen now:",
    "[READ: Harbor Office Opens A Second Pier]",
    "Full Coverage: Ferries of Bellport",
    "(Pixabay)",
    '[embednote id="77" width="20"]',
    "In this May 4, 2031, file photo, crews of the ferry wait at the pier in Bellport.",
    "In this Monday, May 4, 2031 photo, crews of the ferry wait at the pier in Bellport.",
    "This undated photo provided by the harbor office shows the second pier. The pier is to open in spring.",
]


@pytest.mark.parametrize("line", BETWEEN)
def test_a_link_or_caption_between_paragraphs_is_cut(line: str) -> None:
    assert cleaned_pages(BETWEEN, f"{ABOVE}\n\n{{line}}\n\n{BELOW}")[line].text == f"{ABOVE}\n{BELOW}"


AT_THE_END = [
    "(RELATED: Harbor Office Opens A Second Pier (VIDEO))",
    "[READ MORE: Crews Walk Out In Bellport]",
    "(ALSO READ | Crews walk out in Bellport)",
    "(Related: Crews walk out in Bellport)",
    "RELATED: Harbor Office Opens A Second Pier",
    "Read more: Crews walk out in Bellport",
    "WATCH: https://bellport.example/pier",
    "Read more",
    "Continue reading »",
]


@pytest.mark.parametrize("link", AT_THE_END)
def test_a_link_at_the_end_of_a_paragraph_is_cut_and_the_paragraph_stays(link: str) -> None:
    assert cleaned_pages(AT_THE_END, f"{ABOVE} {{line}}\n\n{BELOW}")[link].text == f"{ABOVE}\n{BELOW}"


SENTENCES = [
    "The office asked the crews to read more of what the wards had written.",
    "Pupils in Bellport read more now.",
    "The pier is closed (see also: the report of the wards on page four).",
    "He spoke of the boats. (Read: he had not seen them.)",
    "Also on the table: a second pier, which the wards have asked for since the spring.",
    "Up next: Una Ferrand, whose task was to tell the crews what the office had found.",
    "“We want to see more: boats, crews and a second pier,” she said.",
    "This photo is the only one of the pier that the office has.",
    "In this year, the office says, no photo of the pier was taken.",
    "He said [of the boats] that they were late.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_with_the_words_of_links_and_captions_stay(text: str) -> None:
    cleaned = cleaned_pages(SENTENCES, f"{ABOVE}\n\n{{line}}\n\n{BELOW}")[text]
    assert cleaned.text == f"{ABOVE}\n{text}\n{BELOW}"


def test_the_label_of_a_box_is_cut_and_its_text_stays() -> None:
    box = f"Quick guide Why the ferries of Bellport are late Show Hide {BELOW}"
    assert clean(f"{ABOVE}\n\n{box}").text == f"{ABOVE}\n{BELOW}"
