from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import read_corpus
from analysis.corpus.corpus import Corpus
from analysis.corpus.from_rows import corpus_of
from analysis.corpus.streaming import batches_of, size_of
from analysis.corpus.survey import survey_rows
from analysis.exceptions import WrongUse
from analysis.io import opened_table

BODY = "The harbour was closed on Friday because of a storm, and no ship left it before noon."
MORE = "“Nothing moves,” she said.\r\nFishermen waited along the quay, and most of them went home in the evening."
BODIES = [BODY, MORE, f"Ada Example\n{BODY}\n- EXAMPLE", "", "...", "x\x07y 🙂", f"{BODY}\n{MORE}" * 3]

WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".jsonl": lambda frame, path: frame.to_json(path, orient="records", lines=True),
    ".parquet": lambda frame, path: frame.to_parquet(path, row_group_size=5),
    ".tsv": lambda frame, path: frame.to_csv(path, index=False, sep="\t", encoding="utf-16"),
    ".json": lambda frame, path: frame.to_json(path, orient="records"),
    ".csv.gz": lambda frame, path: frame.to_csv(path, index=False, sep=";"),
}


def table(bodies: list[str], folder: Path, suffix: str) -> Path:
    frame = pd.DataFrame(
        {
            "paper": ["Gazette" if i % 2 else "Post" for i in range(len(bodies))],
            "article_id": ["" if i % 3 else f"a-{i}" for i in range(len(bodies))],
            "published": [f"2024-03-{i % 30 + 1:02d}T10:00+02:00" for i in range(len(bodies))],
            "body": bodies,
        }
    )
    WRITERS[suffix](frame, folder / f"news{suffix}")
    return folder / f"news{suffix}"


def together(batches: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(batches, ignore_index=True)


SIZES = [0.001, 16]  # megabytes of a batch: three batches, and one
Read = tuple[Corpus, dict[float, list[pd.DataFrame]]]


def read_both_ways(folder: Path, suffix: str) -> Read:
    """A table as a corpus, and in batches of each size."""
    path, columns = table(BODIES * 4, folder, suffix), {"outlet": "paper"}
    batches = {size: list(batches_of(path, columns=columns, megabytes=size)) for size in SIZES}
    return read_corpus(path, columns=columns), batches


@pytest.fixture(scope="module")
def of_csv(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """What a CSV file gives."""
    return read_both_ways(tmp_path_factory.mktemp("csv"), ".csv")


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_kind_of_table_gives_the_same_corpus_and_the_same_batches(
    tmp_path: Path, suffix: str, of_csv: Read
) -> None:
    (corpus, batches), (expected, expected_batches) = read_both_ways(tmp_path, suffix), of_csv
    pd.testing.assert_frame_equal(corpus.articles, expected.articles)
    pd.testing.assert_frame_equal(corpus.dropped, expected.dropped)
    assert (corpus.texts, corpus.display) == (expected.texts, expected.display)
    for size in SIZES:
        for one, other in zip(batches[size], expected_batches[size], strict=True):
            pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("megabytes", SIZES)
def test_batches_put_together_are_the_corpus(of_csv: Read, megabytes: float) -> None:
    whole, batches = of_csv[0], of_csv[1][megabytes]
    assert len(batches) == (3 if megabytes < 1 else 1)
    survey = survey_rows(batches)
    parts = [corpus_of(batch, "news", survey=survey) for batch in batches]
    pd.testing.assert_frame_equal(together([part.articles for part in parts]), whole.articles)
    pd.testing.assert_frame_equal(together([part.dropped for part in parts]), whole.dropped)
    assert {a: text for part in parts for a, text in part.texts.items()} == whole.texts
    assert {a: lines for part in parts for a, lines in part.display.items()} == whole.display


def test_an_article_belongs_to_the_batch_its_text_starts_in(tmp_path: Path) -> None:
    """Texts of 6, 6, 6, 30 and 2 bytes start at 0, 6, 12, 18 and 48; batches of 10 bytes start at 0, 10, 20 …"""
    path = table(["a" * 6, "é" * 3, "c" * 6, "d" * 30, "ee"], tmp_path, ".csv")
    batches = batches_of(path, columns={"outlet": "paper"}, megabytes=0.00001)
    assert [batch["body"].str[0].tolist() for batch in batches] == [["a", "é"], ["c", "d"], ["e"]]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(BODIES), min_size=1, max_size=30), st.integers(1, 9), st.sampled_from(list(WRITERS)))
