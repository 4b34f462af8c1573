"""A corpus folder, a table of articles, or a bundle -> Corpus."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.corpus.clean import clean
from analysis.corpus.decode import decode
from analysis.errors import NeedsText, WrongUse, quoted
from analysis.paths import resolve

TABLES = ("articles.csv", "articles.jsonl", "articles.parquet")
METADATA = ("article_id", "event", "outlet", "publisher", "byline", "credit", "published", "headline", "language")
KNOWN = (*METADATA, "body", "file", "sha256")
LONGEST = 2_000_000
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Corpus:
    """Articles of one or more events.

    articles, dropped: tables (see schema). texts: cleaned text by article_id, one paragraph a line, headline first;
    None where only a bundle is at hand. display: line numbers of headline, deck and crossheads by article_id.
    bundle: folder of saved tables, or None."""

    name: str
    articles: pd.DataFrame
    dropped: pd.DataFrame
    texts: Mapping[str, str] | None = None
    display: Mapping[str, tuple[int, ...]] | None = None
    bundle: Path | None = None

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
    """Read articles from a corpus folder (articles.csv, .jsonl or .parquet, texts in a column body or as files in
    text/), from one such table, or from a bundle.

    columns: our column name -> the table's, such as {"body": "content"}.
    Articles that cannot be used land in dropped, with the reason.
    Raises: WrongUse where the path, the table or a column cannot be used."""
    path = resolve(path)
    if not path.exists():
        raise WrongUse(
            f"there is no file or folder '{path}'; give a corpus folder, or a table (.csv, .jsonl, .parquet)"
        )
    if (path / "bundle.json").exists():
        return read_bundle(path)
    table = _table_of(path)
    rows = _rename(_read_table(table), columns or {}, table)
    folder = table.parent if path.is_dir() else None
    _check_columns(rows, table, folder)
    name = path.resolve().name if path.is_dir() else table.stem
    if folder and "body" not in rows and not any(p.is_file() for _, p in _files(rows, folder)):
        return _bundle_beside(folder)
    return _corpus(rows, name, folder)


def read_bundle(folder: Path) -> Corpus:
    """The corpus of a bundle: its tables, and the texts where the bundle is a private one that holds them."""
    try:
        about = json.loads((folder / "bundle.json").read_text("utf-8"))
        altered = [f for f, sha in about["sha256"].items() if _sha256((folder / f).read_bytes()) != sha]
        if altered:
            raise ValueError(f"{quoted(altered)} is not as it was written")
        articles, dropped = (pd.read_parquet(folder / f"{t}.parquet") for t in ("articles", "dropped"))
        schema.check(articles, "articles"), schema.check(dropped, "dropped")
        texts = pd.read_parquet(folder / "texts.parquet") if (folder / "texts.parquet").exists() else None
    except (OSError, ValueError, KeyError) as error:
        raise WrongUse(f"'{folder}' is not a readable bundle: {error}") from None
    corpus = Corpus(about["corpus"], articles, dropped, bundle=folder)
    if texts is None:
        return corpus
    display = {a: tuple(d) for a, d in zip(texts["article_id"], texts["display"], strict=True)}
    return replace(corpus, texts=dict(zip(texts["article_id"], texts["text"], strict=True)), display=display)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bundle_beside(folder: Path) -> Corpus:
    if (folder / "bundle" / "bundle.json").exists():
        return replace(read_bundle(folder / "bundle"), name=folder.resolve().name)
    raise WrongUse(f"'{folder}' holds no texts: neither a column body, nor files in {folder}/text/, nor a bundle")


def _table_of(path: Path) -> Path:
    if path.is_file():
        if path.suffix in (".csv", ".jsonl", ".parquet"):
            return path
        raise WrongUse(f"'{path}' is not a table samestory reads; right would be .csv, .jsonl or .parquet")
    for name in TABLES:
        if (path / name).is_file():
            return path / name
    raise WrongUse(f"folder '{path}' holds no {', '.join(TABLES[:-1])} or {TABLES[-1]}")


def _read_table(path: Path) -> pd.DataFrame:
    try:
        if path.suffix == ".parquet":
            frame = pd.read_parquet(path)
        elif path.suffix == ".csv":
            frame = pd.read_csv(io.StringIO(decode(path.read_bytes())), dtype=str, keep_default_na=False)
        else:
            frame = pd.DataFrame(list(_json_lines(path)))
    except OSError as error:
        raise WrongUse(f"'{path}' cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise WrongUse(f"'{path}' cannot be read as a table: {str(error).splitlines()[0]}") from None
    if frame.empty:
        raise WrongUse(f"'{path}' holds no articles: the table is empty")
    return frame


def _json_lines(path: Path) -> Iterator[dict[str, object]]:
    for number, line in enumerate(decode(path.read_bytes()).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"line {number} is not JSON ({error.msg})") from None
        if not isinstance(row, dict):
            raise ValueError(f"line {number} is not a JSON object")
        yield {name: _LONE.sub("\ufffd", v) if isinstance(v, str) else v for name, v in row.items()}


def _rename(rows: pd.DataFrame, columns: Mapping[str, str], table: Path) -> pd.DataFrame:
    unknown = [ours for ours in columns if ours not in KNOWN]
    if unknown:
        raise WrongUse(f"column {quoted(unknown)} is not one samestory knows; known are {quoted(KNOWN)}")
    missing = [theirs for theirs in columns.values() if theirs not in rows]
    if missing:
        raise WrongUse(f"'{table}' has no column {quoted(missing)}; its columns are {quoted(rows.columns)}")
    rows = rows.drop(columns=[ours for ours, theirs in columns.items() if ours in rows and ours != theirs])
    # One column of theirs may serve two of ours: the day as event and as date.
    return rows.assign(**{ours: rows[theirs] for ours, theirs in columns.items() if theirs in rows})


def _check_columns(rows: pd.DataFrame, table: Path, folder: Path | None) -> None:
    needed = ["outlet"] if folder else ["outlet", "body"]
    missing = [name for name in needed if name not in rows]
    if missing:
        raise WrongUse(
            f"'{table}' has no column {quoted(missing)}; its columns are {quoted(rows.columns)}. "
            f"Name the right one with --column {missing[0]}=NAME"
        )
    if "article_id" in rows:
        ids = _text(rows["article_id"])
        twice = sorted(ids[ids.duplicated()].unique())
        if twice:
            raise WrongUse(f"'{table}' names article_id {quoted(twice[:5])} more than once; each article needs its own")


def _text(column: pd.Series) -> pd.Series:
    return column.astype("str").fillna("").str.strip()


def _files(rows: pd.DataFrame, folder: Path) -> list[tuple[str, Path]]:
    ids = _text(rows["article_id"]) if "article_id" in rows else pd.Series("", index=rows.index)
    names = _text(rows["file"]) if "file" in rows else ids + ".txt"
    return [(name, folder / "text" / name) for name in names]


def _raw_texts(rows: pd.DataFrame, folder: Path | None) -> list[tuple[str, str]]:
    """For each row the text and, where there is none, the reason."""
    if "body" in rows:
        return [(body, "" if body.strip() else "body is empty") for body in _body(rows["body"])]
    return [_read_text(name, path) for name, path in _files(rows, folder or Path())]


def _body(column: pd.Series) -> list[str]:
    return column.astype("str").fillna("").tolist()


def _read_text(name: str, path: Path) -> tuple[str, str]:
    if not path.is_file():
        return "", f"file text/{name} is missing"
    try:
        text = decode(path.read_bytes())
    except (OSError, ValueError) as error:
        return "", f"file text/{name} cannot be read: {error}"
    return text, "" if text.strip() else f"file text/{name} is empty"


def _corpus(rows: pd.DataFrame, name: str, folder: Path | None) -> Corpus:
    given = {column: list(_text(rows[column])) if column in rows else [""] * len(rows) for column in METADATA}
    given["article_id"] = [a or f"row-{i + 1:06d}" for i, a in enumerate(given["article_id"])]
    expected = list(_text(rows["sha256"])) if "sha256" in rows else [""] * len(rows)
    articles, dropped, texts, display = [], [], {}, {}
    for i, (raw, fault) in enumerate(_raw_texts(rows, folder)):
        meta = {column: values[i] for column, values in given.items()}
        sha = _sha256(raw.encode("utf-8", "surrogatepass"))
        if raw and expected[i] not in ("", sha):
            raise WrongUse(
                f"the text of article '{meta['article_id']}' is not the one the manifest names: its sha256 is {sha}, "
                f"the manifest says {expected[i]}; put the right text there, or clear the sha256"
            )
        reason = fault or _unusable(meta["outlet"], raw)
        cleaned = clean("" if reason else raw, headline=meta["headline"], first_line_is_headline="body" not in rows)
        if not reason and not any(c.isalnum() for c in cleaned.text):
            reason = "nothing but page furniture or punctuation"
        if reason:
            dropped.append((meta["article_id"], "article", reason, 0, len(raw)))
            continue
        texts[meta["article_id"]], display[meta["article_id"]] = cleaned.text, cleaned.display
        dropped += [(meta["article_id"], *cut) for cut in cleaned.cuts]
        articles.append(_article(meta, cleaned.headline, sha, name))
    if not articles:
        reasons = sorted({row[2] for row in dropped})
        raise WrongUse(f"no article of '{name}' can be used: {'; '.join(reasons[:3])}")
    return Corpus(name, _typed(articles, "articles"), _typed(dropped, "dropped"), texts, display, bundle=None)


def _unusable(outlet: str, raw: str) -> str:
    if len(raw) > LONGEST:
        return f"text has {len(raw):,} characters; an article has at most {LONGEST:,}"
    return "" if outlet else "outlet is empty"


def _article(meta: dict[str, str], headline: str, sha: str, name: str) -> tuple[object, ...]:
    return (
        meta["article_id"], meta["event"] or name, meta["outlet"], meta["publisher"] or None, meta["byline"] or None,
        meta["credit"] or None, meta["published"] or None, _utc(meta["published"]), headline or None,
        meta["language"] or "en", None, None, sha,
    )  # fmt: skip


def _utc(published: str) -> pd.Timestamp | None:
    """UTC of a time that names its zone; without a zone it cannot be known."""
    try:
        time = pd.Timestamp(published) if published else None
    except ValueError:
        return None
    return time.tz_convert("UTC") if time is not None and time.tzinfo else None


def _typed(rows: Sequence[tuple[object, ...]], table: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=schema.columns(table))
    return schema.check(frame.astype({c.name: c.dtype for c in schema.TABLES[table]}), table)
