"""What the notebooks save from a text and from its bundle: the same, but for what is listed here."""

import ast
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis import share
from analysis.corpus.reading import read_corpus
from analysis.report.notebook_runner import find

# Tables that a bundle gives in part, and why; every other table is the same to the last digit.
DIFFERENT = {
    "segments": "without lengths",
    "style": "counted in the voices held",
    "collocations": "few pairs are held",
    "frame_shift": "patterns of several words are one item",
    "target_sentiment": "short voices are not held",
    "articles": "without headlines",
    "attributions": "without order, sources, form, cues and words",
    "reporting_verb_counts": "counted in the voices held",
    "source_affiliation": "short voices are not held",
    "origins": "without the words of attributions",
    "shared_text": "without the passages",
    "agency": "short voices are not held",
    "agency_verbs": "needs the text",
    "naming": "needs the text",
    "shared_quotes": "needs the text",
    "tone_sentences": "needs the text",
}
PARTS = ("1_corpus", "2_terms", "3_sentiment", "4_framing", "5_sourcing", "6_facts")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders text and bundle with the tables that the notebooks save of a small corpus."""
    folder = tmp_path_factory.mktemp("both")
    war = (
        "The council fears an attack on the bridge. Troops left the town. Prices rose. “We will pay,” said Anna Lind. "
    )
    calm = "The mayor praised the crews. Talks went on. The bridge is safe, officials said. Nobody was hurt. "
    rows = [(f"a{i}", "ABC"[i % 3], f"Attack {i}", (war, calm, war + calm)[i % 3] * (1 + i % 2)) for i in range(6)]
    (folder / "corpus").mkdir()
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "headline", "body"])
    table.to_csv(folder / "corpus" / "articles.csv", index=False)
    (folder / "corpus" / "actors.yml").write_text("- {name: Anna Lind, kind: person, side: town}\n", "utf-8")
    text = folder / "corpus"
    bundle = share(read_corpus(text), folder / "made")
    for name, corpus in (("text", text), ("bundle", bundle)):
        for book in find():
            if book.stem in PARTS:
                _run(book, {"corpus": str(corpus), "out": str(folder / name)})
    return folder


def _run(book: Path, values: dict[str, str]) -> None:
    """Run the code of a notebook in this process, but for what it only shows: tests of whole reports run that."""
    space: dict[str, object] = {}
    for cell in nbformat.read(book, as_version=4).cells:
        if cell.cell_type == "code":
            lines = ast.parse(cell.source)
            lines.body = [line for line in lines.body if not _only_shows(line)]
            exec(compile(lines, book.name, "exec"), space)
            if "parameters" in cell.metadata.get("tags", []):
                space |= values


def _only_shows(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and not ast.unparse(line).startswith("ss.save_")


@pytest.mark.slow
def test_every_table_is_the_same_or_listed(place: Path) -> None:
    names = sorted(file.name for file in (place / "text" / "tables").glob("*.csv"))
    assert names == sorted(file.name for file in (place / "bundle" / "tables").glob("*.csv"))
    ours, theirs = ({n: (place / side / "tables" / n).read_bytes() for n in names} for side in ("text", "bundle"))
    differ = {name.removesuffix(".csv") for name in names if ours[name] != theirs[name]}
    assert differ <= set(DIFFERENT)
    assert len(set(names)) > 15 and {"segments", "attributions"} <= differ
