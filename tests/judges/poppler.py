"""The words of a PDF with their places, as poppler's pdftotext reads them."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="[\d.-]+" yMax="([\d.-]+)">(.*?)</word>', re.DOTALL)
BULLETS = dict.fromkeys(map(ord, "·▪◦●○■□➢✓❖\uf0b7\uf0a7\uf0d8\uf0fc"), "•")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, the left and the bottom of its box in points from the page's top left."""

    left: float
    bottom: float
    text: str


def absence() -> str | None:
    """Why poppler cannot be asked, or None."""
    return None if shutil.which("pdftotext") else "needs pdftotext: apt-get install poppler-utils"


def pages_of_words(pdf: Path) -> list[list[Word]]:
    """The words of each page; bullets of any shape count as one, compatibility characters as their letters."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True)
    return [
        [
            Word(float(left), float(bottom), text)
            for left, bottom, raw in _WORD.findall(page)
            if (text := unicodedata.normalize("NFKC", html.unescape(raw)).translate(BULLETS).strip())
        ]
        for page in done.stdout.decode("utf-8", "replace").split("<page ")[1:]
    ]
