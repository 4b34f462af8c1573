"""Is a report what it says, and does it come out the same again?"""

from __future__ import annotations

import json
from pathlib import Path

from analysis.errors import FailedWork, WrongUse
from analysis.io.outputs import begin_run
from analysis.paths import resolve
from analysis.report.run import report, sha256


def verify(folder: str | Path) -> str:
    """Compare every file of a report with run.json, then run the report again and compare the two, byte for byte.

    Returns: one sentence on what was found. Raises: WrongUse where folder is no report; FailedWork naming each file
    that differs."""
    folder = Path(folder)
    try:
        run = json.loads((folder / "run.json").read_text("utf-8"))
        recorded, corpus = run["files"], run["corpus"]
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongUse(f"'{folder}' is not a samestory report: it holds no readable run.json") from None
    altered = _different(recorded, folder)
    if altered:
        raise FailedWork(f"altered since the report was made: {', '.join(altered)}")
    if run["status"] != "complete":
        faults = "; ".join(f"{name}: {fault}" for name, fault in run["faults"].items())
        raise FailedWork(f"the report is not complete: {faults}")
    same = f"all {len(recorded)} files are as they were made"
    if not resolve(corpus["path"]).exists():
        return f"{same}; the corpus '{corpus['path']}' is not here, so the report was not run again"
    with begin_run("verify") as run_again:
        again = run_again.scratch() / folder.resolve().name
        report(corpus["path"], again, columns=corpus["columns"], parameters=run["parameters"])
        now = json.loads((again / "run.json").read_text("utf-8"))
        if now["corpus"] != corpus:
            raise FailedWork(
                f"the corpus '{corpus['path']}' is not what the report was made from (text or articles differ); "
                f"the files themselves are as they were made"
            )
        results = {name: sha for name, sha in recorded.items() if name.startswith("tables/") or name.endswith(".html")}
        differ = _different(results, again)
        if differ:
            raise FailedWork(f"a second run gives something else: {', '.join(differ)}")
    return f"{same}, and a second run gives the same {len(results)} tables and pages, byte for byte"


def _different(recorded: dict[str, str], folder: Path) -> list[str]:
    def now(name: str) -> str:
        return sha256((folder / name).read_bytes()) if (folder / name).is_file() else "missing"

    return sorted(name for name, sha in recorded.items() if now(name) != sha)
