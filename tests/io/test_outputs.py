import errno
import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.exceptions import FailedWork, WrongUse
from analysis.io import outputs
from analysis.io import run_registry as runs
from analysis.io.outputs import BUNDLE, CODER, REPORT, check_saves, output_file, output_folder, saved_file

HEADS = {
    REPORT: {"samestory": "0.1.0", "status": "complete", "corpus": {"name": "town"}},
    BUNDLE: {"samestory": "0.1.0", "corpus": "town"},
    CODER: {"format": "samestory coder 1", "codes": ["money"], "intercepts": {"money": 0.0}},
}


def fill(folder: Path, kind: outputs.Kind = BUNDLE, **files: str) -> None:
    """An output of a kind, with a marker that lists its files."""
    files = files or {"scores.parquet": "of old"}
    listed = {}
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        listed[str(path.relative_to(folder))] = hashlib.sha256(text.encode()).hexdigest()
    (folder / kind.marker).write_text(json.dumps({**HEADS[kind], kind.files: listed}))


def held(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A bundle that was made before."""
    folder = tmp_path / "out"
    folder.mkdir()
    fill(folder)
    return folder


def make(out: Path, kind: outputs.Kind = BUNDLE, **how: object) -> None:
    with output_folder(out, kind, **how) as output:
        fill(output.new, kind, **{"new.parquet": "of new"})


def test_a_folder_is_made_and_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    make(out)
    assert sorted(held(out)) == ["bundle.json", "new.parquet"]
    fill(out, **{"scores.parquet": "of old"})
    (out / "new.parquet").unlink()
    make(out, force=True)
    assert sorted(held(out)) == ["bundle.json", "new.parquet"]
    assert [p.name for p in out.parent.iterdir()] == ["out"], "nothing is left beside it"


def test_without_an_exchange_in_one_step_it_is_replaced_too(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "_exchange", lambda one, other: False)
    make(old, force=True)
    assert sorted(held(old)) == ["bundle.json", "new.parquet"]
    assert [p.name for p in old.parent.iterdir()] == ["out"]


def test_what_fails_leaves_the_earlier_output(old: Path) -> None:
    before = held(old)
    with pytest.raises(KeyError), output_folder(old, BUNDLE, force=True) as output:
        fill(output.new)
        raise KeyError
    assert held(old) == before
    assert [p.name for p in old.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", [REPORT, BUNDLE, CODER], ids=lambda kind: kind.name)
@pytest.mark.parametrize(
    "marker",
    ["", "{", "[]", "null", '{"corpus": {"name": "town"}}', "{}", "[" * 100_000],
    ids=["empty", "cut", "list", "null", "name", "nothing", "deep"],
)
def test_a_marker_that_lists_nothing_marks_nothing(tmp_path: Path, kind: outputs.Kind, marker: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / kind.marker).write_text(marker)
    with pytest.raises(WrongUse, match=f"holds something that is not a (samestory )?{kind.name}"):
        make(tmp_path / "out", kind, force=True)
    assert (tmp_path / "out" / kind.marker).read_text() == marker


@pytest.mark.parametrize(
    "listed",
    [{}, [], {"a": 1}, {"a": "0"}, {"../mine.txt": "0" * 64}],
    ids=["none", "list", "number", "short", "outside"],
)
def test_a_marker_with_a_wrong_list_marks_nothing(tmp_path: Path, listed: object) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bundle.json").write_text(json.dumps({**HEADS[BUNDLE], "sha256": listed}))
    with pytest.raises(WrongUse, match="is not a bundle"):
        make(tmp_path / "out", force=True)


def test_an_output_of_another_kind_is_not_replaced(old: Path) -> None:
    with pytest.raises(WrongUse, match="holds a bundle, not a report"):
        make(old, REPORT, force=True)
    assert sorted(held(old)) == ["bundle.json", "scores.parquet"]


def add_file(folder: Path) -> str:
    (folder / "thesis.txt").write_text("mine")
    return "thesis.txt"


def add_deep(folder: Path) -> str:
    (folder / "tables").mkdir()
    (folder / "tables" / "own.csv").write_text("mine")
    return "tables/own.csv"


def add_link(folder: Path) -> str:
    (folder / "link").symlink_to(folder.parent)
    return "link"


def add_folder(folder: Path) -> str:
    (folder / "drafts").mkdir()
    return "drafts"


def add_kept(folder: Path) -> str:
    """A folder of the name ours has, and without our marker."""
    (folder / ".samestory").mkdir()
    (folder / ".samestory" / "own.txt").write_text("mine")
    return ".samestory/own.txt"


@pytest.mark.parametrize("add", [add_file, add_deep, add_link, add_folder, add_kept])
@pytest.mark.parametrize("force", [True, False])
def test_what_a_user_put_there_stays_whatever_is_forced(old: Path, add: Callable[[Path], str], force: bool) -> None:
    name = add(old)
    before = held(old)
    with pytest.raises(WrongUse, match=f"holds '{name}', which samestory did not write; move it elsewhere"):
        make(old, force=force)
    assert held(old) == before


def test_what_is_put_there_while_the_work_is_done_stays_too(old: Path) -> None:
    with (
        pytest.raises(FailedWork, match="'thesis.txt' was put into .* meanwhile, so nothing was replaced"),
        output_folder(old, BUNDLE, force=True) as output,
    ):
        fill(output.new)
        add_file(old)
    assert sorted(held(old)) == ["bundle.json", "scores.parquet", "thesis.txt"]


def test_an_input_that_no_file_can_be_is_no_hindrance(tmp_path: Path) -> None:
    make(tmp_path / "out", inputs=["x" * 300, "y" * 5000])
    assert (tmp_path / "out" / "bundle.json").is_file(), "who reads the input says what is wrong with it"


def test_what_file_managers_leave_is_no_hindrance(old: Path) -> None:
    (old / ".DS_Store").write_text("")
    make(old, force=True)
    assert sorted(held(old)) == ["bundle.json", "new.parquet"]


def test_checkpoints_of_files_of_ours_are_no_hindrance(old: Path) -> None:
    (old / ".ipynb_checkpoints").mkdir()
    (old / ".ipynb_checkpoints" / "scores-checkpoint.parquet").write_text("")
    make(old, force=True)
    assert sorted(held(old)) == ["bundle.json", "new.parquet"]


@pytest.mark.parametrize(
    "name", [".ipynb_checkpoints/thesis-checkpoint.ipynb", ".ipynb_checkpoints/thesis.ipynb", ".DS_Store/thesis.txt"]
)
def test_what_others_leave_hides_no_file(old: Path, name: str) -> None:
    (old / name).parent.mkdir()
    (old / name).write_text("mine")
    with pytest.raises(WrongUse, match=f"holds '{name}', which samestory did not write"):
        make(old, force=True)
    assert (old / name).read_text() == "mine"


def test_a_file_that_has_changed_is_replaced_by_force_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    fill(out, REPORT, **{"tables__terms.csv": "as written"})
    (out / "tables" / "terms.csv").write_text("corrected by hand")
    with pytest.raises(WrongUse, match="'tables/terms.csv' in .* was changed since it was written"):
        make(out, REPORT, asks=True)
    assert (out / "tables" / "terms.csv").read_text() == "corrected by hand"
    make(out, REPORT, force=True)
    assert sorted(held(out)) == ["new.parquet", "run.json"]


def test_the_mode_of_a_folder_is_kept_and_staging_is_closed(old: Path) -> None:
    old.chmod(0o750)
    with output_folder(old, BUNDLE, force=True) as output:
        fill(output.new)
        assert stat.S_IMODE(output.staging.stat().st_mode) == 0o700
    assert stat.S_IMODE(old.stat().st_mode) == 0o750


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
def test_no_output_around_or_in_a_corpus(corpus: Path, tmp_path: Path, out: str) -> None:
    before = held(tmp_path)
    for given in (corpus, tmp_path / "link", corpus / ".." / "corpus"):
        with pytest.raises(WrongUse, match="the input|lies in the input"):
            make(tmp_path / out, inputs=[given], beside=given / "bundle", force=True)
    assert held(tmp_path) == before


def test_the_bundle_beside_the_texts_is_the_exception(corpus: Path, tmp_path: Path) -> None:
    make(corpus / "bundle", inputs=[corpus], beside=corpus / "bundle")
    make(tmp_path / "link" / "bundle", inputs=[corpus], beside=corpus / "bundle", force=True)
    with pytest.raises(WrongUse, match="lies in the input"):
        make(corpus / "bundle", inputs=[corpus], force=True)


def test_relative_paths_are_the_same_places(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus.parent)
    for out in ("corpus", "corpus/out", "./corpus/../corpus/out"):
        with pytest.raises(WrongUse, match="input"):
            make(Path(out), inputs=["corpus"])


def test_beside_a_table_there_is_room(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("outlet,body\n")
    make(tmp_path / "out", inputs=[tmp_path / "articles.csv", "", None])
    assert (tmp_path / "out" / "bundle.json").is_file()


def test_a_folder_is_known_by_its_inode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it is mounted at two places, or the file system takes capitals for small letters."""
    from analysis.io import output_places as places

    (tmp_path / "Corpus" / "in").mkdir(parents=True)
    (tmp_path / "corpus" / "in").mkdir(parents=True)
    identity = places._identity
    monkeypatch.setattr(places, "_identity", lambda path: identity(Path(str(path).replace("Corpus", "corpus"))))
    assert places.is_within(tmp_path / "Corpus" / "in", tmp_path / "corpus")
    assert not places.is_within(tmp_path / "Corpus", tmp_path / "corpus" / "in")


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("/", "is or holds the root of the file system"),
        (".", "is or holds the working directory"),
        ("..", "is or holds the working directory"),
        ("", "is or holds the working directory"),
        ("~", "is or holds the home folder"),
        ("dangling", "is a link to .*nowhere', which does not exist"),
        ("loop", "loop"),
        ("file", "is a file; name a folder"),
        ("file/out", "nothing can be written to .*a part of the path is a file"),
        ("a\nb", "holds a line break"),
        ("a\x1b[31m", "holds a line break or another control"),
        ("a\x00b", "holds a line break or another control"),
        ("x" * 300, "give it a shorter name"),
        ("/proc/out", "nothing can be written to"),
        ("/dev/null", "is a file"),
    ],
)
def test_places_that_cannot_be_an_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, message: str
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
        make(Path(out), force=True)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 600
    assert sorted(tmp_path.rglob("*")) == before


