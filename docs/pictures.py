"""Renew the pictures of the documentation: python docs/pictures.py.

It writes a report on the bundle of the five articles, which holds no text, and photographs its pages with chromium.
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "docs" / "pictures"
# Name -> page, and the part of it shown in pixels: left, top, right, bottom.
PICTURES = {
    "summary": ("index.html", (80, 0, 1200, 1120)),
    "terms": ("2_terms.html", (220, 272, 1060, 1130)),
}
WINDOW = "1280,2400"
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WINDOW}"]


def photograph(page: Path) -> Image.Image:
    """Return the page as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.png"
        subprocess.run([*CHROMIUM, f"--screenshot={file}", page.as_uri()], check=True, capture_output=True)
        return Image.open(io.BytesIO(file.read_bytes())).convert("RGB")


def main() -> None:
    """Write a report and its pictures."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        command = Path(sys.executable).with_name("samestory")
        subprocess.run([command, "report", "data/atacms/bundle", "--out", report], check=True, cwd=PROJECT)
        for name, (page, part) in PICTURES.items():
            picture = photograph(report / page).crop(part).quantize(48, dither=Image.Dither.NONE)
            picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
