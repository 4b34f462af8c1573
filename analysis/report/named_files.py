"""Files and folders that parameters of the notebooks name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.io.files import sha256_of
from analysis.io.paths import is_there, resolve

# Parameters that can name a file or a folder.
FILES = ("coder", "codes", "dictionary", "encoder", "event", "plan", "vectors")


def absolute_paths(parameters: Mapping[str, Any], at: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters that name a file or folder as absolute paths: kernels may run in another directory.

    Parameters
    ----------
    parameters : mapping
    at : mapping of str to str
        Path as recorded -> path now, of files that were moved.

    Returns
    -------
    dict of str to str
    """
    named = {name: parameters[name] for name in FILES if isinstance(parameters.get(name), str) and parameters[name]}
    places = {name: resolve(at.get(path, path)) for name, path in named.items() if not _names_no_file(name, path)}
    return {name: str(place.absolute()) for name, place in places.items() if is_there(place)}


def files_of(parameter: str, given: str) -> dict[str, str]:
    """Return the SHA-256 of the file that a parameter names, or of the files of its folder, unless it is included."""
    place = resolve(given)
    if _names_no_file(parameter, given):
        return {}
    files = [place / name for name in _names_in_folder(parameter)] if place.is_dir() else [place]
    return {file.name: sha256_of(file) for file in files if file.is_file()}


def _names_no_file(parameter: str, given: str) -> bool:
    """Return whether a parameter names a column of events, or the coder that is part of the package."""
    if parameter == "event":
        from analysis.corpus.event_table import is_event_table

        return not is_event_table(given)
    if parameter != "coder":
        return False
    from analysis.coding.persistence import SHIPPED_NAME

    return given == SHIPPED_NAME


def _names_in_folder(parameter: str) -> Sequence[str]:
    """Return the names of the files of a folder that a parameter can name."""
    if parameter == "encoder":
        from analysis.language.sentiment.target_encoder import FILES as ENCODER_FILES

        return ENCODER_FILES
    if parameter == "coder":
        from analysis.coding.persistence import FILES as CODER_FILES

        return ("coder.json", *CODER_FILES)
    return ()
