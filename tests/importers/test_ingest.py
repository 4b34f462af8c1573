"""Sources -> a corpus folder: identity, versions, outlets, checks, and input that wishes it ill."""

import gzip
import json
import os
import socket
import zipfile

import pandas as pd
import pytest

from analysis.corpus.reading import read_corpus
from analysis.exceptions import FailedWork, WrongUse
from analysis.importers import reading, store
from analysis.importers.ingest import ingest


def ninjs(uri, text, version="1", holder="Nordlin Press Agency", **others):
    item = {"uri": uri, "version": version, "versionCreated": "2024-03-05T17:40:00Z", "copyrightHolder": holder}
    return json.dumps({**item, "headline": "Ferry", "body_text": text, **others})


def articles(folder):
    return pd.read_parquet(folder / "articles.parquet")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "corpus"


@pytest.fixture
def exports(tmp_path):
    folder = tmp_path / "exports"
    (folder / "Coast Gazette").mkdir(parents=True)
    (folder / "Coast Gazette" / "one.txt").write_text("Ferry stopped\n\nThe harbour office stopped the ferry.\n")
    (folder / "item.json").write_text(ninjs("urn:x:1", "The ferry was stopped at noon."))
    (folder / "rows.csv").write_text("outlet,headline,body\nTarn Mirror,Tolls,The tolls rise in spring.\n")
    return folder


def test_a_table_may_call_its_columns_otherwise_and_write_names_as_html(tmp_path, out):
    (tmp_path / "rows.csv").write_text(
        "Outlet Name,Title,Full Text,Published Date\nPost &amp; Star,Toll &#38; tax,The tolls rise.,2024-03-05\n"
    )
    ingest(tmp_path / "rows.csv", out)
    [row] = articles(out).itertuples()
    assert (row.outlet, row.headline, row.published) == ("Post & Star", "Toll & tax", "2024-03-05")


def test_columns_that_are_not_read_are_named_until_one_is_given(tmp_path, out):
    (tmp_path / "rows.csv").write_text("outlet,body,Story,Reach\nPost,The tolls rise.,tolls,9\n")
    assert ingest(tmp_path / "rows.csv", out).checks["unused_columns"].tolist() == ["'Story', 'Reach'"]
    made = ingest(tmp_path / "rows.csv", tmp_path / "again", columns={"event": "Story"})
    assert made.checks["unused_columns"].tolist() == ["'Reach'"] and made.is_sound
    assert articles(tmp_path / "again")["event"].tolist() == ["tolls"]


def test_a_mixed_folder_becomes_a_corpus(exports, out):
    made = ingest(exports, out)
    assert made.n_articles == 3 and made.is_sound and made.refused.empty
    table = articles(out)
    assert sorted(table["outlet"]) == ["Coast Gazette", "Nordlin Press Agency", "Tarn Mirror"]
    assert table["source"].tolist() == ["exports/Coast Gazette/one.txt", "exports/item.json", "exports/rows.csv"]
    corpus = read_corpus(out)
    assert set(corpus.articles["outlet"]) == set(table["outlet"])


def test_the_same_input_adds_nothing(exports, out):
    ingest(exports, out)
    before = (out / "articles.parquet").read_bytes()
    made = ingest(exports, out)
    assert made.checks["there"].sum() == 3 and made.checks["added"].sum() == 0
    assert (out / "articles.parquet").read_bytes() == before


def test_a_newer_version_replaces_and_an_older_one_does_not(tmp_path, out):
    for number, version in enumerate(("2", "10", "9")):
        (tmp_path / f"{number}.json").write_text(ninjs("urn:x:1", f"It carried {version} passengers.", version))
    made = ingest([tmp_path / "0.json", tmp_path / "1.json"], out)
    assert made.replaced["change"].tolist() == ["replaced"]
    made = ingest(tmp_path / "2.json", out)
    assert made.replaced["change"].tolist() == ["older"]
    assert articles(out)["body"].tolist() == ["It carried 10 passengers."]


def test_archives_and_packed_files_are_read(tmp_path, out):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("Tarn Mirror/a.txt", "Tolls\n\nThe tolls rise.")
        archive.writestr("Tarn Mirror/picture.png", "no text")
        archive.writestr("inner.zip", b"PK\x03\x04 and more")
    with gzip.open(tmp_path / "rows.csv.gz", "wt") as file:
        file.write("outlet,body\nCoast Gazette,The ferry runs again.\n")
    made = ingest([tmp_path / "all.zip", tmp_path / "rows.csv.gz"], out)
    assert sorted(articles(out)["outlet"]) == ["Coast Gazette", "Tarn Mirror"]
    assert made.refused["source"].tolist() == ["all.zip/inner.zip"]


