"""Where things are: relative paths count from the working directory, then from the project's own folder."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parent


def resolve(path: str | Path) -> Path:
    """An existing path as given, else the same below the project's folder where that exists, else as given."""
    given = Path(path).expanduser()
    below = PROJECT / given
    return below if not is_there(given) and is_there(below) else given


def is_there(path: Path) -> bool:
    """Whether a path exists; one that no file can have, such as one with a name that is too long, does not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
