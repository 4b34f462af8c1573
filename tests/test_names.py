"""Names of outlets, items and columns that mean something to Markdown, HTML, mathtext, a terminal or a spreadsheet."""

import html
import io
import re
import warnings
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text
from nbconvert.filters.markdown import markdown2html

import analysis as ss
from analysis import plots, schema
from analysis._utils.escape import one_line
from analysis._utils.wording import short_name
from analysis.display import describe
from analysis.display.figures import show_figure
from analysis.display.tables import show_table

NAMES = {
    "formula": r"Win $\frac$ Post",
    "power": "$x^2$",
    "unfinished": "$",
    "underscore": "_lead",
    "double": "__init__",
    "html": "<b>Post</b>",
    "script": "</title><script>alert(1)</script>",
    "long": "Post " * 60,
    "emoji": "Post 👩\u200d🔬📰",
    "override": "\u202egpj.exe",
    "isolate": "a\u2067b",
    "newline": "Post\n# Title",
    "escape": "\x1b[31mPost\x07",
    "nul": "Po\0st",
    "markdown": "*Post* [x](http://x.invalid) `code` | ~~a~~",
    "backslash": "a\\",
    "markup": "[red]Post[/red]",
    "entity": "&lt;Post&amp;",
    "percent": "%s {0} %(a)s",
    "blank": "\u3000",
    "rest": "the rest",
    "difference": "difference",
}
WORDS = ["bridge", "ferries", "council"]
CASES = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
# Drawing costs seconds, so three outlets and three words bear such a name at once.
TRIPLES = [list(NAMES.values())[start : start + 3] for start in range(0, len(NAMES) - 2, 3)]
TRIPLES.append(list(NAMES.values())[-3:])


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("names")
    words = {"Post": "The bridge closed. Ferries run.", "Gazette": "The bridge is old. It fails.",
             "Herald": "The council failed the bridge. Repairs cost money."}  # fmt: skip
    rows = [{"outlet": outlet, "body": f"{body} Day {day}."} for outlet, body in words.items() for day in range(3)]
    pd.DataFrame(rows).to_csv(folder / "a.csv", index=False)
    notes = ss.annotate(ss.read_corpus(folder / "a.csv"))
    terms = ss.measures.terms(notes, min_count=1)
    return terms[terms["item"].isin(["", *WORDS, "old"])]