def test_batches_depend_on_the_texts_alone(tmp_path: Path, bodies: list[str], rows: int, suffix: str) -> None:
    path = table(bodies, tmp_path, suffix)
    found = []
    for size in (2048, rows):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opened_table, "ROWS_PER_PIECE", size)
            found.append(list(batches_of(path, columns={"outlet": "paper"}, megabytes=0.0002)))
    assert len(found[0]) == len(found[1])
    for one, other in zip(*found, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_folder_of_parquet_files_is_one_table(tmp_path: Path) -> None:
    for name in ("part-2", "part-1"):
        pd.DataFrame({"outlet": [name] * 3, "body": [BODY] * 3}).to_parquet(tmp_path / f"{name}.parquet")
    rows = together(list(batches_of(tmp_path, megabytes=0.0001)))
    assert rows["outlet"].tolist() == ["part-1"] * 3 + ["part-2"] * 3
    assert rows["article_id"].tolist() == [f"row-{i:06d}" for i in range(1, 7)]


def test_a_folder_has_its_files_in_capitals_too(tmp_path: Path) -> None:
    for name in ("2023.parquet", "2024.PARQUET"):
        pd.DataFrame({"outlet": ["Post"], "body": [f"{BODY} {name}"]}).to_parquet(tmp_path / name)
    assert together(list(batches_of(tmp_path)))["body"].tolist() == [f"{BODY} 2023.parquet", f"{BODY} 2024.PARQUET"]


@pytest.mark.parametrize(("name", "columns"), [("body", {}), ("Body ", {}), ("Text", {"body": "text"})])
def test_the_size_is_that_of_the_column_which_is_read(tmp_path: Path, name: str, columns: dict[str, str]) -> None:
    bodies = [f"{BODY} {number}" for number in range(40)]
    frame = pd.DataFrame({"outlet": "Post", name: bodies, "notes": [MORE * 9] * 40})
    frame.to_parquet(tmp_path / "news.PARQUET", use_dictionary=False)
    size = size_of(tmp_path / "news.PARQUET", columns=columns)
    assert size == pytest.approx(sum(map(len, bodies)), rel=0.3)


def test_an_id_that_comes_again_in_a_later_batch_is_found(tmp_path: Path) -> None:
    ids = [f"a{i}" for i in range(50)]
    frame = pd.DataFrame({"article_id": [*ids, "a7"], "outlet": "A", "body": BODY})
    frame.to_parquet(tmp_path / "a.parquet")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened_table, "ROWS_PER_PIECE", 10)
        batches = batches_of(tmp_path / "a.parquet", megabytes=0.0001)
        assert next(batches)["article_id"].tolist() == ["a0", "a1"]
        with pytest.raises(WrongUse, match="Duplicate article_id 'a7' in .* Expected a different one for each article"):
            list(batches)


def test_a_number_given_by_hand_may_not_be_that_of_another_row(tmp_path: Path) -> None:
    pd.DataFrame({"article_id": ["row-000002", ""], "outlet": "A", "body": BODY}).to_csv(tmp_path / "a.csv")
    with pytest.raises(WrongUse, match="Duplicate article_id 'row-000002' in "):
        read_corpus(tmp_path / "a.csv")
    with pytest.raises(WrongUse, match="Duplicate article_id 'row-000002' in "):
        list(batches_of(tmp_path / "a.csv"))


def test_a_batch_without_a_usable_article_is_a_corpus_without_articles(tmp_path: Path) -> None:
    pd.DataFrame({"outlet": ["A", "B"], "body": ["...", BODY]}).to_csv(tmp_path / "a.csv", index=False)
    first, second = (corpus_of(batch, "a") for batch in batches_of(tmp_path / "a.csv", megabytes=0.000001))
    assert first.articles.empty
    assert first.dropped["reason"].tolist() == ["no text but a headline, page furniture or punctuation"]
    assert second.articles["article_id"].tolist() == ["row-000002"]


