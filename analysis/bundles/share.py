"""`share`: a corpus -> a bundle, checked for leaks of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from analysis.annotation.annotate import annotate
from analysis.bundles.disclosure.leak_check import find_leaks
from analysis.bundles.write_bundle import write_private_bundle, write_shared_bundle
from analysis.corpus.article_tables import bundle_place, existing_path
from analysis.corpus.corpus import Corpus, check_corpus
from analysis.corpus.reading import read_corpus
from analysis.exceptions import FailedWork, NeedsText
from analysis.io.output_kinds import BUNDLE
from analysis.io.outputs import output_folder
from analysis.language.dictionaries.dictionary import read_dictionary


def share(
    corpus: Corpus,
    out: str | Path,
    *,
    dictionary: str = "",
    parse: str = "",
    with_text: bool = False,
    force: bool = False,
) -> Path:
    """Write a corpus as a bundle: its tables and the scores of every measure, without the text.

    What would give away text is left out or replaced; the README.md in the bundle lists it.

    Parameters
    ----------
    corpus : Corpus
        With its text.
    out : str or Path
        Folder to write. The bundle of a corpus folder may be written into it, as CORPUS/bundle.
    dictionary : str
        File of frames, as in `framing`.
    parse : str
        Name of a spaCy pipeline that also finds attributions, as in `annotate`.
    with_text : bool
        Keep the cleaned texts, for private use.
    force : bool
        Replace a bundle that already exists.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    NeedsText
        If the corpus was read from a bundle without text.
    WrongUse
        If `out` cannot be used, or a name in the bundle is a passage of a text.
    FailedWork
        If the leak check still finds text, or the disk is full.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.share(ss.read_corpus("data/atacms"), "bundle")  # doctest: +SKIP
    PosixPath('bundle')
    """
    check_corpus(corpus)
    read_dictionary(dictionary)
    inputs = (corpus.source, corpus.actors, dictionary)
    with output_folder(out, BUNDLE, inputs=inputs, allowed_inside=bundle_place(corpus.source), force=force) as output:
        _write(corpus, output.new, dictionary=dictionary, parse=parse, with_text=with_text)
    return Path(out)


def share_from(
    path: str | Path,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    dictionary: str = "",
    force: bool = False,
    note: Callable[[str], None] = lambda note: None,
) -> Path:
    """Read a corpus and write it as a bundle without text, see `share`.

    The output is checked and locked before the corpus, which may be large, is read.

    Parameters
    ----------
    path : str or Path
        Corpus folder or table, as in `read_corpus`.
    out : str or Path
        Folder to write.
    columns : mapping of str to str, optional
        Our column name -> the table's, as in `read_corpus`.
    dictionary : str
        File of frames, as in `framing`.
    force : bool
        Replace a bundle that already exists.
    note : callable
        Called with each note of the reader of the corpus.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    NeedsText, WrongUse, FailedWork
        As `share`; WrongUse also if the corpus cannot be read.
    """
    source = existing_path(path)
    read_dictionary(dictionary)
    inputs = (source, dictionary)
    with output_folder(out, BUNDLE, inputs=inputs, allowed_inside=bundle_place(source), force=force) as output:
        corpus = read_corpus(path, columns=columns)
        for line in corpus.notes:
            note(line)
        _write(corpus, output.new, dictionary=dictionary, parse="", with_text=False)
    return Path(out)


def _write(corpus: Corpus, folder: Path, *, dictionary: str, parse: str, with_text: bool) -> None:
    """Write the files of a bundle, and check that a shared one gives no text away."""
    if corpus.texts is None:
        raise NeedsText(corpus.how_to_get_text())
    notes = annotate(corpus, parse=parse)
    if with_text:
        write_private_bundle(notes, folder, dictionary)
        return
    write_shared_bundle(notes, folder, dictionary)
    leaks = find_leaks(folder, corpus.texts.values())
    if leaks:
        raise FailedWork(f"The bundle would give away text, so nothing was written: {'; '.join(leaks[:3])}.")
