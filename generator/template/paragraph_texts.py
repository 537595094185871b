"""The words of a Word file, paragraph by paragraph: to find a letter by, and to say what changed in a template."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from generator.template.ooxml import BR, DEL, FALLBACK, MOVE_FROM, TAB, Element, P, T, parse

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def paragraph_texts(docx: bytes) -> tuple[str, ...]:
    """The paragraphs that hold any text: of the body first, then of headers, footers and notes.

    Tags stand as they are; deleted text and field codes are left out.

    Args:
        docx: A Word file that the door has judged before, or that was rendered from one.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        # The body first, whatever the order of the package.
        names = sorted(
            filter(_PARTS.fullmatch, package.namelist()), key=lambda name: (name != "word/document.xml", name)
        )
        texts = [text for name in names for text in _texts(parse(package.read(name)))]
    return tuple(texts)


def _texts(root: Element) -> Iterator[str]:
    for paragraph in root.iter(P):
        text = "".join(_words(paragraph)).strip()
        if text:
            yield text


def _words(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == T:
            yield child.text or ""
        elif child.tag in (TAB, BR):
            yield " "
        # A paragraph within (a text box) is a paragraph of its own.
        elif child.tag not in (P, DEL, MOVE_FROM, FALLBACK):
            yield from _words(child)