def test_samestory_itself_is_no_place_for_an_output() -> None:
    from analysis.io.paths import PROJECT

    for out in (PROJECT, PROJECT / "analysis" / "models" / "frames", PROJECT / "notebooks"):
        with pytest.raises(WrongUse, match="samestory|working directory"):
            make(out, CODER, force=True)


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EROFS, "name a place where you may write"),
        (errno.EFBIG, "raise the limit of the size of files"),
    ],
)
def test_a_disk_that_takes_nothing_is_one_sentence(old: Path, number: int, advice: str) -> None:
    before = held(old)
    with (
        pytest.raises(FailedWork, match=f"could not be written: {os.strerror(number)}; {advice}"),
        output_folder(old, BUNDLE, force=True) as output,
    ):
        fill(output.new)
        raise OSError(number, os.strerror(number))
    assert held(old) == before


def test_where_nothing_can_be_begun_it_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: object, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(runs.Run, "folder", full)
    with pytest.raises(WrongUse, match="nothing can be written to .*No space left on device; free some space"):
        make(tmp_path / "deep" / "out")
    assert list(tmp_path.iterdir()) == []


HOLDER = """
import sys, time
from pathlib import Path
from analysis.io.outputs import BUNDLE, output_folder
with output_folder(sys.argv[1], BUNDLE, force=True) as output:
    (output.new / "texts.parquet").write_text("a text")
    print(output.staging, flush=True)
    time.sleep(100)
"""


