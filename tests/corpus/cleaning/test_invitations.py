"""Invitations to newsletters between paragraphs."""

from analysis.corpus.cleaning.clean import clean

ABOVE = "The ferry left the harbor late on Monday, and most of the boats had to wait until evening."
BELOW = "A mayor of the wards spoke of late boats, and of the letters in her inbox that nobody answers."


def test_an_invitation_between_paragraphs_is_cut() -> None:
    line = "Begin the week well:Get KXN's Harbor Letter in your inbox"
    assert clean(f"{ABOVE}\n{line}\n{BELOW}").text == f"{ABOVE}\n{BELOW}"


def test_an_invitation_to_alerts_at_the_end_is_cut() -> None:
    line = "Miss no letter from Bellport. Sign up here to get alerts on its boats."
    assert clean(f"{ABOVE}\n{BELOW}\n{line}").text == f"{ABOVE}\n{BELOW}"
    said = "Crews may sign up for the boats until Monday. The office will write to them."
    assert clean(f"{ABOVE}\n{BELOW}\n{said}").text == f"{ABOVE}\n{BELOW}\n{said}"