def test_spellings_are_joined_and_users_correct_them(tmp_path, out):
    rows = ["The New York Times", "NYTimes.com", "NEW YORK TIMES", "Coast-Gazette", "Coast Gazette", "Coast Gazette"]
    rows.append("Post(Tarnholm)")
    lines = [f"{name},Text number {number} on the ferry." for number, name in enumerate(rows)]
    (tmp_path / "rows.csv").write_text("\n".join(["outlet,body", *lines]))
    ingest(tmp_path / "rows.csv", out)
    assert articles(out)["outlet"].tolist() == ["The New York Times"] * 3 + ["Coast Gazette"] * 3 + ["Post (Tarnholm)"]
    table = pd.read_csv(out / "outlets.csv")
    table.loc[table["publication"].str.startswith("Coast"), "outlet"] = "The Gazette"
    table.assign(leaning=["left" if name == "The Gazette" else "centre" for name in table["outlet"]]).to_csv(
        out / "outlets.csv", index=False
    )
    ingest([], out)
    assert articles(out)["outlet"].tolist() == ["The New York Times"] * 3 + ["The Gazette"] * 3 + ["Post (Tarnholm)"]
    assert articles(out)["leaning"].tolist() == ["centre"] * 3 + ["left"] * 3 + ["centre"]
    (tmp_path / "more.csv").write_text("outlet,body\ncoast gazette,One more text.\n")
    ingest(tmp_path / "more.csv", out)
    assert articles(out).iloc[-1][["outlet", "leaning"]].tolist() == ["The Gazette", "left"]


def test_a_list_of_addresses_is_joined_with_texts(tmp_path, out):
    (tmp_path / "list.csv").write_text(
        "url,title,media_name,publish_date\n"
        "https://www.coast.example/ferry?utm_source=x,Ferry,coast.example,2024-03-05\n"
        "https://mirror.example/tolls,Tolls,mirror.example,2024-03-06\n"
    )
    (tmp_path / "texts.csv").write_text("url,body\nhttps://coast.example/ferry/,The ferry was stopped.\n")
    made = ingest([tmp_path / "list.csv", tmp_path / "texts.csv"], out)
    assert articles(out)[["outlet", "published", "headline"]].to_numpy().tolist() == [
        ["coast.example", "2024-03-05", "Ferry"]
    ]
    assert made.refused["place"].tolist() == ["https://mirror.example/tolls"]


def test_days_that_could_be_months_are_refused_unless_told(tmp_path, out):
    (tmp_path / "rows.csv").write_text("outlet,date,body\nA,03/04/2024,The ferry runs.\n")
    with pytest.raises(FailedWork, match="whether the day or the month comes first"):
        ingest(tmp_path / "rows.csv", out)
    assert not out.exists()
    ingest(tmp_path / "rows.csv", out, dates="day-first")
    assert articles(out)["published"].tolist() == ["2024-04-03"]


def test_the_order_of_day_and_month_is_looked_for_in_the_whole_table(tmp_path, out):
    rows = ["A,2024-04-01,The ferry ran.", "A,03/04/2024,The ferry runs.", "A,25/04/2024,The ferry will run."]
    (tmp_path / "rows.csv").write_text("\n".join(["outlet,date,body", *rows]))
    ingest(tmp_path / "rows.csv", out)
    assert articles(out)["published"].tolist() == ["2024-04-01", "2024-04-03", "2024-04-25"]


