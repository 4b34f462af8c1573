"""actors.yml and names of frames in a bundle: names that the owner gives, and nothing that is longer than a name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from analysis._utils.content_hiding import hides_content
from analysis.bundles.disclosure.thresholds import LONGEST_NAME, RUN
from analysis.bundles.disclosure.word_runs import WORD, found_in, runs, words
from analysis.exceptions import WrongUse
from analysis.language.entities.actor_list import Actor, read_actors


@hides_content
class Listed(NamedTuple):
    """Actors as a bundle lists them, and the aliases that are left out, each cut to its first words."""

    actors: tuple[Actor, ...]
    left_out: list[str]


def is_sentence(name: str, prose: pl.Series) -> bool:
    """Return whether what is given as a name is longer than a name and occurs in a text."""
    return len(words(name)) > LONGEST_NAME and bool(found_in(runs(name), prose))


def _is_passage(alias: str, prose: pl.Series) -> bool:
    """Whether an alias of four words or more, most of them in lower case, occurs in a text."""
    written = WORD.findall(alias)
    small = sum(word.islower() for word in written)
    return len(written) > RUN and 2 * small > len(written) and bool(found_in(runs(alias), prose))


def check_names(names: Iterable[str], what: str, prose: pl.Series) -> None:
    """Check names that every table holds.

    Parameters
    ----------
    names : iterable of str
    what : str
        What the names are, for the message.
    prose : Series of str
        Texts, as `plain` returns them.


    Raises
    ------
    WrongUse
        If one of them is a passage of a text.
    """
    for name in names:
        if is_sentence(name, prose):
            raise WrongUse(
                f"{what} '{_short(name)}' has {len(words(name))} words and occurs in a text; a name in a bundle has at "
                f"most {LONGEST_NAME} words"
            )


def listed_actors(actors: Path, prose: pl.Series) -> Listed:
    """Read the actors of a file as they can be published.

    Parameters
    ----------
    actors : Path
        File of the actors.
    prose : Series of str
        Texts, as `plain` returns them.

    Returns
    -------
    Listed


    Raises
    ------
    WrongUse
        If the name or side of an actor is a passage of a text.
    """
    entries = read_actors(actors).entries
    check_names((text for e in entries for text in (e.name, e.side)), f"the name or side in '{actors.name}'", prose)
    others = [alias for e in entries for alias in e.aliases[1:]]  # the first is the name
    left_out = [alias for alias in others if is_sentence(alias, prose) or _is_passage(alias, prose)]
    kept = tuple(e._replace(aliases=tuple(a for a in e.aliases if a not in left_out)) for e in entries)
    return Listed(kept, [_short(alias) for alias in left_out])


def write_actors(actors: Iterable[Actor], file: Path) -> None:
    """Write actors as YAML, without the comments of the file they were read from."""
    lines = ["# The actors of this bundle, as its owner names them.\n"]
    for actor in actors:
        about: dict[str, object] = {"name": actor.name, "kind": actor.kind}
        if len(actor.aliases) > 1:
            about["aliases"] = list(actor.aliases[1:])
        if actor.side:
            about["side"] = actor.side
        lines.append(f"- {json.dumps(about, ensure_ascii=False)}\n")
    file.write_text("".join(lines), "utf-8")


def long_names(names: Iterable[str]) -> list[str]:
    """Return the distinct names of three words or more, in order."""
    return sorted({name for name in names if len(words(name)) >= RUN})


def _short(name: str) -> str:
    return f"{' '.join(name.split()[:2])} …"
