"""Tables of codes."""

import numpy as np
import pandas as pd
import pytest

from analysis.coding.code_shares import human_code_table, shares
from analysis.coding.codebook import read_codebook
from analysis.coding.human_codes import read_codes
from analysis.coding.reliability import agreement, one_sided
from analysis.exceptions import WrongUse

BOOK = {"money": "who pays", "quarrel": "who fights whom"}


def table(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["article_id", "code", "coder"])


def test_codes_of_a_cell_or_of_rows_are_the_same(town) -> None:
    notes, _ = town
    one = read_codes(table(("a0", "money; quarrel", "A"), ("a1", "none", "A")), notes)
    two = read_codes(table(("a0", "money", "A"), ("a0", "quarrel", "A"), ("a1", "none", "A")), notes)
    assert shares(one).equals(shares(two))
    assert shares(one).to_numpy().tolist() == [[1, 1], [0, 0]]


def test_what_is_not_coded_yet_is_left_out_and_none_is_not(town) -> None:
    notes, _ = town
    codings = read_codes(table(("a0", "money", "A"), ("a1", "", "A"), ("a2", "none", "A")), notes)
    assert codings.items["article_id"].tolist() == ["a0", "a2"]
    assert codings.left == 1


def test_shares_of_coders(town) -> None:
    notes, _ = town
    codings = read_codes(table(("a0", "money", "A"), ("a0", "none", "B"), ("a1", "money", "A")), notes)
    assert shares(codings)["money"].tolist() == [0.5, 1]


def test_segments_are_named_by_sentence_and_voice(town) -> None:
    notes, _ = town
    first = notes.segments.iloc[[0, 1]][["article_id", "sentence", "voice"]].assign(code=["money", "none"], coder="A")
    codings = read_codes(first, notes)
    assert list(codings.items.columns) == ["article_id", "sentence", "voice"]
    with pytest.raises(WrongUse, match="these codes are of segments"):
        human_code_table(codings)


WRONG = [
    (table(("a0", "money", "A")).drop(columns="coder"), "has no column 'coder'. Expected 'article_id', 'code'"),
    (table(("a0", "", "A")), "contains no codes. Expected a code, or 'none', in the column 'code'."),
    (table(("a0", "money", "")), "row 0 of the table of codes has no coder. Expected a name"),
    (table(("a0", "money", "NA")), "row 0 of the table of codes has no coder. Expected a name"),
    (table(("a0", "monny", "A")), "row 0 of the table of codes has the code 'monny', which is not in the codebook"),
    (table(("a0", "money", "A"), ("a0", "money", "A")), "row 1 .* repeats the code 'money' of 'A' for article 'a0'"),
    (
        table(("a0", "money", "A"), ("a0", "none", "A")),
        "for article 'a0', to which the same coder also gave 'none'",
    ),
    (table(("z9", "money", "A")), "row 0 .* has a code for article 'z9', which is not in the corpus 'town'"),
    (table(("a0", "money", "A")).assign(sentence="1"), "has only one of the columns 'sentence' and 'voice'"),
    (
        table(("a0", "money", "A")).assign(probability="1.5"),
        "has the probability '1.5'. Expected a number above 0",
    ),
    (
        table(("a0", "money", "A")).assign(probability="9" * 6000),
        "has the probability '999.*. Expected a number above 0",
    ),
]


