"""WordprocessingML in small: runs, paragraphs, tables, pictures and styles as text, measures in millimetres."""

from __future__ import annotations

import struct
import zlib
from xml.sax.saxutils import escape, quoteattr

from docx.shared import Mm

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def word_part(root: str, content: str) -> str:
    """A part whose root is ``w:root``, with the namespaces that it uses."""
    used = {prefix: uri for prefix, uri in NAMESPACES.items() if f"<{prefix}:" in content or f" {prefix}:" in content}
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in ({"w": NAMESPACES["w"]} | used).items())
    return f"<w:{root}{declared}>{content}</w:{root}>"


def run(text: str, style: str = "") -> str:
    """A run; a tab in ``text`` becomes Word's tab."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")]
    return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>"


def tag(text: str) -> str:
    """A tag as a run of its own; its style keeps the spelling checker, which would split it, away."""
    return run(text, "Invulveld")


def field(instruction: str, shown: str) -> str:
    """A field that Word fills in, with what it shows until then."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run(shown)}</w:fldSimple>'


def link(relation: str, text: str) -> str:
    """A link to the outside."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{run(text, "Hyperlink")}</w:hyperlink>'


def paragraph(style: str, *content: str) -> str:
    """A paragraph; all of its looks come from ``style``."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(content)}</w:p>'


def row(height: float, *cells: str, exact: bool = True, header: bool = False) -> str:
    """A table row of ``height`` mm that never breaks over pages."""
    rule = "exact" if exact else "atLeast"
    repeat = "<w:tblHeader/>" if header else ""
    size = f'<w:trHeight w:val="{twips(height)}" w:hRule="{rule}"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{size}{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width: float, content: str, align: str = "") -> str:
    """A cell of ``width`` mm."""
    vertical = f'<w:vAlign w:val="{align}"/>' if align else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{vertical}</w:tcPr>{content}</w:tc>'


def table(title: str, widths: tuple[float, ...], *rows: str, first_row: bool = False) -> str:
    """A table with fixed columns; ``title`` is what a screen reader says of it."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Briefraster"/>'
        f'<w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"0020" if first_row else "0000"}" w:firstRow="{int(first_row)}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def picture(number: int, relation: str, name: str, place: tuple[float, float], size: tuple[float, float]) -> str:
    """A decorative picture at ``place`` (x, y) of ``size`` (width, height), all in mm from the page's top left."""
    (x, y), (width, height) = [[round(Mm(each)) for each in pair] for pair in (place, size)]
    decorative = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{number}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="{name}">{decorative}</wp:docPr>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def png(width: int, height: int, palette: tuple[str, ...], pixels: bytes, pixels_per_metre: int) -> bytes:
    """A PNG whose pixels are indices into ``palette``, a byte each.

    Stored, not compressed: the package compresses it, and compressors differ from machine to machine.
    """

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    lines = b"".join(b"\0" + pixels[width * line : width * (line + 1)] for line in range(height))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            chunk(b"PLTE", bytes.fromhex("".join(palette))),
            chunk(b"pHYs", struct.pack(">IIB", pixels_per_metre, pixels_per_metre, 1)),
            chunk(b"IDAT", zlib.compress(lines, 0)),
            chunk(b"IEND", b""),
        )
    )


BUILTIN_STYLES = {
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Body Text", "heading 1", "Salutation", "Closing",
    "Signature", "List Bullet", "header", "footer", "Hyperlink",
}  # fmt: skip
UNSHOWN_STYLES = {"Default Paragraph Font", "No List", "Normal Table"}


def style(
    kind: str,
    identifier: str,
    name: str,
    *,
    based_on: str = "",
    following: str = "",
    paragraph_properties: str = "",
    run_properties: str = "",
    more: str = "",
    default: bool = False,
) -> str:
    """A style: ``name`` is what Word knows it by (built-in ones in English), ``identifier`` as Dutch Word writes it."""
    builtin = name in BUILTIN_STYLES
    attributes = f'w:type="{kind}"{" w:default={q}1{q}".format(q=chr(34)) if default else ""}'
    attributes += "" if builtin else ' w:customStyle="1"'
    return (
        f'<w:style {attributes} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ('<w:uiPriority w:val="1"/>' if kind != "table" else '<w:uiPriority w:val="99"/>')
        + ("" if kind == "table" or name in UNSHOWN_STYLES else "<w:qFormat/>")
        + (f"<w:pPr>{paragraph_properties}</w:pPr>" if paragraph_properties else "")
        + (f"<w:rPr>{run_properties}</w:rPr>" if run_properties else "")
        + more
        + "</w:style>"
    )


def size(points: float) -> str:
    """A font size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def spacing(before: float = 0, after: float = 0, line: int = 240, rule: str = "auto") -> str:
    """Space before and after in points; ``line`` in 240ths of a line, or in twips where ``rule`` is exact."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{line}" '
        f'w:lineRule="{rule}"/>'
    )


def tabs(*stops: tuple[float, str]) -> str:
    """Tab stops: mm from the left of the text, and how they align."""
    return "<w:tabs>" + "".join(f'<w:tab w:val="{how}" w:pos="{twips(at)}"/>' for at, how in stops) + "</w:tabs>"


def ink(colour: str) -> str:
    """A text colour."""
    return f'<w:color w:val="{colour}"/>'
