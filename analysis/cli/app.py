"""The application: groups of commands, and what happens before and after each of them."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from analysis._utils.command_exit import message_and_status

# What Typer or Click raise where a command line does not fit; Typer brings its own copy of Click from 0.20 on.
_UsageError: Any = typer.BadParameter.__mro__[1]


class _Commands(TyperGroup):
    """Commands whose wrong use is a WrongUse, like every other mistake, and not a panel of several lines."""

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
            raise WrongUse(f"{error.format_message().rstrip('.?')}; see {where} --help") from None

    def invoke(self, ctx: Any) -> Any:
        from analysis.exceptions import FailedWork

        try:
            return super().invoke(ctx)
        except (BrokenPipeError, EOFError) as error:
            # Typer ends without a word after these.
            raise FailedWork(message_and_status(error)[0]) from error


app = typer.Typer(
    cls=_Commands,
    help="How differently do outlets tell the same story?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
code = typer.Typer(help="Code articles by hand, and train a coder on the codes.", no_args_is_help=True)
app.add_typer(code, name="code")


@app.callback()
def watched(ctx: typer.Context) -> None:
    """Check the limits of the machine, and guard the command: however it ends, its processes end too."""
    from analysis._utils.machine_limits import check_limits
    from analysis._utils.process_guard import guarded

    check_limits()
    ctx.with_resource(guarded())


def _check_words(words: list[str]) -> None:
    from analysis.exceptions import WrongUse, excerpt

    for word in words:
        if not word.isascii() and any("\ud800" <= letter <= "\udfff" for letter in word):
            raise WrongUse(f"Invalid argument: {excerpt(word)} is not UTF-8. Rename the file, or write it in UTF-8.")
