import importlib.util
from pathlib import Path

import pytest
import yaml
from rattler import MatchSpec

PROJECT = Path(__file__).resolve().parent.parent
spec = importlib.util.spec_from_file_location("environment", PROJECT / "tests" / "environment.py")
assert spec and spec.loader
environment = importlib.util.module_from_spec(spec)
spec.loader.exec_module(environment)


def test_environment_is_the_one_pyproject_gives() -> None:
    assert (PROJECT / "environment.yml").read_text("utf-8") == environment.environment(), "run make environment"


LINES = yaml.safe_load((PROJECT / "environment.yml").read_text("utf-8"))["dependencies"]


@pytest.mark.parametrize("line", [line for line in LINES if isinstance(line, str)])
def test_conda_understands_every_line(line: str) -> None:
    assert MatchSpec(line).name is not None


def test_no_registry_has_its_address_in_a_file() -> None:
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > 500
