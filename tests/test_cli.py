import hashlib
import json
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from analysis import cli
from analysis.report import build
from analysis.report.worker_pool import Workers


def run(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["samestory", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out, err


@pytest.fixture
def call(capsys, monkeypatch, processes: Workers):
    """Call a command; reports share their processes, which take seconds to start."""
    monkeypatch.setattr(build, "report", partial(build.report, processes=processes))
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
    (["--column", "text=body"], "Unknown column 'text'. Expected some of"),
    (["--column", "body"], "Invalid `--column`: 'body'. Expected NAME=VALUE."),
    (
        ["-p", "colour=red"],
        "Unknown parameter 'colour'. Expected one of event, group, outlets, min_articles, against, voice, plan, parse",
    ),
    (["-p", "outlets=[Gazete]"], "Invalid `outlets`: 'Gazete'. Expected some of 'Gazette', 'Herald', 'Post'."),
    (["-p", "outlets=Gazette"], 'Invalid `outlets`: \'Gazette\'. Expected a list such as ["CNN", "wire"].'),
    (["-p", "outlets=[Gazette]"], "A comparison needs at least two outlets; found 'Gazette'."),
    (
        ["-p", "outlets=[Gazette"],
        "Invalid `outlets`: '[Gazette' (this is not YAML, ",
    ),
    (["-p", "against=Times"], "Invalid `against`: 'Times'. Expected 'rest', 'Gazette', 'Herald' or 'Post'."),
    (["-p", "voice=loud"], "Invalid `voice`: 'loud'. Expected 'headline', 'narration', 'quoted' or 'all'."),
    (["-p", "confidence=95"], "Invalid `confidence`: 95.0. Expected a number between 0 and 1, such as 0.95."),
    (["-p", "seed=-1"], "Invalid `seed`: -1. Expected a whole number from 0 to 9,223,372,036,854,775,807."),
    (["-p", "dictionary=3"], "dictionary '3' cannot be read: No such file"),
    (["-p", "dictionary=no_such.yml"], "dictionary 'no_such.yml' cannot be read: No such file"),
    (["-p", "encoder=3"], "'3' is not a sentiment encoder: it lacks"),
    (
        ["-p", "encoder=nowhere"],
        "'nowhere' is not a sentiment encoder: it lacks model.onnx and tokenizer.json",
    ),
    (["-p", "parse=3"], "Invalid `parse`: '3'"),
    (["-p", "parse=no_such_pipeline"], "Install samestory[parse] and an English pipeline such as"),
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


def test_missing_input(capsys, monkeypatch, tmp_path: Path) -> None:
    # By processes of its own, as the command starts them.
    status, _, err = run(capsys, monkeypatch, "report", str(tmp_path / "none"), "--out", str(tmp_path / "out"))
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
        assert f"contains files, but is not a samestory report ('{inside}'); name another folder with --out" in err
    assert (out / inside).read_text() == "[]"


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            {"name": "harbour"},
            "contains the report of 'harbour'; name another folder with --out, or replace it with --",
        ),
        (
            {"name": "bridge", "path": "old/bridge.csv"},
            "contains the report of another corpus of the name 'bridge'",
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
    assert "cannot write to" in err


def test_share_and_verify(call, table: Path, tmp_path: Path) -> None:
    status, out, _ = call("share", table, "--out", tmp_path / "bundle")
    assert (status, out.strip()) == (0, str(tmp_path / "bundle"))
    assert len(pd.read_parquet(tmp_path / "bundle" / "articles.parquet")) == 6
    status, _, err = call("verify", tmp_path / "bundle")
    assert status == 2
    assert "is not a samestory report" in err


@pytest.mark.usefixtures("threads")
def test_annotate_and_the_second_time(call, table: Path, tmp_path: Path) -> None:
    command = ["annotate", table, "--out", tmp_path / "bundle", "--workers", 1]
    status, out, _ = call(*command)
    assert (status, out.strip()) == (0, str(tmp_path / "bundle"))
    assert len(pd.read_parquet(tmp_path / "bundle" / "articles.parquet")) == 6
    status, _, err = call(*command)
    assert (status, "already contains a bundle; name another folder, or replace it with --force" in err) == (2, True)
    assert call(*command, "--force")[0] == 0


def test_annotate_tells_what_is_wrong(call, table: Path, tmp_path: Path) -> None:
    status, _, err = call("annotate", table, "--out", tmp_path / "bundle", "--column", "body=content")
    assert (status, "has no column 'content'" in err) == (2, True)
    status, _, err = call("annotate", tmp_path / "none.csv", "--out", tmp_path / "bundle")
    assert (status, "there is no file or folder" in err) == (2, True)


MEGABYTES = "Invalid `megabytes`: {}. Expected a number from 1e-06 to 4,096."
ANNOTATE, SAMPLE, FIT = ["annotate", "a.csv"], ["code", "sample", "a.csv"], ["code", "fit", "a.csv", "codes.csv"]
NUMBERS = [
    (ANNOTATE, "--megabytes", "inf", "Invalid `--megabytes`: 'inf'. Expected a number such as 0.5."),
    (ANNOTATE, "--megabytes", "nan", "Invalid `--megabytes`: 'nan'. Expected a number such as 0.5."),
    (ANNOTATE, "--megabytes", "1e308", MEGABYTES.format("1e+308")),
    (ANNOTATE, "--megabytes", "-1", MEGABYTES.format("-1.0")),
    (ANNOTATE, "--megabytes", "much", "Invalid `--megabytes`: 'much'. Expected a number such as 0.5."),
    (ANNOTATE, "--workers", "-1", "Invalid `workers`: -1. Expected a whole number from 0 to 512."),
    (ANNOTATE, "--workers", "1e3", "Invalid `--workers`: '1e3'. Expected a whole number such as 7."),
    (ANNOTATE, "--workers", "9" * 19, "Invalid `workers`: 9999999999999999999. Expected a whole number from 0 to 512."),
    (ANNOTATE, "--workers", "9" * 5_000, "Invalid `--workers`: '9999"),
    (SAMPLE, "--n", "9" * 5_000, "Invalid `--n`: '9999"),
    (SAMPLE, "--n", "0", "Invalid `n`: 0. Expected a whole number from 3 to 6 (at least one per outlet)."),
    (SAMPLE, "--overlap", "nan", "Invalid `--overlap`: 'nan'. Expected a number such as 0.5."),
    (SAMPLE, "--seed", "-1", "Invalid `seed`: -1. Expected a whole number from 0 to 9,223,372,036,854,775,807."),
    (SAMPLE, "--by", "\x1b[31mday", r"Invalid `by`: '\x1b[31mday'. Expected 'outlet', 'event' or 'none'."),
    (FIT, "--seed", "9" * 50, "Invalid `--seed`: '9999"),
    (ANNOTATE, "--\x1b[31mred", "1", r"No such option: --\x1b[31mred"),
    (ANNOTATE, "--column", "[red]x" * 1_000, "Invalid `--column`: '[red]x[red]x"),
    (ANNOTATE, "--cluster", "\udce9", r"Invalid argument: '\udce9' is not UTF-8. Rename the file, or write it in"),
]


@pytest.mark.parametrize(("command", "option", "value", "message"), NUMBERS, ids=range(len(NUMBERS)))
def test_numbers_are_bounded_and_wrong_use_is_one_line(
    call, table: Path, tmp_path: Path, command: list[str], option: str, value: str, message: str
) -> None:
    (tmp_path / "codes.csv").write_text("article_id,code,coder\n1,a,A\n")
    files = {"a.csv": table, "codes.csv": tmp_path / "codes.csv"}
    words = [files.get(word, word) for word in command]
    status, out, err = call(*words, "--out", tmp_path / "out", option, value)
    assert (status, out) == (2, "")
    assert err.startswith(f"samestory: {message}")
    assert err.count("\n") == 1
    assert len(err) < 1_000
    assert not (tmp_path / "out").exists()


def test_a_command_or_option_is_missing(call) -> None:
    assert call("annotate", "a.csv")[2] == "samestory: Missing option '--out'; see samestory annotate --help\n"
    assert call("repport")[2].startswith("samestory: No such command 'repport'")
    for words in ([], ["code"]):
        status, out, err = call(*words)
        assert status == 2
        assert "Usage: " in out + err


def test_a_name_is_given_once(call, table: Path, tmp_path: Path) -> None:
    for option in ("--column", "-p"):
        name = "body" if option == "--column" else "seed"
        status, _, err = call("report", table, "--out", tmp_path / "out", option, f"{name}=1", option, f"{name}=2")
        assert status == 2
        assert f"'{name}'" in err and "twice; give it once" in err


def test_help_of_the_report_explains_the_parameters(call) -> None:
    status, out, _ = call("report", "--help")
    assert status == 0
    assert "What each outlet is compared with" in " ".join(out.replace("│", " ").split())
