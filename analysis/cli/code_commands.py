"""Commands of samestory code: sample, fit, apply."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from analysis._utils.number_parameters import checked_seed, decimal_in, whole_in
from analysis.cli.app import code
from analysis.cli.options import Columns, Corpus, read, show
from analysis.io.files import KINDS


@code.command()
def sample(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("--out", help="CSV file to write, for a spreadsheet.", show_default=False)],
    n: Annotated[str, typer.Option("--n", metavar="NUMBER", help="Number of items to draw.")] = "200",
    by: Annotated[str, typer.Option("--by", help="Strata: outlet, event or none.")] = "outlet",
    overlap: Annotated[str, typer.Option("--overlap", metavar="NUMBER", help="Share that both coders code.")] = "0.2",
    segments: Annotated[bool, typer.Option("--segments", help="Draw segments instead of articles.")] = False,
    seed: Annotated[str, typer.Option("--seed", metavar="NUMBER", help="Seed of the random draw.")] = "0",
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Draw a sample for two people to code, with the probability of drawing each item."""
    from analysis.coding.sampling import check_draw, write_rows
    from analysis.coding.sampling import sample as draw
    from analysis.io.outputs import output_file

    number = whole_in(n, "--n")
    how: dict[str, Any] = {"by": by, "overlap": decimal_in(overlap, "--overlap"), "seed": whole_in(seed, "--seed")}
    check_draw(**how)
    with output_file(out, inputs=[corpus], force=force) as work:
        write_rows(draw(_notes(corpus, column), number, **how, segments=segments), work)
    show(out)


@code.command()
def fit(
    corpus: Corpus,
    codes: Annotated[
        Path, typer.Argument(help=f"Table of codes ({KINDS}): article_id, code, coder.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder of the coder.", show_default=False)],
    codebook: Annotated[Path | None, typer.Option("--codebook", help="YAML file: code: definition.")] = None,
    by: Annotated[str, typer.Option("--by", help="Kept together in folds: auto, event, outlet or article.")] = "auto",
    no_encoder: Annotated[bool, typer.Option("--no-encoder", help="Train faster, without the encoder.")] = False,
    seed: Annotated[str, typer.Option("--seed", metavar="NUMBER", help="Seed of the folds.")] = "0",
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier coder.")] = False,
) -> None:
    """Train a coder on coded articles; print its agreement with people on articles that it was not trained on."""
    from analysis.coding.classifier import check_groups
    from analysis.coding.classifier import fit as learn
    from analysis.coding.human_codes import check_tables
    from analysis.coding.persistence import write_files
    from analysis.coding.summary import validity_summary
    from analysis.io.output_kinds import CODER
    from analysis.io.outputs import output_folder

    number = checked_seed(whole_in(seed, "--seed"))
    check_groups(by)
    check_tables(codes, codebook)
    with output_folder(out, CODER, inputs=[corpus, codes, codebook], force=force) as output:
        learnt = learn(_notes(corpus, column), codes, codebook=codebook, by=by, encoder=not no_encoder, seed=number)
        write_files(learnt, output.new)
    show(validity_summary(learnt))
    show(out)


@code.command()
def apply(
    corpus: Corpus,
    coder: Annotated[
        str, typer.Argument(help="Folder of a coder, or 'frames' for the included one.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="File of scores to write: .csv or .parquet.", show_default=False)],
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
) -> None:
    """Score a corpus with a coder."""
    from analysis.coding.persistence import load_named
    from analysis.coding.predictions import apply as score
    from analysis.exceptions import WrongUse, excerpt
    from analysis.io.csv_writing import write_csv
    from analysis.io.outputs import output_file

    if out.suffix not in (".csv", ".parquet"):
        raise WrongUse(f"Invalid `--out`: {excerpt(str(out))}. Expected a file name that ends in '.csv' or '.parquet'.")
    known = load_named(coder)
    with output_file(out, inputs=[corpus, coder], force=force) as work:
        scores = score(_notes(corpus, column), known)
        write_csv(scores, work) if out.suffix == ".csv" else scores.to_parquet(work)
    show(out)


def _notes(corpus: str, column: list[str] | None) -> Any:
    from analysis.annotation.annotate import annotate as cut

    return cut(read(corpus, column))
