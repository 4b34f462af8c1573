from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.exceptions import WrongUse
from analysis.io import output_places as places
from analysis.io.output_kinds import CODER
from analysis.io.paths import PROJECT


def test_an_input_that_cannot_exist_is_ignored(tmp_path: Path, make_output: Callable[..., None]) -> None:
    make_output(tmp_path / "out", inputs=["x" * 300, "y" * 5000])
    assert (tmp_path / "out" / "bundle.json").is_file(), "who reads the input says what is wrong with it"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus folder whose texts lie elsewhere, behind a link; a link to the folder beside it."""
    folder = tmp_path / "home" / "corpus"
    (folder / "bundle").mkdir(parents=True)
    (folder / "articles.csv").write_text("outlet,body\n")
    elsewhere = tmp_path / "archive" / "texts"
    elsewhere.mkdir(parents=True)
    (elsewhere / "a.txt").write_text("A text.")
    (folder / "text").symlink_to(elsewhere)
    (tmp_path / "link").symlink_to(folder)
    return folder


@pytest.mark.parametrize(
    "out",
    [
        "home/corpus", "home", "home/corpus/out", "home/corpus/text", "home/corpus/text/out", "archive",
        "archive/texts", "archive/texts/deep/out", "link", "link/out", "home/corpus/text/../texts/out",
        "home/../home/corpus/new", "home/corpus/bundle/deep", "home/corpus/Bundle",
    ],
)  # fmt: skip
def test_an_output_may_not_contain_a_corpus_or_lie_in_it(
    corpus: Path,
    tmp_path: Path,
    out: str,
    make_output: Callable[..., None],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    before = contents(tmp_path)
    for given in (corpus, tmp_path / "link", corpus / ".." / "corpus"):
        with pytest.raises(WrongUse, match="the input|lies in the input"):
            make_output(tmp_path / out, inputs=[given], allowed_inside=given / "bundle", force=True)
    assert contents(tmp_path) == before


def test_the_bundle_of_a_corpus_may_lie_in_it(corpus: Path, tmp_path: Path, make_output: Callable[..., None]) -> None:
    make_output(corpus / "bundle", inputs=[corpus], allowed_inside=corpus / "bundle")
    make_output(tmp_path / "link" / "bundle", inputs=[corpus], allowed_inside=corpus / "bundle", force=True)
    with pytest.raises(WrongUse, match="lies in the input"):
        make_output(corpus / "bundle", inputs=[corpus], force=True)


def test_relative_paths_are_resolved(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, make_output: Callable[..., None]
) -> None:
    monkeypatch.chdir(corpus.parent)
    for out in ("corpus", "corpus/out", "./corpus/../corpus/out"):
        with pytest.raises(WrongUse, match="input"):
            make_output(Path(out), inputs=["corpus"])


def test_an_output_may_lie_beside_a_table(tmp_path: Path, make_output: Callable[..., None]) -> None:
    (tmp_path / "articles.csv").write_text("outlet,body\n")
    make_output(tmp_path / "out", inputs=[tmp_path / "articles.csv", "", None])
    assert (tmp_path / "out" / "bundle.json").is_file()


def test_a_folder_is_identified_by_its_inode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it is mounted at two places, or the file system takes capitals for small letters."""
    (tmp_path / "Corpus" / "in").mkdir(parents=True)
    (tmp_path / "corpus" / "in").mkdir(parents=True)
    identity = places._identity
    monkeypatch.setattr(places, "_identity", lambda path: identity(Path(str(path).replace("Corpus", "corpus"))))
    assert places.is_within(tmp_path / "Corpus" / "in", tmp_path / "corpus")
    assert not places.is_within(tmp_path / "Corpus", tmp_path / "corpus" / "in")


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("/", "is or contains the root of the file system"),
        (".", "is or contains the working directory"),
        ("..", "is or contains the working directory"),
        ("", "is or contains the working directory"),
        ("~", "is or contains the home folder"),
        ("dangling", "is a link to .*nowhere', which does not exist"),
        ("loop", "loop"),
        ("file", "is a file; name a folder"),
        ("file/out", "cannot write to .*a part of the path is a file"),
        ("a\nb", "contains a line break"),
        ("a\x1b[31m", "contains a line break or another control"),
        ("a\x00b", "contains a line break or another control"),
        ("x" * 300, "give it a shorter name"),
        ("/proc/out", "cannot write to"),
        ("/dev/null", "is a file"),
    ],
)
def test_places_that_cannot_be_an_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, message: str, make_output: Callable[..., None]
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    Path("dangling").symlink_to("nowhere")
    Path("loop").symlink_to("loop")
    Path("file").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(WrongUse, match=message) as told:
        make_output(Path(out), force=True)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 600
    assert sorted(tmp_path.rglob("*")) == before


def test_an_output_may_not_replace_samestory(make_output: Callable[..., None]) -> None:
    for out in (PROJECT, PROJECT / "analysis" / "models" / "frames", PROJECT / "notebooks"):
        with pytest.raises(WrongUse, match="samestory|working directory"):
            make_output(out, CODER, force=True)
