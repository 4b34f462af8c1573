"""What got slower? Times the pass and a report beside peers, and compares with earlier rows of track.csv.

    python benchmarks/track.py ../shared/data [--megabytes 25] [--dry]

The rate of a stage is stated as a ratio to scikit-learn's CountVectorizer and to `wc -w` on the same text in the same
run, so that rows of different days can be compared. A stage is slower where its ratio to CountVectorizer is more than
a tenth below the median of the last five rows of the same machine; the exit status is 1 then. Rows are appended unless
--dry is given.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import pandas as pd
from speed import sized, timed

from analysis import __version__

HERE = Path(__file__).resolve().parent
TABLE = HERE / "track.csv"
TEXT, ARTICLES = "speed/allsides_50mb.parquet", HERE.parent / "data/tarnholm"
PEERS = {"CountVectorizer": "of_countvectorizer", "wc": "of_wc"}
STAGES = ("words", "vader", "clean", "annotate", "terms", "framing", "attributions", "pass", "all")
FILE, REPORT = "file", "report of tarnholm"
# Rows that a stage is compared with, and by how much it may vary.
EARLIER, NOISE = 5, 0.1


def machine() -> str:
    """Processor and number of cores."""
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    name = names[0].partition(":")[2] if names else platform.processor()
    return f"{' '.join(name.split())}, {len(os.sched_getaffinity(0))} cores"


def commit() -> str:
    """The commit that is measured, marked where files were changed since."""
    told = ["git", "-C", str(HERE), "describe", "--always", "--dirty"]
    return subprocess.run(told, check=True, capture_output=True, text=True).stdout.strip()


def rate_of_report() -> float:
    """Megabytes a second of a report of a small corpus, nothing of earlier runs being used."""
    size = sum(file.stat().st_size for file in ARTICLES.rglob("*.txt")) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "analysis.cli", "report", str(ARTICLES), "--out", f"{folder}/out"]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "SAMESTORY_KEEP": "no"})
        return size / (time.perf_counter() - start)


def measured(data: Path, megabytes: float) -> pd.DataFrame:
    """One row a stage."""
    rates = {stage: timed(stage, data / TEXT, megabytes).rate for stage in (*PEERS, *STAGES)}
    with tempfile.TemporaryDirectory() as folder:
        rates[FILE] = timed(FILE, sized(data / TEXT, int(megabytes), Path(folder)), megabytes).rate
    rates[REPORT] = rate_of_report()
    rows = pd.DataFrame({"stage": list(rates), "megabytes_per_second": list(rates.values())})
    for peer, column in PEERS.items():
        rows[column] = rows["megabytes_per_second"] / rates[peer]
    about = {"date": date.today().isoformat(), "version": __version__, "commit": commit(), "machine": machine()}
    return rows.assign(**about)[[*about, *rows.columns]]


def compared(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The ratio of each stage now and the median of its last rows on this machine, with their difference in percent."""
    here = before[before["machine"] == now["machine"].iat[0]]
    last = here.groupby("stage").tail(EARLIER).groupby("stage")["of_countvectorizer"].median()
    made = now.set_index("stage")[["megabytes_per_second", "of_countvectorizer"]].assign(before=last)
    return made.assign(change_percent=100 * (made["of_countvectorizer"] / made["before"] - 1))


def main(data: Path, megabytes: float, *, dry: bool) -> int:
    """Print the comparison; 1 if a stage is slower."""
    now = measured(data, megabytes)
    before = pd.read_csv(TABLE) if TABLE.exists() else now.iloc[:0]
    made = compared(now, before)
    print(made.round(4).to_string())
    slower = made.index[made["change_percent"] < -100 * NOISE]
    print("slower: " + ", ".join(slower) if len(slower) else "nothing is slower by more than a tenth")
    if not dry:
        now.round(5).to_csv(TABLE, mode="a", header=not TABLE.exists(), index=False)
    return int(len(slower) > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--megabytes", type=float, default=25)
    parser.add_argument("--dry", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.data, given.megabytes, dry=given.dry))
