"""The command samestory. Exit status: 0 done, 1 the work failed, 2 wrong use."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from analysis.io.files import KINDS

app = typer.Typer(
    help="How differently do outlets tell the same story?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Corpus = Annotated[str, typer.Argument(help=f"Corpus folder, table ({KINDS}) or bundle.", show_default=False)]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="OURS=THEIRS", help="Column of the table, such as body=content; may be repeated."),
]
Dictionary = Annotated[
    str,
    typer.Option(
        "--dictionary", metavar="FILE", help="Frames: our YAML, quanteda's YAML or LIWC's .dic; without it, ours."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace what another corpus left there.")]
code = typer.Typer(help="Code articles by hand, and let a coder learn from it.", no_args_is_help=True)
app.add_typer(code, name="code")


@app.command()
def report(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="Folder to write; replaced as a whole.", show_default=False)],
    column: Columns = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--parameter", "-p", metavar="NAME=VALUE", help="Parameter of the notebooks, such as outlets='[CNN, wire]'."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Run the notebooks on a corpus and write pages, tables and figures."""
    from analysis.report.run import report as run

    faults = run(corpus, out, columns=_pairs(column, "column"), parameters=_values(parameter), force=force)
    failed = {name: fault for name, fault in faults.items() if fault}
    if failed:
        for name, fault in failed.items():
            print(f"samestory: notebook {name} failed: {fault}", file=sys.stderr)
        print(f"samestory: {out / 'index.html'} shows what there is, and says that it is not complete", file=sys.stderr)
        raise typer.Exit(1)
    print(f"{out / 'index.html'}")


@app.command()
def verify(folder: Annotated[Path, typer.Argument(help="Folder of a report.", show_default=False)]) -> None:
    """Check a report against its own record, run it again and compare, byte for byte."""
    from analysis.report.verify import verify as run

    print(run(folder))


@app.command()
def annotate(
    corpus: Annotated[str, typer.Argument(help=f"Table ({KINDS}), or a folder of Parquet files.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder to write: a bundle, without text.", show_default=False)],
    column: Columns = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes; 0: as many as cores.")] = 0,
    megabytes: Annotated[float, typer.Option("--megabytes", min=0.1, help="Text in a batch, about.")] = 8,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="ADDRESS", help="Dask: 'local', or the address of a scheduler.")
    ] = "",
    dictionary: Dictionary = "",
    force: Force = False,
) -> None:
    """Annotate and score a table of any size in batches; stopped, it goes on where it was."""
    from analysis.scale.run import KEPT, annotate_table

    columns = _pairs(column, "column")
    try:
        print(annotate_table(
            corpus, out, columns=columns, dictionary=dictionary, workers=workers, megabytes=megabytes, cluster=cluster,
            force=force,
        ))  # fmt: skip
    except _Stopped:
        raise typer.Exit(_told(f"stopped; {KEPT}", 130)) from None


@app.command()
def share(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="Folder to write.", show_default=False)],
    column: Columns = None,
    dictionary: Dictionary = "",
    force: Force = False,
) -> None:
    """Write a bundle: every table and score, and no text."""
    from analysis.bundle import share as run

    print(run(_read(corpus, column), out, force=force, dictionary=dictionary))


