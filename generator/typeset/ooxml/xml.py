"""WordprocessingML as lxml elements: a parser that trusts nothing, names of the schema, and its measures in points.

One point is 20 twips, 2 half-points, 8 eighth-points and 12,700 EMU (ECMA-376, part 1, 17.18 and 20.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element  # noqa: SLF001  lxml names the type of its elements only so

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPC = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  the prefix that every Office file uses
W10 = "{urn:schemas-microsoft-com:office:word}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
A14 = "{http://schemas.microsoft.com/office/drawing/2010/main}"
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml)/")
_STRICT_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/picture": PIC[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
}
_MEASURE = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*(mm|cm|in|pt|pc|pi)?\s*$")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_LARGEST = 31680.0
"""Word's own limit of any measure: 22 inches in twips; what lies beyond is taken as that."""


def parse_part(content: bytes) -> Element:
    """Parse a part without entities, network or huge trees; strict OOXML is read under its transitional names.

    Raises:
        lxml.etree.XMLSyntaxError: The part is no well-formed XML.
    """
    if _STRICT.search(content):
        for strict, transitional in _STRICT_NAMES.items():
            content = content.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def children(element: Element | None) -> Iterator[Element]:
    """The element's children; none where there is no element."""
    return iter(()) if element is None else iter(element)


def local(element: Element) -> str:
    """The element's name without its namespace."""
    tag = str(element.tag)
    return tag.rpartition("}")[2]


def value(element: Element | None, name: str = "val") -> str | None:
    """The attribute ``w:name`` of the element, or None."""
    return None if element is None else element.get(W + name)


def child_value(element: Element | None, name: str) -> str | None:
    """``w:val`` of the child ``w:name``, or None."""
    return None if element is None else value(element.find(W + name))


def rgb(text: str | None) -> str | None:
    """``RRGGBB`` in capitals, or None where the text is no colour."""
    plain = (text or "").strip().lstrip("#").upper()
    return plain if len(plain) == 6 and all(sign in "0123456789ABCDEF" for sign in plain) else None


def is_on(element: Element | None) -> bool | None:
    """A toggle such as ``<w:b/>``: None where it is absent, so that the style above decides."""
    if element is None:
        return None
    return value(element) not in {"0", "false", "off", "none"}


def truth(text: str | None) -> bool:
    """An attribute of type ST_OnOff; absent is false."""
    return text in {"1", "true", "on"}


def whole(text: str | None) -> int | None:
    """A whole number, or None where there is none that can be read."""
    if text is None:
        return None
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


def measure(text: str | None, per_point: float) -> float | None:
    """A measure in points: plain numbers count ``per_point`` to the point, others bear their unit (12pt, 2.5mm)."""
    found = _MEASURE.match(text) if text else None
    if found is None:
        return None
    number = float(found[1])
    points = number * _POINTS[found[2]] if found[2] else number / per_point
    return max(-_LARGEST, min(_LARGEST, points))


def twips(text: str | None) -> float | None:
    """ST_TwipsMeasure in points."""
    return measure(text, 20)


def half_points(text: str | None) -> float | None:
    """ST_HpsMeasure in points."""
    return measure(text, 2)


def eighth_points(text: str | None) -> float | None:
    """ST_EighthPointMeasure in points."""
    return measure(text, 8)


def emu(text: str | None) -> float | None:
    """English Metric Units in points."""
    return measure(text, 12700)
