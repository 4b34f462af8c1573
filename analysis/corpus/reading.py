"""A corpus folder, a table of articles, or a bundle -> Corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import compress
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis._utils.content_hiding import Texts
from analysis._utils.name_keys import spelt_alike
from analysis.corpus.article_tables import (
    METADATA,
    MISSING,
    OPTIONAL,
    ORDER,
    chosen_columns,
    corpus_name,
    existing,
    no_articles,
    number_articles,
    table_of,
)
from analysis.corpus.cleaning.clean import clean_all
from analysis.exceptions import NeedsText, WrongUse, excerpt, quoted
from analysis.io.encoding import decode
from analysis.io.files import sha256_of
from analysis.io.json_files import check_optional, read_json
from analysis.io.named_files import file_inside
from analysis.io.opened_table import FAULT, LINE
from analysis.io.publication_times import common_order, day_month_orders, is_epoch_time, to_utc
from analysis.io.table_files import open_table
from analysis.language.entities.actor_list import FILE as ACTORS

# Keys that bundle.json may have beside the needed ones, and the types of their values.
OPTIONAL_KEYS = {"notes": list, "remarks": dict, "protection": dict, "withheld": list}
LONGEST = 2_000_000
LONGEST_OUTLET = 250
# Python's white space, which Rust's leaves four separators out of.
_VISIBLE = r"[^\s\x1c-\x1f]"
_SPOKEN = r"[\p{L}\p{N}]"
_FURNITURE = "nothing but page furniture or punctuation"


@dataclass(frozen=True, repr=False)
class Corpus:
    """Articles of one or more events.

    articles, dropped: tables (see schema). texts: cleaned text by article_id, one paragraph a line, headline first;
    None where only a bundle is at hand. display: line numbers of headline, deck and crossheads by article_id.
    bundle: folder of saved tables, or None. actors: file of the actors the researcher names, or None. source: the
    folder or table it was read from, or None. notes: sentences on how the table was read, where the reader had to
    decide."""

    name: str
    articles: pd.DataFrame
    dropped: pd.DataFrame
    texts: Mapping[str, str] | None = None
    display: Mapping[str, tuple[int, ...]] | None = None
    bundle: Path | None = None
    actors: Path | None = None
    source: Path | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Texts print as a count wherever they are."""
        if self.texts is not None and not isinstance(self.texts, Texts):
            object.__setattr__(self, "texts", Texts(self.texts))

    def __repr__(self) -> str:
        return f"<Corpus {'; '.join(f'{what}: {told}' for what, told in self._card().items())}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{what}</th><td>{escape(told)}</td></tr>' for what, told in self._card().items()
        )
        return f"<table><caption>Corpus</caption><tbody>{rows}</tbody></table>"

    def _card(self) -> dict[str, str]:
        """What a cell that ends in a corpus shows: numbers and names, and no text."""
        articles = self.articles
        return {
            "name": excerpt(self.name),
            "articles": f"{len(articles):,}",
            "outlets": f"{articles['outlet'].nunique():,} ({quoted(self.outlets)})",
            "events": f"{articles['event'].nunique():,}",
            "text": "at hand" if self.texts is not None else "not at hand",
            "bundle": excerpt(str(self.bundle), 200) if self.bundle is not None else "none",
        }

    @property
    def outlets(self) -> list[str]:
        """Outlets in order of their names."""
        return sorted(self.articles["outlet"].unique())

    def only(self, outlets: Sequence[str]) -> Corpus:
        """The articles of some outlets; of all if none is named.

        Raises: WrongUse where an outlet is not in the corpus, or outlets is not a list."""
        if isinstance(outlets, str):
            raise WrongUse(f"outlets must be a list such as ['CNN', 'wire']; given was the text '{outlets}'")
        unknown = [o for o in outlets if o not in self.outlets]
        if unknown:
            raise WrongUse(f"outlet {quoted(unknown)} is not in the corpus; outlets are {quoted(self.outlets)}")
        if not outlets:
            return self
        return replace(self, articles=self.articles[self.articles["outlet"].isin(outlets)].reset_index(drop=True))

    def text(self, article_id: str) -> str:
        """The cleaned text of one article. Raises: NeedsText from a bundle."""
        if self.texts is None:
            raise NeedsText(self.how_to_get_text())
        return self.texts[article_id]

    def how_to_get_text(self) -> str:
        """One sentence on what is needed to have the text."""
        return (
            "This needs the articles themselves, which are not shared: put their files into the folder text/ beside "
            "the bundle, and run again."
        )


