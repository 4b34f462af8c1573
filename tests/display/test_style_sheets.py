"""Style sheets of pages."""

import pytest

from analysis.display.style_sheets import compact_css, used_css


@pytest.mark.parametrize(("written", "compact"), [
    ("/* Links.\n*/ a { color: red; }", "a{color: red}"),
    ("nav > a, b + i :is(p)::before {\n  content: \": \";\n}\n", "nav>a,b + i :is(p)::before{content: \": \"}"),
    ("@media print {\n  a { margin: 0 1px; }\n}", "@media print{a{margin: 0 1px}}"),
    ("i { font: 16px/1.5 Georgia, 'Courier New'; }", "i{font: 16px/1.5 Georgia,'Courier New'}"),
])  # fmt: skip
def test_blanks_that_mean_nothing_are_left_out(written: str, compact: str) -> None:
    assert compact_css(written) == compact


@pytest.mark.parametrize(("style", "used"), [
    ("a,.b i{color:red}", "a{color:red}"),
    (":is(.b,.c) a{top:0}", ":is(.b,.c) a{top:0}"),
    ("body:not(:has(.b)) .now{top:0}#b{left:0}", "body:not(:has(.b)) .now{top:0}"),
    ("@page{margin:0}@media print{.b{top:0}}", "@page{margin:0}"),
    ("@page{margin:0;@bottom-center{content:counter(page)}}", "@page{margin:0;@bottom-center{content:counter(page)}}"),
    ("@media print{.b{top:0}a:hover,a[href]::after{top:0}}", "@media print{a:hover,a[href]::after{top:0}}"),
])  # fmt: skip
def test_rules_for_what_a_page_does_not_hold_are_left_out(style: str, used: str) -> None:
    assert used_css(style, '<body><a href="#">A</a><script>"now"</script></body>') == used
