"""Generated articles and damaged files, against crashes.

python benchmarks/fuzz.py [--minutes 5] [--seed 0] [--workers 2]

Two kinds of input, all made from a seed and from sentences of the project:

- articles of Unicode soup, unbalanced quotation marks, HTML and plain sentences go through reading,
  annotation, every measure and comparison, and some invariants are checked;
- valid files (tables, YAML, dictionaries, codes, bundles, coders, run.json) are damaged and given to the command line,
  which must end with status 0, 1 or 2, a bounded message, and neither a traceback nor an error that it did not expect.

Prints a table of inputs by kind and exit status, and ends with status 1 where an input failed; those inputs are kept.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd

ARTICLES = 150  # in a corpus
ROWS = 36  # in a valid table
ARTICLE_SHARE = 0.3  # of the time
LONGEST_MESSAGE = 1000
MEASURES = (
    "sentiment", "framing", "voices", "indirect_speech", "source_types", "distinct_sources", "reporting_verbs",
    "hedges", "frame_pairs",
)  # fmt: skip
UNEXPECTED = ("Traceback", "samestory: unexpected", "SAMESTORY_DEBUG", "Segmentation")

SENTENCES = (
    "The mayor said on Monday that the old bridge would close.",
    "“We have no choice,” she told reporters at the town hall.",
    'Critics attacked the plan as "reckless" and said it would cost 1,200 jobs.',
    "According to two officials, the cracks were found in March.",
    "Ms. Okoye, who leads the council, denied the claim.",
    "‘Nobody warned us,’ the owner of a bakery complained.",
    "The U.S. company Harlow & Sons reportedly offered $7.1 million.",
    "Ferries will run every hour until the spring; rides are free.",
    "\"I am furious,\" said he. \"The council lied to us.",
    "Inspectors hailed the repair as a success, the agency said in a statement.",
)  # fmt: skip
NAMES = ("Post", "Gazette", "Herald", "$x^2$", "=1+1", "<b>Daily</b>", "a|b", "\u202eTimes", "Zeitung für Müßige", "7")
MARKS = "\"'“”‘’«»„‚‹›()[]{}<>&;:.,!?…—–-/\\|@#$%^*_~`"
SPACES = "\t\n\r\v\f \u00a0\u00ad\u200b\u200d\u2028\u2029\u3000\ufeff\x00\x07\x1b\x85"
TAGS = (
    "<p>",
    "</p>",
    "<br/>",
    "<script>alert(1)</script>",
    "&amp;",
    "&#8217;",
    "&nbsp;",
    "<a href='x'>",
    "<!--",
    "]]>",
)


def soup(rng: random.Random, length: int) -> str:
    """Some characters of any plane, without surrogates."""
    planes = ((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x5FF), (0x600, 0x6FF), (0x900, 0xD7FF),
              (0xE000, 0xFFFF), (0x1F300, 0x1FAFF), (0x20000, 0x2FFFF), (0xE0001, 0xE007F))  # fmt: skip
    return "".join(chr(rng.randint(*rng.choice(planes))) for _ in range(length))


def body(rng: random.Random) -> str:
    """An article."""
    parts: tuple[Callable[[], str], ...] = (
        lambda: rng.choice(SENTENCES),
        lambda: rng.choice(SENTENCES),
        lambda: rng.choice(SENTENCES),
        lambda: soup(rng, rng.randint(1, 40)),
        lambda: "".join(rng.choices(MARKS, k=rng.randint(1, 12))),
        lambda: "".join(rng.choices(SPACES, k=rng.randint(1, 6))),
        lambda: rng.choice(TAGS),
        lambda: rng.choice(
            ("7" * rng.randint(1, 400), "x" * rng.randint(50, 3000), "a-" * 200, "'" * 300, "e\u0301" * 50)
        ),
        lambda: damaged_text(rng, rng.choice(SENTENCES)),
    )
    return "".join(rng.choice(parts)() + rng.choice((" ", " ", "\n", "\n\n", "")) for _ in range(rng.randint(1, 25)))


def damaged_text(rng: random.Random, text: str) -> str:
    """A text in which some characters are exchanged, doubled or missing."""
    letters = list(text)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(letters) + 1)
        letters[at : at + rng.randint(0, 3)] = rng.choices(MARKS + SPACES + "aA1é", k=rng.randint(0, 4))
    return "".join(letters)


TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b'"', b"'", b'""', b'\\"', b",", b";", b"\t", b"|",
    b"sep=;\n", b"{", b"}", b"[", b"]", b"[" * 3000, b"{" * 3000, b":", b"- ", b"&a ", b"*a ", b"!!binary ",
    b"!!python/name:os.system ", b"---\n", b"null", b"NaN", b"1e999", b"-1", b"9" * 5000, b"true", b"no", b"2024-11-17",
    b"12:30", b"%", b"#", b"*", b"?", b"../../etc/passwd", b"/etc/hostname", b"\xf0\x9f\x9a\x80", b"\xe9", b"\x80",
    b"a" * 70000, b" " * 500, b"=1+1", b"\x1b[31m",
)  # fmt: skip


def damaged(rng: random.Random, data: bytes) -> bytes:
    """A file in which some bytes are exchanged, missing, doubled or strange."""
    for _ in range(rng.choice((1, 1, 2, 4, 12))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((0, 1, 1, 4, 30, 300)))
        kind = rng.randrange(6)
        if kind == 0:
            data = data[:at] + rng.choice(TOKENS) + data[at:]
        elif kind == 1:
            data = data[:at] + rng.choice(TOKENS) + data[end:]
        elif kind == 2:
            data = data[:at] + bytes(rng.randrange(256) for _ in range(end - at)) + data[end:]
        elif kind == 3:
            data = data[:at] + data[end:]
        elif kind == 4:
            data = data[:end] + data[at:end] * rng.choice((1, 2, 50)) + data[end:]
        else:
            data = data[:at] if rng.random() < 0.3 else data
    return data


class Target(NamedTuple):
    """A valid file and the command that reads it.

    words: {file} stands for the damaged file, or for a copy of its folder if `folder`. weight: how often it is chosen;
    commands that take seconds are chosen less."""

    kind: str
    file: Path
    words: tuple[str, ...]
    folder: bool = False
    weight: float = 1


def prepare(folder: Path) -> None:
    """Write one valid file of each kind."""
    from analysis import annotate, read_corpus
    from analysis.bundles.share import share
    from analysis.coding import fit, save
    from analysis.coding.sampling import sample

    rng = random.Random(0)
    rows = pd.DataFrame({
        "article_id": [f"a{i}" for i in range(ROWS)],
        "outlet": [("Post", "Gazette", "Herald")[i % 3] for i in range(ROWS)],
        "published": [f"2024-11-{i % 28 + 1:02} 10:00" for i in range(ROWS)],
        "headline": [f"Bridge closes, day {i}" for i in range(ROWS)],
        "body": [" ".join(rng.choices(SENTENCES, k=4)) for _ in range(ROWS)],
    })  # fmt: skip
    rows.to_csv(folder / "a.csv", index=False)
    rows.to_csv(folder / "a.tsv", index=False, sep="\t")
    rows.to_csv(folder / "semicolon.csv", index=False, sep=";")
    rows.to_csv(folder / "utf16.csv", index=False, encoding="utf-16")
    rows.to_json(folder / "a.jsonl", orient="records", lines=True)
    rows.to_json(folder / "a.json", orient="records")
    rows.to_csv(folder / "a.csv.gz", index=False)
    rows.to_parquet(folder / "a.parquet")
    (folder / "corpus").mkdir()
    rows.to_csv(folder / "corpus" / "articles.csv", index=False)
    (folder / "corpus" / "actors.yml").write_text(
        "- {name: Anna Okoye, aliases: [Okoye, the mayor], kind: person, side: town}\n"
        "- name: Harlow & Sons\n  kind: organisation\n"
    )
    (folder / "ours.yml").write_text("version: 1\nframes:\n  cost: {patterns: [cost*, jobs], counter: [no cost]}\n")
    (folder / "quanteda.yml").write_text("conflict:\n  - attack*\n  - fight\nmoney:\n  costs: [cost*, million]\n")
    (folder / "liwc.dic").write_text("%\n1\tconflict\n2\tcost (Costs)\n%\nattack*\t1\ncost\t2\t1\n")
    (folder / "codebook.yml").write_text("conflict: who opposes whom\ncost: what it costs\n")
    corpus = read_corpus(folder / "a.csv")
    notes = annotate(corpus)
    codes = sample(notes, ROWS, overlap=0)
    codes = codes.assign(code=["conflict" if "attacked" in text else "none" for text in codes["text"]])
    codes.to_csv(folder / "codes.csv", index=False)
    save(fit(notes, codes, encoder=False), folder / "coder")
    share(corpus, folder / "bundle")
    report(folder)


def targets_in(folder: Path) -> list[Target]:
    """The valid files, and the commands that read them."""
    draw = ("code", "sample", "{file}", "--n", "6", "--out", "drawn.csv")
    names = ["a.csv", "a.tsv", "a.jsonl", "a.json", "a.csv.gz", "a.parquet", "semicolon.csv", "utf16.csv"]
    tables = [Target(f"table {name.removeprefix('a.')}", folder / name, draw) for name in names]
    table, known = str(folder / "a.csv"), str(folder / "codes.csv")
    fit = ("code", "fit", "--out", "c", "--no-encoder", table)
    return [
        *tables,
        *(Target("dictionary", folder / name, ("share", table, "--out", "b", "--dictionary", "{file}"))
          for name in ("ours.yml", "quanteda.yml", "liwc.dic")),
        Target("actors.yml", folder / "corpus" / "actors.yml", ("share", "{file}", "--out", "b"), folder=True),
        Target("codes", folder / "codes.csv", (*fit, "{file}"), weight=0.1),
        Target("codebook", folder / "codebook.yml", (*fit, known, "--codebook", "{file}"), weight=0.1),
        *(Target("coder", folder / "coder" / name, ("code", "apply", table, "{file}", "--out", "s.csv"), folder=True)
          for name in ("coder.json", "weights.parquet", "validity.csv")),
        *(Target("bundle", folder / "bundle" / name, ("share", "{file}", "--out", "b"), folder=True)
          for name in ("bundle.json", "articles.parquet", "scores.parquet", "segments.parquet")),
        Target("run.json", folder / "report" / "run.json", ("verify", "{file}"), folder=True),
    ]  # fmt: skip


def report(folder: Path) -> None:
    """A report of a corpus that is gone: what verify can check is the report alone."""
    from analysis.report.build import report as run

    gone = folder / "gone.csv"
    shutil.copy(folder / "a.csv", gone)
    faults = run(str(gone), folder / "report")
    assert not any(faults.values()), faults
    gone.unlink()


def command(target: Target, data: bytes, place: Path) -> list[str]:
    """Write the damaged file, alone or in a copy of its folder, and give the command."""
    if target.folder:
        given = place / target.file.parent.name
        shutil.copytree(target.file.parent, given)
        (given / target.file.name).write_bytes(data)
    else:
        given = place / target.file.name
        given.write_bytes(data)
    return [word.replace("{file}", str(given)) for word in target.words]


def call(words: list[str]) -> tuple[int, str]:
    """Run the command in this process; its exit status, and what it said on stderr."""
    from analysis import cli

    sys.argv = ["samestory", *words]
    with tempfile.TemporaryFile() as said:
        kept = os.dup(2)
        os.dup2(said.fileno(), 2)
        try:
            cli.main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else (0 if end.code is None else 1)
        except BaseException:
            traceback.print_exc()
            status = -1
        finally:
            sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)
        said.seek(0)
        return status, said.read().decode("utf-8", "replace")


def fault_of(status: int, said: str) -> str:
    """What is wrong with the end of a command, '' if nothing."""
    if status not in (0, 1, 2):
        return f"status {status}"
    if any(word in said for word in UNEXPECTED):
        return "unexpected error"
    if len(said) > LONGEST_MESSAGE:
        return f"message of {len(said)} characters"
    return "" if status == 0 or said.strip() else "no message"


def through(rng: random.Random, place: Path) -> str:
    """Read, annotate, measure and compare a corpus of generated articles; what broke, '' if nothing."""
    from analysis import annotate, compare, keyness, measures, read_corpus, similarity
    from analysis.exceptions import WrongUse

    rows = pd.DataFrame({
        "outlet": rng.choices(rng.sample(NAMES, 4), k=ARTICLES),
        "event": rng.choices(("one", "two"), k=ARTICLES),
        "headline": [damaged_text(rng, "Bridge closes early") if rng.random() < 0.5 else "" for _ in range(ARTICLES)],
        "body": [body(rng) for _ in range(ARTICLES)],
    })  # fmt: skip
    suffix = rng.choice(("csv", "jsonl", "parquet"))
    path = place / f"a.{suffix}"
    if suffix == "csv":
        rows.to_csv(path, index=False, quoting=csv.QUOTE_ALL)
    elif suffix == "jsonl":
        rows.to_json(path, orient="records", lines=True)
    else:
        rows.to_parquet(path)
    try:
        corpus = read_corpus(path)
    except WrongUse as wrong:
        return "" if len(str(wrong)) < LONGEST_MESSAGE else f"message of {len(str(wrong))} characters"
    refused = int((corpus.dropped["kind"] == "article").sum())
    assert len(corpus.articles) + refused == ARTICLES, "an article is neither kept nor dropped"
    notes = annotate(corpus)
    terms = measures.terms(notes, min_count=1, with_function_words=True, with_house_style=True)
    words = terms[terms["item"] != ""]["x"].sum()
    assert words == notes.segments["n_tokens"].sum() - notes.words.uncounted.sum(), "words are lost"
    made = [terms, *(getattr(measures, name)(notes) for name in MEASURES)]
    for scores in rng.sample(made, 3):
        table = compare(scores, voice=rng.choice(("narration", "quoted", "all")))
        assert table["p"].dropna().between(0, 1).all(), "p is no probability"
        assert (table["low"].isna() | (table["low"] <= table["high"])).all(), "an interval is turned round"
    keyness(terms), similarity(terms), measures.collocations(notes), measures.attributions(notes)
    return ""


def work(seed: int, minutes: float, base: str, share: float) -> None:
    """One process: inputs until the time is up. Counts and failures go to files in base."""
    folder = Path(base)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    targets = targets_in(folder / "valid")
    end = time.monotonic() + 60 * minutes
    counts: Counter[tuple[str, str]] = Counter()
    spent = {"articles": 0.0, "files": 0.0}
    number = 0
    while time.monotonic() < end:
        number += 1
        started, own = time.monotonic(), f"{seed}:{number}"
        articles = spent["articles"] <= share * sum(spent.values())
        with scratch(folder, seed) as place:
            one = random.Random(own)
            if articles:
                kind, status = "articles", "done"
                try:
                    fault = through(one, place)
                except BaseException as error:
                    fault = f"{type(error).__name__}: {error}\n{traceback.format_exc()}"
                counts[kind, status] += ARTICLES
            else:
                target = one.choices(targets, [target.weight for target in targets])[0]
                kind = target.kind
                words = command(target, damaged(one, target.file.read_bytes()), place)
                (folder / f"last-{seed}").write_text(f"{own} {kind} {words}")
                code, said = call(words)
                fault = fault_of(code, said)
                fault = f"{fault}: samestory {' '.join(words)}\n{said[-3000:]}" if fault else ""
                counts[kind, str(code)] += 1
            if fault:
                counts[kind, "FAILED"] += 1
                keep(folder, own, kind, fault, place)
        spent["articles" if articles else "files"] += time.monotonic() - started
        if number % 20 == 0:
            save(folder, seed, counts)
    save(folder, seed, counts)


def save(folder: Path, seed: int, counts: Counter[tuple[str, str]]) -> None:
    rows = [(kind, status, n) for (kind, status), n in counts.items()]
    pd.DataFrame(rows, columns=["kind", "status", "n"]).to_csv(folder / f"counts-{seed}.csv", index=False)


def keep(folder: Path, own: str, kind: str, fault: str, place: Path) -> None:
    """Keep a failing input, with what was said."""
    target = folder / "failures" / own.replace(":", "-")
    if place.exists():
        shutil.copytree(place, target, symlinks=True)
    target.mkdir(exist_ok=True)
    (target / "FAULT.txt").write_text(f"{kind}, input {own}\n{fault}\n", "utf-8", errors="replace")


@contextmanager
def scratch(folder: Path, seed: int) -> Iterator[Path]:
    place = folder / f"work-{seed}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    os.chdir(place)
    try:
        yield place
    finally:
        os.chdir(folder)


def main() -> int:
    """Run it; exit status 1 where an input failed."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--minutes", type=float, default=5)
    given.add_argument("--seed", type=int, default=0)
    given.add_argument("--workers", type=int, default=2)
    given.add_argument("--articles", type=float, default=ARTICLE_SHARE, help="share of the time for articles")
    options = given.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="samestory-fuzz-"))
    (folder / "failures").mkdir()
    (folder / "valid").mkdir()
    prepare(folder / "valid")
    started, context = time.monotonic(), multiprocessing.get_context("spawn")
    seeds = [1000 * options.seed + number for number in range(options.workers)]
    running = [context.Process(target=work, args=(s, options.minutes, str(folder), options.articles)) for s in seeds]
    for process in running:
        process.start()
    for process in running:
        process.join()
    for seed, process in zip(seeds, running, strict=True):
        if process.exitcode:
            last = folder / f"last-{seed}"
            told = last.read_text("utf-8") if last.exists() else "no input yet"
            keep(folder, f"{seed}-died", "process", f"ended with {process.exitcode} at {told}", folder / f"work-{seed}")
    files = sorted(folder.glob("counts-*.csv"))
    counts = pd.concat([pd.read_csv(f, dtype={"status": str}) for f in files]) if files else pd.DataFrame()
    if len(counts):
        table = counts.pivot_table(index="kind", columns="status", values="n", aggfunc="sum", fill_value=0).astype(int)
        print(table.to_string())
        print(f"{counts.loc[counts['status'] != 'FAILED', 'n'].sum():,} inputs in {time.monotonic() - started:.0f} s, "
              f"seeds {seeds[0]} to {seeds[-1]}")  # fmt: skip
    failures = sorted((folder / "failures").iterdir())
    for failure in failures[:20]:
        print("\n".join((failure / "FAULT.txt").read_text("utf-8").splitlines()[:3]), file=sys.stderr)
    if failures or not files:
        print(f"{len(failures)} inputs failed; they are kept in {folder / 'failures'}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    print("no input failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
