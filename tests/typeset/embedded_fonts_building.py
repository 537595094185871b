"""Documents that bring fonts along, made by the tests: a face of ours under another name, locked as Word locks it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from fontTools.ttLib import TTFont
from typeset_building import body, word

from generator.typeset.fonts.catalog import FACES_FOLDER

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KEY = "{E37E3BCA-2FED-40CF-AACD-5CC0642C9862}"
LOCK = bytes.fromhex("62982C64C05CCDAACF40ED2FCA3B7EE3")
"""The bytes of the key from behind, written out."""


@cache
def face(
    file: str = "LiberationMono-Regular.ttf",
    *,
    name: str = "Huisletter",
    change: Callable[[TTFont], object] | None = None,
) -> bytes:
    """A face of ours under another name."""
    made = io.BytesIO()
    with TTFont(FACES_FOLDER / file, recalcTimestamp=False) as font:
        font["name"].names = []
        for number, text in ((1, name), (2, "Regular"), (4, name), (6, name)):
            font["name"].setName(text, number, 3, 1, 0x409)
        if change is not None:
            change(font)
        font.save(made)
    return made.getvalue()


def locked(content: bytes) -> bytes:
    """As it lies in the file: its first 32 bytes XORed with the key, twice."""
    return bytes(sign ^ bit for sign, bit in zip(content[:32], LOCK * 2, strict=False)) + content[32:]


def bringing(
    fonts: Mapping[str, Mapping[str, bytes]], document: bytes, *, key: str = KEY, subset: bool = False
) -> bytes:
    """The document with these fonts in it: by name, then by the slot of the font table (``embedBold``), as they lie there."""
    table, relations, parts = "", "", {}
    for name, faces in fonts.items():
        slots = ""
        for slot, content in faces.items():
            number = len(parts) + 1
            parts[f"word/fonts/font{number}.odttf"] = content
            slots += f'<w:{slot} r:id="rId{number}" w:fontKey="{key}" w:subsetted="{int(subset)}"/>'
            relations += f'<Relationship Id="rId{number}" Type="{RELATIONS}/font" Target="fonts/font{number}.odttf"/>'
        table += f'<w:font w:name="{name}">{slots}</w:font>'
    parts["word/fontTable.xml"] = f'<w:fonts xmlns:w="{W}" xmlns:r="{RELATIONS}">{table}</w:fonts>'.encode()
    parts["word/_rels/fontTable.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    ).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                kind = b'<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
                content = content.replace(b"</Types>", kind + b"</Types>")
            if entry.filename not in parts:
                target.writestr(entry, content)
        for part, content in parts.items():
            target.writestr(part, content)
    return made.getvalue()


def saying(text: str, font: str = "Huisletter", properties: str = "") -> bytes:
    """A letter of one paragraph in a font."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    return word(body(f"<w:p><w:r><w:rPr>{fonts}{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"))
