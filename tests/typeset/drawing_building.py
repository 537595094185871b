"""Drawings made by the tests, in DrawingML and VML."""

from __future__ import annotations

from docx.oxml.ns import nsmap

from generator.typeset.ooxml.content import Float, InlinePicture
from generator.typeset.ooxml.document import Document
from generator.typeset.ooxml.graphics import Graphic, Group, Shape
from generator.typeset.ooxml.walk import paragraphs_of

EMU = 12700
"""To the point."""
for _prefix, _name in (
    ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    ("wpg", "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"),
    ("wpc", "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"),
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("w10", "urn:schemas-microsoft-com:office:word"),
    ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
):
    nsmap.setdefault(_prefix, _name)

NAMESPACES = " ".join(f'xmlns:{prefix}="{nsmap[prefix]}"' for prefix in ("wps", "wpg", "wpc", "v", "o", "w10", "mc"))


def drawing(graphic: str, width: float = 100, height: float = 50, described: str = "", kind: str = "wps") -> str:
    """A paragraph with a drawing in its line, of a width and height in points."""
    uri = {"wps": "wordprocessingShape", "wpg": "wordprocessingGroup", "wpc": "wordprocessingCanvas"}[kind]
    return (
        f"<w:p {NAMESPACES}><w:r><w:drawing><wp:inline>"
        f'<wp:extent cx="{round(width * EMU)}" cy="{round(height * EMU)}"/><wp:docPr id="1" name="x" {described}/>'
        f'<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/{uri}">{graphic}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def frame(x: float, y: float, width: float, height: float, attributes: str = "") -> str:
    """An ``a:xfrm`` with measures in points."""
    return (
        f'<a:xfrm {attributes}><a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/>'
        f'<a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/></a:xfrm>'
    )


def shape(properties: str, text: str = "", body: str = "") -> str:
    """A ``wps:wsp``."""
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if text else ""
    return f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{properties}</wps:spPr>{box}<wps:bodyPr {body}/></wps:wsp>"


def preset(name: str, adjustments: str = "") -> str:
    """An ``a:prstGeom``."""
    return f'<a:prstGeom prst="{name}"><a:avLst>{adjustments}</a:avLst></a:prstGeom>'


def pict(vml: str) -> str:
    """A paragraph with VML in its line."""
    return f"<w:p {NAMESPACES}><w:r><w:pict>{vml}</w:pict></w:r></w:p>"


def graphics(document: Document) -> list[Graphic]:
    """All that is drawn in the text."""
    return [
        inline.content
        for paragraph in paragraphs_of(document.blocks)
        for inline in paragraph.content.inlines
        if isinstance(inline, Float | InlinePicture)
    ]


def only_shape(document: Document) -> Shape:
    """The one shape of a document."""
    (found,) = graphics(document)
    assert isinstance(found, Shape)
    return found


def only_group(document: Document) -> Group:
    """The one group of a document."""
    (found,) = graphics(document)
    assert isinstance(found, Group)
    return found
