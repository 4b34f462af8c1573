"""How fast are files read, and with how much memory? Beside each format stands a library that only opens its files.

    python benchmarks/importers.py [SHARE]

Writes benchmarks/importers.md. The files are made of sentences that we wrote; SHARE (1) makes them fewer: at 1
there are 100,000 rows of CSV of 6 kB, 2 GB of JSON lines, 1,000 pages, 10,000 articles of Nexis in 100 files and
200,000 tiny files.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from docx import Document

from analysis._utils.guardian import children

OUT = Path(__file__).resolve().parent / "importers.md"
SENTENCES = (
    "The harbour office stopped the evening ferry on Monday. ",
    "Crews had asked for higher wages since spring. ",
    "Nobody was hurt, the office said. ",
    "“We will sail again,” said Una Ferrand, who leads the crews. ",
)
OURS = "import sys; from analysis.importers.ingest import ingest; print(ingest(sys.argv[1], sys.argv[2]).n_articles)"


class Case(NamedTuple):
    """A kind of input: size at SHARE 1, how it is written, a program that only opens it, and what that is."""

    title: str
    size: int
    write: Callable[[Path, int], None]
    peer: str
    peer_name: str


def body(number: int, sentences: int) -> str:
    """Paragraphs of two sentences, different for each number."""
    return "\n\n".join(
        f"{number}-{at}: " + SENTENCES[at % 4] + SENTENCES[(at + number) % 4] for at in range(sentences // 2)
    )


def write_csv(folder: Path, size: int) -> None:
    """One table of articles of 6 kB."""
    with (folder / "rows.csv").open("w", encoding="utf-8") as file:
        file.write("article_id,outlet,date,headline,body\n")
        file.writelines(
            f'a{at},Coast Gazette {at % 99},2024-03-04,Ferry {at},"{body(at, 110)}"\n' for at in range(size)
        )


def write_json_lines(folder: Path, size: int) -> None:
    """One file of articles of 5 kB."""
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        for at in range(size):
            row = {"id": f"a{at}", "outlet": f"Tarn Mirror {at % 99}", "date": "2024-03-04", "body": body(at, 90)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_pages(folder: Path, size: int) -> None:
    """Saved pages with a menu, a long style sheet and links to other articles."""
    furniture = "".join(f"<li><a href='/{at}'>{SENTENCES[at % 4]}</a></li>" for at in range(40))
    style = "".join(f".c{at}{{color:#{at:06x}}}" for at in range(4000))
    for at in range(size):
        texts = "".join(f"<p>{text}</p>" for text in body(at, 40).split("\n\n"))
        (folder / f"{at}.html").write_text(
            f"<!doctype html><html><head><title>Ferry {at} stays in the harbour</title><style>{style}</style>"
            f"<link rel='canonical' href='https://coast.example/{at}'>"
            f"<meta property='og:type' content='article'></head><body><nav><ul>{furniture}</ul></nav>"
            f"<article><h1>Ferry {at} stays in the harbour</h1>{texts}</article>"
            f"<aside><ul>{furniture}</ul></aside></body></html>",
            "utf-8",
        )


def write_nexis(folder: Path, size: int) -> None:
    """Word documents in the layout of Nexis Uni, 100 articles in each."""
    for begin in range(0, size, 100):
        document = Document()
        for at in range(begin, min(begin + 100, size)):
            head = (f"Ferry {at}", "Coast Gazette", "March 4, 2024 Monday", "Copyright 2024 Coast Gazette Ltd")
            fields = ("Section: NEWS; Pg. 3", "Length: 600 words", "Byline: Una Ferrand", "Body")
            for text in (*head, *fields, *body(at, 60).split("\n\n"), "Load-Date: March 5, 2024", "End of Document"):
                document.add_paragraph(text)
        document.save(str(folder / f"{begin}.docx"))


def write_tiny(folder: Path, size: int) -> None:
    """Texts of two lines, 1,000 in a folder."""
    for at in range(size):
        outlet = folder / f"Outlet {at // 1000}"
        outlet.mkdir(exist_ok=True)
        (outlet / f"{at}.txt").write_text(f"Ferry {at}\n\nThe ferry carried {at} passengers.", "utf-8")


def each(work: str) -> str:
    """Return a program that does something with each file."""
    return f"import sys; from pathlib import Path\nfor path in Path(sys.argv[1]).rglob('*.*'):\n    {work}"


CASES = (
    Case(
        "rows of CSV", 100_000, write_csv, each("import pandas; pandas.read_csv(path)"), "pandas.read_csv"
    ),
    Case(
        "articles in JSON lines", 400_000, write_json_lines, each("all(map(__import__('json').loads, path.open()))"),
        "json.loads, line by line",
    ),
    Case(
        "saved pages", 1_000, write_pages,
        each("import trafilatura; trafilatura.bare_extraction(path.read_bytes(), with_metadata=True)"),
        "trafilatura, one core",
    ),
    Case(
        "articles of Nexis (.docx)", 10_000, write_nexis,
        each("import docx; [one.text for one in docx.Document(str(path)).paragraphs]"), "python-docx, one core",
    ),
    Case("tiny files of text", 200_000, write_tiny, each("path.read_text()"), "opening them"),
)  # fmt: skip


def family(process: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield process
    for child in children(process):
        yield from family(child)


def memory(process: int) -> float:
    """Megabytes of a process and all that it has started; shared memory counts once."""
    kilobytes = 0
    for member in family(process):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1000


def measured(program: str, *arguments: Path) -> tuple[float, float, str]:
    """Run a program; return its seconds, its peak of memory in megabytes, and what it printed."""
    began, peak = time.monotonic(), 0.0
    with subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.1)
        assert process.stdout and not process.returncode
        return time.monotonic() - began, peak, process.stdout.read().decode()


def main(share: float) -> None:
    """Write the table, and print it."""
    lines = [
        f"# Importers\n\n`python benchmarks/importers.py {share:g}`, two cores. Seconds of `ingest`, from the files to "
        "the corpus, and of a library that only opens them, in the same run.\n",
        "| what | number | megabytes | seconds | a second | memory, MB | beside it | its seconds | ratio |\n"
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for case in CASES:
        size = max(int(case.size * share), 1)
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home) / "Coast Gazette"
            folder.mkdir()
            case.write(folder, size)
            megabytes = sum(path.stat().st_size for path in folder.rglob("*.*")) / 1e6
            seconds, peak, printed = measured(OURS, folder, Path(home) / "corpus")
            assert int(printed) == size, f"{case.title}: {printed} of {size}"
            theirs = measured(case.peer, folder)[0]
        lines.append(
            f"| {case.title} | {size:,} | {megabytes:,.0f} | {seconds:.1f} | {size / seconds:,.0f} | {peak:,.0f} | "
            f"{case.peer_name} | {theirs:.1f} | {seconds / theirs:.1f} |"
        )
        print(lines[-1], flush=True)
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1)
