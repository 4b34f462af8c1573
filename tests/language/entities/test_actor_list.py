from pathlib import Path

import pytest

from analysis.exceptions import WrongUse
from analysis.language.entities.actor_list import FILE, Actor, is_role, read_actors

ATACMS = Path(__file__).resolve().parents[3] / "data" / "atacms"

TWO = """
- name: Anna Lind
  aliases: [Lind, "the  mayor", Lind]
  kind: person
  side: the town
- {name: Harbour Board, kind: organisation, aliases: [the mayor]}
"""


def written(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, "utf-8")
    return folder


def test_actors_are_read_from_a_file_or_its_folder(tmp_path) -> None:
    folder = written(tmp_path, TWO)
    actors = read_actors(folder)
    assert actors == read_actors(folder / FILE)
    assert actors.entries == (
        Actor("Anna Lind", ("Anna Lind", "Lind", "the mayor"), "person", "the town"),
        Actor("Harbour Board", ("Harbour Board", "the mayor"), "organisation", ""),
    )
    assert len(actors.sha256) == 64


def test_the_sha256_is_that_of_the_file(tmp_path) -> None:
    first = read_actors(written(tmp_path, TWO)).sha256
    assert read_actors(written(tmp_path, TWO + "# more\n")).sha256 != first


def test_names_stay_as_they_are_written(tmp_path) -> None:
    text = "- {name: No, aliases: [1932, 2024-11-17, on, ~x, 1_0, 0x1F, '12:30'], kind: group, side: 7}"
    actors = read_actors(written(tmp_path, text))
    names = ("No", "1932", "2024-11-17", "on", "~x", "1_0", "0x1F", "12:30")
    assert actors.entries == (Actor("No", names, "group", "7"),)


ROLES = {
    "the mayor": True,
    "the old mayor": True,
    "the": False,
    "The mayor": False,
    "the Kremlin": False,
    "mayor": False,
}


@pytest.mark.parametrize(("alias", "role"), ROLES.items())
def test_a_role_is_in_small_letters(alias: str, role: bool) -> None:
    assert is_role(alias) == role


FAULTS = [
    ("", "is not a list of actors; expected are entries such as - {name: Anna Lind"),
    ("name: Lind", "is not a list of actors"),
    ("[]", "is not a list of actors"),
    ("- [", "'.*actors.yml', line 1: this is not YAML"),
    ("- Lind", "entry 1 of '.*actors.yml' is not an actor; expected are entries"),
    ("- {name: Lind, kind: person}\n- {name: Ek, kind: person, party: red}",
     "entry 2 of '.*' has the unknown keys 'party'; expected are 'name', 'aliases', 'kind', 'side'"),
    ("- {kind: person}", "name of entry 1 of '.*' must contain letters"),
    ("- {name: ' ', kind: person}", "name of entry 1 of '.*' must contain letters"),
    ("- {name: '-', kind: person}", "name of entry 1 of '.*' must contain letters"),
    ("- {name: [No], kind: country}", r"name of entry 1 of '.*' must be text; got \['No'\]"),
    ("- {name: " + "N" * 201 + ", kind: country}", "name of entry 1 of '.*' has 201 characters; at most 200"),
    ("- {name: Ek, aliases: [''], kind: person}", "an alias of entry 1 of '.*' must contain letters"),
    ("- {name: Ek, aliases: Eks, kind: person}", r"must be a list such as \[Lind, the mayor\]; got 'Eks'"),
    ("- {name: Ek}",
     "kind of entry 1 of '.*' is missing; expected one of 'person', 'organisation', 'country', 'group'"),
    ("- {name: Ek, kind: [person]}", r"kind of entry 1 of '.*' is \['person'\]"),
    ("- {name: Ek, kind: person, side: ''}", "side of entry 1 of '.*' must contain letters"),
    ("- {name: the mayor, kind: person}", "is 'the mayor', which is a role; give the actor a name"),
    ("- {name: Ek, kind: person}\n- {name: Lind, aliases: [ek], kind: person}",
     "alias 'ek' in '.*' is used for 'Ek' and 'Lind'; keep it for one: only a role"),
    ("- {name: Ek, kind: person}\n- {name: Ek, kind: person}",
     "'Ek' in '.*' is listed twice, in entries 1 and 2; merge them"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_faults_are_named(tmp_path, text: str, message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        read_actors(written(tmp_path, text))


def test_a_file_that_is_not_there_or_is_no_text(tmp_path) -> None:
    with pytest.raises(WrongUse, match=r"'.*actors.yml' cannot be read: No such file"):
        read_actors(tmp_path)
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00- name")
    with pytest.raises(WrongUse, match="line 1: this is not UTF-8; save the file as UTF-8"):
        read_actors(tmp_path)


def test_the_actors_of_the_five_articles() -> None:
    actors = {actor.name: actor for actor in read_actors(ATACMS).entries}
    assert {"United States", "Russia", "Ukraine", "North Korea", "NATO"} <= set(actors)
    roles = {name for name, actor in actors.items() if "the president" in actor.aliases}
    assert roles == {"Joe Biden", "Vladimir Putin", "Volodymyr Zelensky"}
    assert all(actor.side and len(actor.name.split()) <= 2 for actor in actors.values())
