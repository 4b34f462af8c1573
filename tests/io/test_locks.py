import errno
import os
import socket
from pathlib import Path

import pytest

from analysis.io import locks


def test_one_holds_it(tmp_path: Path) -> None:
    first = locks.acquire(tmp_path / "lock")
    assert first is not None
    assert locks.acquire(tmp_path / "lock") is None
    first.release()
    assert list(tmp_path.iterdir()) == []
    first.release()
    again = locks.acquire(tmp_path / "lock")
    assert again is not None
    again.release(remove=False)
    assert (tmp_path / "lock").exists()


def test_a_lock_that_was_removed_meanwhile_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last holder removes the file after another one has opened it: that one must lock the new file."""
    opened, times = locks._open_file, []

    def removes(path: Path) -> int:
        number = opened(path)
        if not times:
            path.unlink()
        times.append(number)
        return number

    monkeypatch.setattr(locks, "_open_file", removes)
    lock = locks.acquire(tmp_path / "lock")
    assert lock is not None
    assert len(times) == 2
    assert locks.acquire(tmp_path / "lock") is None
    lock.release()


def test_a_link_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "lock").symlink_to(tmp_path / "mine")
    with pytest.raises(OSError):
        locks.acquire(tmp_path / "lock")
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize(
    ("holder", "free"),
    [("", True), ("nonsense", True), (f"{socket.gethostname()} {os.getppid()}", False), ("elsewhere 1", False)],
)
def test_without_locks_of_the_file_system_the_holder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holder: str, free: bool
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(locks.fcntl, "flock", none)
    (tmp_path / "lock").write_text(holder)
    lock = locks.acquire(tmp_path / "lock")
    assert (lock is not None) == free
    assert (tmp_path / "lock").read_text() == (f"{socket.gethostname()} {os.getpid()}" if free else holder)
    if lock:
        lock.release()
