"""An IPython shell in this process that keeps what cells show, as a kernel would send it."""

from __future__ import annotations

import io
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from traitlets import Type
from traitlets.config import Config


class _Compiler(CachingCompiler):
    """Names the code of a cell in warnings and errors."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        """Return a name that is the same in every run."""
        return f"<cell {number}>"


class _ResultHook(DisplayHook):
    """Keeps the value of the last line of a cell."""

    shell: Any

    def write_output_prompt(self) -> None:
        """Print nothing."""

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None) -> None:
        """Keep the value in all its forms."""
        self.shell.keep("execute_result", execution_count=self.prompt_count, **_shown(format_dict, md_dict))

    def finish_displayhook(self) -> None:
        """Print no line break."""
        self._is_active = False


class _Publisher(DisplayPublisher):
    """Keeps what `display` shows."""

    shell: Any

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        """Keep one thing in all its forms."""
        self.shell.keep("display_data", **_shown(data, metadata))

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has shown so far."""
        self.shell.outputs.clear()


class Shell(InteractiveShell):
    """Runs cells of a notebook.

    Attributes
    ----------
    outputs : list of NotebookNode
        What the current cell has shown so far.
    """

    compiler_class = Type(_Compiler)
    displayhook_class = Type(_ResultHook)
    display_pub_class = Type(_Publisher)
    outputs: list[Any]

    def run(self, source: str) -> list[Any]:
        """Run a cell.

        Parameters
        ----------
        source : str

        Returns
        -------
        list of NotebookNode
            Its outputs; the last one is of type 'error' if it failed.
        """
        self.outputs = []
        with redirect_stdout(_Stream(self, "stdout")), redirect_stderr(_Stream(self, "stderr")):
            run: Callable[..., Any] = self.run_cell
            run(source, store_history=True)
        return self.outputs

    def keep(self, kind: str, **content: Any) -> None:
        """Add an output to those of the cell; text of one stream is one output."""
        last = self.outputs[-1] if self.outputs else None
        if kind == "stream" and last is not None and last.get("name") == content["name"]:
            last["text"] += content["text"]
        else:
            new: Callable[..., Any] = new_output
            self.outputs.append(new(kind, **content))

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.keep("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)


class _Stream(io.TextIOBase):
    """Text that a cell prints."""

    encoding = "utf-8"

    def __init__(self, shell: Shell, name: str) -> None:
        self._shell, self._name = shell, name

    def write(self, text: str) -> int:
        """Keep a text."""
        if text:
            self._shell.keep("stream", name=self._name, text=text)
        return len(text)

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True


def _shown(data: Mapping[str, Any], metadata: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the forms of an output, images as text."""
    forms = {kind: b64encode(form).decode() if isinstance(form, bytes) else form for kind, form in data.items()}
    return {"data": forms, "metadata": dict(metadata or {})}


@contextmanager
def cell_shell() -> Iterator[Shell]:
    """Provide a shell without settings and history of the user.

    Yields
    ------
    Shell
        The only one of this process.
    """
    main, hook = sys.modules["__main__"], sys.displayhook
    with tempfile.TemporaryDirectory(prefix="i") as folder:
        settings = Config({"HistoryManager": {"enabled": False}})
        shell = Shell.instance(config=settings, ipython_dir=folder)
        try:
            yield shell
        finally:
            Shell.clear_instance()
            sys.modules["__main__"], sys.displayhook = main, hook
