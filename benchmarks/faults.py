"""Fault injection: `report` and `annotate` are killed at random moments, and nothing may be lost, left or changed.

    make faults                                    # 40 moments for each command and signal, about an hour
    .venv/bin/python benchmarks/faults.py --n 5    # a quick look

Checked after each kill: the inputs are the same bytes; the earlier report is whole; no process is alive 5 s later;
Ctrl-C gives one sentence and exit status 130. Checked after the next run: no sentence of the articles lies outside the
outputs; the output is the same bytes as that of an undisturbed run. Exit status 1 where anything fails.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

MARK = "SAMESTORY_FAULTS"
COMMAND = [sys.executable, "-P", "-c", "from samestory_start import main; main()"]
START = 0.5  # seconds in which Python itself starts, and answers signals in its own way
PATIENCE = 5.0  # seconds after which nothing may be alive
PLACES = ("Elmford", "Quarry Bay", "Thornton", "Millbrook", "Ashdown")
SENTENCES = (
    "The harbour of {place} stayed shut for {n} days after the crane fell into the basin.",
    "“Nobody in {place} was warned about berth {n},” said Ms. Adeyemi, the harbour master.",
    "Officials claimed that {n} inspections in {place} had found nothing wrong.",
    "Fishermen blamed the port authority of {place} and demanded {n} new moorings.",
    "Insurers in {place} called the loss of {n} containers a disaster.",
)


class Job(NamedTuple):
    """A command, its input and its output."""

    name: str
    corpus: Path
    out: Path
    options: tuple[str, ...]

    def words(self) -> list[str]:
        """Its command line."""
        return [*COMMAND, self.name, str(self.corpus), "--out", str(self.out), *self.options]


class Outcome(NamedTuple):
    """What was found after one kill."""

    status: int
    alive: float
    faults: list[str]


def write_corpus(path: Path, articles: int, sentences: int, seed: int, odd: bool) -> None:
    """Articles of three outlets. Their sentences have odd numbers or even ones, so that no two corpora share one."""
    rng = random.Random(seed)

    def text() -> str:
        drawn = (
            rng.choice(SENTENCES).format(place=rng.choice(PLACES), n=2 * rng.randint(1, 4999) + odd)
            for _ in range(sentences)
        )
        return " ".join(drawn)

    outlets = ("Harbour Post", "Coast Gazette", "Tide Herald")
    rows = [(outlets[i % 3], f"Crane falls at berth {i}", text()) for i in range(articles)]
    pd.DataFrame(rows, columns=["outlet", "headline", "body"]).to_parquet(path)


def sentences_of(path: Path) -> list[str]:
    """Sentences that are searched for: some of every article; what holds no number may stand in the other corpus."""
    parts = (part for body in pd.read_parquet(path)["body"] for part in body.split(". ")[:3])
    return [part for part in parts if any(letter.isdigit() for letter in part)]


def digest(place: Path) -> dict[str, str]:
    """SHA-256 of every file of a folder, or of a file."""
    files = [place] if place.is_file() else sorted(file for file in place.rglob("*") if file.is_file())
    return {str(file.relative_to(place)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def alive(token: str) -> list[int]:
    """Processes that were started by a command of this script."""
    wanted = f"{MARK}={token}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environment = (folder / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if wanted in environment:
                found.append(int(folder.name))
    return found


def seconds_until_gone(token: str) -> float:
    """How long processes stay; infinite where they stay longer than PATIENCE."""
    start = time.monotonic()
    while alive(token):
        if time.monotonic() - start > PATIENCE:
            return float("inf")
        time.sleep(0.05)
    return time.monotonic() - start


def files_with(sentences: list[str], root: Path, but: tuple[Path, ...]) -> Iterator[Path]:
    """Files below a folder that hold one of the sentences."""
    for file in sorted(file for file in root.rglob("*") if file.is_file()):
        if any(place == file or place in file.parents for place in but):
            continue
        try:
            text = _text(file)
        except FileNotFoundError:
            continue
        if any(sentence in text for sentence in sentences):
            yield file


def _text(file: Path) -> str:
    raw = file.read_bytes().decode("utf-8", "replace")
    if file.suffix == ".parquet":
        try:
            return raw + pd.read_parquet(file).to_csv()
        except (ValueError, OSError):
            return raw
    return raw


class Trial:
    """Folders of this script, and the commands that run in them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("in", "tmp", "home", "state"):
            (root / name).mkdir()
        self._number = 0

    def start(self, job: Job) -> tuple[subprocess.Popen[str], str]:
        """A command that has just begun, and the token of its processes."""
        self._number += 1
        token = f"{os.getpid()}-{self._number}"
        own = {"TMPDIR": self.root / "tmp", "XDG_STATE_HOME": self.root / "state", "HOME": self.root / "home"}
        variables = {**os.environ, **{name: str(path) for name, path in own.items()}, MARK: token}
        pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            job.words(), **pipes, env=variables, cwd=self.root, text=True, start_new_session=True
        ), token  # fmt: skip

    def run(self, job: Job) -> float:
        """Run a command undisturbed. Returns: the seconds it took."""
        start = time.monotonic()
        process, _ = self.start(job)
        told = process.communicate()[1]
        if process.returncode:
            raise SystemExit(f"the undisturbed command failed: {told}")
        return time.monotonic() - start

    def kill(self, job: Job, number: signal.Signals, moment: float, *, group: bool) -> Outcome:
        """Send a signal to a command, or to its whole group as a terminal does, and look at what is left."""
        process, token = self.start(job)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, number) if group else process.send_signal(number)
        process.wait()
        gone = seconds_until_gone(token)
        told = process.communicate()[1]
        faults = [f"processes are alive: {alive(token)}"] if gone > PATIENCE else []
        if "Traceback" in told:
            faults.append(f"a traceback: {told[-600:]}")
        if number is signal.SIGINT and process.returncode not in (0, 130, -signal.SIGINT):
            faults.append(f"exit status {process.returncode}: {told[-300:]}")
        return Outcome(process.returncode, gone, faults)