@code.command()
def sample(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="CSV to write, for a spreadsheet.", show_default=False)],
    n: Annotated[int, typer.Option("--n", help="Items to draw.")] = 200,
    by: Annotated[str, typer.Option("--by", help="Strata: outlet, event or none.")] = "outlet",
    overlap: Annotated[float, typer.Option("--overlap", help="Share that both coders code.")] = 0.2,
    segments: Annotated[bool, typer.Option("--segments", help="Draw segments, not articles.")] = False,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draw.")] = 0,
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Draw a sample for two people to code, with the probability of each item."""
    from analysis.coder.sample import sample as draw
    from analysis.coder.sample import write
    from analysis.errors import WrongUse

    if out.exists() and not force:
        raise WrongUse(f"'{out}' is there already, perhaps with codes in it; name another file, or use --force")
    table = draw(_notes(corpus, column), n, by=by, overlap=overlap, segments=segments, seed=seed)
    print(write(table, out))


@code.command()
def fit(
    corpus: Corpus,
    codes: Annotated[
        Path, typer.Argument(help=f"Table of codes ({KINDS}): article_id, code, coder.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder to write: the coder.", show_default=False)],
    codebook: Annotated[Path | None, typer.Option("--codebook", help="YAML of code: definition.")] = None,
    by: Annotated[str, typer.Option("--by", help="Kept together: auto, event, outlet or article.")] = "auto",
    no_encoder: Annotated[bool, typer.Option("--no-encoder", help="Without the encoder: faster.")] = False,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the folds.")] = 0,
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the coder there.")] = False,
) -> None:
    """Learn from coded articles; print how far the coder agrees with people on articles it has not seen."""
    from analysis.coder.model import fit as learn
    from analysis.coder.say import told
    from analysis.coder.store import check_out, save

    check_out(out, force=force)
    learnt = learn(_notes(corpus, column), codes, codebook=codebook, by=by, encoder=not no_encoder, seed=seed)
    save(learnt, out, force=force)
    print(told(learnt))
    print(out)


@code.command()
def apply(
    corpus: Corpus,
    coder: Annotated[
        str, typer.Argument(help="Folder of a coder, or 'frames', the one that comes along.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="Scores to write: .csv or .parquet.", show_default=False)],
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Score a corpus with a coder."""
    from analysis.coder.scores import apply as score
    from analysis.coder.store import named
    from analysis.errors import WrongUse
    from analysis.paths import replace_file

    if out.suffix not in (".csv", ".parquet"):
        raise WrongUse(f"--out takes a file that ends in '.csv' or '.parquet'; given was '{out}'")
    if out.exists() and not force:
        raise WrongUse(f"'{out}' is there already; name another file, or use --force")
    known = named(coder)
    scores = score(_notes(corpus, column), known)
    with replace_file(out) as work:
        scores.to_csv(work, index=False, lineterminator="\n") if out.suffix == ".csv" else scores.to_parquet(work)
    print(out)


def _notes(corpus: str, column: list[str] | None) -> Any:
    from analysis.annotate.run import annotate as cut

    return cut(_read(corpus, column))


def _read(corpus: str, column: list[str] | None) -> Any:
    """The corpus; what its reader noted goes to the terminal."""
    from analysis.corpus.read import read_corpus

    read = read_corpus(corpus, columns=_pairs(column, "column"))
    for note in read.notes:
        _told(note, 0)
    return read


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    from analysis.errors import WrongUse

    wrong = [text for text in given or [] if not all(part.strip() for part in text.partition("="))]
    if wrong:
        raise WrongUse(f"--{option} takes NAME=VALUE; given was '{wrong[0]}'")
    return {name.strip(): value.strip() for name, _, value in (text.partition("=") for text in given or [])}


def _values(given: list[str] | None) -> dict[str, Any]:
    import yaml

    from analysis.errors import WrongUse

    try:
        return {name: yaml.safe_load(value) for name, value in _pairs(given, "parameter").items()}
    except yaml.YAMLError as error:
        raise WrongUse(f"--parameter takes NAME=VALUE with a YAML value: {' '.join(str(error).split())}") from None


class _Stopped(BaseException):
    """Ctrl-C, or a polite request to end."""


def _stop(number: int, frame: object) -> None:
    """A second signal may not break off the clearing away that the first one asked for."""
    _on_stop(signal.SIG_IGN)
    raise _Stopped


def _on_stop(answer: Callable[[int, object], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, answer)


def main() -> None:
    """Run the command; a user's mistake is one sentence, never a traceback."""
    from analysis.errors import FailedWork, WrongUse

    _on_stop(_stop)
    try:
        app()
    except _Stopped:
        sys.exit(_told("stopped; nothing was written", 130))
    except WrongUse as error:
        sys.exit(_told(str(error), 2))
    except (FailedWork, OSError) as error:
        sys.exit(_told(str(error), 1))


def _told(message: str, status: int) -> int:
    print(f"samestory: {message}", file=sys.stderr)
    return status


if __name__ == "__main__":
    main()
