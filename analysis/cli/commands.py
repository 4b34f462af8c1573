"""Commands on a corpus: ingest, report, verify, annotate, compare, share, inspect, events, clean."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from analysis._utils.command_exit import Stopped, print_message
from analysis._utils.number_parameters import decimal_in, whole_in
from analysis.cli.app import app
from analysis.cli.options import (
    Cluster,
    Columns,
    Corpus,
    Dictionary,
    Force,
    Workers,
    lines_of_table,
    pairs_of,
    read,
    show,
)
from analysis.io.files import KINDS
from analysis.report.parameters import epilog


@app.command(epilog=epilog())
def report(
    corpus: Corpus,
    out: Annotated[
        Path,
        typer.Option("--out", help="Folder of the report; replaced as a whole.", show_default=False),
    ],
    column: Columns = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--parameter",
            "-p",
            metavar="NAME=VALUE",
            help="Parameter of the notebooks, in YAML, such as outlets='[CNN, wire]'.",
        ),
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print the pages as report.pdf, too; needs Chromium or Chrome.")
    ] = False,
    force: Force = False,
) -> None:
    """Run the notebooks on a corpus and write pages, tables and figures."""
    from analysis.report.build import report as run
    from analysis.report.parameters import from_texts

    columns, parameters = pairs_of(column, "column"), from_texts(parameter or [])
    made = run(corpus, out, columns=columns, parameters=parameters, force=force, pdf=pdf)
    failed = {name: fault for name, fault in made.items() if fault}
    if failed:
        for name, fault in failed.items():
            print_message(f"notebook {name} failed: {fault}")
        print_message(f"{made.folder / 'index.html'} shows the incomplete report")
        if made.folder != out:
            print_message(f"the earlier report in {out} is unchanged")
        raise typer.Exit(1)
    show(out / "index.html")


@app.command()
def verify(folder: Annotated[Path, typer.Argument(help="Folder of a report.", show_default=False)]) -> None:
    """Check a report against its record, run it again, and compare all files byte for byte."""
    from analysis.report.verify import verify as run

    show(run(folder))


@app.command()
def ingest(
    out: Annotated[Path, typer.Option("--out", help="Corpus folder, to which articles are added.", show_default=False)],
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE…", help="Files, folders or ZIP archives.", show_default=False),
    ] = None,
    column: Columns = None,
    outlet_from: Annotated[
        str, typer.Option("--outlet-from", help="What names the outlet: publication, publisher or credit.")
    ] = "publication",
    dates: Annotated[
        str, typer.Option("--dates", help="Order of dates such as 03/04/2024: day-first or month-first.")
    ] = "",
) -> None:
    """Read exports of databases, saved pages and tables into a corpus folder, or add them to it."""
    from analysis.corpus.reading_notes import CHECKS
    from analysis.importers.ingest import REFUSED, summarized
    from analysis.importers.ingest import ingest as run

    made = run(sources or [], out, columns=pairs_of(column, "column"), outlet_from=outlet_from, dates=dates)
    print(lines_of_table(summarized(made.checks)), file=sys.stderr)
    if len(made.refused):
        print_message(f"{len(made.refused):,} were refused; {made.folder / REFUSED} says why")
    show(made.folder)
    if not made.is_sound:
        print_message(f"the layout of a source may have changed; see the last column of {made.folder / CHECKS}")
        raise typer.Exit(1)


@app.command()
def annotate(
    corpus: Annotated[str, typer.Argument(help=f"Table ({KINDS}), or a folder of Parquet files.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder of the bundle, without text.", show_default=False)],
    column: Columns = None,
    workers: Workers = "0",
    megabytes: Annotated[
        str, typer.Option("--megabytes", metavar="NUMBER", help="Approximate size of a batch of text; at most 4,096.")
    ] = "8",
    cluster: Cluster = "",
    dictionary: Dictionary = "",
    force: Force = False,
) -> None:
    """Annotate and score a table of any size in batches; an interrupted run resumes where it stopped."""
    from analysis.batch.annotate_table import annotate_table
    from analysis.batch.workers import KEPT

    columns = pairs_of(column, "column")
    try:
        show(annotate_table(
            corpus, out, columns=columns, dictionary=dictionary, workers=whole_in(workers, "--workers"),
            megabytes=decimal_in(megabytes, "--megabytes"), cluster=cluster,
            force=force,
        ))  # fmt: skip
    except Stopped:
        raise Stopped(KEPT) from None


@app.command()
def compare(
    bundle: Annotated[str, typer.Argument(help="Bundle, as `samestory annotate` writes.", show_default=False)],
    measure: Annotated[str, typer.Argument(help="Measure, such as terms or framing.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Parquet or CSV file to write.", show_default=False)],
    voice: Annotated[str, typer.Option("--voice", help="headline, narration, quoted or all.")] = "all",
    against: Annotated[
        str, typer.Option("--against", help="What each outlet is compared with: rest, each, or an outlet.")
    ] = "rest",
    most: Annotated[
        str, typer.Option("--most", metavar="NUMBER", help="Of terms, those that occur in most articles; 0 for all.")
    ] = "10000",
    workers: Workers = "0",
    cluster: Cluster = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Compare outlets on a measure of a bundle of any size."""
    from analysis._utils.table_notes import note_of
    from analysis.batch.compare_bundle import compare_bundle
    from analysis.exceptions import WrongUse, excerpt
    from analysis.io.csv_writing import write_csv
    from analysis.io.outputs import output_file
    from analysis.io.parquet_writing import write_parquet

    writers = {".csv": write_csv, ".parquet": write_parquet}
    if out.suffix not in writers:
        raise WrongUse(f"Invalid `--out`: {excerpt(str(out))}. Expected a file name that ends in '.csv' or '.parquet'.")
    with output_file(out, inputs=[bundle], force=force) as work:
        table = compare_bundle(
            bundle, measure, voice=voice, against=against, most=whole_in(most, "--most"),
            workers=whole_in(workers, "--workers"), scheduler=cluster,
        )  # fmt: skip
        writers[out.suffix](table, work)
    if note := note_of(table):
        print_message(note)
    show(out)


