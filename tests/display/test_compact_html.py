"""Pages in fewer bytes, which stay the same document."""

import pytest

from analysis.display.compact_html import compact_html

CELL = '<td class="later" data-head="Post">later</td>'


@pytest.mark.parametrize(("page", "compact"), [
    (f"<table><tbody><tr>{CELL}<td></td></tr><tr>{CELL}</tr></tbody></table>",
     "<table><tbody><tr><td class=later data-head=Post>later<td><tr><td class=later data-head=Post>later</table>"),
    ('<tr><td data-head="The Post &gt; &quot;b&quot;">a</td> b</tr>',
     '<tr><td data-head="The Post &gt; &quot;b&quot;">a</td> b</tr>'),
    ('<td data-head="a > b" class="c">x</td>y', '<td data-head="a > b" class=c>x</td>y'),
    ('<p>class="a" </p><p>b</p></main>', '<p>class="a" <p>b</main>'),
    ('<a href="x">a</a><td class="">b</td>', '<a href="x">a</a><td class="">b</td>'),
])  # fmt: skip
def test_only_what_html_does_not_need_is_left_out(page: str, compact: str) -> None:
    assert compact_html(page) == compact
