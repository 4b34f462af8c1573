import shutil
from pathlib import Path

import pytest

from analysis import read_corpus
from analysis.exceptions import WrongUse
from analysis.language.sentiment.target_encoder import SHIPPED
from analysis.report.input_checks import check_files


def missing(folder: Path) -> str:
    return str(folder / "nofile")


def text(folder: Path) -> str:
    (folder / "text.csv").write_text("something else\n1\n")
    return str(folder / "text.csv")


def impossible(folder: Path) -> str:
    """A name that no file can have."""
    return "x" * 300 + ".csv"


def cut_vectors(folder: Path) -> str:
    (folder / "vectors.txt").write_text("3 2\nbridge 0.1 0.2\nferry 0.3 0.4\n")
    return str(folder / "vectors.txt")


def broken_encoder(folder: Path) -> str:
    shutil.copytree(SHIPPED, folder / "encoder")
    (folder / "encoder" / "model.onnx").write_bytes(b"not a model")
    return str(folder / "encoder")


def broken_coder(folder: Path) -> str:
    (folder / "coder").mkdir()
    (folder / "coder" / "coder.json").write_text("{}")
    return str(folder / "coder")


def codes_of_others(folder: Path) -> str:
    (folder / "codes.csv").write_text("article_id,code,coder\nelsewhere-1,money,A\n")
    return str(folder / "codes.csv")


def codes_of_an_outlet_left_out(folder: Path) -> str:
    (folder / "codes.csv").write_text("article_id,code,coder\npost-1,money,A\n")
    return str(folder / "codes.csv")


def codes_without_probability(folder: Path) -> str:
    (folder / "codes.csv").write_text("article_id,code,coder\ngazette-1,conflict,A\n")
    return str(folder / "codes.csv")


def plan_of_nothing(folder: Path) -> str:
    (folder / "plan.yml").write_text("[]")
    return str(folder / "plan.yml")


@pytest.mark.parametrize(
    ("parameter", "make", "message"),
    [
        ("coder", missing, "cannot be read: No such file"),
        ("coder", broken_coder, "is not a coder that samestory can read"),
        ("codes", missing, "is not a table of codes"),
        ("codes", text, "has no column 'article_id', 'code', 'coder'"),
        ("codes", codes_of_others, "line 2 of .* has a code for article 'elsewhere-1', which is not in the corpus"),
        ("codes", codes_of_an_outlet_left_out, "has a code for article 'post-1', which is not in the corpus"),
        ("codes", codes_without_probability, "does not state the probability of each article"),
        ("plan", missing, "cannot be read: No such file"),
        ("plan", impossible, "cannot be read: File name too long"),
        ("plan", plan_of_nothing, "is not a list of planned hypotheses"),
        ("vectors", missing, "word vectors .* cannot be read: No such file"),
        ("vectors", text, "is not in word2vec format"),
        ("vectors", cut_vectors, "ends with line 3; line 1 says 3 words of 2 numbers"),
        ("encoder", missing, "is not a sentiment encoder: it lacks"),
        ("encoder", impossible, "'xxx.* is not a sentiment encoder: it lacks"),
        ("coder", impossible, "'xxx.* is not a coder that samestory can read"),
        ("codes", impossible, "cannot be read: File name too long"),
        ("vectors", impossible, "word vectors 'xxx.* cannot be read"),
        ("encoder", broken_encoder, "Cannot run the sentiment encoder"),
    ],
)
def test_files_are_opened_before_any_work(corpus, tmp_path: Path, parameter: str, make, message: str) -> None:
    given = {"outlets": ["Gazette", "Herald"], parameter: make(tmp_path)}
    if make is codes_without_probability:
        given["coder"] = "frames"
    with pytest.raises(WrongUse, match=message):
        check_files(given, corpus)


def test_actors_are_read_before_any_work(table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    table.rename(folder / "articles.csv")
    (folder / "actors.yml").write_text("- {name: Anna, kind: ghost}\n")
    with pytest.raises(WrongUse, match="kind of entry 1 of .* is 'ghost'"):
        check_files({}, read_corpus(folder))


def test_files_that_can_be_used_are_no_fault(corpus, tmp_path: Path) -> None:
    vectors, codes = tmp_path / "vectors.txt", tmp_path / "codes.csv"
    vectors.write_text("2 2\nbridge 0.1 0.2\nferry 0.3 0.4\n")
    codes.write_text("article_id,code,coder,probability\ngazette-1,conflict,A,0.5\n")
    given = {"vectors": str(vectors), "codes": str(codes), "coder": "frames", "encoder": str(SHIPPED)}
    assert check_files(given, corpus) is None
