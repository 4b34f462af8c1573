import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, annotate_table, compare, measures, read_corpus, share
from analysis.annotation import attribution_layer
from analysis.bundles.disclosure.leak_check import find_leaks
from analysis.bundles.share import share_from
from analysis.exceptions import NeedsText, WrongUse
from analysis.io.files import sha256_of
from analysis.io.output_kinds import BUNDLE
from analysis.io.outputs import output_folder

MEASURES = ["terms", "sentiment", "framing", "voices"]


@pytest.fixture
def folder(shared_bundle: Path, tmp_path: Path) -> Path:
    """A copy of the bundle of the corpus; making it anew would take a second."""
    return Path(shutil.copytree(shared_bundle, tmp_path / "bundle"))


@pytest.mark.parametrize("measure", MEASURES)
def test_bundle_and_text_give_the_same(notes, bundled, measure: str) -> None:
    voice = "narration" if measure == "terms" else None
    ours, theirs = (compare(getattr(measures, measure)(n), voice=voice) for n in (notes, bundled))
    assert theirs.attrs["note"] == ""
    pd.testing.assert_frame_equal(ours, theirs, check_exact=True)


@pytest.mark.parametrize("name", ["articles", "dropped"])
def test_tables_of_the_corpus_are_the_same_but_for_the_headlines(notes, bundled, name: str) -> None:
    bundle = bundled.corpus
    ours = getattr(notes.corpus, name)
    pd.testing.assert_frame_equal(
        ours.drop(columns="headline", errors="ignore"), getattr(bundle, name).drop(columns="headline", errors="ignore")
    )
    assert bundle.articles["headline"].isna().all()


def test_segments_without_their_lengths_and_style_are_the_same(notes, bundled) -> None:
    lengths = ["start", "end", "n_tokens"]
    assert bundled.segments[lengths].isna().all(axis=None)
    pd.testing.assert_frame_equal(notes.segments.drop(columns=lengths), bundled.segments.drop(columns=lengths))
    pd.testing.assert_frame_equal(notes.style, bundled.style)


def test_a_bundle_of_some_outlets(corpus, folder: Path) -> None:
    bundle = read_corpus(folder).only(["Gazette", "Post"])
    some = corpus.only(["Gazette", "Post"])
    ours, theirs = (compare(measures.terms(annotate(c), min_count=3), voice="narration") for c in (some, bundle))
    assert len(ours)
    pd.testing.assert_frame_equal(ours, theirs)


def test_other_settings_need_the_text(folder: Path, tmp_path: Path) -> None:
    bundle = read_corpus(folder)
    with pytest.raises(
        NeedsText, match='The bundle was made with {"house_style": true}, but the settings are {"house_style": false}'
    ):
        annotate(bundle, house_style=False)
    mine = tmp_path / "frames.yml"
    mine.write_text("frames: {water: {patterns: [ferr*]}}")
    with pytest.raises(NeedsText, match="The bundle contains framing made with"):
        measures.framing(annotate(bundle), dictionary=str(mine))
    with pytest.raises(NeedsText):
        bundle.text("gazette-1")
    with pytest.raises(NeedsText):
        share(bundle, tmp_path / "again")


