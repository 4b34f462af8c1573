"""Files that others name: inside a folder, regular, and not too large, or refused."""

from __future__ import annotations

from pathlib import Path

# Bytes; no article is as long.
LARGEST = 1 << 26


def file_inside(folder: Path, sub: str, name: str) -> Path:
    """Return the path of a regular file below a sub-folder, links resolved.

    Parameters
    ----------
    folder : Path
        The folder that may not be left.
    sub : str
        The sub-folder in which names are looked up.
    name : str
        Relative path of the file, from a table that anybody may have written.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the name is absolute or leads out of the sub-folder, also through a link; if it is a folder, a pipe or a
        device; if it is larger than `LARGEST`.
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
    if size > LARGEST:
        raise ValueError(f"it has {size:,} bytes; at most {LARGEST:,} are read")
    return path