@pytest.mark.parametrize(("rows", "message"), WRONG)
def test_what_is_wrong_is_said(town, rows: pd.DataFrame, message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        read_codes(rows, town[0], codebook=BOOK)


@pytest.mark.parametrize("word", ["NA", "nan", "N/A", "NULL", "#N/A"])
def test_a_word_for_a_missing_value_is_no_code(town, word: str) -> None:
    with pytest.raises(WrongUse, match=f"row 0 .* has the code '{word}', which denotes a missing value"):
        read_codes(table(("a0", word, "A"), ("a1", "money", "A")), town[0])
    listed = read_codes(table(("a0", word, "A"), ("a1", "money", "A")), town[0], codebook={word: "", "money": ""})
    assert listed.codes == (word, "money"), "a code of the codebook is one"


def test_a_code_is_no_text(town) -> None:
    with pytest.raises(WrongUse, match="row 0 .* has a code of 201 characters. Expected at most 200"):
        read_codes(table(("a0", "x" * 201, "A")), town[0])


@pytest.mark.parametrize(
    ("book", "message"),
    [
        ("None: nothing\nmoney: who pays\n", "has a code 'none', which denotes that no code applies"),
        (
            "Money: who pays\nmoney: who is paid\n",
            "the codes 'Money', 'money', which differ only in capitals",
        ),
    ],
)
def test_codes_of_a_codebook_are_told_apart(tmp_path, book: str, message: str) -> None:
    path = tmp_path / "codebook.yml"
    path.write_text(book, "utf-8")
    with pytest.raises(WrongUse, match=message):
        read_codebook(path)


def test_a_file_is_named_with_the_line(town, tmp_path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("article_id,code,coder\na0,money,A\nz9,money,A\n")
    with pytest.raises(WrongUse, match=r"line 3 of '.*codes.csv' has a code for article 'z9'"):
        read_codes(path, town[0])
    with pytest.raises(WrongUse, match="is not a table of codes. Expected a file of type .csv, .tsv"):
        read_codes(tmp_path / "codes.xlsx", town[0])


def test_none_alone_teaches_nothing(town) -> None:
    with pytest.raises(WrongUse, match="contains only the code 'none'"):
        read_codes(table(("a0", "none", "A")), town[0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]", "contains no codes"),
        ("none: nothing", "has a code 'none'"),
        ("1: [one]", "Code '1' of codebook .* has no text as its definition"),
        ("a;b: c", "has the code 'a;b'. Expected names"),
        ("a: [", "not YAML"),
    ],
)
def test_a_codebook_that_is_none(tmp_path, text: str, message: str) -> None:
    (tmp_path / "book.yml").write_text(text)
    with pytest.raises(WrongUse, match=message):
        read_codebook(tmp_path / "book.yml")


def test_a_codebook(tmp_path) -> None:
    (tmp_path / "book.yml").write_text("money: who pays\nquarrel:\n")
    assert read_codebook(tmp_path / "book.yml") == {"money": "who pays", "quarrel": ""}
    with pytest.raises(WrongUse, match="cannot be read"):
        read_codebook(tmp_path / "other.yml")


def test_agreement_by_hand(town) -> None:
    """Of 10 items coded twice 9 agree (5 with the code, 4 without); the tenth is split. Of 20 values 11 are with it:
    alpha = 1 - (20 - 1) * 2 / (2 * 11 * 9)."""
    a = [(f"a{i}", "money" if i < 6 else "none", "A") for i in range(10)]
    b = [(f"a{i}", "money" if i < 5 else "none", "B") for i in range(10)]
    made = agreement(read_codes(table(*a, *b), town[0]))
    assert made["n_double"].tolist() == [10]
    assert made["alpha"].iat[0] == pytest.approx(1 - 19 * 2 / (2 * 11 * 9))
    assert made["alpha_low"].iat[0] < made["alpha"].iat[0] < made["alpha_high"].iat[0]


def test_no_agreement_of_few_items(town) -> None:
    made = agreement(read_codes(table(("a0", "money", "A"), ("a0", "money", "B")), town[0]))
    assert np.isnan(made["alpha"].iat[0])


def test_a_coder_with_one_class_is_named(town) -> None:
    rows = [(f"a{i}", "money", "A") for i in range(10)] + [(f"a{i}", "none", "B") for i in range(10)]
    assert one_sided(read_codes(table(*rows), town[0])) == [
        "coder 'A' gave 'money' to each of 10 items",
        "coder 'B' gave no code to any of 10 items",
    ]


def test_human_codes_for_corrected_estimates(town) -> None:
    rows = table(("a0", "money", "A"), ("a1", "none", "A")).assign(probability="0.25")
    made = human_code_table(read_codes(rows, town[0]))
    assert made.to_numpy().tolist() == [["a0", "money", 1, 0.25], ["a1", "money", 0, 0.25]]
    with pytest.raises(WrongUse, match="does not state the probability of each article"):
        human_code_table(read_codes(rows.drop(columns="probability"), town[0]))


@pytest.mark.parametrize("other", ["Money", "MONEY", "mon ey", "ｍoney"])
def test_codes_that_differ_in_capitals_or_blanks_are_told_with_both_lines(town, tmp_path, other: str) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(f'article_id,text,code,coder\na0,"one\ntwo",money,A\na1,x,{other},A\n', "utf-8")
    with pytest.raises(
        WrongUse, match=rf"line 4 of '.*codes.csv' has the code '{other}', and line 2 has 'money'. Write"
    ):
        read_codes(path, town[0])
    both = read_codes(path, town[0], codebook={"money": "", other: ""})
    assert both.codes == ("money", other)


def test_a_table_as_a_spreadsheet_in_europe_saves_it(town, tmp_path) -> None:
    path = tmp_path / "codes.csv"
    rows = 'a0;"money; quarrel";A;0,25;"x;\ny"\na1;none;A;0,5;z\n;;;;\n;;;;\n'
    path.write_text(f"Article_ID;code;Coder ;probability;text\n{rows}", "utf-8-sig")
    codings = read_codes(path, town[0])
    assert codings.rows.to_numpy().tolist() == [[0, "A", "money"], [0, "A", "quarrel"], [1, "A", ""]]
    assert codings.probability.tolist() == [0.25, 0.5]
    assert codings.left == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("article_id,code,coder\na0,money,A\na1,money,A,x\n", "table of codes: line 3 has 4 fields, the header has 3"),
        ("article_id,code,coder,code\na0,money,A,x\n", "has 2 columns that could be 'code'"),
        ('article_id,code,coder\na0,"money,A\n', "row that begins on line 2 is not closed"),
    ],
)
def test_a_table_that_can_be_read_in_two_ways_is_refused(town, tmp_path, text: str, message: str) -> None:
    (tmp_path / "codes.csv").write_text(text)
    with pytest.raises(WrongUse, match=message):
        read_codes(tmp_path / "codes.csv", town[0])
