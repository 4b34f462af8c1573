"""Imported before nbformat in processes of a report: without it, jsonschema imports what checks formats of texts.

The grammar of URIs alone takes a second. The schema of notebooks states no formats.
"""

import sys

_OF_FORMATS = (
    "fqdn", "isoduration", "jsonpointer", "rfc3339_validator", "rfc3986_validator", "rfc3987_syntax", "uri_template",
    "webcolors",
)  # fmt: skip

for name in _OF_FORMATS:
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]
