"""Invitations to newsletters between paragraphs."""

from analysis.corpus.cleaning.clean import clean

ABOVE = "The ferry left the harbor late on Monday, and most of the boats had to wait until evening."
BELOW = "A mayor of the wards spoke of late boats, and of the letters in her inbox that nobody answers."


def test_an_invitation_between_paragraphs_is_cut() -> None:
    line = "Begin the week well:Get KXN's Harbor Letter in your inbox"
    assert clean(f"{ABOVE}\n{line}\n{BELOW}").text == f"{ABOVE}\n{BELOW}"
