import gzip
import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis import annotate, measures, read_corpus, share
from analysis.annotation.annotations import Annotations
from analysis.corpus.article_tables import corpus_name
from analysis.corpus.corpus import Corpus
from analysis.display import describe
from analysis.exceptions import WrongUse

BODY = "The harbour was closed on Friday because of a storm, and no ship left it before noon."


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    if path.suffix == ".csv":
        pd.DataFrame(rows).to_csv(path, index=False)
    elif path.suffix == ".parquet":
        pd.DataFrame(rows).to_parquet(path)
    else:
        path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
def test_one_table_of_any_kind(tmp_path: Path, name: str) -> None:
    corpus = read_corpus(write(tmp_path / name, [{"article_id": 7, "outlet": "Gazette", "body": BODY}]))
    assert corpus.articles["article_id"].tolist() == ["7"]
    assert corpus.articles["event"].tolist() == ["a"]
    assert corpus.articles["sha256"].tolist() == [hashlib.sha256(BODY.encode()).hexdigest()]
    assert corpus.text("7") == BODY


def test_columns_can_be_mapped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [{"source": "Gazette", "content": BODY, "title": "Storm", "outlet": "left"}])
    corpus = read_corpus(path, columns={"outlet": "source", "body": "content", "headline": "title"})
    assert corpus.outlets == ["Gazette"]
    assert corpus.text("row-000001") == f"Storm\n{BODY}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_folder_with_files(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "one.txt").write_bytes(f"Storm at the “Brücke”\n{BODY}".encode(encoding))
    write(tmp_path / "articles.csv", [{"article_id": "one", "outlet": "Gazette"}])
    corpus = read_corpus(tmp_path)
    assert corpus.articles["headline"].tolist() == ["Storm at the “Brücke”"]
    assert corpus.display == {"one": (0,)}


def test_time_is_utc_only_with_a_zone(tmp_path: Path) -> None:
    rows = [
        {"outlet": "A", "body": BODY, "published": "2024-03-01T10:00+02:00"},
        {"outlet": "B", "body": BODY, "published": "2024-03-01T10:00"},
        {"outlet": "C", "body": BODY, "published": ""},
        {"outlet": "D", "body": BODY, "published": "soon"},
    ]
    articles = read_corpus(write(tmp_path / "a.csv", rows)).articles
    assert articles["published"].tolist()[0] == pd.Timestamp("2024-03-01T08:00Z")
    assert articles["published"].isna().tolist() == [False, True, True, True]
    assert articles["published_given"].isna().tolist() == [False, False, True, False]


def test_unusable_articles_are_dropped_with_the_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    files = {
        "good": BODY.encode(),
        "bytes": b"\x81\x8d\x8f",
        "empty": b" \n",
        "dots": b"... !!",
        "huge": b"word " * 2_000_001,
    }
    for name, data in files.items():
        (tmp_path / "text" / f"{name}.txt").write_bytes(data)
    write(tmp_path / "articles.csv", [{"article_id": a, "outlet": "A"} for a in (*files, "lost")])
    corpus = read_corpus(tmp_path)
    assert corpus.articles["article_id"].tolist() == ["good"]
    assert dict(zip(corpus.dropped["article_id"], corpus.dropped["reason"], strict=True)) == {
        "bytes": "file text/bytes.txt cannot be read: its encoding cannot be determined; save it as UTF-8 (in a "
        "spreadsheet: 'CSV UTF-8')",
        "empty": "file text/empty.txt is empty",
        "dots": "no text but a headline, page furniture or punctuation",
        "huge": "text has 10,000,005 characters; an article has at most 2,000,000",
        "lost": "file text/lost.txt is missing",
    }


def test_unknown_outlet_names_those_there_are(corpus) -> None:
    with pytest.raises(WrongUse, match="Invalid `outlets`: 'Gazete'. Expected some of 'Gazette', 'Herald', 'Post'."):
        corpus.only(["Gazete"])
    with pytest.raises(WrongUse, match="Invalid `outlets`: 'Gazette'. Expected a list"):
        corpus.only("Gazette")
    assert corpus.only(["Post"]).articles["article_id"].tolist() == ["post-1", "post-2"]


