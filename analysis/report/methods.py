"""What a report says of its methods: sentences and references for those that were used, by the table methods.csv."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html, escape_markdown, one_line
from analysis._utils.wording import counted, percent
from analysis._version import __version__
from analysis.comparison.family import REPORT_TABLES
from analysis.corpus.article_tables import SAME
from analysis.display.validity import validity
from analysis.exceptions import shortened
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.report.parameters import BY_NAME

TEXT, REFERENCES = "methods.md", "references.bib"
HEADINGS = {
    "corpus": "Corpus", "text": "Text", "measures": "Measures", "comparison": "Comparison", "validity": "Validity",
    "software": "Software",
}  # fmt: skip
CHECKED, LABELS = "checked", "labels"
_ENTRY = re.compile(r"^@\w+\{([^,]+),.*?^\}\n", re.MULTILINE | re.DOTALL)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)$")
_MOST_NAMES = 12
# Values that no corpus and no user writes. The keys of references stand within validity.
_OURS = ("alpha", "version", "python", "validity")


@hides_content
class Method(NamedTuple):
    """A row of methods.csv: where a sentence stands, when it is used, and what it cites."""

    part: str
    conditions: tuple[str, ...]
    sentence: str
    references: tuple[str, ...]


@hides_content
class Used(NamedTuple):
    """What a report used: conditions of methods.csv that hold, and values that its sentences name, as plain text."""

    conditions: frozenset[str]
    values: dict[str, str]


@cache
def methods() -> tuple[Method, ...]:
    """Return the rows of methods.csv."""
    lines = files(__package__).joinpath("methods.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(
        Method(row["part"], tuple(row["when"].split("; ")), row["sentence"], tuple(row["references"].split()))
        for row in rows
    )


@cache
def entries() -> dict[str, str]:
    """Return the entries of references.txt, which is BibTeX, by their keys."""
    text = files(__package__).joinpath("references.txt").read_text("utf-8")
    return {entry[1]: entry[0] for entry in _ENTRY.finditer(text)}


def what_was_used(folder: Path, record: Mapping[str, Any]) -> Used:
    """Find out what a report used, from its tables and its record.

    Parameters
    ----------
    folder : Path
        Folder of the report.
    record : mapping
        corpus, parameters, python: as in run.json.

    Returns
    -------
    Used
    """
    saved = {
        file.stem: pd.read_parquet(file, columns=["p", "unit"] if file.stem in REPORT_TABLES else None)
        for file in sorted((folder / "tables").glob("*.parquet"))
    }
    tables = {name: table for name, table in saved.items() if len(table)}
    tested = {name: table.loc[table["p"].notna(), "unit"] for name, table in tables.items() if name in REPORT_TABLES}
    by_unit = {unit: [name for name, units in tested.items() if (units == unit).any()] for unit in schema.UNITS}
    given = {name for name, value in record["parameters"].items() if name in BY_NAME and value != BY_NAME[name].default}
    articles, events = saved.get("articles", schema.empty("articles")), saved.get("event_columns", pd.DataFrame())
    column = next(iter(events.loc[events["used"], "column"]), SAME) if len(events) else SAME
    counts = {
        "articles": len(articles),
        "outlets": articles.loc[articles["outlet"] != schema.OTHERS, "outlet"].nunique(),
        "together": int((articles["outlet"] == schema.OTHERS).sum()),
        "events": articles["event"].nunique() if column != SAME else 1,
        "left out": int((saved.get("dropped", schema.empty("dropped"))["kind"] == "article").sum()),
        "tables": sum(len(rows) > 0 for rows in tested.values()),
        "planned": len(tables.get("planned", ())),
    }
    endings = [ending for ending in ("detectable", "settings") if any(name.endswith(f"_{ending}") for name in tables)]
    facts = {
        "always": True,
        "text": record["corpus"]["text"],
        "tested": counts["tables"],
        "several events": counts["events"] > 1,
        "other outlets": counts["together"],
        "left out": counts["left out"],
        **dict.fromkeys((f"rows {name}" for name in tables), True),
        **{f"tested {name}": len(rows) for name, rows in tested.items()},
        **{f"unit {unit}": names for unit, names in by_unit.items()},
        **{f"given {name}" if name in given else f"no {name}": True for name in BY_NAME},
        **dict.fromkeys(endings, True),
    }
    conditions = {name for name, holds in facts.items() if holds}
    checked = [row.sentence for row in methods() if row.part == CHECKED and conditions.issuperset(row.conditions)]
    values = {
        **_values_of_parameters(record["parameters"]),
        **{f"tables_by_{unit}": _listed(map(schema.label, names)) for unit, names in by_unit.items()},
        **{name: counted(counts[name], name.removesuffix("s")) for name in ("articles", "outlets", "events", "tables")},
        "corpus": _short(record["corpus"]["name"]),
        "period": _period(articles["published"]),
        "left_out": f"{counts['left out']:,}",
        "together": counted(counts["together"], "article"),
        "planned": f"{counts['planned']:,}",
        "event_column": _short(column),
        "group_column": _short(next(iter(tables["groups"]["column"]), "")) if "groups" in tables else "",
        "alpha": str(schema.FALSE_DISCOVERY_RATE),
        "frames_version": read_dictionary("").version,
        "validity": "; ".join(_agreement(checked)),
        "version": __version__,
        "python": record["python"],
    }
    return Used(frozenset(conditions | ({"checked"} if checked else set())), values)


def _values_of_parameters(given: Mapping[str, Any]) -> dict[str, str]:
    """Return what sentences say of the parameters."""
    values = {name: parameter.default for name, parameter in BY_NAME.items()} | dict(given)
    of_samestory = values["coder"] == "frames"
    return {
        **{name: _named(value) for name, value in values.items()},
        "chosen": _listed(map(_short, values["outlets"])),
        "voice": "all voices together" if values["voice"] == schema.ALL else str(values["voice"]),
        "against": "all other outlets" if values["against"] == schema.REST else _short(values["against"]),
        "confidence": percent(values["confidence"]),
        "coder": f"the coder {'of frames that comes with samestory' if of_samestory else _named(values['coder'])}",
    }


def paragraphs(used: Used, escape: Callable[[str], str]) -> dict[str, str]:
    """Return what a report says of its methods, by heading; values are escaped, and followed by keys as [@key]."""
    values = {name: value if name in _OURS else escape(value) for name, value in used.values.items()}
    chosen = [row for row in methods() if row.part in HEADINGS and used.conditions.issuperset(row.conditions)]
    parts = {part: [_cited(row, values) for row in chosen if row.part == part] for part in HEADINGS}
    return {HEADINGS[part]: " ".join(sentences) for part, sentences in parts.items() if sentences}


def cited(text: str) -> list[str]:
    """Return the keys that a text cites, each once."""
    return sorted(set(re.findall(r"@([a-z]+[0-9]*)", text)))


def bibliography(keys: Iterable[str]) -> str:
    """Return the entries of some keys as BibTeX."""
    return "\n".join(entries()[key] for key in keys)


def write_methods(folder: Path, record: Mapping[str, Any], *, pdf: bool = False) -> str:
    """Write methods.md and references.bib of a report.

    Parameters
    ----------
    folder : Path
        Folder of the report.
    record : mapping
        corpus, parameters, python: as in run.json.
    pdf : bool
        Whether the report has a PDF, which is linked then.

    Returns
    -------
    str
        The same as a folded section for the front page.
    """
    used = what_was_used(folder, record)
    parts = paragraphs(used, escape_markdown)
    keys = cited(" ".join(parts.values()))
    head = "# Methods\n\nKeys such as [@samestory] are those of references.bib.\n"
    text = head + "".join(f"\n## {heading}\n\n{part}\n" for heading, part in parts.items())
    (folder / TEXT).write_text(text, "utf-8")
    (folder / REFERENCES).write_text(bibliography(keys), "utf-8")
    shown = "".join(f"<h3>{name}</h3><p>{part}</p>" for name, part in paragraphs(used, escape_html).items())
    others = 'All tables: <a href="tables.xlsx">tables.xlsx</a>.'
    others += ' All pages: <a href="report.pdf">report.pdf</a>.' if pdf else ""
    return (
        '<details id="cite"><summary>How to cite and describe this report</summary>'
        f'<p>The same to copy: <a href="{TEXT}">{TEXT}</a>. Keys such as [@samestory] are those of '
        f'<a href="{REFERENCES}">{REFERENCES}</a> (BibTeX). {others}</p>{shown}</details>'
    )


def _cited(row: Method, values: Mapping[str, str]) -> str:
    """Return the sentence of a method, with its references before the stop."""
    keys = "; ".join(f"@{key}" for key in row.references)
    sentence = row.sentence.format_map(values)
    return f"{sentence.removesuffix('.')} [{keys}]." if keys else sentence


def _agreement(measures: Iterable[str]) -> Iterator[str]:
    """Name how well measures agree with human labels: on average or for the first kind, and for means of texts."""
    references = {row.conditions[0].removeprefix("labels "): row.references for row in methods() if row.part == LABELS}
    for measure in measures:
        table = validity(measure)
        averages = table[table["item"] == "mean"]
        of_texts = table[table["item"].str.startswith("mean of")]
        for row in pd.concat([(averages if len(averages) else table).head(1), of_texts.head(1)]).to_dict("records"):
            made_by = _IN_BRACKETS.search(row["labels"])
            keys = references.get(made_by[1], ()) if made_by else ()
            labels = _IN_BRACKETS.sub(f"[@{'; @'.join(keys)}]", row["labels"]) if keys else row["labels"]
            name = schema.label(measure)
            what = name if row["item"] == name else f"{name}, {row['item']}"
            yield (
                f"{what}: {row['statistic']} {row['value']:.2f} (95 % interval {row['95 % interval']}; "
                f"n = {row['n']:,}; {labels})"
            )


def _period(published: pd.Series) -> str:
    days = pd.to_datetime(published, utc=True).dropna().dt.strftime("%Y-%m-%d")
    if days.empty:
        return "without a time of publication in UTC"
    first, last, missing = days.min(), days.max(), len(published) - len(days)
    when = f"on {first}" if first == last else f"from {first} to {last}"
    return f"published {when} (UTC{f'; {missing:,} without a time in UTC' if missing else ''})"


def _named(value: object) -> str:
    """Return the value of a parameter; of a path only the name of the file."""
    return _short(Path(value).name) if isinstance(value, str) else str(value)


def _short(text: str) -> str:
    return shortened(one_line(text).strip(), 100)


def _listed(names: Iterable[str]) -> str:
    """List names: 'a, b and c'; of many the first twelve."""
    every = list(names)
    more = len(every) - _MOST_NAMES
    shown = every[:_MOST_NAMES] + ([f"{more:,} more"] if more > 0 else [])
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
