"""Style sheets of pages."""

import pytest

from analysis.display.style_sheets import compact_css


@pytest.mark.parametrize(("written", "compact"), [
    ("/* Links.\n*/ a { color: red; }", "a{color: red}"),
    ("nav > a, b + i :is(p)::before {\n  content: \": \";\n}\n", "nav>a,b + i :is(p)::before{content: \": \"}"),
    ("@media print {\n  a { margin: 0 1px; }\n}", "@media print{a{margin: 0 1px}}"),
    ("i { font: 16px/1.5 Georgia, 'Courier New'; }", "i{font: 16px/1.5 Georgia,'Courier New'}"),
])  # fmt: skip
def test_blanks_that_mean_nothing_are_left_out(written: str, compact: str) -> None:
    assert compact_css(written) == compact