def test_outlets_with_few_articles_are_counted_together(tmp_path: Path) -> None:
    outlets = ["A", "A", "A", "B", "B", "C", "D", "D"]
    rows = [{"outlet": outlet, "body": f"The bridge {i} closed on Monday."} for i, outlet in enumerate(outlets)]
    pd.DataFrame(rows).to_csv(tmp_path / "news.csv", index=False)
    corpus = read_corpus(tmp_path / "news.csv")
    others = ["A", "A", "A", "B", "B", "other outlets", "D", "D"]
    assert corpus.with_others(2).articles["outlet"].tolist() == others
    assert corpus.with_others(3) is corpus, "one outlet alone would be left"
    assert corpus.with_others(0) is corpus
    with pytest.raises(WrongUse, match="Invalid `min_articles`: -1"):
        corpus.with_others(-1)
    # From a bundle, too, each article has its outlet in the corpus.
    notes = annotate(read_corpus(share(corpus, tmp_path / "bundle")).with_others(2))
    assert set(measures.voices(notes)["outlet"]) == {"A", "B", "D", "other outlets"}


WRONG = [
    ("nothing.csv", None, "there is no file or folder"),
    ("a.docx", b"x", "Unsupported kind of table: .*Expected .csv, .tsv, .jsonl"),
    ("a.csv", b"", "cannot be read as a table"),
    ("a.csv", b"outlet,body\n", "the table is empty"),
    ("a.csv", b"name,body\nA,text\n", "has no column 'outlet'; its columns are 'name', 'body'"),
    ("a.csv", b"outlet,content\nA,text\n", "Name the right one with --column body=NAME"),
    ("a.csv", b"article_id,outlet,body\n1,A,x\n1,B,y\n", "Duplicate article_id '1' in '"),
    ("a.csv", b"outlet,body\nA,\nB,\n", "no article of 'a' can be used: body is empty"),
    ("a.csv", b"outlet,body\nA,\x81\x8d\n", "encoding cannot be determined"),
    ("a.jsonl", b'{"outlet": "A", "body": \n{"outlet": \n', "line 2 is not JSON"),
    ("a.jsonl", b"[1]\n", "the item on line 1 is not a JSON object"),
    ("a.parquet", b"PAR1 and then nothing", "cannot be read as a table"),
]


@pytest.mark.parametrize(("name", "data", "message"), WRONG)
def test_wrong_input_is_one_clear_sentence(tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(WrongUse, match=message) as error:
        read_corpus(tmp_path / name)
    assert "\n" not in str(error.value)


def test_mapping_names_what_there_is(table: Path) -> None:
    with pytest.raises(WrongUse, match="has no column 'content'; its columns are 'article_id', 'outlet'"):
        read_corpus(table, columns={"body": "content"})
    with pytest.raises(WrongUse, match="Unknown column 'text'. Expected some of 'article_id'"):
        read_corpus(table, columns={"text": "body"})


def test_another_text_than_the_manifest_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "one.txt").write_text(BODY)
    write(tmp_path / "articles.csv", [{"article_id": "one", "outlet": "A", "sha256": "0" * 64}])
    with pytest.raises(WrongUse, match="the text of article 'one' is not the one the manifest names"):
        read_corpus(tmp_path)


def test_folder_without_texts_or_bundle(tmp_path: Path) -> None:
    write(tmp_path / "articles.csv", [{"article_id": "one", "outlet": "A"}])
    with pytest.raises(WrongUse, match="holds no texts"):
        read_corpus(tmp_path)
    with pytest.raises(WrongUse, match="holds no table of articles; name it articles.csv"):
        read_corpus(tmp_path.joinpath("empty").mkdir() or tmp_path / "empty")


@pytest.mark.parametrize("odd", ["\\ud800", "\\u0000", "\\u202e", "\\u200d", "🙂", "\\ufeff"])
def test_odd_characters_do_no_harm(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"outlet": "{o}", "body": "{BODY} Then {odd} came."}}\n' for o in "AB"), "utf-8")
    corpus = read_corpus(path)
    assert corpus.text("row-000001").startswith(BODY)
    assert corpus.text("row-000001").encode("utf-8")