def test_two_processes_and_a_killed_one(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    """The second one is refused; killed, the first one gives the lock back, and what it left goes with the next run."""
    from analysis import cli

    before = held(old)
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(old)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        staging = Path(first.stdout.readline().strip())
        (tmp_path / "link").symlink_to(old)
        for out in (old, tmp_path / "link", tmp_path / "." / "link" / ".." / "out"):
            for kind in (BUNDLE, REPORT):
                with pytest.raises(WrongUse, match="another samestory is writing to .*out'; wait for it"):
                    make(out, kind, force=True)
        assert runs.sweep() == []
        cli.clean()
        assert f"in use by samestory (bundle, process {first.pid}): {staging}" in capsys.readouterr().out
        os.kill(first.pid, signal.SIGKILL)
    assert (staging / "new" / "texts.parquet").exists()
    assert held(old) == before
    cli.clean()
    assert capsys.readouterr().out == f"removed {staging}\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "out"]
    assert held(old) == before


def killed(run: runs.Run) -> None:
    """What is left of a run whose process was killed."""
    assert run._lock is not None
    run._lock.release(remove=False)
    run._lock = None


def test_what_was_interrupted_between_two_steps_is_put_back(old: Path, tmp_path: Path) -> None:
    before = held(old)
    with runs.begin_run("share") as run:
        staging = run.folder(old)
        old.rename(staging / runs.OLD)
        killed(run)
    assert not old.exists()
    assert runs.sweep() == [str(staging)]
    assert held(old) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_the_next_run_on_the_same_output_clears_without_a_list(old: Path, tmp_path: Path) -> None:
    """As where the list was on another machine."""
    with runs.begin_run("share") as run:
        staging = run.folder(old)
        (staging / "new").mkdir()
        assert run._entry is not None
        (run._entry / "folders").write_text("not a list\n")
        killed(run)
    runs.sweep()
    assert staging.exists()
    make(old, force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_removal_that_was_interrupted_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with runs.begin_run("share") as run:
        staging = run.folder(tmp_path / "out")
        (staging / "texts.parquet").write_text("a text")
        monkeypatch.setattr(Path, "rmdir", lambda self: (_ for _ in ()).throw(OSError))
        monkeypatch.setattr(runs.shutil, "rmtree", lambda *_, **__: None)
        (staging / "new").mkdir()
        runs.remove(staging)
        killed(run)
    monkeypatch.undo()
    left = [p.name for p in tmp_path.iterdir()]
    assert left == [staging.name + ".gone"]
    runs.sweep()
    assert list(tmp_path.iterdir()) == []


def test_what_is_swept_is_not_made_again_by_a_process_that_is_late(tmp_path: Path) -> None:
    with output_folder(tmp_path / "out", REPORT, force=True) as output:
        fill(output.new, REPORT)
    with pytest.raises(OSError), outputs.saved_file(output.new / "tables" / "terms.csv") as work:
        work.write_text("late")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_only_folders_that_name_the_run_are_swept(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    with runs.begin_run("share") as run:
        run.register(mine)
        other = run.folder(tmp_path / "out")
        (other / runs.MARKER).write_text(json.dumps({"run": "another", "target": "x"}))
        link = run.folder(tmp_path / "out")
        (link / runs.MARKER).unlink()
        link.rmdir()
        link.symlink_to(mine)
        killed(run)
    assert runs.sweep() == []
    assert (mine / "thesis.txt").exists()
    assert other.exists()


def test_a_child_goes_on_with_the_run_of_its_parent() -> None:
    code = "from analysis.io.outputs import begin_run\nwith begin_run('report') as run: print(run.id)"
    with runs.begin_run("report") as run:
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert found.strip() == run.id == os.environ[runs.RUN]
        assert len(runs.in_use()) == 1, "the child does not end the run"
    assert runs.RUN not in os.environ
    assert runs.in_use() == []


def test_a_run_within_a_run_is_the_same() -> None:
    with runs.begin_run("verify") as outer:
        with runs.begin_run("report") as inner:
            assert inner is outer
        assert len(runs.in_use()) == 1
    assert runs.in_use() == []


def test_where_the_first_root_cannot_be_written_another_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(runs.STATE, str(tmp_path / "file" / "state"))
    monkeypatch.setattr(runs.tempfile, "gettempdir", lambda: str(tmp_path))
    make(tmp_path / "out")
    assert (tmp_path / "out" / "bundle.json").is_file()
    assert len(list(tmp_path.glob("samestory-*"))) == 1


def test_a_report_with_faults_goes_beside_a_good_one(tmp_path: Path) -> None:
    for name in ("out", "out.failed"):
        (tmp_path / name).mkdir()
    fill(tmp_path / "out", REPORT)
    (tmp_path / "out.failed" / "mine.txt").write_text("mine")
    before = held(tmp_path)
    for text in ("first", "second"):
        with output_folder(tmp_path / "out", REPORT, force=True) as output:
            fill(output.new, REPORT, **{"index.html": text})
            assert output.replaces(lambda about: about["status"] == "complete")
            output.put_beside(lambda about: about["status"] == "complete")
    made = held(tmp_path / "out.failed-2")
    assert made.pop("index.html") == b"second"
    assert {name: data for name, data in held(tmp_path).items() if "failed-2" not in name} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "out.failed", "out.failed-2"]


def test_a_file_is_written_whole_or_not(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "scores.csv"
    with output_file(out) as work:
        work.write_text("first")
    with pytest.raises(WrongUse, match="is there already, perhaps with codes in it; name another file"):
        output_file(out).__enter__()
    with pytest.raises(KeyError), output_file(out, force=True) as work:
        work.write_text("half")
        raise KeyError
    assert out.read_text() == "first"
    with output_file(out, force=True) as work:
        work.write_text("second")
    assert out.read_text() == "second"
    assert [p.name for p in out.parent.iterdir()] == ["scores.csv"]


def test_a_file_that_is_an_input_stays(tmp_path: Path) -> None:
    table = tmp_path / "articles.csv"
    table.write_text("mine")
    (tmp_path / "hard.csv").hardlink_to(table)
    (tmp_path / "soft.csv").symlink_to(table)
    for name in ("articles.csv", "hard.csv", "soft.csv"):
        with pytest.raises(WrongUse, match="is the input .* which writing would replace"):
            output_file(tmp_path / name, inputs=[table], force=True).__enter__()
    for out, message in ((tmp_path, "is a folder|working directory"), (Path("/dev/null"), "is not a plain file")):
        with pytest.raises(WrongUse, match=message):
            output_file(out, force=True).__enter__()
    assert table.read_text() == "mine"


def test_notebooks_save_into_folders_of_their_own(tmp_path: Path) -> None:
    check_saves(tmp_path / "new", tmp_path / "bridge.csv")
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "thesis.txt").write_text("mine")
    check_saves(tmp_path / "saved", "")
    with saved_file(tmp_path / "saved" / "tables" / "terms.csv") as work:
        work.write_text("new")
    check_saves(tmp_path / "saved", "")
    (tmp_path / "mine" / "tables").mkdir(parents=True)
    (tmp_path / "mine" / "tables" / "terms.csv").write_text("mine")
    with pytest.raises(WrongUse, match="holds 'terms.csv', and no notebook made it; name another folder with out"):
        check_saves(tmp_path / "mine", "")
    with pytest.raises(WrongUse, match="no notebook made it"), saved_file(tmp_path / "mine" / "tables" / "terms.csv"):
        pass
    assert (tmp_path / "mine" / "tables" / "terms.csv").read_text() == "mine"
    (tmp_path / "corpus").mkdir()
    with pytest.raises(WrongUse, match="lies in the input"):
        check_saves(tmp_path / "corpus" / "out", tmp_path / "corpus")
    with output_folder(tmp_path / "report", REPORT) as output:
        (output.new / "run.json").write_text("{}")
        check_saves(output.new, tmp_path)
