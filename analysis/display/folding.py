"""Parts of a page that are folded until a reader opens them."""

from __future__ import annotations

import re
from typing import Any

from analysis._utils.escape import escape_html
from analysis._utils.wording import MarkdownText

_NOTE_ALONE = re.compile(r'<p class="note">[^<]*</p>')


def folded(summary: str, *parts: Any) -> MarkdownText:
    """Fold sentences and tables under one line, which a reader opens.

    Parameters
    ----------
    summary : str
        The line that is seen.
    *parts : MarkdownText or IPython.display.HTML
        Sentences of `ss.describe` and tables of `ss.show_table`, in order; empty ones and repeated ones are left out.

    Returns
    -------
    MarkdownText
        Empty if all parts are. A single note in place of all tables is not folded: there is nothing else to open.
    """
    texts = list(dict.fromkeys(text for text in (getattr(part, "data", part) for part in parts) if text))
    if not texts:
        return MarkdownText("")
    if len(texts) == 1 and _NOTE_ALONE.fullmatch(texts[0]):
        return MarkdownText(texts[0])
    opened = f"<details><summary>{escape_html(summary)}</summary>"
    return MarkdownText("\n\n".join([opened, *texts, "</details>"]))