def test_an_article_of_one_line_without_end_is_refused_and_many_of_one_word_are_read(tmp_path: Path) -> None:
    rows = [{"outlet": "A", "body": "storm"}] * 5_000 + [{"outlet": "A", "body": "word " * 500_000}]
    corpus = read_corpus(write(tmp_path / "a.parquet", rows))
    assert len(corpus.articles) == 5_000
    assert corpus.dropped["reason"].tolist() == ["text has 2,500,000 characters; an article has at most 2,000,000"]


def reasons(corpus: Corpus) -> dict[str, str]:
    refused = corpus.dropped[corpus.dropped["kind"] == "article"]
    return dict(zip(refused["article_id"], refused["reason"], strict=True))


def test_rows_that_do_not_fit_are_dropped_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'article_id,outlet,body\nx,A,"{BODY}"\ny,B,one, two\nz,C\nw,D,"{BODY}"\n')
    corpus = read_corpus(path)
    assert corpus.outlets == ["A", "D"]
    assert reasons(corpus) == {
        "row-000002": "line 3 has 4 fields, the header has 3",
        "row-000003": "line 4 has 2 fields, the header has 3",
    }


def test_articles_with_names_that_cannot_be_used_are_dropped(tmp_path: Path) -> None:
    ids = ["good", "x" * 251, "a\0b", "a\nb", "a\u202eb"]
    path = write(tmp_path / "a.jsonl", [{"article_id": name, "outlet": "A", "body": BODY} for name in ids])
    corpus = read_corpus(path)
    assert corpus.articles["article_id"].tolist() == ["good"]
    assert reasons(corpus) == {
        "row-000002": "article_id has 251 characters; it has at most 250",
        **dict.fromkeys(["row-000003", "row-000004", "row-000005"], "article_id holds control or invisible characters"),
    }


def test_a_sha256_of_an_article_that_is_dropped_is_not_checked(tmp_path: Path) -> None:
    data = f'outlet,body,sha256\nA,"{BODY} “Ü”",\nB,é,\nC,'.encode() + b"caf\xe9," + b"0" * 64 + b"\n"
    (tmp_path / "a.csv").write_bytes(data)
    corpus = read_corpus(tmp_path / "a.csv")
    assert corpus.outlets == ["A", "B"]
    assert reasons(corpus) == {"row-000003": "line 4 has bytes that are not UTF-8"}


def test_the_column_file_does_not_leave_the_folder_of_texts(tmp_path: Path) -> None:
    (tmp_path / "corpus" / "text").mkdir(parents=True)
    (tmp_path / "corpus" / "text" / "one.txt").write_text(BODY)
    (tmp_path / "own.txt").write_text("Nobody else is to read this.")
    (tmp_path / "corpus" / "text" / "link.txt").symlink_to(tmp_path / "own.txt")
    names = ["one.txt", "../../own.txt", str(tmp_path / "own.txt"), "link.txt", "/dev/zero", "n" * 400]
    write(tmp_path / "corpus" / "articles.csv", [{"outlet": "A", "file": name} for name in names])
    corpus = read_corpus(tmp_path / "corpus")
    assert list(corpus.texts or {}) == ["row-000001"]
    assert list(reasons(corpus)) == [f"row-{number:06d}" for number in range(2, 7)]
    assert all("cannot be read: " in reason for reason in reasons(corpus).values())


def test_columns_are_matched_with_a_note(tmp_path: Path, notes: Annotations) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"\ufeff Outlet ;Body\xa0;Published\nA;{BODY};1731844800\nB;{BODY};\n", "utf-8")
    corpus = read_corpus(path)
    assert corpus.outlets == ["A", "B"]
    assert corpus.notes == (
        "column ' Outlet ' of 'a.csv' is read as 'outlet'",
        "column 'Published' of 'a.csv' is read as 'published'",
        "column 'Body\xa0' of 'a.csv' is read as 'body'",
        "numbers in the column published of 'a.csv' such as '1731844800' are read as seconds or milliseconds since "
        "1970",
    )
    told = describe.corpus_size(replace(notes, corpus=replace(notes.corpus, notes=corpus.notes)))
    assert "Notes on reading the table: column ' Outlet ' of" in told


