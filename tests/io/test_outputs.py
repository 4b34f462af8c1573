import errno
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
from analysis.io import atomic_replace
from analysis.io.output_kinds import BUNDLE, REPORT
from analysis.io.outputs import output_file, output_folder
from analysis.io.run_registry import Run, sweep


def test_a_folder_is_made_and_replaced_as_a_whole(
    tmp_path: Path,
    write_output: Callable[..., None],
    make_output: Callable[..., None],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    out = tmp_path / "deep" / "out"
    make_output(out)
    assert sorted(contents(out)) == ["bundle.json", "new.parquet"]
    write_output(out, **{"scores.parquet": "of old"})
    (out / "new.parquet").unlink()
    make_output(out, force=True)
    assert sorted(contents(out)) == ["bundle.json", "new.parquet"]
    assert [p.name for p in out.parent.iterdir()] == ["out"], "nothing is left beside it"


def test_a_folder_is_replaced_where_folders_cannot_be_exchanged(
    earlier: Path,
    monkeypatch: pytest.MonkeyPatch,
    make_output: Callable[..., None],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    monkeypatch.setattr(atomic_replace, "_exchange", lambda one, other: False)
    make_output(earlier, force=True)
    assert sorted(contents(earlier)) == ["bundle.json", "new.parquet"]
    assert [p.name for p in earlier.parent.iterdir()] == ["out"]


def test_an_error_leaves_the_earlier_output(
    earlier: Path, write_output: Callable[..., None], contents: Callable[[Path], dict[str, bytes]]
) -> None:
    before = contents(earlier)
    with pytest.raises(KeyError), output_folder(earlier, BUNDLE, force=True) as output:
        write_output(output.new)
        raise KeyError
    assert contents(earlier) == before
    assert [p.name for p in earlier.parent.iterdir()] == ["out"]


def test_the_mode_of_a_folder_is_kept_and_staging_is_closed(earlier: Path, write_output: Callable[..., None]) -> None:
    earlier.chmod(0o750)
    with output_folder(earlier, BUNDLE, force=True) as output:
        write_output(output.new)
        assert stat.S_IMODE(output.staging.stat().st_mode) == 0o700
    assert stat.S_IMODE(earlier.stat().st_mode) == 0o750


def test_a_file_added_during_the_work_is_not_replaced(
    earlier: Path, write_output: Callable[..., None], contents: Callable[[Path], dict[str, bytes]]
) -> None:
    with (
        pytest.raises(FailedWork, match="'thesis.txt' was added to .* during the run, so nothing was replaced"),
        output_folder(earlier, BUNDLE, force=True) as output,
    ):
        write_output(output.new)
        (earlier / "thesis.txt").write_text("mine")
    assert sorted(contents(earlier)) == ["bundle.json", "scores.parquet", "thesis.txt"]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EROFS, "name a place that you may read from and write to"),
        (errno.EFBIG, "raise the limit on file sizes"),
    ],
)
def test_a_full_disk_is_reported_in_one_sentence(
    earlier: Path,
    number: int,
    advice: str,
    write_output: Callable[..., None],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    before = contents(earlier)
    with (
        pytest.raises(FailedWork, match=f"could not be written: {os.strerror(number)}; {advice}"),
        output_folder(earlier, BUNDLE, force=True) as output,
    ):
        write_output(output.new)
        raise OSError(number, os.strerror(number))
    assert contents(earlier) == before


def test_an_output_that_cannot_be_begun_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_output: Callable[..., None]
) -> None:
    def full(self: object, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Run, "staging_folder", full)
    with pytest.raises(WrongUse, match="cannot write to .*No space left on device; free some space"):
        make_output(tmp_path / "deep" / "out")
    assert list(tmp_path.iterdir()) == []


HOLDER = """
import sys, time
from pathlib import Path
from analysis.io.output_kinds import BUNDLE
from analysis.io.outputs import output_folder
with output_folder(sys.argv[1], BUNDLE, force=True) as output:
    (output.new / "texts.parquet").write_text("a text")
    print(output.staging, flush=True)
    time.sleep(100)
"""


def test_a_second_process_is_refused_until_the_first_is_killed(
    earlier: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
    make_output: Callable[..., None],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    """The lock of a killed process is free, and `clean` removes what it left."""
    from analysis import cli

    before = contents(earlier)
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(earlier)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        staging = Path(first.stdout.readline().strip())
        (tmp_path / "link").symlink_to(earlier)
        for out in (earlier, tmp_path / "link", tmp_path / "." / "link" / ".." / "out"):
            for kind in (BUNDLE, REPORT):
                with pytest.raises(WrongUse, match="another samestory process is writing to .*out'; wait until"):
                    make_output(out, kind, force=True)
        assert sweep() == []
        cli.clean()
        assert f"in use by samestory (bundle, process {first.pid}): {staging}" in capsys.readouterr().out
        os.kill(first.pid, signal.SIGKILL)
    assert (staging / "new" / "texts.parquet").exists()
    assert contents(earlier) == before
    cli.clean()
    assert capsys.readouterr().out == f"removed {staging}\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "out"]
    assert contents(earlier) == before


def test_a_failed_report_is_put_beside_a_complete_one(
    tmp_path: Path, write_output: Callable[..., None], contents: Callable[[Path], dict[str, bytes]]
) -> None:
    for name in ("out", "out.failed"):
        (tmp_path / name).mkdir()
    write_output(tmp_path / "out", REPORT)
    (tmp_path / "out.failed" / "mine.txt").write_text("mine")
    before = contents(tmp_path)
    for text in ("first", "second"):
        with output_folder(tmp_path / "out", REPORT, force=True) as output:
            write_output(output.new, REPORT, **{"index.html": text})
            assert output.replaces(lambda about: about["status"] == "complete")
            output.put_beside(lambda about: about["status"] == "complete")
    made = contents(tmp_path / "out.failed-2")
    assert made.pop("index.html") == b"second"
    assert {name: data for name, data in contents(tmp_path).items() if "failed-2" not in name} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "out.failed", "out.failed-2"]


def test_a_file_is_written_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "scores.csv"
    with output_file(out) as work:
        work.write_text("first")
    with pytest.raises(WrongUse, match="already exists, perhaps with changes by hand; name another file"):
        output_file(out).__enter__()
    with pytest.raises(KeyError), output_file(out, force=True) as work:
        work.write_text("half")
        raise KeyError
    assert out.read_text() == "first"
    with output_file(out, force=True) as work:
        work.write_text("second")
    assert out.read_text() == "second"
    assert [p.name for p in out.parent.iterdir()] == ["scores.csv"]


def test_a_file_that_is_an_input_is_not_replaced(tmp_path: Path) -> None:
    table = tmp_path / "articles.csv"
    table.write_text("mine")
    (tmp_path / "hard.csv").hardlink_to(table)
    (tmp_path / "soft.csv").symlink_to(table)
    for name in ("articles.csv", "hard.csv", "soft.csv"):
        with pytest.raises(WrongUse, match="is the input .* which writing would replace"):
            output_file(tmp_path / name, inputs=[table], force=True).__enter__()
    for out, message in ((tmp_path, "is a folder|working directory"), (Path("/dev/null"), "is not a regular file")):
        with pytest.raises(WrongUse, match=message):
            output_file(out, force=True).__enter__()
    assert table.read_text() == "mine"
