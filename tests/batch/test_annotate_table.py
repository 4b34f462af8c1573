import errno
import json
import math
import os
import signal
import stat
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, compare, measures, read_corpus
from analysis._utils.command_exit import Stopped
from analysis.batch import annotate_table as run
from analysis.batch import concatenation
from analysis.batch.annotate_table import annotate_table
from analysis.batch.executors import dask, executor
from analysis.batch.finished_batches import finished_batches
from analysis.batch.spool import Batch
from analysis.batch.worker import score
from analysis.batch.workers import Workers
from analysis.bundles.disclosure.leak_check import read_tables
from analysis.bundles.share import share
from analysis.exceptions import FailedWork, WrongUse

MB = 0.0004  # two articles a batch
ONE = 9  # all articles in one batch, where a test is not about several: each costs as much as the first


def kept(out: Path) -> list[str]:
    """Names of the batches that are done."""
    return sorted(part.name for part in (out / ".samestory" / "batches").iterdir())


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def one_worker(shared_table: Path, tmp_path_factory: pytest.TempPathFactory, annotate_in_threads) -> Path:
    """The bundle of the table, made by one worker."""
    return annotate_in_threads(shared_table, tmp_path_factory.mktemp("whole") / "out", megabytes=MB, workers=1)


@pytest.fixture(scope="module")
def whole(one_worker: Path) -> dict[str, bytes]:
    """The files of that bundle."""
    return files(one_worker)


def test_batches_give_the_tables_of_share(shared_bundle: Path, one_worker: Path) -> None:
    whole, parts = read_corpus(shared_bundle), read_corpus(one_worker)
    pd.testing.assert_frame_equal(parts.articles, whole.articles)
    pd.testing.assert_frame_equal(parts.dropped, whole.dropped)
    pd.testing.assert_frame_equal(annotate(parts).segments, annotate(whole).segments)
    for name in ("terms", "sentiment", "framing", "voices"):
        ours, theirs = (compare(getattr(measures, name)(annotate(corpus))) for corpus in (parts, whole))
        pd.testing.assert_frame_equal(ours, theirs)


@pytest.mark.usefixtures("threads")
def test_the_number_of_workers_changes_no_byte(table: Path, tmp_path: Path, whole: dict[str, bytes]) -> None:
    assert files(annotate_table(table, tmp_path / "3", megabytes=MB, workers=3)) == whole
    assert set(whole) == {f"{t}.parquet" for t in ("articles", "dropped", "scores", "segments", "style")} | {
        "bundle.json",
        "README.md",
    }


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("links", [True, False])
def test_many_scores_stay_in_the_files_of_their_batches(
    table: Path, one_worker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    monkeypatch.setattr(concatenation, "MOST_JOINED", 0)
    if not links:  # as on a disk that knows no second names
        monkeypatch.setattr(Path, "hardlink_to", lambda *_: (x for x in ()).throw(OSError(errno.EPERM, "no links")))
    many = annotate_table(table, tmp_path / "many", megabytes=MB, workers=1)
    named = sorted(file.name for file in many.glob("scores*"))
    assert named == [f"scores-{number:05}.parquet" for number in range(1, len(named) + 1)] and len(named) > 2
    assert {*named} <= {*json.loads((many / "bundle.json").read_text("utf-8"))["sha256"]}
    one, several = (annotate(read_corpus(folder)).saved for folder in (one_worker, many))
    assert all(several[name][1].equals(one[name][1]) for name in one) and len(one) == 4
    assert read_tables(many)["scores"].equals(read_tables(one_worker)["scores"])
    (many / named[1]).unlink()
    with pytest.raises(WrongUse, match=rf"'{named[1]}' is missing"):
        read_corpus(many)


@pytest.mark.usefixtures("threads")
def test_a_second_call_continues_with_unfinished_batches(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, bytes]
) -> None:
    asked: list[str] = []

    def fails(rows: str, part: str, **how: object) -> str:
        asked.append(part)
        if len(asked) == 3:
            raise ValueError("the light went out")
        return score(rows, part, **how)

    monkeypatch.setattr(run, "score", fails)
    with pytest.raises(FailedWork, match="the light went out; finished batches are kept, and the same"):
        annotate_table(table, tmp_path / "out", megabytes=MB, workers=1)
    done = len(kept(tmp_path / "out"))
    first = len(asked)
    annotate_table(table, tmp_path / "out", megabytes=MB, workers=1)
    assert done >= 2
    assert len(asked) - first == len({*asked}) - done
    assert files(tmp_path / "out") == whole


