"""An engine of papermill that runs the cells of a notebook in this process.

A kernel is a process that imports everything anew. The processes of a report are forked from one that has imported
what notebooks use, so the cells are run there, in the same order and with the same outputs.
"""

from __future__ import annotations

from typing import Any

from papermill.engines import Engine, papermill_engines

from analysis.report.matplotlib_settings import import_matplotlib

NAME = "samestory"
# As a kernel of IPython describes itself.
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py", "mimetype": "text/x-python",
    "name": "python", "nbconvert_exporter": "python", "pygments_lexer": "ipython3",
}  # fmt: skip


class CellEngine(Engine):  # type: ignore[misc]
    """Runs cells in a shell of this process."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **_: Any) -> None:
        """Run the cells of a notebook up to the first that fails.

        Parameters
        ----------
        nb_man : papermill.engines.NotebookExecutionManager
            Keeps the notebook. It would save it before and after each cell; here it does so every few seconds.
        kernel_name : str
            Unused: the language is Python.
        """
        from analysis.report.cell_shell import cell_shell

        import_matplotlib()
        nb_man.nb.metadata.language_info = dict(_LANGUAGE)
        with cell_shell() as shell:
            for index, cell in enumerate(nb_man.nb.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                cell.execution_count = shell.execution_count
                cell.outputs = shell.run(cell.source)
                failed = any(output.output_type == "error" for output in cell.outputs)
                if failed:
                    nb_man.cell_exception(cell, index)
                    return
                nb_man.autosave_cell()


papermill_engines.register(NAME, CellEngine)
