"""The page of a report in which a reader chooses what is compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.display.explorer import EXPLORER_PAGE
from analysis.io.shared_results import share_in
from analysis.report.html_pages import other_pages, page_links
from analysis.report.notebook_runner import SUMMARY
from analysis.report.parameters import BY_NAME


def write_explorer(
    folder: Path,
    corpus: str,
    source: str,
    given: Mapping[str, Any],
    dictionary: str = "",
    results: Path | None = None,
) -> None:
    """Write the explorer of a report, unless no table of it was saved.

    Parameters
    ----------
    folder : Path
        Of the report; the notebooks but the summary have saved their tables in it.
    corpus : str
        Path of the corpus, as the notebooks read it.
    source : str
        From `source_code`.
    given : mapping
        Parameters of the report.
    dictionary : str
        Where the dictionary of frames is now.
    results : Path, optional
        Private folder of what the notebooks computed.
    """
    from analysis.corpus.reading import read_corpus
    from analysis.display.explorer.page import report_page
    from analysis.display.explorer.views import Settings

    share_in(results)
    values = {name: parameter.default for name, parameter in BY_NAME.items()} | dict(given)
    stories = read_corpus(corpus, event=values["event"], group=values["group"])
    stories = stories.only(values["outlets"]).with_others(values["min_articles"])
    settings = Settings(**{name: values[name] for name in Settings._fields if name in values})
    settings = settings._replace(has_groups=not stories.groups.empty)
    own = Path(EXPLORER_PAGE).stem
    names = {path.stem for path in (folder / "notebooks").glob("*.ipynb")} | {SUMMARY, *other_pages(folder), own}
    links = page_links(own, names)
    page = report_page(folder, stories, settings, source=source, dictionary=dictionary, links=links)
    if page:
        (folder / EXPLORER_PAGE).write_text(page, "utf-8")


def source_code(path: str, columns: Mapping[str, str], given: Mapping[str, Any]) -> str:
    """Return the Python code that reads and annotates the corpus of a report, as readers see it.

    Examples
    --------
    >>> print(source_code("news.csv", {"outlet": "paper"}, {"outlets": ["CNN", "wire"], "min_articles": 0}))
    import samestory as ss
    <BLANKLINE>
    corpus = ss.read_corpus('news.csv', columns={'outlet': 'paper'}).only(['CNN', 'wire'])
    notes = ss.annotate(corpus)
    """
    reading = "".join(
        f", {name}={value!r}"
        for name, value in {"columns": dict(columns), "event": given.get("event"), "group": given.get("group")}.items()
        if value
    )
    only = f".only({given['outlets']!r})" if given.get("outlets") else ""
    least = given.get("min_articles", BY_NAME["min_articles"].default)
    others = f".with_others({least})" if least else ""
    parse = f", parse={given['parse']!r}" if given.get("parse") else ""
    return "\n".join([
        "import samestory as ss",
        "",
        f"corpus = ss.read_corpus({path!r}{reading}){only}{others}",
        f"notes = ss.annotate(corpus{parse})",
    ])  # fmt: skip
