"""`import samestory` is `import analysis`: one package under two names.

The folder of the package is called `analysis`, a name that many projects use for a folder of their own; samestory is
the name of the distribution and the command. Submodules are the same objects under both names, too.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType

import analysis

PREFIX = f"{__name__}."


class _Alias(MetaPathFinder, Loader):
    """Find samestory.x as analysis.x."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        ours = fullname.startswith(PREFIX) and find_spec(_real_name(fullname)) is not None
        return ModuleSpec(fullname, self) if ours else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = import_module(_real_name(spec.name))
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing again: the module keeps the specification of its own name."""
        assert module.__spec__ is not None
        module.__spec__ = module.__spec__.loader_state


def _real_name(alias: str) -> str:
    return f"{analysis.__name__}.{alias.removeprefix(PREFIX)}"


# Before the finder of files, which would load a second copy of each submodule.
sys.meta_path.insert(0, _Alias())
sys.modules[__name__] = analysis
