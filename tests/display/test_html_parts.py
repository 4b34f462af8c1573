from analysis.display.html_parts import framed_table


def test_words_longer_than_any_real_one_can_break() -> None:
    table = f'<table title="{"t" * 40}"><td>{"&lt;" * 31} {"a" * 29} counterrevolutionaries</td></table>'
    framed = framed_table(table, "cards", "Words", 3)
    broken = f"{'&lt;' * 20}<wbr>{'&lt;' * 11}"
    assert framed == f'<div class="scroll cards">{table.replace("&lt;" * 31, broken)}</div>'
