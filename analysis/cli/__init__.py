"""The command samestory. Errors and signals are handled in `analysis._utils.command_exit`."""

from analysis._utils.command_exit import finish
from analysis.cli.app import app
from analysis.cli.code_commands import apply, fit, sample
from analysis.cli.commands import annotate, clean, report, share, verify

__all__ = ["annotate", "app", "apply", "clean", "fit", "main", "report", "sample", "share", "verify"]


def main() -> None:
    """Run the command; a user's mistake is one sentence, never a traceback."""
    finish(app)
