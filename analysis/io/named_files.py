"""Files that a table names: they must lie inside a folder, and be regular and not too large."""

from __future__ import annotations

from pathlib import Path

LARGEST_FILE = 1 << 26  # bytes; no article is as long


def file_inside(folder: Path, sub: str, name: str) -> Path:
    """Return the path of a regular file below a sub-folder, links resolved.

    Parameters
    ----------
    folder : Path
        The folder in which all files must lie.
    sub : str
        The sub-folder that names are relative to.
    name : str
        Relative path of the file, from a table that anybody may have written.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the name is absolute or leads out of the sub-folder, also through a link; if it is a folder, a pipe or a
        device; if it is larger than `LARGEST_FILE`.
    """
    if Path(name).is_absolute() or ".." in Path(name).parts or "\0" in name:
        raise ValueError(f"only files below {sub}/ are read; give a relative path without '..'")
    root = folder.resolve()
    try:
        inside, path = (root / sub).resolve(), (root / sub / name).resolve(strict=True)
    except RuntimeError:
        raise ValueError("it is a link to itself") from None
    if not inside.is_relative_to(root) or not path.is_relative_to(inside):
        raise ValueError(f"it is a link that leads out of {sub}/; put the file itself there")
    if not path.is_file():
        raise ValueError("it is not a regular file")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise ValueError(f"it has {size:,} bytes; at most {LARGEST_FILE:,} are read")
    return path