def read_corpus(path: str | Path, *, columns: Mapping[str, str] | None = None) -> Corpus:
    """Read articles from a corpus folder (a table named articles, texts in a column body or as files in text/), from
    one such table, or from a bundle.

    Kinds of tables: .csv, .tsv, .jsonl, .ndjson, .json and .parquet, all but the last also packed with gzip (.gz).
    Delimiter, quotation marks and encoding are found by evidence; a table that can be read in two ways is refused.
    columns: our column name -> the table's, such as {"body": "content"}; without it, names are matched up to capitals
    and blanks. What the reader decided stands in notes.
    Articles that cannot be used, and rows that do not fit the header, land in dropped, with the reason.
    Raises: WrongUse where the path, the table or a column cannot be used."""
    path = existing(path)
    return replace(_read(path, columns), source=path)


def _read(path: Path, columns: Mapping[str, str] | None) -> Corpus:
    if (path / "bundle.json").exists():
        return read_bundle(path)
    file = table_of(path)
    folder = file.parent if path.is_dir() else None
    table = open_table(file)
    chosen, notes = chosen_columns(table, columns or {}, needed=["outlet"] if folder else ["outlet", "body"])
    pieces = [piece.drop(columns=LINE) for piece in table.rows(chosen)]
    if not pieces:
        raise no_articles(file)
    rows = number_articles(pd.concat(pieces, ignore_index=True), file)
    if folder and "body" not in rows and not any(_is_file(p) for _, p in _files(rows, folder)):
        return _bundle_beside(folder)
    corpus = corpus_of(rows, corpus_name(path), folder=folder)
    if corpus.articles.empty:
        reasons = sorted(corpus.dropped["reason"].unique())
        raise WrongUse(f"no article of '{corpus.name}' can be used: {'; '.join(reasons[:3])}")
    return replace(corpus, actors=_actors_in(folder) if folder else None, notes=(*notes, *_notes_on_values(rows, file)))


def _notes_on_values(rows: pd.DataFrame, table: Path) -> list[str]:
    return [*_notes_on_times(rows, table), *_notes_on_missing(rows, table), *_notes_on_outlets(rows["outlet"])]


def _notes_on_missing(rows: pd.DataFrame, table: Path) -> list[str]:
    """Which words stand for missing values, and where; one in the place of an outlet stays a name."""
    found = {c: sorted(set(rows[c].str.strip()) & set(MISSING)) for c in (*OPTIONAL, "outlet") if c in rows}
    outlets = found.pop("outlet")
    words = sorted(set().union(*found.values()))
    columns = [column for column, here in found.items() if here]
    notes = []
    if words:
        notes.append(f"{quoted(words)} in {quoted(columns)} of '{table.name}' is read as a missing value")
    if outlets:
        notes.append(
            f"{quoted(outlets)} is read as the name of an outlet of '{table.name}'; leave the cell empty where the "
            "outlet is not known"
        )
    return notes


def _notes_on_outlets(outlets: pd.Series) -> list[str]:
    """Outlets that are two only by capitals, blanks or characters that cannot be seen."""
    names = pd.Series(sorted(set(outlets.str.strip()) - {""}), dtype="str")
    alike = names.groupby(names.map(spelt_alike)).agg(list)
    some = [group for group in alike if len(group) > 1]
    return [f"outlets {quoted(group)} are counted apart; write them in the same way if they are one"
            for group in some[:3]]  # fmt: skip


def _notes_on_times(rows: pd.DataFrame, table: Path) -> list[str]:
    """What was decided of the column published, and what could not be."""
    given = rows["published"].str.strip() if "published" in rows else pd.Series(dtype="str")
    seconds = given[given.map(is_epoch_time).astype(bool)]
    shown = day_month_orders(given)
    notes = []
    if len(seconds):
        notes.append(
            f"numbers in the column published of '{table.name}' such as '{seconds.iloc[0]}' are read as seconds or "
            "milliseconds since 1970"
        )
    if shown and common_order(shown) == "unclear":
        notes.append(
            f"'{table.name}' does not show whether its numeric dates give the day or the month first; those that could "
            "be either are missing from published: write them as 2024-04-03"
        )
    return notes


def _actors_in(folder: Path) -> Path | None:
    return folder / ACTORS if (folder / ACTORS).is_file() else None