def test_values_that_are_no_dates_are_noted(tmp_path: Path) -> None:
    rows = [{"outlet": "A", "body": BODY, "published": day} for day in ("yesterday", "2024-04-03", "", "N/A")]
    [note] = [note for note in read_corpus(write(tmp_path / "a.csv", rows)).notes if "date" in note]
    assert note == "1 value in the column published of 'a.csv' cannot be read as a date, such as 'yesterday'"


def test_notes_come_with_a_private_bundle_alone(tmp_path: Path) -> None:
    rows = [{"Outlet": outlet, "body": BODY} for outlet in "AB"]
    corpus = read_corpus(write(tmp_path / "a.csv", rows))
    assert read_corpus(share(corpus, tmp_path / "private", with_text=True)).notes == corpus.notes != ()
    assert read_corpus(share(corpus, tmp_path / "shared")).notes == ()


def test_day_and_month_are_told_by_the_column(tmp_path: Path) -> None:
    rows = [{"outlet": "A", "body": BODY, "published": time} for time in ("03/04/2024 10:00 GMT", "25/12/2024")]
    corpus = read_corpus(write(tmp_path / "a.csv", rows))
    assert corpus.articles["published"].tolist() == [pd.Timestamp("2024-04-03T10:00Z"), pd.NaT]
    assert corpus.notes == ()
    corpus = read_corpus(write(tmp_path / "a.csv", rows[:1]))
    assert corpus.articles["published"].isna().all()
    assert corpus.articles["published_given"].tolist() == ["03/04/2024 10:00 GMT"]
    assert "does not show whether its numeric dates give the day or the month first" in corpus.notes[0]


def test_a_missing_file_is_named_in_one_bounded_line(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "ok.txt").write_text(BODY, "utf-8")
    rows = [{"outlet": "Post", "file": name} for name in ("ok.txt", "a\nb", "\x1b[31mx", "y" * 150)]
    write(tmp_path / "articles.csv", rows)
    told = list(reasons(read_corpus(tmp_path)).values())
    assert told == [
        "file text/a\ufffdb is missing",
        "file text/\ufffd[31mx is missing",
        f"file text/{'y' * 100}… is missing",
    ]


def test_a_header_in_the_middle_is_no_article(tmp_path: Path) -> None:
    rows = f"\ufeffoutlet,body\nPost,{BODY.replace(',', '')}\n"
    (tmp_path / "a.csv").write_text(rows * 2 + "\ufeffPost,Nobody came.\n", "utf-8")
    corpus = read_corpus(tmp_path / "a.csv")
    assert corpus.outlets == ["Post"] and len(corpus.articles) == 3
    assert reasons(corpus) == {"row-000002": "line 3 repeats the header"}


@pytest.mark.parametrize("word", ["NA", "nan", "None", "NULL", "<NA>", "\\N"])
def test_words_for_missing_values_are_no_text(tmp_path: Path, word: str) -> None:
    rows = [
        {"outlet": "Post", "headline": word, "event": word, "body": BODY},
        {"outlet": "Post", "headline": f"{word} again", "event": "storm", "body": word},
        {"outlet": word, "headline": "Storm", "event": "storm", "body": BODY},
    ]
    corpus = read_corpus(write(tmp_path / "a.jsonl", rows))
    assert corpus.articles["headline"].isna().tolist() == [True, False]
    assert corpus.articles["event"].tolist() == ["row-000001", "storm"]
    assert reasons(corpus) == {"row-000002": "body is missing"}
    assert corpus.outlets == sorted(["Post", word]), "a name that somebody gave is kept"
    assert f"'{word}' in 'event', 'headline' of 'a.jsonl' is read as a missing value" in corpus.notes
    assert any(note.startswith(f"'{word}' is read as the name of an outlet") for note in corpus.notes)


