"""A Chromium or Chrome of this machine, which prints a page without network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from analysis.exceptions import FailedWork, WrongUse

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SECONDS = 600
_FLAGS = (
    "--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline", "--no-first-run",
    "--disable-extensions", "--disable-sync", "--disable-background-networking", "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def find_browser() -> str:
    """Return the path of a Chromium or Chrome.

    Raises
    ------
    WrongUse
        If none is installed.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise WrongUse("`--pdf` needs Chromium or Chrome, which was not found. Install chromium, or leave out --pdf.")
    return found


def has_browser() -> bool:
    """Return whether a Chromium or Chrome is installed."""
    return any(map(shutil.which, BROWSERS))


def browser_version() -> str:
    """Return the name and version of the browser that prints."""
    try:
        told = subprocess.run([find_browser(), "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return " ".join(told.stdout.split()[:2])


def print_page(source: Path, target: Path, seconds: float = SECONDS) -> None:
    """Let a browser print a page as PDF, and end all its processes.

    Parameters
    ----------
    source : Path
        The page, which is alone in a folder that this user owns.
    target : Path
        Where the PDF is written; nothing is there if the browser is killed.
    seconds : float
        How long it may take.

    Raises
    ------
    FailedWork
        If it takes longer.
    """
    home = source.with_name("home")
    home.mkdir()
    command = (
        find_browser(), *_FLAGS, f"--user-data-dir={home}", f"--print-to-pdf={target}",
        # As root, its sandbox does not start.
        *(["--no-sandbox"] if os.geteuid() == 0 else []), source.as_uri(),
    )  # fmt: skip
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, start_new_session=True
    ) as browser:
        try:
            browser.wait(seconds)
        except subprocess.TimeoutExpired:
            raise FailedWork(f"Chromium did not print within {seconds:g} seconds; run again without --pdf") from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(browser.pid, signal.SIGKILL)
