"""samestory code sample, fit, apply."""

import sys

import pandas as pd
import pytest

from analysis import cli


@pytest.fixture
def call(capsys, monkeypatch):
    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["samestory", "code", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return int(end.value.code or 0), *capsys.readouterr()

    return run


def test_from_the_sample_to_the_scores(call, town, tmp_path) -> None:
    notes, codes = town
    articles = notes.corpus.articles[["article_id", "event", "outlet"]]
    corpus = tmp_path / "town.csv"
    articles.assign(body=[notes.corpus.texts[name] for name in articles["article_id"]]).to_csv(corpus, index=False)
    status, out, _ = call("sample", corpus, "--n", 60, "--out", tmp_path / "sample.csv")
    assert (status, out.strip()) == (0, str(tmp_path / "sample.csv"))
    sheet = pd.read_csv(tmp_path / "sample.csv", keep_default_na=False)
    known = codes.set_index("article_id")["code"]
    sheet.assign(code=sheet["article_id"].map(known)).to_csv(tmp_path / "coded.csv", index=False)
    (tmp_path / "book.yml").write_text("money: who pays\nquarrel: who fights whom\n")
    fit = ["fit", corpus, tmp_path / "coded.csv", "--codebook", tmp_path / "book.yml", "--out", tmp_path / "coder"]
    status, out, err = call(*fit, "--no-encoder")
    assert (status, err) == (0, "")
    assert "60 articles coded; 5 folds, kept together by event" in out
    assert "AUC by number of training items" in out
    status, out, _ = call("apply", corpus, tmp_path / "coder", "--out", tmp_path / "scores.csv")
    assert (status, out.strip()) == (0, str(tmp_path / "scores.csv"))
    assert set(pd.read_csv(tmp_path / "scores.csv")["item"]) == {"money", "quarrel"}
    before = sorted(p.name for p in tmp_path.iterdir())
    for words, message in (
        (["sample", corpus, "--out", tmp_path / "sample.csv"], "already exists, perhaps with changes by hand"),
        (fit, "already contains a coder; name another folder, or replace it with --force"),
        (["fit", corpus, tmp_path / "sample.csv", "--out", tmp_path / "new"], "contains no codes. Expected a code"),
        (["apply", corpus, tmp_path, "--out", tmp_path / "new.csv"], "cannot be read: No such file"),
        (["apply", corpus, tmp_path / "coder", "--out", tmp_path / "new.txt"], "ends in '.csv' or '.parquet'"),
    ):
        status, _, err = call(*words)
        assert (status, message in err, err.count("\n")) == (2, True, 1)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_help_names_the_three(call) -> None:
    status, out, _ = call("--help")
    assert status == 0
    assert all(word in out for word in ("sample", "fit", "apply"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sample", "--by", "day"], "Invalid `by`: 'day'."),
        (["sample", "--overlap", "2"], "Invalid `overlap`: 2.0"),
        (["sample", "--seed", "-1"], "Invalid `seed`: -1"),
        (["fit", "nowhere.csv"], "nowhere.csv"),
        (["fit", "codes.csv", "--by", "day"], "Invalid `by`: 'day'."),
        (["fit", "codes.csv", "--codebook", "nowhere.yml"], "nowhere.yml"),
        (["fit", "titles.csv"], "has no column 'article_id', 'code', 'coder'"),
    ],
)
def test_what_is_given_is_checked_before_the_corpus_is_read(call, tmp_path, monkeypatch, words, message) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus.csv").write_text("no articles\n", "utf-8")
    (tmp_path / "codes.csv").write_text("article_id,code,coder\na,money,A\n", "utf-8")
    (tmp_path / "titles.csv").write_text("title\nBridge closes\n", "utf-8")
    status, _, err = call(words[0], "corpus.csv", *words[1:], "--out", "out")
    assert (status, message in err, err.count("\n")) == (2, True, 1)
