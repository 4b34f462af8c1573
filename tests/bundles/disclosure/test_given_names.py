"""actors.yml and frames: names of three words are listed, passages of a text are none."""

import json

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


def test_a_passage_is_no_alias_and_comments_stay_at_home(tmp_path) -> None:
    actors = "- {name: Bank, kind: organisation, aliases: ['praised the plan. The rule of law is']}\n"
    corpus = folder(tmp_path, f"# it rained for days on end\n{actors}")
    bundle = share(corpus, tmp_path / "bundle")
    assert about(bundle)["protection"]["counts"]["aliases"] == 1
    assert "praised" not in (bundle / FILE).read_text("utf-8")
    assert "rained" not in (bundle / FILE).read_text("utf-8")
    assert read_actors(bundle).entries[0].aliases == ("Bank",)


def test_a_name_in_small_letters_is_kept_with_all_its_aliases(tmp_path) -> None:
    # The name of an actor stands first among its aliases; where it was left out, the next alias was lost with it.
    actors = "- {name: rule of law office, kind: organisation, aliases: [Bank, the Bank]}\n"
    corpus = folder(tmp_path, actors, BODY.replace("The rule of law is", "The rule of law office is"))
    bundle = share(corpus, tmp_path / "bundle")
    assert read_actors(bundle).entries[0].aliases == ("rule of law office", "Bank", "the Bank")


def test_pieces_of_a_passage_are_no_aliases(tmp_path) -> None:
    actors = "- {name: Bank, kind: organisation, aliases: ['It rained for days', the Bank]}\n"
    bundle = share(folder(tmp_path, actors), tmp_path / "bundle")
    assert read_actors(bundle).entries[0].aliases == ("Bank", "the Bank")


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