def read_bundle(folder: Path) -> Corpus:
    """The corpus of a bundle: its tables, and the texts where the bundle is a private one that holds them."""
    try:
        about = read_json(folder / "bundle.json", "record of a bundle", {"sha256": dict, "corpus": str})
        # The data card and the actors may be edited; they hold no numbers.
        tables = {f: sha for f, sha in about["sha256"].items() if f.endswith(".parquet")}
        altered = [f for f, sha in tables.items() if Path(f).name != f or sha256_of(folder / f) != sha]
        if altered:
            raise ValueError(f"{quoted(altered)} is not as it was written")
        articles, dropped = (pd.read_parquet(folder / f"{t}.parquet") for t in ("articles", "dropped"))
        schema.check(articles, "articles"), schema.check(dropped, "dropped")
        check_optional(about, OPTIONAL_KEYS)
        texts, display = _texts_in(folder)
    except FileNotFoundError as error:
        raise WrongUse(f"'{folder}' is not a readable bundle: '{Path(error.filename or '').name}' is missing") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUse(f"'{folder}' is not a readable bundle: {error}") from None
    noted = tuple(map(str, about.get("notes", ())))
    corpus = Corpus(about["corpus"], articles, dropped, bundle=folder, actors=_actors_in(folder), notes=noted)
    return corpus if texts is None else replace(corpus, texts=texts, display=display)


def _texts_in(folder: Path) -> tuple[dict[str, str] | None, dict[str, tuple[int, ...]] | None]:
    """Texts and display of a private bundle, None of another one.

    Raises: ValueError where the table is not one of texts."""
    file = folder / "texts.parquet"
    if not file.exists():
        return None, None
    given = pd.read_parquet(file)
    if not {"article_id", "text", "display"} <= set(given) or not given["text"].map(lambda t: isinstance(t, str)).all():
        raise ValueError("'texts.parquet' is not a table of texts")
    texts = dict(zip(given["article_id"], given["text"], strict=True))
    return texts, {a: tuple(d) for a, d in zip(given["article_id"], given["display"], strict=True)}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bundle_beside(folder: Path) -> Corpus:
    if (folder / "bundle" / "bundle.json").exists():
        return replace(read_bundle(folder / "bundle"), name=folder.resolve().name)
    raise WrongUse(f"'{folder}' holds no texts: neither a column body, nor files in {folder}/text/, nor a bundle")


def corpus_of(rows: pd.DataFrame, name: str, *, folder: Path | None = None) -> Corpus:
    """The corpus of some rows of a table, as read_corpus makes it; all of its articles may be in dropped.

    rows: article_id, outlet, body and what else of METADATA there is, as text; FAULT of rows that cannot be used; ORDER
    where the rows are part of a table. folder: where text/ is, without body.
    Raises: WrongUse where a text is not the one its sha256 names."""
    rows = rows.reset_index(drop=True)
    blank = pd.Series("", rows.index, dtype="str")
    given_faults = rows[FAULT].tolist() if FAULT in rows else [""] * len(rows)
    texts, faults = _raw_texts(rows, folder, given_faults)
    lengths = texts.str.len_chars()
    given = pd.DataFrame({c: rows[c].str.strip() if c in rows else blank for c in METADATA})
    optional = given[list(OPTIONAL)]
    given = given.assign(**optional.mask(optional.isin(MISSING), ""))
    given = given.assign(sha256=[_sha256(text) for text in texts.cast(pl.Binary).to_list()])
    if "sha256" in rows:
        _check_sha256(
            given, rows["sha256"].str.strip(), [n > 0 and not f for n, f in zip(lengths, faults, strict=True)]
        )
    faults = [f or _unusable(*of) for f, *of in zip(faults, given["outlet"].tolist(), lengths.to_list(), strict=True)]
    usable = pl.select(pl.when(pl.Series(faults, dtype=pl.String) == "").then(texts).otherwise(pl.lit(""))).to_series()
    cleaned = clean_all(usable, pl.Series(given["headline"]), first_line_is_headline="body" not in rows)
    spoken = cleaned.texts.str.contains(_SPOKEN).to_list()
    faults = [f or ("" if s else _FURNITURE) for f, s in zip(faults, spoken, strict=True)]
    kept = np.array([not fault for fault in faults], bool)
    ids = given["article_id"][kept].tolist()
    order = rows[ORDER].iloc[0] if ORDER in rows and len(rows) else common_order(day_month_orders(given["published"]))
    utc = to_utc(given["published"], order)
    return Corpus(
        name,
        _articles(given.assign(headline=cleaned.headlines.to_pandas(), utc=utc)[kept], name),
        _dropped(given["article_id"], cleaned.cuts, faults, lengths),
        dict(zip(ids, cleaned.texts.filter(kept).to_list(), strict=True)),
        dict(zip(ids, compress(cleaned.display, kept), strict=True)),
    )