def series(trial: Trial, job: Job, number: signal.Signals, moments: list[float], whole: Mapping[str, str]) -> list[str]:
    """Kill a command at each moment. Returns: what went wrong; a line of the table is printed."""
    before, sentences = digest(job.corpus), sentences_of(job.corpus)
    faults: list[str] = []
    slowest, statuses, left, reruns = 0.0, [], 0, 0
    for turn, moment in enumerate(moments):
        found = trial.kill(job, number, moment, group=number is signal.SIGINT and turn % 2 == 0)
        wrong = list(found.faults)
        slowest, statuses = max(slowest, found.alive), [*statuses, found.status]
        if digest(job.corpus) != before:
            wrong.append("the input has changed")
        if job.name == "report" and digest(job.out) != whole:
            wrong.append("the earlier report has changed")
        left += any(files_with(sentences, trial.root, _but(trial, job)))
        # Every report that is killed is the next run of the one before; some runs are left undisturbed.
        if job.name == "annotate" or turn % 8 == 7 or turn == len(moments) - 1:
            trial.run(job)
            reruns += 1
            if digest(job.out) != whole:
                wrong.append("the rerun differs from an undisturbed run")
            wrong += [f"text is left in {file}" for file in files_with(sentences, trial.root, _but(trial, job))]
        faults += [f"{job.name}, {number.name} after {moment:.2f} s: {fault}" for fault in wrong]
    told = ", ".join(f"{statuses.count(status)} x {status}" for status in sorted(set(statuses)))
    counts = f"{slowest:>8.2f} {left:>10} {reruns:>7} {len(faults):>7}"
    print(f"{job.name:<9} {number.name:<8} {len(moments):>5} {told:<28} {counts}", flush=True)
    return faults


def _but(trial: Trial, job: Job) -> tuple[Path, ...]:
    """Where sentences may stand: in the inputs, and in the pages of a report."""
    return (trial.root / "in", *((job.out,) if job.name == "report" else ()))


def moments_of(rng: random.Random, n: int, seconds: float) -> list[float]:
    """Moments from START to just after the end of a run, one in each of n equal parts of it."""
    part = (seconds * 1.05 - START) / n
    drawn = [START + part * (i + rng.random()) for i in range(n)]
    rng.shuffle(drawn)
    return drawn


def main() -> int:
    """Kill both commands with both signals. Returns: the exit status."""
    parser = argparse.ArgumentParser(description="Kill commands at random moments, and look at what is left.")
    parser.add_argument("--n", type=int, default=40, help="moments for each command and signal")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=["report", "annotate"], help="one command alone")
    given = parser.parse_args()
    rng, faults = random.Random(given.seed), []
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        trial = Trial(Path(name))
        jobs = []
        for command, articles, length, options in (
            ("report", 6, 12, ()),
            ("annotate", 60, 120, ("--force", "--megabytes", "0.1", "--workers", "2")),
        ):
            corpus = trial.root / "in" / f"{command}.parquet"
            write_corpus(corpus, articles, length, given.seed, odd=command == "report")
            jobs.append(Job(command, corpus, trial.root / "out" / command, options))
        print("command   signal    runs exit statuses                 gone (s) text before reruns  faults")
        print("                                                                next run")
        for job in jobs:
            if given.only in (None, job.name):
                seconds = trial.run(job)
                whole = digest(job.out)
                for number in (signal.SIGKILL, signal.SIGINT):
                    faults += series(trial, job, number, moments_of(rng, given.n, seconds), whole)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
