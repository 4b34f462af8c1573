"""What a report says of its methods: only what was used, with references that exist."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pandas as pd
import pytest
import yaml

from analysis import schema
from analysis._utils.escape import escape_html, escape_markdown
from analysis.display.saving import save_table
from analysis.report.methods import (
    CHECKED,
    HEADINGS,
    LABELS,
    bibliography,
    cited,
    entries,
    methods,
    paragraphs,
    what_was_used,
    write_methods,
)
from analysis.report.parameters import BY_NAME

PROJECT = Path(__file__).resolve().parents[2]
HOSTILE = '<script>alert(1)</script> *a* [@x] @misc{y, title="z"}'
REQUIRED = {
    "article": {"journal", "volume"},
    "inproceedings": {"booktitle"},
    "misc": {"howpublished"},
    "software": {"version"},
}


def compared(measure: str, **values: Any) -> pd.DataFrame:
    """One difference that was tested."""
    row = {"measure": measure, "item": "a", "outlet": "Gazette", "p": 0.5, "unit": "article", **values}
    return pd.DataFrame([row]).reindex(columns=schema.columns("comparisons"))


def record(name: str = "bridge", **parameters: Any) -> dict[str, Any]:
    return {"corpus": {"name": name, "text": True}, "parameters": parameters, "python": "3.11.7"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    articles = pd.DataFrame({"outlet": ["Gazette", "Post"], "event": "flood", "published": ["2024-11-17T12:00Z", None]})
    save_table(articles, "articles", tmp_path)
    save_table(compared("framing"), "framing", tmp_path)
    return tmp_path


def said(folder: Path, made: dict[str, Any]) -> str:
    return " ".join(paragraphs(what_was_used(folder, made), str).values())


def test_every_reference_exists_and_is_used() -> None:
    assert {key for row in methods() for key in row.references} == entries().keys()


@pytest.mark.parametrize("key", entries())
def test_an_entry_has_its_fields(key: str) -> None:
    kind = re.match(r"@(\w+)", entries()[key])
    fields = set(re.findall(r"^  (\w+) = \{", entries()[key], re.MULTILINE))
    assert kind and fields >= {
        "author",
        "title",
        "year",
        *REQUIRED[kind[1]] - ({"volume"} if "arXiv" in entries()[key] else set()),
    }
    year = re.search(r"year = \{(\d{4})\}", entries()[key])
    assert year and key in ("samestory", key.rstrip("0123456789") + year[1])
    assert entries()[key].count("{") == entries()[key].count("}")


def test_samestory_is_cited_as_its_citation_file_says() -> None:
    citation = yaml.safe_load((PROJECT / "CITATION.cff").read_text("utf-8"))
    for text in (citation["title"], citation["authors"][0]["name"], str(citation["version"]), citation["license"]):
        assert text in entries()["samestory"]
    assert f"date = {{{citation['date-released']}}}" in entries()["samestory"]


def test_every_condition_can_hold() -> None:
    saved = set(re.findall(r'save_table\([^"]*"(\w+)"', " ".join(_sources())))
    saved |= {f"{name}" for text in _sources() for name in re.findall(r'\\"(\w+)\\", place', text)}
    known = {
        *(f"{verb} {name}" for verb in ("tested", "rows") for name in saved),
        *(f"{verb} {name}" for verb in ("given", "no") for name in BY_NAME),
        *(f"unit {unit}" for unit in schema.UNITS),
        "always", "tested", "text", "detectable", "settings", "checked", "left out", "several events", "other outlets",
    }  # fmt: skip
    rows = [row for row in methods() if row.part != LABELS]
    assert {condition for row in rows for condition in row.conditions} - known == set()
    assert {row.part for row in methods()} == {*HEADINGS, CHECKED, LABELS}


def _sources() -> list[str]:
    return [path.read_text("utf-8") for path in (PROJECT / "notebooks").glob("*.ipynb")]


def test_every_value_is_known(report: Path) -> None:
    named = {name for row in methods() for _, name, _, _ in Formatter().parse(row.sentence) if name}
    assert named <= what_was_used(report, record()).values.keys()


def test_only_what_was_used_is_named(report: Path) -> None:
    text = said(report, record())
    assert (
        "The corpus bridge has 2 articles of 2 outlets, published on 2024-11-17 (UTC; 1 without a time in UTC)." in text
    )
    assert "Articles are the units of the test for framing [@pitman1937; @box1955; @smyth2004]." in text
    assert (
        "framing, mean: AUC 0.76 (95 % interval 0.71 to 0.81; n = 111; climate articles, second half [@frermann2023])"
        in text
    )
    assert not {"hutto2014", "monroe2008", "holm1979", "greenland1985"} & set(cited(text))
    save_table(compared("valence", unit="event"), "valence", report)
    save_table(pd.DataFrame({"item": ["bridge"]}), "keyness", report)
    save_table(pd.DataFrame({"outlet": ["Post"], "group": ["left"], "column": ["lean"]}), "groups", report)
    save_table(compared("valence", unit="outlet"), "tone_groups", report)
    text = said(report, record())
    assert {"hutto2014", "monroe2008", "greenland1985"} <= set(cited(text)) and "zou2008" not in text
    assert "Groups of outlets, named by the column lean, are compared too" in text


@pytest.mark.parametrize(
    ("parameters", "expected", "absent"),
    [
        ({"confidence": 0.9}, "90 % confidence intervals", "95 % confidence"),
        ({"seed": 7}, "The seed of the random numbers is 7.", "numbers is 0"),
        ({"voice": "quoted"}, "differences are those of quoted", "narration unless"),
        ({"against": "Post"}, "compared with Post.", "all other outlets"),
        ({"dictionary": "/home/somebody/mine.yml"}, "the dictionary mine.yml", "AUC"),
        ({"outlets": ["Gazette", "Post"]}, "restricted to the outlets Gazette and Post.", "counted together"),
        ({"plan": "plan.yml"}, "Holm's procedure with half of the error rate [@holm1979].", "somebody"),
    ],
)  # fmt: skip
def test_other_parameters_give_other_sentences(
    report: Path, parameters: dict[str, Any], expected: str, absent: str
) -> None:
    text = said(report, record(**parameters))
    assert expected in text and absent not in text
    assert expected not in said(report, record()) and "somebody" not in text


def test_files_and_page_say_the_same_and_hostile_names_stay_names(report: Path) -> None:
    html = write_methods(report, record(HOSTILE, against=HOSTILE))
    text, bib = ((report / name).read_text("utf-8") for name in ("methods.md", "references.bib"))
    assert bib == bibliography(
        cited(
            "@samestory @entman1993 @frermann2023 @benjamini1995 @genovese2006 @lui2012 @pitman1937 @box1955 @smyth2004"
        )
    )
    assert HOSTILE not in text and escape_markdown(HOSTILE) in text
    assert "<script" not in html and escape_html(HOSTILE) in html
    assert html.count("<p>") == 1 + text.count("## ") and 'id="cite"' in html
    assert cited(html.replace(escape_html(HOSTILE), "")) == sorted(re.findall(r"^@\w+\{(\w+),", bib, re.MULTILINE))