@pytest.mark.parametrize("other", ["post", "Post\u200b", "P ost", "\uff30ost"])
def test_outlets_that_look_the_same_are_one_and_noted(tmp_path: Path, other: str) -> None:
    corpus = read_corpus(write(tmp_path / "a.jsonl", [{"outlet": o, "body": BODY} for o in ("Post", other, "Sun")]))
    assert corpus.outlets == ["Post", "Sun"]
    (note,) = corpus.notes
    assert note.startswith("outlets 'P") and note.endswith(
        "are counted as 'Post'; they differ in capitals and blanks only"
    )


def test_outlets_of_one_word_that_differ_in_an_article_are_counted_apart_and_noted(tmp_path: Path) -> None:
    corpus = read_corpus(
        write(tmp_path / "a.jsonl", [{"outlet": o, "body": BODY} for o in ("The Post", "Post", "Sun")])
    )
    assert corpus.outlets == ["Post", "Sun", "The Post"]
    assert corpus.notes == (
        "outlets 'Post', 'The Post' are counted separately; write them in the same way if they are one outlet",
    )


def test_a_text_in_the_place_of_an_outlet_is_dropped(tmp_path: Path) -> None:
    rows = [{"outlet": "x" * 251, "body": BODY}, {"outlet": "x" * 250, "body": BODY}]
    corpus = read_corpus(write(tmp_path / "a.csv", rows))
    assert reasons(corpus) == {"row-000001": "outlet has 251 characters; it has at most 250"}


def test_the_column_of_the_articles_is_nothing_else_too(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [{"outlet": "Post", "body": BODY}])
    with pytest.raises(WrongUse, match="column 'body' is named for 'headline', 'body'; the articles need a column"):
        read_corpus(path, columns={"headline": "body"})


OTHERS = [
    (b"PK\x03\x04\x14\x00\x06\x00rest of it", "it is a ZIP archive or a workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a workbook"),
    (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "it is a page or XML"),
    (b"%PDF-1.7\n", "it is a PDF"),
    (b"PAR1\x15\x04", "it is a Parquet file; name it .parquet"),
]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.tsv"])
@pytest.mark.parametrize(("data", "message"), OTHERS)
def test_a_file_of_another_kind_is_called_what_it_is(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(WrongUse, match=message):
        read_corpus(tmp_path / name)


def test_json_that_is_called_csv_is_refused_without_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(json.dumps([{"outlet": "Post", "body": BODY}]))
    with pytest.raises(WrongUse, match="it is JSON; name it .json") as error:
        read_corpus(tmp_path / "a.csv")
    assert "harbour" not in str(error.value)


def test_a_time_that_no_calendar_has_is_a_fault_of_its_row(tmp_path: Path) -> None:
    times = pa.array([10**15, 0], pa.timestamp("s"))
    table = pa.table({"outlet": ["Post", "Post"], "body": [BODY, BODY], "published": times})
    pq.write_table(table, tmp_path / "a.parquet")
    corpus = read_corpus(tmp_path / "a.parquet")
    assert reasons(corpus) == {"row-000001": "column 'published' of row 1 contains a time that is out of range"}


@pytest.mark.parametrize("path", ["x" * 5000, "x" * 300 + ".csv", "a\0b", b"a.csv", None, 5, ["a.csv"]])
def test_what_is_no_path_is_one_sentence(path: object) -> None:
    with pytest.raises(WrongUse, match=r"there is no file or folder|Expected the path of a folder or a table"):
        read_corpus(path)  # type: ignore[arg-type]


def test_a_pipe_is_no_table(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(WrongUse, match="is neither a file nor a folder; save the table as a file first"):
        read_corpus(tmp_path / "a.csv")


@pytest.mark.parametrize("name", ["articles.tsv", "articles.json", "articles.csv.gz"])
def test_a_folder_may_hold_any_kind_of_table(tmp_path: Path, name: str) -> None:
    text = json.dumps([{"outlet": "A", "body": BODY}]) if name == "articles.json" else f"outlet\tbody\nA\t{BODY}\n"
    (tmp_path / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    assert read_corpus(tmp_path).outlets == ["A"]


@pytest.mark.parametrize("name", ["news.csv", "news.csv.gz", "News.2024.json"])
def test_a_corpus_is_called_after_its_file(tmp_path: Path, name: str) -> None:
    assert corpus_name(tmp_path / name) in ("news", "News.2024")