def test_only_a_few_rows_are_read_for_the_first_batch(tmp_path: Path) -> None:
    """A later row that cannot be read does no harm before its turn."""
    path = tmp_path / "a.csv"
    path.write_text("outlet,body\n" + f'A,"{BODY}"\n' * 30_000 + 'A,"b" c\n', "utf-8")
    batches = batches_of(path, megabytes=0.05)
    assert len(next(batches)) == -(-50_000 // len(BODY))
    with pytest.raises(WrongUse, match="cannot be read as a table"):
        list(batches)


WRONG = [
    ("nothing.csv", None, {}, "there is no file or folder"),
    ("a.csv", "outlet,body\n", {}, "the table is empty"),
    ("a.jsonl", "\n", {}, "the table is empty"),
    ("a.csv", "name,body\nA,text\n", {}, "has no column 'outlet'; its columns are 'name', 'body'"),
    ("a.csv", "outlet,body\nA,text\n", {"columns": {"body": "content"}}, "has no column 'content'"),
    ("a.csv", "outlet,body\nA,text\n", {"columns": {"text": "body"}}, "Unknown column 'text'. Expected some of"),
    (
        "a.csv",
        "outlet,body\nA,text\n",
        {"megabytes": 0},
        "Invalid `megabytes`: 0. Expected a number from 1e-06 to 4,096.",
    ),
]


@pytest.mark.parametrize(("name", "data", "options", "message"), WRONG)
def test_wrong_input_is_one_clear_sentence(
    tmp_path: Path, name: str, data: str | None, options: dict, message: str
) -> None:
    if data is not None:
        (tmp_path / name).write_text(data)
    with pytest.raises(WrongUse, match=message):
        list(batches_of(tmp_path / name, **options))


def test_columns_can_change_places(tmp_path: Path) -> None:
    pd.DataFrame({"outlet": ["Ltd"], "publisher": ["Gazette"], "body": [BODY]}).to_csv(tmp_path / "a.csv")
    articles = read_corpus(tmp_path / "a.csv", columns={"outlet": "publisher", "publisher": "outlet"}).articles
    assert articles[["outlet", "publisher"]].to_numpy().tolist() == [["Gazette", "Ltd"]]


def test_day_and_month_are_told_by_the_whole_column(tmp_path: Path) -> None:
    """The date that shows the order stands in the last batch."""
    times = ["", "03/04/2024 10:00 GMT", "05/04/2024 10:00 GMT", "25/04/2024 10:00 GMT"]
    frame = pd.DataFrame({"outlet": "A", "body": BODY, "published": times})
    frame.to_csv(tmp_path / "a.csv", index=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened_table, "ROWS_PER_PIECE", 1)
        parts = [corpus_of(batch, "a") for batch in batches_of(tmp_path / "a.csv", megabytes=0.00001)]
    assert len(parts) == 4
    assert together([part.articles for part in parts])["published"].dt.day.tolist()[1:] == [3, 5, 25]
    pd.testing.assert_frame_equal(together([part.articles for part in parts]), read_corpus(tmp_path / "a.csv").articles)


def test_rows_that_do_not_fit_are_dropped_in_batches_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"outlet;body\nA;{BODY}\nB;one;two\nC;{BODY}\n")
    noted: list[str] = []
    (batch,) = batches_of(tmp_path / "a.csv", note=noted.append)
    assert corpus_of(batch, "a").dropped["reason"].tolist() == ["line 3 has 3 fields, the header has 2"]
    assert noted == []
    (tmp_path / "a.csv").write_text(f"Outlet;Body\nA;{BODY}\n")
    list(batches_of(tmp_path / "a.csv", note=noted.append))
    assert noted == ["column 'Outlet' of 'a.csv' is read as 'outlet'", "column 'Body' of 'a.csv' is read as 'body'"]


def test_events_of_a_table_are_those_that_read_corpus_gives(tmp_path: Path) -> None:
    path, events = table([BODY, MORE, BODY], tmp_path, ".csv"), tmp_path / "events.csv"
    columns = {"outlet": "paper", "event": str(events)}
    ids = read_corpus(path, columns={"outlet": "paper"}).articles["article_id"].tolist()
    events.write_text(f"article_id,event\n{ids[0]},storm\n{ids[1]},\n{ids[2]},storm\n", "utf-8")
    batch = together(list(batches_of(path, columns=columns, megabytes=0.0001)))
    assert batch["event"].tolist() == ["storm", "", "storm"]
    pd.testing.assert_frame_equal(corpus_of(batch, "news").articles, read_corpus(path, columns=columns).articles)
    events.write_text(f"article_id,event\n{ids[0]},storm\n", "utf-8")
    notes: list[str] = []
    assert together(list(batches_of(path, columns=columns, note=notes.append)))["event"].tolist() == ["storm", "", ""]
    assert "lacks 2 articles; those of them that can be used are compared with no other" in notes[-1]
    events.write_text("article_id,event\nb7,storm\n", "utf-8")
    with pytest.raises(WrongUse, match="names articles that the corpus does not have: 'b7'"):
        list(batches_of(path, columns=columns))
