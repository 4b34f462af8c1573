"""actors.yml and frames: names of three words are listed, passages of a text are none."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import read_corpus, share
from analysis.bundles.disclosure.given_names import write_actors
from analysis.exceptions import WrongUse
from analysis.language.entities.actor_list import FILE, read_actors

BODY = "The Bank of England praised the plan. The rule of law is at stake. It rained for days on end. Nobody came."


def folder(tmp_path, actors: str, body: str = BODY):
    pd.DataFrame({"article_id": ["a1", "a2"], "outlet": ["A", "B"], "event": "e", "body": [body, body]}).to_csv(
        tmp_path / "articles.csv", index=False
    )
    if actors:
        (tmp_path / FILE).write_text(actors, "utf-8")
    return read_corpus(tmp_path)


def about(bundle) -> dict:
    return json.loads((bundle / "bundle.json").read_text("utf-8"))


def test_a_name_of_three_words_is_listed(tmp_path) -> None:
    frames = tmp_path / "d.yml"
    frames.write_text("frames:\n  rule of law: {patterns: [law]}\n", "utf-8")
    corpus = folder(tmp_path, "- {name: Bank of England, kind: organisation}\n")
    bundle = share(corpus, tmp_path / "bundle", dictionary=str(frames))
    assert about(bundle)["names"] == ["Bank of England", "rule of law"]
    assert "Bank of England; rule of law" in (bundle / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with three actors, to whom aliases were given that are passages of the text."""
    place = tmp_path_factory.mktemp("listed")
    actors = (
        "# it rained for days on end\n"
        "- {name: Bank, kind: organisation, aliases: ['praised the plan. The rule of law is']}\n"
        "- {name: rule of law office, kind: organisation, aliases: [Bureau, the Bureau]}\n"
        "- {name: Crew, kind: organisation, aliases: ['It rained for days', the Crew]}\n"
    )
    corpus = folder(place, actors, f"{BODY} The rule of law office waits.")
    return share(corpus, place / "bundle")


def test_a_passage_is_no_alias_and_comments_stay_at_home(listed: Path) -> None:
    assert about(listed)["protection"]["counts"]["aliases"] == 2
    assert "praised" not in (listed / FILE).read_text("utf-8")
    assert "rained" not in (listed / FILE).read_text("utf-8")
    assert read_actors(listed).entries[0].aliases == ("Bank",)


def test_a_name_in_small_letters_is_kept_with_all_its_aliases(listed: Path) -> None:
    # The name of an actor stands first among its aliases; where it was left out, the next alias was lost with it.
    assert read_actors(listed).entries[1].aliases == ("rule of law office", "Bureau", "the Bureau")


def test_pieces_of_a_passage_are_no_aliases(listed: Path) -> None:
    assert read_actors(listed).entries[2].aliases == ("Crew", "the Crew")


@pytest.mark.parametrize(
    "entry", ["name: It rained for days on end, kind: group", "name: B, kind: group, side: It rained for days on end"]
)
def test_a_passage_is_no_name_and_no_side(tmp_path, entry: str) -> None:
    corpus = folder(tmp_path, f"- {{{entry}}}\n")
    with pytest.raises(
        WrongUse, match="the name or side in 'actors.yml' 'It rained …' has 6 words and occurs in a text"
    ):
        share(corpus, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()


def test_a_passage_is_no_frame(tmp_path) -> None:
    frames = tmp_path / "d.yml"
    frames.write_text("frames:\n  it rained for days on end: {patterns: [law]}\n", "utf-8")
    with pytest.raises(WrongUse, match="the name of a frame, 'it rained …' has 6 words and occurs in a text"):
        share(folder(tmp_path, ""), tmp_path / "bundle", dictionary=str(frames))


def test_actors_are_written_as_they_are_read(tmp_path) -> None:
    (tmp_path / FILE).write_text(
        '- {name: "Zoë: #1 [x]", kind: person, aliases: ["O\'Neill", \'"Al"\', "1932"], side: "none, yet"}\n'
        "- {name: NATO, kind: organisation}\n",
        "utf-8",
    )
    entries = read_actors(tmp_path).entries
    (tmp_path / "again").mkdir()
    write_actors(entries, tmp_path / "again" / FILE)
    assert read_actors(tmp_path / "again").entries == entries
