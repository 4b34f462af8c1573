"""Links that a page hangs on a name: the name again, headlines of other articles, and MORE."""

import pytest

from analysis.corpus.cleaning.clean import clean

BEGIN, END = "Speaker Ada Okoye", " (R-Va.) spoke of boats and ferries until late in the evening."
LINKS = [
    " Ada Mary OkoyeBoats are late, readers say MORE",
    " Ada Mary Okoye Boats are late, readers say Harbor opens again MORE",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_on_a_name_is_cut(link: str) -> None:
    cleaned = clean(BEGIN + link + END)
    assert cleaned.text == BEGIN + END
    assert [cut.kind for cut in cleaned.cuts] == ["related_links"]


def test_more_in_capitals_alone_is_no_link() -> None:
    text = "Ada Okoye said the boats are late, and Okoye asked for MORE of them in the harbor this year."
    assert clean(text).text == text
