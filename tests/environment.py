"""environment.yml, made from pyproject.toml: python tests/environment.py > environment.yml."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(.*)")


def environment() -> str:
    """The dependencies of pyproject.toml as conda names them, and the project itself through pip."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [f"python {project['requires-python']}", *sorted(_conda(d) for d in project["dependencies"])]
    head = "# Generated from pyproject.toml by `make environment`; change it there.\n"
    head += "name: samestory\nchannels:\n  - conda-forge\n"
    listed = "".join(f"  - {line}\n" for line in [*lines, "pip"])
    return f"{head}dependencies:\n{listed}  - pip:\n      - --no-deps --editable .\n"


def _conda(requirement: str) -> str:
    match = _REQUIREMENT.fullmatch(requirement)
    assert match
    return f"{match[1].lower()} {match[2]}".strip()


if __name__ == "__main__":
    print(environment(), end="")
