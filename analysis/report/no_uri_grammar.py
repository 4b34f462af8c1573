"""Imported before nbformat in processes of a report: without it, jsonschema compiles a grammar of URIs, for a second.

The grammar serves a format of strings that the schema of notebooks does not contain.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