def named(scores: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Scores of three outlets and of three words with those names."""
    outlets, words = (dict(zip(some, names, strict=True)) for some in (["Post", "Gazette", "Herald"], WORDS))
    return scores.assign(outlet=scores["outlet"].replace(outlets), item=scores["item"].replace(words))


def drawn(table: pd.DataFrame, names: list[str]) -> dict[str, tuple[Figure, list[str]]]:
    """Every public figure of scores with those names, and the names it must show."""
    compared = ss.compare(table)
    against = ss.compare(table, against=names[0])
    shift = ss.word_shift(table, {names[0]: 1.0, "ferries": -1.0, "old": -0.5}, outlet=names[0])
    parts = compared[compared["item"].isin(names)]
    return {
        "differences": (plots.differences(compared), names),
        "against": (plots.differences(against), names),
        "items": (plots.differences(compared, panel="item", top=3), names),
        "shares": (plots.proportions(parts, items=names), names),
        "keyness": (plots.keyness_map(compared, outlet=names[0]), names[:1]),
        "similarity": (plots.similarity_map(ss.similarity(table)), names),
        "shift": (plots.word_shift(shift), names[:1]),
    }


@pytest.mark.parametrize("names", TRIPLES, ids=range(len(TRIPLES)))
def test_every_figure_shows_the_names_as_letters(scores: pd.DataFrame, names: list[str]) -> None:
    for kind, (one, shown_names) in drawn(named(scores, names), names).items():
        out = io.BytesIO()
        one.set_layout_engine("none")  # where texts stand does not matter, and takes half of the time
        canvas = FigureCanvasSVG(one)  # savefig would draw twice
        # Outside of the style, as a reader of the README draws: what was set on the texts must hold.
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from")
            canvas.print_svg(out)
        ElementTree.fromstring(out.getvalue())
        texts = [text for text in one.findobj(Text) if text.get_text()]
        # Numbers of an axis are made when it is drawn.
        assert not [t.get_text() for t in texts if t.get_parse_math() and not re.fullmatch(r"[−\d.]+", t.get_text())], (
            kind
        )
        shown = "\n".join(text.get_text() for text in texts)
        assert not re.search("[\0-\t\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown), kind
        flat = " ".join(shown.split()).replace("_", " ")
        for name in shown_names:
            wanted = schema.label(plots.style.short(name)).strip()
            assert " ".join(wanted.split())[:20] in flat, (kind, name)


def test_a_legend_shows_names_that_begin_with_an_underscore(scores: pd.DataFrame) -> None:
    compared = ss.compare(scores.assign(item=scores["item"].replace("bridge", "_lead")))
    one = plots.proportions(compared[compared["item"].isin(["_lead", "ferries"])], items=["_lead", "ferries"])
    assert [text.get_text() for text in one.legends[0].get_texts()] == ["lead", "ferries"]


def comparison(name: str) -> pd.DataFrame:
    rows = {"measure": "terms", "item": [name, "bridge"], "outlet": [name, "Gazette"], "against": ["rest", name],
            "value": 0.1, "value_against": 0.2, "estimate": -0.1, "low": -0.2, "high": -0.05, "p": 0.001, "q": 0.001,
            "log2_ratio": -1, "log2_low": -2, "log2_high": -0.5, "family_share": 1,
            "n_articles": 2, "n_articles_against": 4, "x": 3, "n": 30, "unit": "article", "method": "t",
            "confidence": 0.95, "seed": 0}  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame.astype({c.name: c.dtype for c in schema.TABLES["comparisons"]})


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"</?(?:p|em|strong|ul|li)>", "", page))


@CASES
def test_sentences_in_markdown_show_the_name_itself(name: str) -> None:
    rendered = markdown2html(str(describe.most_certain_differences(comparison(name), top=2)))
    shown = short_name(name)
    assert set(re.findall(r"</?([a-z0-9]+)", rendered)) <= {"p", "em", "strong", "ul", "li"}
    assert text_of(rendered).count(schema.label(shown).strip() or shown) >= 1
    assert "\n#" not in rendered


@CASES
def test_alternative_texts_and_captions_show_the_name_once_escaped(name: str, tmp_path: Path) -> None:
    table = comparison(name)
    distances = pd.DataFrame({"outlet": [name], "against": ["Gazette"], "distance": [0.5]})
    with rc_context(plots.STYLE):
        one = Figure()
    for told in (
        describe.differences_alt_text(table),
        describe.proportions_alt_text(table),
        describe.similarity_alt_text(distances),
    ):
        page = show_figure(one, "f", tmp_path, alt=told, caption=f"About {name}.").data
        (alt,) = re.findall(r'alt="([^"]*)"', page)
        assert short_name(name)[:30] in html.unescape(alt)
        assert one_line(name)[:30] in html.unescape(page)
        assert "<script" not in page and "<b>" not in page


@CASES
def test_tables_show_the_name_in_heads_cells_and_notes(name: str) -> None:
    table = pd.DataFrame({name: [name], "n": [1]})
    table.attrs["note"] = f"Left out: {name}."
    page = show_table(table, f"About {name}").data.replace("<wbr>", "")  # where a long word may break
    assert html.unescape(page).count(one_line(name)) >= 2
    assert one_line(name).replace("_", " ") in html.unescape(page)
    assert not re.search("[\0-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert "<script" not in page and "<b>" not in page
    assert f"value of {one_line(name)}".replace("_", " ") in html.unescape(
        show_table(comparison(name).tail(1), "Differences").data.replace("<wbr>", "")
    )


def test_a_cell_is_bounded() -> None:
    page = show_table(pd.DataFrame({"a": ["x" * 10_000_000]}), "Long").data
    assert len(page) < 3_000
    assert "x…</th>" in page


def test_numbers_are_those_of_a_table_without_odd_names() -> None:
    plain, odd = (show_table(comparison(name), "Differences").data for name in ("Post", "$x$"))
    assert np.array_equal(re.findall(r"[−+]?\d+", plain), re.findall(r"[−+]?\d+", odd))
