"""The pages of a report as one PDF."""

import re
from pathlib import Path

import pytest

from analysis.report import pdf

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_two_prints_are_the_same_bytes_with_outline_and_links_and_without_paths(
    reports: dict[str, Path], tmp_path: Path
) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    for folder in (first, second):
        folder.mkdir()
        for page in (*reports["atacms"].glob("[0-9]_*.html"), reports["atacms"] / "index.html"):
            (folder / page.name).write_bytes(page.read_bytes())
        pdf.write_pdf(folder, "2024-11-17")
    content = (first / pdf.NAME).read_bytes()
    assert content == (second / pdf.NAME).read_bytes()
    assert content.count(b"D:20241117000000+00'00'") == 2
    assert b"/Outlines" in content and b"/Subtype /Link" in content
    assert b"file:" not in content and str(tmp_path).encode() not in content and b"/JS" not in content
    assert 10 <= len(re.findall(rb"/Type /Page\b", content)) <= 60