def test_a_stopped_run_goes_on(tmp_path, out, monkeypatch):
    monkeypatch.setattr(store, "_MOST_DOCUMENTS", 2)
    lines = [f"Coast Gazette,Text number {number}." for number in range(9)]
    for part in range(3):
        (tmp_path / f"{part}.csv").write_text("\n".join(["outlet,body", *lines[part * 3 : part * 3 + 3]]))
    sources = [tmp_path / f"{part}.csv" for part in range(3)]
    with monkeypatch.context() as stopping:
        stopping.setattr("analysis.importers.ingest.write_corpus", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ingest(sources, out)
    assert not (out / "articles.parquet").exists()
    made = ingest(sources, out)
    assert made.n_articles == 9 and made.checks[["files", "found", "added"]].to_numpy().tolist() == [[1, 3, 3]] * 3
    assert {path.name for path in out.iterdir()} == {
        "articles.parquet", "outlets.csv", "checks.csv", "refused.csv", "replaced.csv"
    }  # fmt: skip


def test_files_of_one_name_in_two_folders_are_two_sources(tmp_path, out, monkeypatch):
    folders = [tmp_path / name / "exports" for name in ("a", "b")]
    for folder, word in zip(folders, ("ferry", "tolls"), strict=True):
        folder.mkdir(parents=True)
        (folder / "one.csv").write_text(f"outlet,body\nCoast Gazette,The {word} again.\n")
    with monkeypatch.context() as stopping:
        stopping.setattr("analysis.importers.ingest.write_corpus", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ingest(folders[:1], out)
    assert ingest(folders, out).n_articles == 2


def test_a_changed_layout_is_told(tmp_path, out):
    lines = [f"Coast Gazette,Text number {number} is cut here...,400" for number in range(6)]
    (tmp_path / "rows.csv").write_text("\n".join(["outlet,body,word_count", *lines]))
    made = ingest(tmp_path / "rows.csv", out)
    assert not made.is_sound
    assert made.checks["fault"].tolist() == [
        "6 of 6 articles have another length than stated; 6 of 6 articles end in an ellipsis, as if they were cut"
    ]
    (note,) = [note for note in read_corpus(out).notes if "layout" in note]
    assert note == f"a layout may have changed: 'rows.csv' (table): {made.checks['fault'][0]}"


def test_what_is_no_source_or_no_corpus(tmp_path, out):
    with pytest.raises(WrongUse, match="there is no file or folder '.*gone'; name files, folders or archives"):
        ingest(tmp_path / "gone", out)
    with pytest.raises(WrongUse, match="no source is given, and .* is no corpus yet"):
        ingest([], out)
    out.mkdir()
    (out / "mine.txt").write_text("keep")
    (tmp_path / "a.txt").write_text("Ferry\n\nThe ferry runs.")
    with pytest.raises(WrongUse, match="is no corpus made by samestory ingest, and is not empty"):
        ingest(tmp_path / "a.txt", out)
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_many_sources_and_large_ones_are_read_in_processes_in_their_order(tmp_path, out, monkeypatch):
    folder = tmp_path / "Coast Gazette"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"Ferry {number}\n\nThe ferry carried {number} passengers.")
    rows = [f"Coast Gazette,Tolls {number},The toll rose to {number}." for number in range(300)]
    (folder / "20.csv").write_text("\n".join(["outlet,headline,body", *rows]))
    monkeypatch.setattr(reading, "LARGE", 10_000)
    ingest(folder, out)
    ferries, tolls = ([f"{word} {number}" for number in range(size)] for word, size in (("Ferry", 40), ("Tolls", 300)))
    assert articles(out)["headline"].tolist() == [*ferries[:20], *tolls, *ferries[20:]]


def hostile(folder):
    """Write files that wish harm: name -> what the reason of the refusal has to say."""
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 100_000_000)
    with gzip.open(folder / "bomb.csv.gz", "wb") as file:
        for _ in range(101):
            file.write(b"a" * 1_000_000)
    with zipfile.ZipFile(folder / "out.zip", "w") as archive:
        archive.writestr("../../outside.txt", "Outside\n\nThis must not be written outside.")
    (folder / "cut.zip").write_bytes((folder / "out.zip").read_bytes()[:60])
    (folder / "name\nwith newline.txt").write_text("Ferry\n\nThe ferry runs.")
    (folder / "image.jpg.txt").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20)
    (folder / "empty.json").write_bytes(b"")
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "secret").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.txt")
    return {
        "bomb.docx": "it unpacks to 100,000,000 bytes",
        "bomb.csv.gz": "it unpacks to more than",
        "cut.zip": "it is a ZIP archive or office document that is damaged",
        "image.jpg.txt": "its format is not known",
        "empty.json": "it is empty",
        "deep.json": "its format is not known",
        "secret": "it is a link out of the folder",
        "pipe.txt": "it is no regular file",
    }


def test_hostile_files_are_refused_in_one_sentence(tmp_path, out, monkeypatch):
    folder = tmp_path / "given"
    folder.mkdir()
    expected = hostile(folder)
    # In this process, where no connection can be opened.
    monkeypatch.setattr(reading, "cores", lambda: 1)
    monkeypatch.setattr(socket, "socket", None)
    made = ingest(folder, out)
    reasons = {source.removeprefix("given/"): reason for source, _, reason in made.refused.to_numpy()}
    assert {name: reasons[name] for name, reason in expected.items() if reason not in reasons[name]} == {}
    assert all("\n" not in reason and len(reason) <= 300 for reason in reasons.values())
    assert sorted(articles(out)["headline"]) == ["Ferry", "Outside"]
    assert {path.name for path in tmp_path.iterdir()} == {"given", "corpus"}
