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
    show(out)


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
    show(told(learnt))
    show(out)


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
    from analysis.io.csv_files import write_csv
    from analysis.io.outputs import output_file

    if out.suffix not in (".csv", ".parquet"):
        raise WrongUse(f"--out takes a file that ends in '.csv' or '.parquet'; given was '{out}'")
    known = named(coder)
    with output_file(out, inputs=[corpus, coder], force=force) as work:
        scores = score(_notes(corpus, column), known)
        write_csv(scores, work) if out.suffix == ".csv" else scores.to_parquet(work)
    show(out)


def _notes(corpus: str, column: list[str] | None) -> Any:
    from analysis.annotation.annotate import annotate as cut

    return cut(read(corpus, column))
