from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.exceptions import WrongUse
from analysis.language.embeddings import semantic_axes as axes
from analysis.language.embeddings.ppmi_vectors import Vectors
from analysis.language.embeddings.semantic_axes import Axis, cosines, read_axes
from analysis.language.text.tokens import function_words

ROWS = {"shut": [1, 0], "closed": [0.6, 0.8], "open": [-1, 0], "rain": [0, 1], "same": [1, 0]}
VECTORS = Vectors(pl.Series(list(ROWS), dtype=pl.String), np.array(list(ROWS.values()), np.float32))


def written(folder: Path, text: str) -> str:
    path = folder / "mine.csv"
    path.write_text(text, "utf-8")
    return str(path)


def test_the_shipped_axes() -> None:
    entries = read_axes().entries
    assert "war–peace" in {axis.name for axis in entries}
    for axis in entries:
        assert axis.source
        assert not {*axis.left, *axis.right} & function_words()


def test_axes_of_ones_own(tmp_path) -> None:
    text = "# ours\nleft,right,source\nShut closed,open,our own\n\nauthorise,forbid,\n"
    read = read_axes(written(tmp_path, text))
    assert read.entries == (
        Axis("shut–open", ("shut", "closed"), ("open",), "our own"),
        Axis("authorize–forbid", ("authorize",), ("forbid",), ""),
    )
    assert len(read.sha256) == 64


FAULTS = {
    "": "has the columns none; expected is a first line left,right,source",
    "left;right\nshut;open\n": "has the columns 'left;right'; expected is",
    "left,right,colour\nshut,open,red\n": "has the columns 'left', 'right', 'colour'",
    "left,right\n# shut,open\n": "contains no axis",
    "left,right\nshut\n": "line 2 of '.*mine.csv' has 1 cells and the first line 2",
    "# one\nleft,right\nshut,\n": "line 3 of '.*mine.csv' has no word at the right pole",
    "left,right\n , open\n": "line 2 of '.*' has no word at the left pole",
    "left,right\nshut open,open\n": "line 2 of '.*' has 'open' at both poles; remove it from one",
    "left,right\nshut,open\nshut closed,open\n": "line 3 of '.*' repeats the axis 'shut–open'",
}


@pytest.mark.parametrize("text", FAULTS, ids=range(len(FAULTS)))
def test_faults_are_told_with_their_line(tmp_path, text: str) -> None:
    with pytest.raises(WrongUse, match=FAULTS[text]):
        read_axes(written(tmp_path, text))


def test_files_that_are_no_text(tmp_path) -> None:
    with pytest.raises(WrongUse, match="axes '.*' cannot be read"):
        read_axes(str(tmp_path))
    path = tmp_path / "latin.csv"
    path.write_bytes("left,right\nshut,ouvert\nfermé,ouvert\n".encode("latin-1"))
    with pytest.raises(WrongUse, match="Line 3 of the axes '.*' is not UTF-8"):
        read_axes(str(path))


def test_cosines_by_hand() -> None:
    # open − (shut + closed) / 2 = (−1, 0) − (0.8, 0.4) = (−1.8, −0.4)
    way = np.array([-1.8, -0.4]) / np.hypot(1.8, 0.4)
    found = cosines(VECTORS, (Axis("shut–open", ("shut", "closed", "barred"), ("open",), ""),))
    assert found.names == ("shut–open",)
    assert found.values[:, 0] == pytest.approx(np.array(list(ROWS.values())) @ way, abs=1e-6)
    assert found.missing == {"shut–open": ("barred",)}


def test_axes_without_a_direction_are_left_out() -> None:
    two = Axis("snow–rain", ("snow",), ("rain",), ""), Axis("shut–same", ("shut",), ("same",), "")
    found = cosines(VECTORS, two)
    assert (found.names, found.values.shape) == ((), (5, 0))
    assert found.left_out == {
        "snow–rain": "a pole has no word with a vector; without one are 'snow'",
        "shut–same": "both poles have one vector",
    }


def test_poles_that_were_met_too_rarely_are_left_out(monkeypatch) -> None:
    monkeypatch.setattr(axes, "ENOUGH_OF_A_POLE", 30)
    learnt = VECTORS._replace(often=np.array([10, 20, 29, 40, 50]))
    found = cosines(
        learnt,
        (Axis("shut–open", ("shut", "closed"), ("open",), ""), Axis("closed–rain", ("shut", "closed"), ("rain",), "")),
    )
    assert found.names == ("closed–rain",)
    assert found.left_out["shut–open"] == "the words of its poles occur 30 and 29 times, and 30 are needed"


def test_the_other_way_round_is_the_other_sign() -> None:
    there, back = (
        cosines(VECTORS, (Axis("", *poles, ""),)).values for poles in ((("shut",), ("rain",)), (("rain",), ("shut",)))
    )
    assert there == pytest.approx(-back)
