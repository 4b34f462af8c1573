"""Pages: their template escapes whatever names, titles and faults contain."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat import v4

from analysis import save_table, schema
from analysis.report.html_pages import NO_ALT, title_and_body, write_pages

HOSTILE = "</title><script>alert('1')</script> & \"x\""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    for name in ("1_<b>first</b>", "7_summary"):
        book = v4.new_notebook(cells=[v4.new_markdown_cell(f"# {HOSTILE}\n\nText."), v4.new_code_cell("1 < 2")])
        nbformat.write(book, tmp_path / "notebooks" / f"{name.replace('/', '-')}.ipynb")
    return tmp_path


def test_titles_labels_and_faults_are_escaped(report: Path) -> None:
    faults = {"1_<b>first<-b>": f"ValueError: {HOSTILE}\nsecond line", "7_summary": ""}
    with ThreadPoolExecutor(1) as pool:
        write_pages(pool, report, faults)
    page = (report / "index.html").read_text("utf-8")
    assert "<script" not in page and "<b>first" not in page.lower()
    assert page.count("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;") >= 2
    assert "second line</li></ul></div>" in page and "&#34;x&#34; second line" in page
    assert re.findall(r'<a href="([^"]*)">', page) == ["1_%3Cb%3Efirst%3C-b%3E.html"]
    assert '<b aria-current="page">Summary</b>' in page


def test_a_report_without_a_summary_has_a_first_page(report: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        write_pages(pool, report, {"1_<b>first<-b>": ""})
    page = (report / "index.html").read_text("utf-8")
    assert "<p>There is no summary.</p>" in page
    assert "incomplete" not in page and "{{" not in page and "{%" not in page


def test_only_coloured_parts_of_code_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "1_a.ipynb"
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell("import a\nb = a.c")]), path)
    _, body = title_and_body(path)
    assert '<span class="kn">import</span>' in body and "b = a.c" in html.unescape(re.sub(r"\s+", " ", body))


def test_images_have_an_alternative_text_and_only_one(tmp_path: Path) -> None:
    dot = "iVBORw0KGgo="
    outputs = [
        v4.new_output("display_data", {"image/png": dot}),
        v4.new_output("display_data", {"image/png": dot}, metadata={"image/png": {"alt": "a dot"}}),
        v4.new_output(
            "display_data", {"text/html": f'<IMG\nsrc="data:image/png;base64,{dot}" title="a > b" alt="of two">'}
        ),
        v4.new_output("display_data", {"text/html": '<p title="<img x" onclick="alert(1)">a</p>'}),
    ]
    path = tmp_path / "1_a.ipynb"
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell("1", outputs=outputs)]), path)
    _, body = title_and_body(path)
    assert re.findall(r'alt="([^"]*)"', body) == [NO_ALT, "a dot", "of two"]
    assert "onclick" not in body


def test_cells_are_left_out_or_folded_and_a_shown_heading_is_the_title(tmp_path: Path) -> None:
    heading = v4.new_output("display_data", {"text/html": f"<h1>{html.escape(HOSTILE)}</h1>"})
    cells = [
        v4.new_markdown_cell("# Of the notebook", metadata={"tags": ["remove-cell"]}),
        v4.new_code_cell("1", outputs=[heading]),
        v4.new_markdown_cell("## Method", metadata={"tags": ["folded"]}),
        v4.new_markdown_cell("The end."),
    ]
    path = tmp_path / "1_a.ipynb"
    nbformat.write(v4.new_notebook(cells=cells), path)
    title, body = title_and_body(path)
    assert title == HOSTILE and "Of the notebook" not in body and "<script" not in body
    shown, folded = body.split('<details id="trust"><summary>How far to trust this</summary>')
    assert "The end." in shown and "Method" in folded and "Method" not in shown


def test_no_line_ends_between_a_number_and_its_percent_sign(tmp_path: Path) -> None:
    shown = v4.new_output("display_data", {"text/html": '<p class="a">5 % of 100, the % sign, <i>7 %</i></p>'})
    path = tmp_path / "1_a.ipynb"
    cells = [v4.new_markdown_cell("# A"), v4.new_code_cell("x = 95 % 7", outputs=[shown])]
    nbformat.write(v4.new_notebook(cells=cells), path)
    _, body = title_and_body(path)
    assert "5\u00a0% of 100, the % sign, <i>7\u00a0%</i>" in body
    assert "\u00a0" not in "".join(re.findall("<pre.*?</pre>", body, re.DOTALL))


def test_pages_of_events_and_outlets_link_back_and_escape_names(report: Path) -> None:
    rows = [(event, outlet, HOSTILE) for event in ("one", HOSTILE) for outlet in ("Post", HOSTILE)]
    table = pd.DataFrame(rows, columns=["event", "outlet", "headline"]).assign(article_id=list("abcd"))
    table = table.assign(n_tokens=9, n_segments=1, language="en", sha256="")
    others = {name: None for name in schema.columns("articles") if name not in table}
    save_table(schema.typed(table.assign(**others), "articles"), "articles", report)
    used = {"column": ["event"], "used": [True], "values": [2], "articles": [4], "articles_per_value": [2.0],
            "outlets_per_value": [2.0]}  # fmt: skip
    save_table(schema.typed(pd.DataFrame(used), "event_columns"), "event_columns", report)
    with ThreadPoolExecutor(1) as pool:
        write_pages(pool, report, {"7_summary": ""})
    pages = sorted(path.relative_to(report).as_posix() for path in report.glob("*/*.html"))
    assert pages == ["events/1.html", "events/2.html", "outlets/1.html", "outlets/2.html"]
    for name in pages:
        page = (report / name).read_text("utf-8")
        assert "<script" not in page and "&lt;script&gt;" in page
        links = [link for link in re.findall('href="([^"]*)"', page) if not link.startswith("#")]
        assert "../index.html" in links and all(link.startswith("../") for link in links)