def test_parsed_attributions_are_not_taken_for_those_of_rules(
    corpus, folder: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(attribution_layer, "reader", lambda name: lambda texts: [[] for _ in texts])
    names = ("indirect_speech", "source_types", "distinct_sources", "reporting_verbs", "attributions")
    plain, parsed = read_corpus(folder), read_corpus(share(corpus, tmp_path / "parsed", parse="here"))
    for one, made_with in ((plain, {}), (parsed, {"parse": "here"})):
        about = json.loads((one.bundle / "bundle.json").read_text("utf-8"))
        assert {name: about["measures"][name] for name in names} == dict.fromkeys(names, made_with)
        assert about["measures"]["hedges"] == about["measures"]["terms"] == {}
        assert about["settings"] == {"house_style": True}
    for name in names:
        measure = getattr(measures, name)
        # A parse that tells nothing leaves what the rules found.
        pd.testing.assert_frame_equal(measure(annotate(plain)), measure(annotate(parsed, parse="here")))
        with pytest.raises(NeedsText, match=f'{name} made with {{}}, but the settings are {{"parse": "here"}}'):
            measure(annotate(plain, parse="here"))
        with pytest.raises(NeedsText, match=f'{name} made with {{"parse": "here"}}, but the settings are {{}}'):
            measure(annotate(parsed))


@pytest.mark.usefixtures("threads")
def test_a_measure_that_is_not_in_the_bundle_is_empty_with_a_note(table: Path, tmp_path: Path) -> None:
    bundle = annotate(read_corpus(annotate_table(table, tmp_path / "bundle", workers=1)))
    for name in ("source_types", "attributions", "collocations"):
        made = getattr(measures, name)(bundle)
        assert made.empty
        assert f"The bundle contains no scores of '{name}'" in made.attrs["note"]
    assert compare(measures.source_types(bundle)).attrs == measures.source_types(bundle).attrs
    assert not measures.terms(bundle).empty


def test_a_private_bundle_keeps_the_text(corpus, tmp_path: Path) -> None:
    private = read_corpus(share(corpus, tmp_path / "bundle", with_text=True))
    assert private.text("post-1") == corpus.text("post-1")
    mine = tmp_path / "frames.yml"
    mine.write_text("frames: {water: {patterns: [ferr*]}}")
    scores = measures.framing(annotate(private), dictionary=str(mine))
    assert scores.loc[scores["item"] == "water", "x"].sum() > 0


def test_nothing_of_the_text_can_be_read_off(corpus, folder: Path) -> None:
    assert find_leaks(folder, list(corpus.texts.values())) == []


@pytest.mark.parametrize("cells", [["two cracks were found"], ["after", "two", "cracks"]])
def test_the_leak_check_finds_leaks_across_and_down(corpus, folder: Path, cells: list[str]) -> None:
    pd.DataFrame({"word": cells}).to_parquet(folder / "more.parquet")
    assert [leak.split(":")[0] for leak in find_leaks(folder, corpus.texts.values())] == ["more.parquet, column word"]


def test_existing_folders_are_not_overwritten(corpus, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="already contains a bundle"):
        share(corpus, folder)
    assert share(corpus, folder, force=True) == folder
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(WrongUse, match="contains files, but is not a bundle"):
        share(corpus, tmp_path / "mine", force=True)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("name", ["README.md", "actors.yml"])
def test_a_file_that_samestory_did_not_write_is_never_replaced(corpus, folder: Path, name: str) -> None:
    about = json.loads((folder / "bundle.json").read_text("utf-8"))
    written = about["sha256"].pop(name, None)
    assert written is not None or not (folder / name).exists(), "what is written is listed"
    (folder / "bundle.json").write_text(json.dumps(about), "utf-8")
    (folder / name).write_text("my own\n", "utf-8")
    with pytest.raises(WrongUse, match=f"contains '.*{name}', which samestory did not write"):
        share(corpus, folder, force=True)
    assert (folder / name).read_text("utf-8") == "my own\n"


@pytest.mark.parametrize("key", ["notes", "remarks", "protection", "withheld"])
def test_an_optional_key_of_another_type_is_one_sentence(folder: Path, key: str) -> None:
    about = json.loads((folder / "bundle.json").read_text("utf-8"))
    (folder / "bundle.json").write_text(json.dumps({**about, key: 5}), "utf-8")
    with pytest.raises(WrongUse, match=f"is not a readable bundle: its '{key}' is 5, which is of another type"):
        read_corpus(folder)


def test_a_measure_that_is_missing_is_named(folder: Path) -> None:
    about = json.loads((folder / "bundle.json").read_text("utf-8"))
    del about["measures"]["voices"]
    (folder / "bundle.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(WrongUse, match="is not a readable bundle: it lacks 'voices'"):
        annotate(read_corpus(folder))


def test_a_bundle_that_was_replaced_is_not_read_further(corpus, folder: Path) -> None:
    """Its tables are read on first use: those of two bundles are never mixed."""
    notes = annotate(read_corpus(folder))
    terms = measures.terms(notes)
    share(corpus.only(["Gazette", "Post"]), folder, force=True)
    with pytest.raises(WrongUse, match="another one was written in its place; read the corpus again"):
        measures.framing(notes)
    assert len(measures.terms(notes)) == len(terms)
    assert len(measures.framing(annotate(read_corpus(folder))))


def test_a_damaged_table_of_texts_is_one_sentence(corpus, tmp_path: Path) -> None:
    folder = share(corpus, tmp_path / "mine", with_text=True)
    pd.DataFrame({"a": [1]}).to_parquet(folder / "texts.parquet")
    about = json.loads((folder / "bundle.json").read_text("utf-8"))
    about["sha256"]["texts.parquet"] = sha256_of(folder / "texts.parquet")
    (folder / "bundle.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(WrongUse, match="is not a readable bundle: 'texts.parquet' is not a table of texts"):
        read_corpus(folder)
    (folder / "articles.parquet").unlink()
    with pytest.raises(WrongUse, match="is not a readable bundle: 'articles.parquet' is missing"):
        read_corpus(folder)


def test_a_data_card_may_be_edited(corpus, folder: Path) -> None:
    (folder / "README.md").write_text("Licence: CC0\n", "utf-8")
    assert read_corpus(folder).outlets == corpus.outlets
    share(corpus, folder, force=True)
    assert "Licence" not in (folder / "README.md").read_text("utf-8")


def test_a_broken_bundle_is_one_sentence(folder: Path) -> None:
    pd.read_parquet(folder / "scores.parquet").assign(x=1.0).to_parquet(folder / "scores.parquet")
    with pytest.raises(WrongUse, match="is not a readable bundle: 'scores.parquet' is not as it was written"):
        read_corpus(folder)
    (folder / "bundle.json").write_text("{")
    with pytest.raises(WrongUse, match="is not a readable bundle"):
        read_corpus(folder)


@pytest.mark.usefixtures("threads")
def test_a_bundle_can_be_made_with_another_dictionary(corpus, table, tmp_path) -> None:
    mine = tmp_path / "mine.dic"
    mine.write_text("%\n1\tsea\n%\nferr*\t1\n", "utf-8")
    shared = share(corpus, tmp_path / "shared", dictionary=str(mine))
    made = annotate_table(table, tmp_path / "made", workers=1, dictionary=str(mine))
    for bundle in (shared, made):
        notes = annotate(read_corpus(bundle))
        scores = measures.framing(notes, dictionary=str(mine))
        assert set(scores["item"]) == {"", "sea"} and scores["x"].sum() > 0
        with pytest.raises(NeedsText, match="The bundle contains framing made with"):
            measures.framing(notes)


@pytest.mark.parametrize("write", [share, annotate_table])
def test_with_a_dictionary_that_cannot_be_used_nothing_is_written(corpus, table, tmp_path, write) -> None:
    (tmp_path / "mine.yml").write_text("sea: []", "utf-8")
    given = corpus if write is share else table
    with pytest.raises(WrongUse, match="line 1: frame 'sea' has no patterns"):
        write(given, tmp_path / "out", dictionary=str(tmp_path / "mine.yml"))
    assert not (tmp_path / "out").exists()


def test_the_output_is_checked_before_the_corpus_is_read(table: Path, folder: Path) -> None:
    table.write_text("no articles\n", "utf-8")
    with pytest.raises(WrongUse, match="already contains a bundle"):
        share_from(table, folder)


def test_a_second_command_is_refused_before_it_reads_its_corpus(table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    with output_folder(folder, BUNDLE):
        table.write_text("no articles\n", "utf-8")
        with pytest.raises(WrongUse, match="another samestory process is writing to"):
            share_from(table, folder)