@pytest.mark.usefixtures("threads")
def test_other_settings_are_other_batches(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "join", lambda *_: (x for x in ()).throw(OSError(errno.ENOSPC, "No space left")))
    out = tmp_path / "out"
    with pytest.raises(FailedWork, match="No space left; .*; finished batches are kept"):
        annotate_table(table, out, megabytes=ONE)
    first = kept(out)
    with pytest.raises(
        WrongUse, match="contains unfinished batches made with another house_style; name another folder"
    ):
        annotate_table(table, out, megabytes=ONE, house_style=False)
    assert kept(out) == first
    with pytest.raises(FailedWork, match="No space left"):
        annotate_table(table, out, megabytes=ONE, house_style=False, force=True)
    assert len(kept(out)) == 1
    assert kept(out) != first


@pytest.mark.usefixtures("threads")
def test_a_full_disk_is_reported_and_nothing_is_lost(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, bytes]
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(FailedWork, match="No space left on device; .*; finished batches are kept"):
            annotate_table(table, tmp_path / "out", megabytes=MB, workers=1)
    assert not (tmp_path / "out" / "bundle.json").exists()
    assert files(annotate_table(table, tmp_path / "out", megabytes=MB, workers=1)) == whole


@pytest.mark.usefixtures("threads")
def test_a_batch_without_a_usable_article_is_only_dropped(tmp_path: Path, rows: pd.DataFrame) -> None:
    odd = rows.assign(headline="", body=["...", *rows["body"][1:-1], "— — —" * 300])
    odd.to_parquet(tmp_path / "odd.parquet")
    bundle = read_corpus(annotate_table(tmp_path / "odd.parquet", tmp_path / "out", megabytes=MB, workers=1))
    assert len(bundle.articles) == len(rows) - 2
    assert set(bundle.dropped["article_id"]) == {"gazette-1", "post-2"}


@pytest.mark.usefixtures("threads")
def test_a_table_without_usable_articles_is_refused(tmp_path: Path, rows: pd.DataFrame) -> None:
    rows.assign(headline="", body="?!").to_csv(tmp_path / "no.csv", index=False)
    with pytest.raises(WrongUse, match="no article of 'no' can be used"):
        annotate_table(tmp_path / "no.csv", tmp_path / "out")


def test_existing_outputs_are_named(table: Path, shared_bundle: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine")
    with pytest.raises(WrongUse, match="contains files, but is not a bundle"):
        annotate_table(table, taken)
    assert [f.name for f in taken.iterdir()] == ["letter.txt"]
    with pytest.raises(WrongUse, match="already contains a bundle"):
        annotate_table(table, shared_bundle)


@pytest.mark.usefixtures("threads")
def test_folders_of_the_user_are_never_touched(tmp_path: Path, rows: pd.DataFrame) -> None:
    for name in ("parts", "spool"):
        (tmp_path / "mine" / name).mkdir(parents=True)
        (tmp_path / "mine" / name / "mine.txt").write_text("mine")
    rows.to_parquet(tmp_path / "mine" / "parts" / "2024.parquet")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for given, out in (("parts", "."), ("parts", "parts"), ("parts", "parts/out"), ("parts/2024.parquet", ".")):
        for force in (False, True):
            with pytest.raises(WrongUse):
                annotate_table(tmp_path / "mine" / given, tmp_path / "mine" / out, force=force)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("threads")
def test_force_replaces_the_whole_bundle(table: Path, tmp_path: Path) -> None:
    actors = tmp_path / "corpus" / "actors.yml"
    actors.parent.mkdir()
    table.rename(actors.parent / "articles.csv")
    actors.write_text("- {name: The Council, aliases: [the council], kind: group}\n")
    out = share(read_corpus(actors.parent), tmp_path / "out")
    assert {"actors.yml", "attributions.parquet"} <= set(files(out))
    annotate_table(actors.parent / "articles.csv", out, megabytes=ONE, workers=1, force=True)
    assert files(out) == files(annotate_table(actors.parent / "articles.csv", tmp_path / "new", megabytes=ONE))


@pytest.mark.usefixtures("threads")
def test_batches_of_another_corpus_are_not_continued(
    table: Path, tmp_path: Path, rows: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, other = tmp_path / "out", tmp_path / "other" / table.name
    other.parent.mkdir()
    rows[:4].to_csv(other, index=False)
    with monkeypatch.context() as patched:
        patched.setattr(run, "join", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "a bad disk")))
        with pytest.raises(FailedWork, match="a bad disk"):
            annotate_table(table, out, megabytes=MB)
    begun = kept(out)
    assert stat.S_IMODE(out.stat().st_mode) & 0o777 == 0o777 & ~umask()
    with pytest.raises(WrongUse, match="contains unfinished batches made with another corpus; name another folder"):
        annotate_table(other, out, megabytes=MB)
    with pytest.raises(WrongUse, match="contains unfinished batches of samestory annotate, not a bundle"):
        share(read_corpus(other), out)
    assert kept(out) == begun
    annotate_table(other, out, megabytes=ONE, force=True)
    assert files(out) == files(annotate_table(other, tmp_path / "new", megabytes=ONE))
    assert [p.name for p in tmp_path.glob(".*")] == []


def umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


@pytest.mark.usefixtures("threads")
def test_texts_lie_in_a_private_folder_and_are_removed(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def looks(rows: str, part: str, **how: object) -> str:
        seen.append(Path(rows))
        assert Path(rows).is_file()
        assert stat.S_IMODE(Path(rows).parents[1].stat().st_mode) == 0o700
        assert not Path(rows).is_relative_to(tmp_path / "out")
        raise ValueError("the light went out")

    monkeypatch.setattr(run, "score", looks)
    with pytest.raises(FailedWork, match="the light went out"):
        annotate_table(table, tmp_path / "out", megabytes=MB, workers=1)
    assert seen
    assert [p.name for p in tmp_path.iterdir()] == [table.name], "no batch is done, so nothing stays"


@pytest.mark.parametrize("megabytes", [math.inf, math.nan, 1e308, 0, -1, True, "8", None])
def test_invalid_sizes_are_refused(table: Path, tmp_path: Path, megabytes: float) -> None:
    with pytest.raises(WrongUse, match="Invalid `megabytes`: "):
        annotate_table(table, tmp_path / "out", megabytes=megabytes)
    assert [p.name for p in tmp_path.iterdir()] == [table.name]


@pytest.mark.parametrize("workers", [-1, 10**9, 1.5, True, "2"])
def test_invalid_numbers_of_workers_are_refused(table: Path, tmp_path: Path, workers: int) -> None:
    with pytest.raises(WrongUse, match="Invalid `workers`: "):
        annotate_table(table, tmp_path / "out", workers=workers)
    assert [p.name for p in tmp_path.iterdir()] == [table.name]


@pytest.mark.usefixtures("threads")
def test_a_truncated_table_is_wrong_use(table: Path, tmp_path: Path, rows: pd.DataFrame) -> None:
    rows.to_parquet(tmp_path / "whole.parquet")
    (tmp_path / "half.parquet").write_bytes((tmp_path / "whole.parquet").read_bytes()[:900])
    with pytest.raises(WrongUse, match="half.parquet"):
        annotate_table(tmp_path / "half.parquet", tmp_path / "out")


def batches(folder: Path, many: int) -> list[Batch]:
    return [Batch(folder / f"rows{i}", folder / f"part{i}", 1) for i in range(many)]


def test_a_batch_that_another_worker_has_finished_is_not_done_again(tmp_path: Path) -> None:
    part, settings = tmp_path / "part", {"name": "bridge", "house_style": True, "dictionary": "", "survey": ""}
    with pytest.raises(FileNotFoundError):
        score(str(tmp_path / "rows"), str(part), **settings)
    part.mkdir()
    assert score(str(tmp_path / "rows"), str(part), **settings) == str(part)


class Gone(ThreadPoolExecutor):
    """As Dask's executor when its scheduler is gone: what was asked for is cancelled."""

    def submit(self, *_: object) -> Future:
        future = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


def test_a_scheduler_that_ends_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FailedWork, match="batch part0 was cancelled: the scheduler of the cluster is gone; "):
        list(finished_batches(iter(batches(tmp_path, 1)), Workers(Gone, 1), dies))


def dies(rows: str, part: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return part


@pytest.mark.slow
def test_workers_that_are_killed_repeatedly_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(FailedWork, match="workers were killed 3 times"):
        list(finished_batches(iter(batches(tmp_path, 1)), Workers(partial(executor, 1, ""), 1), dies))


def dies_once(rows: str, part: str, *, marker: str, **how: object) -> str:
    """What a worker does that is killed at its first batch, and works after."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return score(rows, part, **how)


@pytest.mark.slow
@pytest.mark.parametrize("cluster", ["", "local"])
def test_processes_here_or_in_a_cluster_and_a_killed_worker_change_no_byte(
    table: Path, tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, cluster: str
) -> None:
    monkeypatch.setattr(run, "score", partial(dies_once, marker=str(tmp_path / "died")))
    assert files(annotate_table(table, tmp_path / "out", megabytes=MB, workers=2, cluster=cluster)) == whole
    assert (tmp_path / "died").exists()


@pytest.mark.slow
def test_a_cluster_that_is_stopped_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with pytest.raises(Stopped), dask("local", 2):
        raise Stopped
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["tcp", "tls"])
def test_a_scheduler_that_is_gone_is_named(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("analysis.batch.executors.PATIENCE", 0.3)
    with pytest.raises(WrongUse, match=f"no scheduler answers at '{kind}://127.0.0.1:9'"):
        annotate_table(table, tmp_path / "out", cluster=f"{kind}://127.0.0.1:9")
