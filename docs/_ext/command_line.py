"""The reference of the command line, from the command itself."""

from __future__ import annotations

from typing import Any

import typer

from analysis.cli import app


def command_line() -> str:
    """Return a heading, usage and table of options for every command."""
    return "\n".join(_command(command, name) for name, command in commands().items())


def commands() -> dict[str, Any]:
    """Return every command that does something, by its full name."""
    return dict(_leaves(typer.main.get_command(app), "samestory"))


def _leaves(command: Any, name: str) -> list[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        return [(name, command)]
    return [leaf for word, inner in command.commands.items() for leaf in _leaves(inner, f"{name} {word}")]


def _command(command: Any, name: str) -> str:
    usage = " ".join([name, "[OPTIONS]", *(p.name.upper() for p in command.params if p.param_type_name == "argument")])
    rows = [_row(parameter) for parameter in command.params if parameter.name != "help"]
    return "\n".join([
        f"## `{name}`", "", command.help.strip(), "", "```console", f"$ {usage}", "```", "",
        *(["| argument or option | default | meaning |", "|---|---|---|", *rows, ""] if rows else []),
    ])  # fmt: skip


def _row(parameter: Any) -> str:
    value = "" if getattr(parameter, "is_flag", False) else f" {parameter.metavar or parameter.name.upper()}"
    option = parameter.param_type_name == "option"
    name = ", ".join(f"`{written}{value}`" for written in parameter.opts) if option else f"`{parameter.name.upper()}`"
    default = "required" if parameter.required else _default(parameter.default)
    return f"| {name} | {default} | {_cell(parameter.help or '')} |"


def _default(value: object) -> str:
    return "" if value in (None, "", False) else f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
