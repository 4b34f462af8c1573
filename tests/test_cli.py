import hashlib
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import cli


def run(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["samestory", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out, err


@pytest.fixture
def call(capsys, monkeypatch):
    return lambda *words: run(capsys, monkeypatch, *map(str, words))


def test_help(call) -> None:
    status, out, _ = call("--help")
    assert status == 0
    assert all(command in out for command in ("report", "verify", "share"))


WRONG = [
    (
        ["--column", "body=content"],
        "has no column 'content'; its columns are 'article_id', 'outlet', 'headline', 'body'",
    ),
    (["--column", "text=body"], "column 'text' is not one samestory knows"),
    (["--column", "body"], "--column takes NAME=VALUE; given was 'body'"),
    (["-p", "colour=red"], "parameter 'colour' is not one the notebooks take; known are: outlets (Outlets to compare"),
    (["-p", "outlets=[Gazete]"], "outlet 'Gazete' is not in the corpus; outlets are 'Gazette', 'Herald', 'Post'"),
    (["-p", "outlets=Gazette"], "outlets must be a list such as [CNN, wire]; given was 'Gazette'"),
    (["-p", "outlets=[Gazette]"], "a comparison needs two outlets or more; given was 'Gazette'"),
    (["-p", "outlets=[Gazette"], "--parameter takes NAME=VALUE with a YAML value"),
    (["-p", "against=Times"], "against 'Times' is neither 'rest' nor an outlet compared; those are 'Gazette'"),
    (["-p", "voice=loud"], "voice 'loud' is not one there is; voices are 'headline', 'narration', 'quoted', 'all'"),
    (["-p", "confidence=95"], "confidence must lie between 0 and 1, such as 0.95; given was 95"),
    (["-p", "seed=-1"], "seed must be a whole number from 0 up; given was -1"),
    (["-p", "dictionary=3"], "dictionary must be a file of frames such as frames.yml; given was 3"),
    (["-p", "dictionary=no_such.yml"], "dictionary 'no_such.yml' cannot be read: No such file"),
    (["-p", "encoder=3"], "encoder must be a folder that holds an encoder of tone; given was 3"),
    (
        ["-p", "encoder=nowhere"],
        "'nowhere' is no model of tone: it lacks model.onnx and tokenizer.json",
    ),
    (["-p", "parse=3"], "parse must be a pipeline of spaCy such as en_core_web_sm; given was 3"),
    (["-p", "parse=no_such_pipeline"], "right would be pip install 'samestory[parse]' and an English pipeline such as"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_wrong_use_is_one_sentence_and_status_2(
    call, table: Path, tmp_path: Path, words: list[str], message: str
) -> None:
    status, _, err = call("report", table, "--out", tmp_path / "out", *words)
    assert status == 2
    assert message in err
    assert err.startswith("samestory: ")
    assert err.count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["bridge.csv"], "nothing was written"


def test_missing_input(call, tmp_path: Path) -> None:
    status, _, err = call("report", tmp_path / "none", "--out", tmp_path / "out")
    assert (status, "there is no file or folder" in err) == (2, True)


def test_usage(call) -> None:
    assert call("report")[0] == 2
    assert call("repport")[0] == 2


@pytest.mark.parametrize("inside", ["thesis.txt", "run.json"])
def test_a_folder_with_something_else_is_never_touched(call, table: Path, tmp_path: Path, inside: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / inside).write_text("[]")
    for force in ([], ["--force"]):
        status, _, err = call("report", table, "--out", out, *force)
        assert status == 2
        assert f"holds something that is not a samestory report ('{inside}'); name another folder with --out" in err
    assert (out / inside).read_text() == "[]"


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"name": "harbour"}, "holds the report of 'harbour'; name another folder with --out, or replace it with --"),
        (
            {"name": "bridge", "path": "old/bridge.csv"},
            "holds the report of another corpus that is called 'bridge'",
        ),
    ],
)
def test_the_report_of_another_corpus_is_kept_without_force(
    call, table: Path, tmp_path: Path, made: dict[str, str], told: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("of the other")
    files = {"index.html": hashlib.sha256(b"of the other").hexdigest()}
    run = {"samestory": "0.1.0", "status": "complete", "corpus": {"sha256": "0", **made}, "files": files}
    (out / "run.json").write_text(json.dumps(run))
    status, _, err = call("report", table, "--out", out)
    assert (status, told in err) == (2, True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bridge.csv", "out"]


def test_a_folder_that_cannot_be_written(call, table: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, _, err = call("report", table, "--out", tmp_path / "file" / "out")
    assert status == 2
    assert "nothing can be written to" in err


def test_share_and_verify(call, table: Path, tmp_path: Path) -> None:
    status, out, _ = call("share", table, "--out", tmp_path / "bundle")
    assert (status, out.strip()) == (0, str(tmp_path / "bundle"))
    assert len(pd.read_parquet(tmp_path / "bundle" / "articles.parquet")) == 6
    status, _, err = call("verify", tmp_path / "bundle")
    assert status == 2
    assert "is not a samestory report" in err


def test_annotate_and_the_second_time(call, table: Path, tmp_path: Path) -> None:
    command = ["annotate", table, "--out", tmp_path / "bundle", "--workers", 1]
    status, out, _ = call(*command)
    assert (status, out.strip()) == (0, str(tmp_path / "bundle"))
    assert len(pd.read_parquet(tmp_path / "bundle" / "articles.parquet")) == 6
    status, _, err = call(*command)
    assert (status, "holds a bundle already; name another folder, or replace it with --force" in err) == (2, True)
    assert call(*command, "--force")[0] == 0


def test_annotate_tells_what_is_wrong(call, table: Path, tmp_path: Path) -> None:
    status, _, err = call("annotate", table, "--out", tmp_path / "bundle", "--column", "body=content")
    assert (status, "has no column 'content'" in err) == (2, True)
    status, _, err = call("annotate", tmp_path / "none.csv", "--out", tmp_path / "bundle")
    assert (status, "there is no file or folder" in err) == (2, True)