def _files(rows: pd.DataFrame, folder: Path) -> list[tuple[str, Path]]:
    names = rows["file"].str.strip() if "file" in rows else rows["article_id"] + ".txt"
    return [(name, folder / "text" / name) for name in names]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def _raw_texts(rows: pd.DataFrame, folder: Path | None, faults: list[str]) -> tuple[pl.Series, list[str]]:
    """The text of each row and, where there is none, the reason. faults: of rows that cannot be used anyhow."""
    if "body" in rows:
        texts = pl.Series(rows["body"])
        visible = texts.str.contains(_VISIBLE).to_list()
        missing = texts.is_in(MISSING).to_list()
        whys = ["body is missing" if m else "" if v else "body is empty" for m, v in zip(missing, visible, strict=True)]
        return texts, [fault or why for fault, why in zip(faults, whys, strict=True)]
    names = [name for name, _ in _files(rows, folder or Path())]
    read = [
        ("", fault) if fault else _read_text(name, folder or Path()) for name, fault in zip(names, faults, strict=True)
    ]
    return pl.Series([text for text, _ in read], dtype=pl.String), [fault for _, fault in read]


def _read_text(name: str, folder: Path) -> tuple[str, str]:
    try:
        path = file_inside(folder, "text", name)
        text = decode(path.read_bytes())
    except FileNotFoundError:
        return "", f"file text/{_short(name)} is missing"
    except OSError as error:
        return "", f"file text/{_short(name)} cannot be read: {error.strerror or error}"
    except ValueError as error:
        return "", f"file text/{_short(name)} cannot be read: {error}"
    return text, "" if text.strip() else f"file text/{_short(name)} is empty"


def _short(name: str) -> str:
    """A name that anybody may have written, as a message shows it."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in name[:100])
    return shown if len(name) <= 100 else f"{shown}…"


def _unusable(outlet: str, characters: int) -> str:
    if characters > LONGEST:
        return f"text has {characters:,} characters; an article has at most {LONGEST:,}"
    if len(outlet) > LONGEST_OUTLET:
        return f"outlet has {len(outlet):,} characters; it has at most {LONGEST_OUTLET}"
    return "" if outlet else "outlet is empty"


def _check_sha256(given: pd.DataFrame, expected: pd.Series, sound: list[bool]) -> None:
    other = (expected != "") & (expected != given["sha256"]) & np.array(sound, bool)
    for i in np.flatnonzero(other)[:1]:
        raise WrongUse(
            f"the text of article '{given.loc[i, 'article_id']}' is not the one the manifest names: its sha256 is "
            f"{given.loc[i, 'sha256']}, the manifest says {expected[i]}; put the right text there, or clear the sha256"
        )


def _articles(given: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table of articles, from their metadata; what is not given is missing."""
    known = given.drop(columns="utc").pipe(lambda texts: texts.mask(texts == ""))
    frame = known.assign(
        event=known["event"].fillna(name),
        language=known["language"].fillna("en"),
        published_given=known["published"],
        published=given["utc"],
        n_segments=None,
        n_tokens=None,
    )
    return schema.typed(frame, "articles")


def _dropped(ids: pd.Series, cuts: pl.DataFrame, reasons: list[str], lengths: pl.Series) -> pd.DataFrame:
    """The table of cuts and of refused articles, in the order of the articles; of a refused one no cut is told."""
    refused = pl.DataFrame({"article": np.arange(len(ids)), "reason": reasons, "end": lengths.cast(pl.Int64)})
    refused = refused.filter(pl.col("reason") != "").with_columns(kind=pl.lit("article"), start=pl.lit(0, pl.Int64))
    cuts = cuts.join(refused, on="article", how="anti", maintain_order="left")
    rows = pl.concat([cuts, refused.select(cuts.columns)]).sort("article", maintain_order=True)
    frame = rows.drop("article").to_pandas()
    return schema.typed(frame.assign(article_id=ids.to_numpy()[rows["article"]]), "dropped")
