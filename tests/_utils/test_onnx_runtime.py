import ast
import os
import subprocess
import sys
from pathlib import Path

import analysis
from analysis.language.sentiment.target_encoder import SHIPPED

PACKAGE = Path(analysis.__file__).parent
# Variables by which onnxruntime knows builds and tests, in which it sends nothing.
SILENT = ("CI", "TF_BUILD", "GITHUB_ACTIONS", "ORT_")


def test_a_model_is_loaded_without_telemetry(tmp_path: Path) -> None:
    """Where it is on, it makes a database and an identifier of the machine before the first session."""
    code = "import sys, pathlib; from analysis._utils.onnx_runtime import session; session(pathlib.Path(sys.argv[1]))"
    home = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "LOCALAPPDATA")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SILENT)}
    subprocess.run([sys.executable, "-c", code, SHIPPED / "model.onnx"], env={**kept, **home}, check=True)
    assert list(tmp_path.rglob("*")) == []


def test_no_other_module_loads_onnxruntime() -> None:
    loads = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if "onnxruntime" in (source := file.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("onnxruntime"))
        or (isinstance(node, ast.Import) and any(name.name.startswith("onnxruntime") for name in node.names))
    }
    assert loads == {"_utils/onnx_runtime.py"}
