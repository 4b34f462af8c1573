"""Memory that was freed goes back to the system."""

import os
import sys
from pathlib import Path

import pytest

from analysis._utils.freed_memory import release_memory


def resident() -> int:
    """Return the bytes of memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked for the memory of a process")
def test_memory_between_what_is_kept_goes_back() -> None:
    pieces = [bytes([1]) * 2000 for _ in range(30_000)]
    kept = pieces[::1000]
    del pieces
    before = resident()
    release_memory()
    assert before - resident() > 30_000_000
    assert len(kept) == 30