@app.command()
def share(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="Folder of the bundle.", show_default=False)],
    column: Columns = None,
    dictionary: Dictionary = "",
    force: Force = False,
) -> None:
    """Write a bundle of all tables and scores, without text."""
    from analysis.bundles.share import share_from
    from analysis.bundles.summary import summarize_protection

    columns = pairs_of(column, "column")
    folder = share_from(corpus, out, columns=columns, force=force, dictionary=dictionary, note=print_message)
    for remark in summarize_protection(folder):
        print(f"note: {remark}", file=sys.stderr)
    show(folder)


@app.command()
def merge(
    bundles: Annotated[list[str], typer.Argument(help="Two or more bundles without text.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder of the merged bundle.", show_default=False)],
    force: Force = False,
) -> None:
    """Merge bundles without text, such as those of several years, into one."""
    from analysis.batch.merge import merge_bundles

    show(merge_bundles(bundles, out, force=force, note=print_message))


@app.command()
def inspect(corpus: Corpus, column: Columns = None) -> None:
    """Say what is in a corpus: outlets, languages, articles that were left out, and what was cut as page furniture."""
    from analysis.corpus.contents import corpus_contents
    from analysis.display.scope import events_compared

    articles = read(corpus, column)
    contents = corpus_contents(articles)
    show(str(events_compared(contents["event_columns"])).replace("*", "") + "\n")
    for name, table in contents.items():
        title = f"{name.replace('_', ' ')} ({len(table):,})"
        show(f"{title}\n{'=' * len(title)}\n{lines_of_table(table) or 'none'}\n")


@app.command()
def events(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="CSV file to write, to read and correct.", show_default=False)],
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Group articles that name no event into events, by their words and days of publication."""
    from analysis._utils.table_notes import note_of
    from analysis.corpus.event_groups import group_events
    from analysis.exceptions import WrongUse, excerpt
    from analysis.io.csv_writing import write_csv
    from analysis.io.outputs import output_file

    if out.suffix != ".csv":
        raise WrongUse(f"Invalid `--out`: {excerpt(str(out))}. Expected a file name that ends in '.csv'.")
    with output_file(out, inputs=[corpus], force=force) as work:
        groups = group_events(read(corpus, column))
        write_csv(groups, work)
    print_message(f"{len(groups):,} articles are put into {groups['event'].nunique():,} events")
    if note := note_of(groups):
        print_message(note)
    print_message("read the file and correct its column event; then give it back by -p event=FILE")
    show(out)


@app.command()
def clean() -> None:
    """Remove unfinished work of killed runs, and what the encoders computed and kept; finished outputs are kept."""
    from analysis.io.kept_outputs import remove_kept
    from analysis.io.run_registry import active_runs, sweep

    removed, at_work = [*sweep(), *remove_kept()], active_runs()
    for folder in removed:
        print(f"removed {folder}")
    for run in at_work:
        where = ", ".join(str(folder) for folder in run.folders) or "nothing yet"
        print(f"in use by samestory ({run.command}, process {run.process}): {where}")
    if not removed:
        print("nothing to remove")
