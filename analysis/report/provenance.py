"""Provenance of a report: checksums of code, data, models, notebooks, inputs and articles, and versions."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from analysis._version import __version__
from analysis.corpus.cleaning.veto import veto_file, vetoes_beside
from analysis.corpus.corpus import Corpus
from analysis.io.bundle_format import table_files
from analysis.io.files import sha256_of
from analysis.io.package_files import MODELS, digest, name_of, package_files
from analysis.language.attribution.parsing.spacy_pipeline import version
from analysis.language.sentiment.vader_vocabulary import lexicon
from analysis.report.browser import browser_version
from analysis.report.named_files import FILES, files_of

# Packages that compute, draw or render something in a report.
PACKAGES = (
    "bleach", "fonttools", "ipykernel", "ipython", "jinja2", "kiwisolver", "matplotlib", "mistune", "nbclient",
    "nbconvert", "nbformat", "nh3", "nltk", "numpy", "onnxruntime", "pandas", "papermill", "pillow",
    "polars", "pyarrow", "pygments", "pyyaml", "scikit-learn", "scipy", "tokenizers", "vaderSentiment", "xlsxwriter",
)  # fmt: skip
# Files of the package that hold no data.
_CODE = {".py", ".pyi", ".typed"}
# Data files of the package that are not word lists.
_TABLES = {
    "columns.csv", "data_card.md", "measures.csv", "methods.csv", "page.css", "page.html", "page_parts.html",
    "references.txt", "terms_of_sources.csv", "validity.csv",
}  # fmt: skip
_DERIVED = ["sha256", "n_segments", "n_tokens"]


def versions(parse: str = "", *, pdf: bool = False) -> dict[str, Any]:
    """Return versions of samestory, Python, packages that affect results, and the spaCy pipeline named by `parse`.

    Of a report with a PDF, the version of the browser that prints it is among those of packages.
    """
    packages = {name: metadata.version(name) for name in PACKAGES if _installed(name)}
    return {
        "samestory": __version__,
        "python": platform.python_version(),
        "packages": packages | ({"browser": browser_version()} if pdf else {}),
        **({"parse": version(parse)} if parse else {}),
    }


def sources(books: Iterable[Path], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the SHA-256 of everything but the corpus that affects a report.

    Parameters
    ----------
    books : iterable of Path
        The notebooks, before they are run.
    parameters : mapping
        Parameters of the notebooks; those that name files say where these are now.

    Returns
    -------
    dict
        code: one checksum of all modules. lexicons: word lists and other data files of the package, by name. models,
        notebooks: by name. inputs: by parameter and name of the file.
    """
    files = package_files()
    data = [file for file in files if file.suffix not in _CODE]
    models = [file for file in data if file.is_relative_to(MODELS)]
    lists = {file.name: sha256_of(file) for file in data if file not in models}
    return {
        "code": digest(f"{name_of(f)} {sha256_of(f)}" for f in files if f.suffix in _CODE),
        "lexicons": dict(sorted({**lists, lexicon().name: sha256_of(lexicon())}.items())),
        "models": {name_of(file, MODELS): sha256_of(file) for file in models},
        "notebooks": {book.name: sha256_of(book) for book in sorted(books)},
        "inputs": {name: files_of(name, str(parameters[name])) for name in FILES if parameters.get(name)},
    }


def corpus_parts(corpus: Corpus) -> dict[str, Any]:
    """Return the SHA-256 of each part of a corpus.

    Returns
    -------
    dict
        texts: identifiers of the articles and the texts as they were given. columns: each column of metadata. refused:
        the articles that cannot be used. files: actors.yml, cleaning.yml, and the tables of a bundle.
    """
    articles, dropped = corpus.articles, corpus.dropped
    listed = [corpus.actors] if corpus.actors else []
    if veto := _veto_file(corpus):
        listed.append(veto)
    if corpus.bundle is not None:
        listed += table_files(corpus.bundle)
    return {
        "texts": articles_sha256(corpus),
        "columns": {name: _column(articles[name]) for name in articles.columns if name not in _DERIVED},
        "refused": digest(map(repr, dropped[dropped["kind"] == "article"].itertuples(index=False, name=None))),
        "files": {file.name: sha256_of(file) for file in listed},
    }


def kept_passages(corpus: Corpus) -> list[str]:
    """Return the rules and passages that the researcher does not want cut, as cleaning.yml names them."""
    return list(vetoes_beside(corpus.source)) if corpus.source and _veto_file(corpus) else []


def _veto_file(corpus: Corpus) -> Path | None:
    """Return cleaning.yml of a corpus that was cleaned when it was read; a bundle was cleaned before."""
    return veto_file(corpus.source) if corpus.source and corpus.texts is not None and corpus.bundle is None else None


def articles_sha256(corpus: Corpus) -> str:
    """Return the SHA-256 of identifiers and texts of all articles, in any order."""
    return digest(sorted(corpus.articles["article_id"] + " " + corpus.articles["sha256"]))


def changed_sources(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Name the sources that have changed, such as 'the word list hedges.txt'."""
    found = ["the code of samestory"] if then["code"] != now["code"] else []
    found += [f"the {_kind(name)} {name}" for name in _different(then["lexicons"], now["lexicons"])]
    found += [f"the model {name}" for name in _different(then["models"], now["models"])]
    return found + [f"the notebook {name}" for name in _different(then["notebooks"], now["notebooks"])]


def changed_inputs(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Name the files given by parameters that have changed."""
    both = {key: (then["inputs"].get(key, {}), now["inputs"].get(key, {})) for key in then["inputs"] | now["inputs"]}
    return [f"the {key} ({name})" for key, (old, new) in both.items() for name in _different(old, new)]


def changed_versions(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Name the versions that have changed, such as 'numpy 2.5.5 (was 2.4.6)'."""
    old, new = ({"python": v["python"], "samestory": v["samestory"], **v["packages"]} for v in (then, now))
    return [f"{name} {new.get(name, 'none')} (was {old.get(name, 'none')})" for name in _different(old, new)]


def changed_corpus(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Name the parts of a corpus that have changed."""
    found = ["the articles or their texts"] if then["texts"] != now["texts"] else []
    found += [f"the column {name}" for name in _different(then["columns"], now["columns"])]
    found += ["the articles that cannot be used"] if then["refused"] != now["refused"] else []
    return found + [f"the file {name}" for name in _different(then["files"], now["files"])]


def _different(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {**then, **now} if then.get(name) != now.get(name))


def _kind(name: str) -> str:
    return "file" if name in _TABLES else "word list"


def _column(values: pd.Series) -> str:
    return digest(map(repr, values.astype(object).where(values.notna(), None).map(_plain).tolist()))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
