"""The command samestory. Errors and signals are handled in `analysis._utils.command_exit`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from analysis._utils.command_exit import Stopped, finish, sentence, tell
from analysis._utils.number_parameters import checked_seed, decimal_in, whole_in
from analysis.exceptions import visible
from analysis.io.files import KINDS
from analysis.report.parameters import epilog

# What Typer or Click raise where a command line does not fit; Typer brings its own copy of Click from 0.20 on.
_UsageError: Any = typer.BadParameter.__mro__[1]


class _Commands(TyperGroup):
    """Commands whose wrong use is a WrongUse, as every other mistake, and no panel of several lines."""

    def main(self, *args: Any, **options: Any) -> Any:
        from analysis.exceptions import WrongUse

        _check_words(sys.argv)
        try:
            sys.exit(super().main(*args, **{**options, "prog_name": "samestory", "standalone_mode": False}))
        except _UsageError as error:
            if type(error).__name__ == "NoArgsIsHelpError":
                error.show()
                sys.exit(2)
            context = error.ctx
            where = context.command_path if context else "samestory"
            raise WrongUse(f"{error.format_message().rstrip('.')}; see {where} --help") from None

    def invoke(self, ctx: Any) -> Any:
        from analysis.exceptions import FailedWork

        try:
            return super().invoke(ctx)
        except (BrokenPipeError, EOFError) as error:
            # Typer ends without a word after these.
            raise FailedWork(sentence(error)[0]) from error


app = typer.Typer(
    cls=_Commands,
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


@app.callback()
def watched(ctx: typer.Context) -> None:
    """Check that the machine bears a command, and have it watched: whatever ends it, its processes end too."""
    from analysis._utils.machine_limits import check_limits
    from analysis._utils.process_guard import guarded

    check_limits()
    ctx.with_resource(guarded())


@app.command(epilog=epilog())
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
    from analysis.report.build import report as run
    from analysis.report.parameters import from_texts

    made = run(corpus, out, columns=_pairs(column, "column"), parameters=from_texts(parameter or []), force=force)
    failed = {name: fault for name, fault in made.items() if fault}
    if failed:
        for name, fault in failed.items():
            tell(f"notebook {name} failed: {fault}")
        tell(f"{made.folder / 'index.html'} shows what there is, and says that it is not complete")
        if made.folder != out:
            tell(f"the earlier report in {out} is as it was")
        raise typer.Exit(1)
    _show(out / "index.html")


@app.command()
def verify(folder: Annotated[Path, typer.Argument(help="Folder of a report.", show_default=False)]) -> None:
    """Check a report against its own record, run it again and compare, byte for byte."""
    from analysis.report.verify import verify as run

    _show(run(folder))


@app.command()
def annotate(
    corpus: Annotated[str, typer.Argument(help=f"Table ({KINDS}), or a folder of Parquet files.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder to write: a bundle, without text.", show_default=False)],
    column: Columns = None,
    workers: Annotated[
        str, typer.Option("--workers", metavar="NUMBER", help="Processes, at most 512; 0: as many as cores.")
    ] = "0",
    megabytes: Annotated[
        str, typer.Option("--megabytes", metavar="NUMBER", help="Text in a batch, about; at most 4,096.")
    ] = "8",
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="ADDRESS", help="Dask: 'local', or the address of a scheduler.")
    ] = "",
    dictionary: Dictionary = "",
    force: Force = False,
) -> None:
    """Annotate and score a table of any size in batches; stopped, it goes on where it was."""
    from analysis.batch.annotate_table import KEPT, annotate_table

    columns = _pairs(column, "column")
    try:
        _show(annotate_table(
            corpus, out, columns=columns, dictionary=dictionary, workers=whole_in(workers, "--workers"),
            megabytes=decimal_in(megabytes, "--megabytes"), cluster=cluster,
            force=force,
        ))  # fmt: skip
    except Stopped:
        raise Stopped(KEPT) from None


@app.command()
def share(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="Folder to write.", show_default=False)],
    column: Columns = None,
    dictionary: Dictionary = "",
    force: Force = False,
) -> None:
    """Write a bundle: every table and score, and no text."""
    from analysis.bundles.share import remarks_of, share_from

    columns = _pairs(column, "column")
    folder = share_from(corpus, out, columns=columns, force=force, dictionary=dictionary, note=tell)
    for remark in remarks_of(folder):
        print(f"note: {remark}", file=sys.stderr)
    _show(folder)


@app.command()
def clean() -> None:
    """Remove unfinished work that killed runs have left behind; never a finished output."""
    from analysis.io.run_registry import active_runs, sweep

    removed, at_work = sweep(), active_runs()
    for folder in removed:
        print(f"removed {folder}")
    for run in at_work:
        where = ", ".join(str(folder) for folder in run.folders) or "nothing yet"
        print(f"in use by samestory ({run.command}, process {run.process}): {where}")
    if not removed:
        print("nothing to remove")


@code.command()
def sample(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="CSV to write, for a spreadsheet.", show_default=False)],
    n: Annotated[str, typer.Option("--n", metavar="NUMBER", help="Items to draw.")] = "200",
    by: Annotated[str, typer.Option("--by", help="Strata: outlet, event or none.")] = "outlet",
    overlap: Annotated[str, typer.Option("--overlap", metavar="NUMBER", help="Share that both coders code.")] = "0.2",
    segments: Annotated[bool, typer.Option("--segments", help="Draw segments, not articles.")] = False,
    seed: Annotated[str, typer.Option("--seed", metavar="NUMBER", help="Seed of the draw.")] = "0",
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Draw a sample for two people to code, with the probability of each item."""
    from analysis.coding.sampling import check_draw, write_rows
    from analysis.coding.sampling import sample as draw
    from analysis.io.outputs import output_file

    number = whole_in(n, "--n")
    how: dict[str, Any] = {"by": by, "overlap": decimal_in(overlap, "--overlap"), "seed": whole_in(seed, "--seed")}
    check_draw(**how)
    with output_file(out, inputs=[corpus], force=force) as work:
        write_rows(draw(_notes(corpus, column), number, **how, segments=segments), work)
    _show(out)


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
    seed: Annotated[str, typer.Option("--seed", metavar="NUMBER", help="Seed of the folds.")] = "0",
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the coder there.")] = False,
) -> None:
    """Learn from coded articles; print how far the coder agrees with people on articles it has not seen."""
    from analysis.coding.classifier import check_groups
    from analysis.coding.classifier import fit as learn
    from analysis.coding.human_codes import check_tables
    from analysis.coding.persistence import write
    from analysis.coding.summary import told
    from analysis.io.output_kinds import CODER
    from analysis.io.outputs import output_folder

    number = checked_seed(whole_in(seed, "--seed"))
    check_groups(by)
    check_tables(codes, codebook)
    with output_folder(out, CODER, inputs=[corpus, codes, codebook], force=force) as output:
        learnt = learn(_notes(corpus, column), codes, codebook=codebook, by=by, encoder=not no_encoder, seed=number)
        write(learnt, output.new)
    _show(told(learnt))
    _show(out)


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
    from analysis.coding.persistence import named
    from analysis.coding.predictions import apply as score
    from analysis.exceptions import WrongUse
    from analysis.io.csv_writing import write_csv
    from analysis.io.outputs import output_file

    if out.suffix not in (".csv", ".parquet"):
        raise WrongUse(f"--out takes a file that ends in '.csv' or '.parquet'; given was '{out}'")
    known = named(coder)
    with output_file(out, inputs=[corpus, coder], force=force) as work:
        scores = score(_notes(corpus, column), known)
        write_csv(scores, work) if out.suffix == ".csv" else scores.to_parquet(work)
    _show(out)


