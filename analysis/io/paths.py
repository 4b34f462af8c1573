"""Paths of inputs: relative to the working directory, else to the folder of the project."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parent


def expanded(path: str | Path) -> Path:
    """Return a path with the home folder in place of ~, or ~NAME; as given where nobody has that name, as shells do."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def resolve(path: str | Path) -> Path:
    """Return a path below the folder of the project where it exists only there, else the path as given."""
    given = expanded(path)
    below = PROJECT / given
    return below if not is_there(given) and is_there(below) else given


def is_there(path: Path) -> bool:
    """Return whether a path exists; False for one that no file can have, such as one that is too long."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
