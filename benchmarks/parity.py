"""Checks that outputs have the same bytes as before a change of the code: `make parity`.

    python benchmarks/parity.py ../shared/data            # compare with benchmarks/parity.json
    python benchmarks/parity.py ../shared/data --renew    # write benchmarks/parity.json

Hashed are every table, figure, page and bundle of: a report from the bundle of data/atacms; one from its texts;
annotate with one and two workers on 5 MB; code fit and code apply; a report of seesaw_dev. Left out is what changes
when code is rearranged and no result does: code cells of notebooks and pages, and versions and checksums of the code
in run.json. It takes two minutes. The hashes hold for the packages of requirements.lock, on x86-64, and for the version
of Python that parity.json names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
from train_coder import FRAMES

import samestory as ss

PROJECT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).with_suffix(".json")
COMMAND = Path(sys.executable).with_name("samestory")
ANNOTATED_BYTES = 5_000_000
# Entries of run.json that describe results; the others name the code and the packages.
RECORDED = ("status", "faults", "corpus", "parameters", "seed")
CODE_CELL = re.compile(r'<div class="input">.*?</div>\s*</div>\s*</div>', re.DOTALL)

Case = Callable[[Path, Path], None]


def run(*arguments: str | Path) -> None:
    """Run the command in the project's folder; show what it prints if it fails."""
    done = subprocess.run([COMMAND, *map(str, arguments)], cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(
            f"samestory {' '.join(map(str, arguments))} ended with status {done.returncode}:\n{done.stderr[-2000:]}"
        )


def report_of_bundle(out: Path, data: Path) -> None:
    """A report from tables alone."""
    run("report", "data/atacms/bundle", "--out", out)


def report_of_texts(out: Path, data: Path) -> None:
    """A report from the five texts."""
    run("report", "data/atacms", "--out", out)


def annotate(out: Path, data: Path) -> None:
    """Bundles of 5 MB, made by one and by two workers."""
    table = pd.read_parquet(data / "speed" / "allsides_50mb.parquet")
    some = table[table["body"].str.len().cumsum() <= ANNOTATED_BYTES]
    out.mkdir()
    some.to_parquet(out / "some.parquet")
    for workers in (1, 2):
        columns = ("--column", "article_id=id", "--column", "headline=title")
        run("annotate", out / "some.parquet", "--out", out / f"workers_{workers}", "--workers", str(workers), *columns)
    (out / "some.parquet").unlink()


def code(out: Path, data: Path) -> None:
    """A coder fitted to 214 articles, and its scores of the same."""
    coded = data / "frames" / "narrative_frames_dev.parquet"
    names = {"article_id": "id", "body": "text"}
    labels = pd.read_parquet(coded)
    # Nearly the same text a second time is not in the corpus.
    labels = labels[labels["id"].isin(ss.read_corpus(coded, columns=names).articles["article_id"])]
    codes = [";".join(FRAMES[c] for c in FRAMES if row[c]) or "none" for _, row in labels.iterrows()]
    out.mkdir()
    pd.DataFrame({"article_id": labels["id"], "code": codes, "coder": "one"}).to_csv(out / "codes.csv", index=False)
    columns = [part for name, given in names.items() for part in ("--column", f"{name}={given}")]
    run("code", "fit", coded, out / "codes.csv", "--out", out / "coder", *columns)
    run("code", "apply", coded, out / "coder", "--out", out / "scores.parquet", *columns)


def report_of_events(out: Path, data: Path) -> None:
    """A report of 486 articles on many events."""
    columns = ("--column", "article_id=id", "--column", "headline=title")
    run("report", data / "events" / "seesaw_dev.parquet", "--out", out, *columns)


CASES: tuple[Case, ...] = (report_of_bundle, report_of_texts, annotate, code, report_of_events)


def content(file: Path) -> bytes:
    """What of a file is compared: everything but code and the record of versions."""
    if file.name == "run.json":
        recorded = json.loads(file.read_bytes())
        return json.dumps({key: recorded[key] for key in RECORDED}).encode()
    if file.suffix == ".ipynb":
        cells = json.loads(file.read_bytes())["cells"]
        return json.dumps([c["outputs"] if c["cell_type"] == "code" else c["source"] for c in cells]).encode()
    if file.suffix == ".html":
        return CODE_CELL.sub("", file.read_text()).encode()
    return file.read_bytes()


def hashes(folder: Path, data: Path) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each file of each case, in order."""
    for case in CASES:
        out = folder / case.__name__
        case(out, data.resolve())
        for file in sorted(path for path in out.rglob("*") if path.is_file()):
            # Paths of the machine stand in records.
            compared = (
                content(file).replace(str(folder).encode(), b"OUT").replace(str(data.resolve()).encode(), b"DATA")
            )
            yield file.relative_to(folder).as_posix(), hashlib.sha256(compared).hexdigest()
        print(f"{case.__name__}: done", file=sys.stderr)


def main() -> None:
    """Compare, or renew; exit with status 1 where a file differs, is missing or is new."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the labelled data")
    parser.add_argument("--renew", action="store_true", help="write the hashes instead")
    parser.add_argument("--keep", type=Path, help="keep the outputs in this folder")
    given = parser.parse_args()
    folder = given.keep.resolve() if given.keep else Path(tempfile.mkdtemp(prefix="parity-"))
    folder.mkdir(exist_ok=True)
    try:
        now = dict(hashes(folder, given.data))
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    if given.renew:
        GOLDEN.write_text(json.dumps({"python": platform.python_version(), "sha256": now}, indent=1) + "\n")
        print(f"{len(now)} hashes written to {GOLDEN.name}")
        return
    golden = json.loads(GOLDEN.read_text())["sha256"]
    faults = [f"missing  {name}" for name in golden.keys() - now.keys()]
    faults += [f"new      {name}" for name in now.keys() - golden.keys()]
    faults += [f"differs  {name}" for name in golden.keys() & now.keys() if golden[name] != now[name]]
    print(*sorted(faults), f"{len(now)} files, {len(faults)} differ", sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
