import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.exceptions import WrongUse
from analysis.language.embeddings.ppmi_vectors import Vectors
from analysis.language.embeddings.word2vec_format import read_vectors, write_vectors


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "vectors.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def binary(head: str, *rows: tuple[str, list[float]], after: bytes = b"\n") -> bytes:
    return f"{head}\n".encode() + b"".join(w.encode() + b" " + np.array(n, "<f4").tobytes() + after for w, n in rows)


def of(path: Path, *wanted: str) -> dict[str, list[float]]:
    found = read_vectors(path, set(wanted))
    return dict(zip(found.words.to_list(), found.rows.tolist(), strict=True))


def test_text_is_read_and_brought_to_length_one(tmp_path) -> None:
    path = written(tmp_path, "3 2\nferry 3 4\nboat 0 2 \nrain 1 1\n")
    assert of(path, "ferry", "boat", "snow") == {"boat": [0, 1], "ferry": pytest.approx([0.6, 0.8])}


@pytest.mark.parametrize("after", [b"", b"\n"])
def test_binary_is_read(tmp_path, after: bytes) -> None:
    path = written(tmp_path, binary("2 2", ("ferry", [3, 4]), ("naïve", [0, -2]), after=after))
    assert of(path, "ferry", "naïve") == {"ferry": pytest.approx([0.6, 0.8]), "naïve": [0, -1]}


def test_a_word_is_taken_as_it_is_counted_before_other_capitals(tmp_path) -> None:
    path = written(tmp_path, "5 1\nKremlin 1\nkremlin -1\nOslo 1\nOSLO -1\nus 1\n")
    assert of(path, "kremlin", "oslo", "US") == {"kremlin": [-1], "oslo": [1]}


def test_a_word_of_noughts_has_no_vector(tmp_path) -> None:
    assert of(written(tmp_path, "2 2\nferry 0 0\nboat 1 0\n"), "ferry", "boat") == {"boat": [1, 0]}


def test_a_word_may_hold_blanks_and_names_of_numbers_are_words(tmp_path) -> None:
    assert of(written(tmp_path, "3 2\n. . . 1 2\n1932 0 1\nboat 1 0\n"), "1932", "boat") == {
        "1932": [0, 1],
        "boat": [1, 0],
    }


FAULTS = {
    "": "is empty; the first line must hold two numbers",
    "boat 1 0\nferry 0 1\n": "is not in word2vec format: line 1 is 'boat 1 0'",
    "2 0\nboat\n": "is not in word2vec format: line 1 is '2 0'",
    "x" * 200: "is not in word2vec format: line 1 is ''",
    "2 2\nboat 1 0\nferry 1\n": "line 3 of '.*' has 1 numbers; line 1 says 2 words of 2 numbers",
    "2 2\nboat 1 0 3\nferry 1 2\n": "line 2 of '.*' has 3 numbers; line 1 says 2 words of 2 numbers",
    "2 2\nboat\nferry 1 2\n": "line 2 of '.*' has 0 numbers",
    "2 2\nboat 1 0\n": "'.*' ends with line 2; line 1 says 2 words",
    "1 2\nboat 1 0\nferry 1 2\n": "line 3 of '.*' has word 2; line 1 says 1 words",
    "1 2\nboat 1 much\n": "line 2 of '.*', 'boat', has a value that is not a number; each word has 2 numbers",
    "1 2\nboat 1 nan\n": "line 2 of '.*', 'boat', has a value that is not a number",
}


@pytest.mark.parametrize("content", FAULTS, ids=range(len(FAULTS)))
def test_faults_are_told_with_their_place(tmp_path, content: str) -> None:
    with pytest.raises(WrongUse, match=FAULTS[content]):
        of(written(tmp_path, content), "boat")


def test_faults_of_binary_files(tmp_path) -> None:
    whole = binary("2 2", ("ferry", [3, 4]), ("boat", [0, -2]))
    with pytest.raises(WrongUse, match="ends or has an invalid format at word 2; line 1 says 2 words"):
        of(written(tmp_path, whole[:-6]), "boat")
    with pytest.raises(WrongUse, match=re.escape("(binary) continues after word 2, the last one by line 1")):
        of(written(tmp_path, whole + whole), "boat")
    with pytest.raises(WrongUse, match="word 1 of '.*', 'boat', has a value that is not a number"):
        of(written(tmp_path, binary("1 1", ("boat", [np.inf]))), "boat")


def test_a_file_that_is_not_there(tmp_path) -> None:
    with pytest.raises(WrongUse, match="word vectors '.*nowhere.bin' cannot be read: No such file"):
        of(tmp_path / "nowhere.bin", "boat")
    (tmp_path / "no").write_text("a file, not a folder", "utf-8")
    with pytest.raises(WrongUse, match="cannot write to '.*'"):
        write_vectors(Vectors(pl.Series([], dtype=pl.String), np.zeros((0, 2), np.float32)), tmp_path / "no" / "way")


def test_what_fails_while_it_is_written_leaves_the_file_as_it_was(tmp_path) -> None:
    out = tmp_path / "vectors.txt"
    out.write_text("before", "utf-8")
    with pytest.raises(ValueError, match="shorter"):
        write_vectors(Vectors(pl.Series(["boat", "ferry"]), np.ones((1, 2), np.float32)), out)
    assert out.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [out]


@settings(max_examples=30)
@given(st.dictionaries(st.text("abcé", min_size=1, max_size=4), st.tuples(*[st.floats(-9, 9, width=16)] * 3)))
def test_text_and_binary_say_the_same(tmp_path_factory, rows: dict[str, tuple[float, ...]]) -> None:
    rows = {word: numbers for word, numbers in rows.items() if any(numbers)} or {"a": (1, 0, 0)}
    folder = tmp_path_factory.mktemp("vectors")
    head = f"{len(rows)} 3"
    theirs = of(written(folder, binary(head, *((w, list(n)) for w, n in rows.items()))), *rows)
    words = pl.Series(list(rows), dtype=pl.String)
    ours = of(write_vectors(Vectors(words, np.array(list(rows.values()), np.float32)), folder / "out.txt"), *rows)
    assert list(ours) == list(theirs)
    for word, row in ours.items():
        expected = np.array(rows[word]) / np.linalg.norm(rows[word])
        assert row == pytest.approx(expected, abs=1e-4)
        assert theirs[word] == pytest.approx(expected, abs=1e-4)
