"""`python -m analysis.cli` is the command samestory."""

from analysis._utils.command_exit import finish
from analysis.cli import app

if __name__ == "__main__":
    finish(app, process_ends=True)