def _notes(corpus: str, column: list[str] | None) -> Any:
    from analysis.annotation.annotate import annotate as cut

    return cut(_read(corpus, column))


def _read(corpus: str, column: list[str] | None) -> Any:
    """The corpus; what its reader noted goes to the terminal."""
    from analysis.corpus.reading import read_corpus

    read = read_corpus(corpus, columns=_pairs(column, "column"))
    for note in read.notes:
        tell(note)
    return read


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    from analysis.exceptions import WrongUse, excerpt

    pairs: dict[str, str] = {}
    for text in given or []:
        name, _, value = (part.strip() for part in text.partition("="))
        if not name or not value:
            raise WrongUse(f"--{option} takes NAME=VALUE; given was {excerpt(text)}")
        if name in pairs:
            raise WrongUse(f"--{option} names {excerpt(name)} twice; give it once")
        pairs[name] = value
    return pairs


def _check_words(words: list[str]) -> None:
    from analysis.exceptions import WrongUse, excerpt

    for word in words:
        if not word.isascii() and any("\ud800" <= letter <= "\udfff" for letter in word):
            raise WrongUse(f"an argument is not valid UTF-8: {excerpt(word)}; rename the file, or write it in UTF-8")


def _show(result: object) -> None:
    """Print a result; control characters in names do not reach the terminal."""
    print("\n".join(visible(line) for line in str(result).split("\n")))


def main() -> None:
    """Run the command; a user's mistake is one sentence, never a traceback."""
    finish(app)


if __name__ == "__main__":
    finish(app, process_ends=True)
