"""The tables of calibration.md and the figure of the README."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from error_rates import KINDS, NAMES, OURS, Rate, Tally
from matplotlib import pyplot as plt


def cell(rate: Rate | None) -> str:
    return "—" if rate is None or np.isnan(rate.value) else f"{100 * rate.value:.1f} ± {100 * rate.error:.1f}"


def print_false_positives(tally: Tally, designs: list[str]) -> None:
    print("| articles a side | items | replications | " + " | ".join(NAMES) + " |\n|" + "---|" * (len(NAMES) + 3))
    for design in designs:
        for kind in KINDS:
            cells = []
            for test in NAMES:
                five, one = (tally.rate(design, kind, test, level) for level in (0.05, 0.01))
                if five is None or one is None:
                    cells.append("—")
                elif test == OURS:
                    cells.append(f"**{cell(five)}** ({100 * one.value:.1f})")
                else:
                    cells.append(f"{100 * five.value:.0f} ({100 * one.value:.0f})")
            told = " | ".join(cells)
            print(f"| {design} | {kind} | {tally.replications(design, kind)} | {told} |")


def print_families(tally: Tally, designs: list[str], maxt: dict[str, Rate], shuffles: int) -> None:
    print("| articles a side | families | " + " | ".join(NAMES) + " | ours, max-T |\n|" + "---|" * (len(NAMES) + 3))
    for design in [*designs, *(name for name in maxt if name not in designs)]:
        if design in designs:
            families = len(tally.families[design, OURS])
            cells = " | ".join(cell(tally.family(design, test)) for test in NAMES)
        else:
            families, cells = shuffles, " | ".join("" for _ in NAMES)
        print(f"| {design} | {families} | {cells} | {cell(maxt[design]) if design in maxt else ''} |")


# Okabe & Ito's colours, and a shape for each, so that colour is not the only sign.
LOOK = dict(
    zip(NAMES, (("#0072B2", "o"), ("#D55E00", "s"), ("#E69F00", "D"), ("#009E73", "^"), ("#CC79A7", "v"),
                ("#56B4E9", "P")), strict=True)
)  # fmt: skip


def draw(tally: Tally, designs: list[str], path: Path) -> None:
    """False positives at 5 % by design and test, terms counted more than 20 times."""
    mpl.rcParams["svg.hashsalt"] = "calibration"
    fig, ax = plt.subplots(figsize=(5, 3.6), layout="constrained")
    ax.axvspan(3, 6, color="#dddddd", lw=0, zorder=0)
    ax.axvline(5, color="#555555", lw=0.8, zorder=1)
    for place, test in reversed(list(enumerate(NAMES))):
        rates = [tally.rate(design, KINDS[0], test, 0.05) for design in designs]
        colour, shape = LOOK[test]
        values = [100 * r.value if r else np.nan for r in rates]
        size = 7 if test == OURS else 5
        ax.plot(
            values,
            np.arange(len(designs)) + 0.12 * (place - 2.5),
            shape,
            color=colour,
            ms=size,
            mec="white",
            mew=0.5,
            label=test,
        )
    ax.set_yticks(range(len(designs)), designs)
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.set_xticks([1, 2, 3, 5, 10, 20, 50], ["1", "2", "3", "5", "10", "20", "50"])
    ax.minorticks_off()
    ax.set_xlim(1, 70)
    ax.set_xlabel("words called different at 5 %, where none is (%)")
    ax.set_ylabel("articles (or events) compared")
    handles, names = ax.get_legend_handles_labels()
    fig.legend(handles[::-1], names[::-1], loc="outside upper center", ncols=3, frameon=False, fontsize=8)
    for edge in ("top", "right"):
        ax.spines[edge].set_visible(False)
    fig.savefig(path, metadata={"Date": None})
    plt.close(fig)
