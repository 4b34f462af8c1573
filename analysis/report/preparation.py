"""What a report is made from: the corpus read and checked, with everything that parameters name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis._utils.progress_bar import shown_for_parent
from analysis.comparison.validation import check_against, check_outlets
from analysis.corpus.corpus import Corpus
from analysis.corpus.reading import read_corpus
from analysis.corpus.working_copy import write_working_copy
from analysis.language.attribution.parsing.spacy_pipeline import reader
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.sentiment.target_encoder import checksum
from analysis.report.input_checks import check_files
from analysis.report.provenance import corpus_parts, kept_passages, sources, versions
from analysis.report.research_object import date_of_report
from analysis.report.steps import Prepared
from analysis.schema import REST

# Characters of a corpus on which the two notebooks that need most memory do not run beside each other.
LARGE = 10_000_000


def prepare(
    path: str,
    here: str,
    columns: Mapping[str, str],
    given: Mapping[str, Any],
    books: Sequence[Path],
    copy: Path,
    *,
    date: str = "",
    pdf: bool = False,
) -> Prepared:
    """Read and check the corpus of a report and the files that parameters name, and write a copy for the notebooks.

    Parameters
    ----------
    path : str
        The corpus as the report names it.
    here : str
        Where it is now.
    columns, date, pdf
        As for `analysis.report.build.report`.
    given : mapping
        Validated parameters of the notebooks; those that name files say where these are now.
    books : sequence of Path
        The notebooks.
    copy : Path
        Folder to write the cleaned corpus to; a bundle is used as it is.

    Returns
    -------
    Prepared

    Raises
    ------
    WrongUse
        If the corpus, a parameter or a file that it names cannot be used.
    """
    made_with = {"date": date or date_of_report()}
    with shown_for_parent():
        corpus = read_corpus(here, columns=columns, event=given.get("event", ""), group=given.get("group", ""))
    _check_values(given, corpus)
    check_files(given, corpus)
    parse = given.get("parse", "") if corpus.texts is not None else ""
    return Prepared(
        _for_notebooks(corpus, copy),
        sum(map(len, (corpus.texts or {}).values())) > LARGE,
        _about_corpus(path, corpus, columns),
        sources(books, given),
        {**versions(parse, pdf=pdf), **made_with},
    )


def _check_values(given: Mapping[str, Any], corpus: Corpus) -> None:
    chosen = corpus.only(given.get("outlets", [])).outlets
    against = given.get("against", REST)
    check_outlets(chosen)
    check_against(against, chosen)
    parse = given.get("parse", "")
    if parse and corpus.texts is not None:
        reader(parse)
    checksum(given.get("encoder", ""))
    read_dictionary(given.get("dictionary", ""))


def _for_notebooks(corpus: Corpus, copy: Path) -> str:
    """Write the cleaned corpus once for all notebooks; a bundle is used as it is."""
    if corpus.texts is None and corpus.bundle is not None:
        return str(corpus.bundle.resolve())
    return str(write_working_copy(corpus, copy))


def _about_corpus(path: str, corpus: Corpus, columns: Mapping[str, str]) -> dict[str, Any]:
    """Return what the record says of a corpus."""
    parts = corpus_parts(corpus)
    return {
        "path": str(path),
        "name": corpus.name,
        "columns": dict(columns),
        "keep": kept_passages(corpus),
        "text": corpus.texts is not None,
        "sha256": parts["texts"],
        "parts": parts,
    }
