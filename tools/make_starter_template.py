"""Make ``templates/presentexemplaar.docx``: the letter of 28 June 2018 as a Word template with tags.

    python tools/make_starter_template.py            write the template
    python tools/make_starter_template.py FILE.docx  write it elsewhere

The measures are those of a Dutch business letter with the address window on the left. All of them stand here in
millimetres from the top left of the page; all looks stand in named styles. Same script, same bytes.
"""

from __future__ import annotations

import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.shared import Mm
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "templates" / "presentexemplaar.docx"

FONT = "Calibri"
INK = "1A1A1A"
BLUE = "0B3A5B"
GREY = "5A6B78"
ORANGE = "E0701A"
PALE = "A9C3D6"

TEXT_LEFT, TEXT_WIDTH, COLUMN = 35, 140, 35
HEADER_TOP, TEXT_TOP = 15, 30
RETURN_LINE_BOTTOM, WINDOW_WIDTH, WINDOW_CENTRE, WINDOW_HEIGHT = 48, 70, 63.5, 31
REFERENCE_TOP, SUBJECT_TOP, FOLD_MARK, FOOTER_TOP = 98, 108, 107, 275
MARK_LEFT, MARK_SIZE = 20, 12
SIGNATURE_ROOM = 18

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


# --- text -------------------------------------------------------------------------------------------------------------


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


# --- tables that stand where the envelope's window and the reference row want them ---------------------------------------


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


def address_window() -> str:
    """The return address line and, below it, the address centred in the envelope's window."""
    window_top = WINDOW_CENTRE - WINDOW_HEIGHT / 2
    return table(
        "Adres",
        (WINDOW_WIDTH,),
        row(
            RETURN_LINE_BOTTOM - TEXT_TOP,
            cell(
                WINDOW_WIDTH,
                paragraph("Retouradres", run("Retouradres: Postbus 30435, 2500 GK Den Haag")),
                "bottom",
            ),
        ),
        row(
            WINDOW_HEIGHT + window_top - RETURN_LINE_BOTTOM,
            cell(WINDOW_WIDTH, paragraph("Adres", tag("{{ recipient.address }}")), "center"),
        ),
    )


def reference_row() -> str:
    """Date, reference, telephone and enclosures, each above one another."""
    label_height = 3.5
    shown = {
        "Datum": "{{ date|datum }}",
        "Ons kenmerk": "{{ reference }}",
        "Telefoon": "{{ mailing.telephone or '-' }}",
        "Bijlage(n)": "{{ enclosures|join(', ') or '-' }}",
    }
    return table(
        "Briefgegevens",
        (COLUMN,) * len(shown),
        row(label_height, *(cell(COLUMN, paragraph("Brieflabel", run(label))) for label in shown), header=True),
        row(
            SUBJECT_TOP - REFERENCE_TOP - label_height,
            *(cell(COLUMN, paragraph("Briefgegeven", tag(value))) for value in shown.values()),
            exact=False,
        ),
        first_row=True,
    )


# --- the letter -------------------------------------------------------------------------------------------------------


def letter() -> str:
    """The text of 28 June 2018, word for word, with tags where it varies."""
    fourth = run("4") + run("e", "Rangtelwoord")
    text = "Plattetekst"
    return "".join(
        (
            address_window(),
            paragraph("Witruimte"),
            reference_row(),
            paragraph("Brieflabel", run("Onderwerp")),
            paragraph("Kop1", tag("{{ subject }}")),
            paragraph("Aanhef", tag("{{ recipient.salutation }}")),
            paragraph(
                text,
                run("Tijdens het afgelopen VNG Jaarcongres in Maastricht presenteerde de "),
                fourth,
                run(" Denktank zijn Jaarbericht ‘Werkende samenwerking’."),
            ),
            paragraph(
                text,
                run(
                    "Samenwerking is natuurlijk niets nieuws. We kennen allemaal wel een paar voorbeelden van "
                    "samenwerkingsvormen en nemen deel aan verschillende initiatieven. Maar hoe komt het dat de ene "
                    "samenwerking goed loopt terwijl we bij de andere merken dat het stroef gaat? Ligt het aan de "
                    "partijen, de mensen, de regio, de structuur, de opgave of... nog iets anders?"
                ),
            ),
            paragraph(
                text,
                run(
                    "De Denktank, onder leiding van Milo Schoenmaker (burgemeester van Gouda), deed in opdracht van de "
                    "VNG onderzoek naar ‘regionale samenwerking’. Omdat dit een breed onderwerp is waarop al veel "
                    "onderzoek is verricht, koos de Denktank er voor het onderwerp af te bakenen tot "
                    "arbeidsmarktvaartstukken en vervolgens te kijken welke algemene lessen hier uit zijn te halen."
                ),
            ),
            paragraph(
                text,
                run("Op basis van de inhoudelijke focus is ook de samenstelling van de "),
                fourth,
                run(
                    " VNG Denktank bepaald: hierin zaten niet alleen vertegenwoordigers vanuit het lokaal bestuur (in "
                    "afwijking van de vorige Denktanks), maar ook vanuit VNO-NCW, het UWV, de onderwijsbranche en Rijk "
                    "en provincies, en een aantal belangrijke partners van het lokale bestuur waar het gaat om "
                    "arbeidsmarktvaartstukken. Samen met wetenschappers van de Nederlandse School voor het Openbaar "
                    "Bestuur (NSOB) en de Erasmus Universiteit is onder leiding van Martijn van der Steen gekeken naar "
                    "de HOE-vraag als het gaat om regionale samenwerking."
                ),
            ),
            paragraph(
                "Lijstinleiding",
                run(
                    "Dit leverde een set van twee publicaties op, beide met de titel ‘Werkende samenwerking’:",
                ),
            ),
            paragraph(
                "Lijstopsomteken",
                run(
                    "Een onderzoeksrapport van de NSOB en de Erasmus Universiteit met daarin de uitkomsten van een "
                    "literatuurstudie en tien verhalen uit de regio. Op basis daarvan formuleren de onderzoekers een "
                    "aantal lessen alsmede een routekaart voor regionale samenwerking."
                ),
            ),
            paragraph(
                "Lijstopsomteken",
                run(
                    "Een handreiking voor burgemeesters, wethouders, raadsleden en ambtenaren. Aan de hand van "
                    "ervaringen, anekdotes en praktijkvoorbeelden kleuren de leden van de Denktank de routekaart in."
                ),
            ),
            paragraph(
                text,
                run(
                    "U kunt alle tips, adviezen en praktijkverhalen nalezen in de bijgevoegde publicaties. Voor nadere "
                    "informatie over de opdracht en samenstelling van de Denktank kunt u terecht op "
                ),
                link("rIdDenktank", "vng.nl/denktank"),
                run(". Daar treft u ook de digitale versies van de publicaties en een weergave van de routekaart aan."),
            ),
            paragraph(
                "Slotalinea",
                run("Bijgevoegd vindt u "),
                tag("{% if copies == 1 %}"),
                run("uw presentexemplaar"),
                tag("{% else %}"),
                run("uw "),
                tag("{{ copies }}"),
                run(" presentexemplaren"),
                tag("{% endif %}"),
                run(
                    " van de handreiking en het rapport. Wilt u meer exemplaren? Neem dan contact op met het KCC, tel. "
                    "070-3738393 (bereikbaar op werkdagen van 8.15 tot 17.15 uur). U ontvangt de complete set "
                    "(handreiking + rapport), nabestellen is mogelijk zolang de voorraad strekt."
                ),
            ),
            paragraph("Afsluiting", run("Met vriendelijke groet,")),
            paragraph("Namens", tag("{{ signatory.on_behalf_of }}")),
            paragraph("Namens", tag("{%p if signatory.signature %}")),
            paragraph("Handtekeningbeeld", tag(f"{{{{ signatory.signature|image(height='{SIGNATURE_ROOM}mm') }}}}")),
            paragraph("Namens", tag("{%p else %}")),
            paragraph("Handtekeningruimte"),
            paragraph("Namens", tag("{%p endif %}")),
            paragraph("Handtekening", tag("{{ signatory.name }}")),
            paragraph("Functie", tag("{{ signatory.function }}")),
        )
    )


def document_part() -> str:
    """The text and the page it stands on."""
    page_height, page_width = 297, 210
    bottom = page_height - FOOTER_TOP + 7
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader2"/>'
        '<w:headerReference w:type="first" r:id="rIdHeader1"/><w:footerReference w:type="first" r:id="rIdFooter1"/>'
        f'<w:pgSz w:w="{twips(page_width)}" w:h="{twips(page_height)}"/>'
        f'<w:pgMar w:top="{twips(TEXT_TOP)}" w:right="{twips(page_width - TEXT_LEFT - TEXT_WIDTH)}" '
        f'w:bottom="{twips(bottom)}" w:left="{twips(TEXT_LEFT)}" w:header="{twips(HEADER_TOP)}" '
        f'w:footer="{twips(page_height - FOOTER_TOP) - 2 * FOOTER_LINE}" w:gutter="0"/>'
        '<w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )
    return word_part("document", f"<w:body>{letter()}{section}</w:body>")


# --- letterhead, header of the pages that follow, footer ----------------------------------------------------------------


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


def letterhead_part() -> str:
    """The first page's header: the mark in the margin, the name in line with the text, the fold mark."""
    mark = picture(1, "rIdMark", "Beeldmerk", (MARK_LEFT, HEADER_TOP), (MARK_SIZE, MARK_SIZE))
    fold = picture(2, "rIdFold", "Vouwstreepje", (5, FOLD_MARK), (4, 0.2))
    return word_part(
        "hdr",
        paragraph("Briefhoofd", mark, fold, run("Vereniging van"))
        + paragraph("Briefhoofd", run("Nederlandse Gemeenten")),
    )


def following_header_part() -> str:
    """The header of the second page and further: which letter this is, and which page of it."""
    return word_part(
        "hdr",
        paragraph(
            "Koptekst",
            run("Ons kenmerk "),
            tag("{{ reference }}"),
            run("\tpagina "),
            field("PAGE", "2"),
            run(" van "),
            field("NUMPAGES", "2"),
        ),
    )


def footer_part() -> str:
    """The first page's footer: where the association can be found, in the columns of the reference row."""
    return word_part(
        "ftr",
        paragraph("Voettekst", run("Vereniging van\tNassaulaan 12\tPostbus 30435\ttelefoon 070-373 83 93"))
        + paragraph("Voettekst", run("Nederlandse Gemeenten\t2514 JS Den Haag\t2500 GK Den Haag\tvng.nl")),
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


def mark_picture() -> bytes:
    """The mark: nine fields side by side, as councils lie on a map, one of them lit."""
    quilt = ("112", "141", "213")
    palette = ("FFFFFF", BLUE, "4F7F9F", PALE, ORANGE)
    square, gap = 28, 3
    size = 3 * square + 2 * gap
    pixels = bytearray(size * size)
    for line in range(size):
        for column in range(size):
            (row_number, below), (column_number, right) = divmod(line, square + gap), divmod(column, square + gap)
            if below < square and right < square:
                pixels[line * size + column] = int(quilt[row_number][column_number])
    return png(size, size, palette, bytes(pixels), round(size / MARK_SIZE * 1000))


def fold_picture() -> bytes:
    """A hairline."""
    return png(40, 2, (PALE,), bytes(80), 10_000)


# --- styles -----------------------------------------------------------------------------------------------------------

LINE = 276
"""Line spacing of the text in 240ths of a line."""
FOOTER_LINE = 200
"""Height of a line of the footer in twips."""


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


BUILTIN_STYLES = {
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Body Text", "heading 1", "Salutation", "Closing",
    "Signature", "List Bullet", "header", "footer", "Hyperlink",
}  # fmt: skip
UNSHOWN_STYLES = {"Default Paragraph Font", "No List", "Normal Table"}


def size(points: float) -> str:
    """A font size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def spacing(before: float = 0, after: float = 0, line: int = LINE, rule: str = "auto") -> str:
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


KEEP = "<w:keepNext/>"
BOLD = "<w:b/><w:bCs/>"


def paragraph_styles() -> str:
    """The styles of paragraphs, all resting on Standaard."""

    def define(
        identifier: str, name: str, properties: str, runs: str = "", *, base: str = "Standaard", then: str = ""
    ) -> str:
        return style(
            "paragraph", identifier, name,
            based_on=base, following=then, paragraph_properties=properties, run_properties=runs,
        )  # fmt: skip

    tight = spacing(line=240)
    half_line = 7.4
    return "".join(
        (
            style("paragraph", "Standaard", "Normal", default=True),
            define("Plattetekst", "Body Text", spacing(after=half_line)),
            define("Lijstinleiding", "Lijstinleiding", KEEP + spacing(after=half_line / 2), base="Plattetekst"),
            define(
                "Lijstopsomteken",
                "List Bullet",
                '<w:numPr><w:numId w:val="1"/></w:numPr>' + spacing(after=half_line),
                base="Plattetekst",
            ),
            define("Slotalinea", "Slotalinea", KEEP, base="Plattetekst", then="Afsluiting"),
            define("Brieflabel", "Brieflabel", KEEP + tight, ink(GREY) + size(7.5)),
            define("Briefgegeven", "Briefgegeven", tight, size(9.5)),
            define("Kop1", "heading 1", KEEP + tight + '<w:outlineLvl w:val="0"/>', BOLD + ink(BLUE), then="Aanhef"),
            define("Aanhef", "Salutation", KEEP + spacing(before=10.8, after=half_line), then="Plattetekst"),
            define("Afsluiting", "Closing", KEEP + spacing(before=half_line, after=half_line), then="Namens"),
            define("Namens", "Namens", KEEP),
            define(
                "Handtekeningruimte",
                "Handtekeningruimte",
                KEEP + spacing(line=twips(SIGNATURE_ROOM), rule="exact"),
                then="Handtekening",
            ),
            define("Handtekeningbeeld", "Handtekeningbeeld", KEEP + tight, then="Handtekening"),
            define("Handtekening", "Signature", KEEP, then="Functie"),
            define("Functie", "Functie", ""),
            define("Retouradres", "Retouradres", tight, ink(GREY) + size(7.5)),
            define("Adres", "Adres", tight, size(10.5)),
            define(
                "Witruimte",
                "Witruimte",
                spacing(line=twips(REFERENCE_TOP - WINDOW_CENTRE - WINDOW_HEIGHT / 2), rule="exact"),
            ),
            define("Briefhoofd", "Briefhoofd", spacing(line=twips(6), rule="exact"), BOLD + ink(BLUE) + size(15)),
            define("Koptekst", "header", tabs((TEXT_WIDTH, "right")) + tight, ink(GREY) + size(8)),
            define(
                "Voettekst",
                "footer",
                tabs(*((COLUMN * number, "left") for number in (1, 2, 3))) + spacing(line=FOOTER_LINE, rule="exact"),
                ink(GREY) + size(8),
            ),
        )
    )  # fmt: skip


def styles_part() -> str:
    """The house style."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{ink(INK)}{size(11)}"
        '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr><w:widowControl/>{spacing()}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    return word_part(
        "styles",
        defaults
        + paragraph_styles()
        + style("character", "Standaardalinea-lettertype", "Default Paragraph Font", default=True)
        + style("character", "Invulveld", "Invulveld", run_properties="<w:noProof/>")
        + style("character", "Rangtelwoord", "Rangtelwoord", run_properties='<w:vertAlign w:val="superscript"/>')
        + style("character", "Hyperlink", "Hyperlink", run_properties=ink(BLUE) + '<w:u w:val="single"/>')
        + style(
            "table",
            "Standaardtabel",
            "Normal Table",
            default=True,
            more=f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>',
        )
        + style(
            "table",
            "Briefraster",
            "Briefraster",
            based_on="Standaardtabel",
            more=f"<w:tblPr><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>",
        )
        + style("numbering", "Geenlijst", "No List", default=True),
    )


def numbering_part() -> str:
    """The bulleted list."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="Lijstopsomteken"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{twips(5)}" w:hanging="{twips(5)}"/></w:pPr><w:rPr>{ink(BLUE)}</w:rPr></w:lvl>'
    )
    return word_part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        f'{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )


def settings_part() -> str:
    """Word 2013 and later, Dutch."""
    setting = '<w:compatSetting w:name="{}" w:uri="http://schemas.microsoft.com/office/word" w:val="{}"/>'
    modes = {
        "compatibilityMode": "15",
        "overrideTableStyleFontSizeAndJustification": "1",
        "enableOpenTypeFeatures": "1",
        "doNotFlipMirrorIndents": "1",
        "differentiateMultirowTableHeaders": "1",
    }
    return word_part(
        "settings",
        f'<w:zoom w:percent="100"/><w:defaultTabStop w:val="{twips(COLUMN)}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{''.join(setting.format(*each) for each in modes.items())}</w:compat>"
        '<w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>',
    )


def font_table_part() -> str:
    """The font, and its metric twin where it is not installed."""
    return word_part(
        "fonts",
        f'<w:font w:name="{FONT}"><w:altName w:val="Carlito"/><w:panose1 w:val="020F0502020204030204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>',
    )


def theme_part() -> str:
    """The house colours and font, as Word's own menus offer them."""
    colours = {
        "dk1": INK, "lt1": "FFFFFF", "dk2": BLUE, "lt2": "EEF3F6", "accent1": BLUE, "accent2": ORANGE,
        "accent3": "4F7F9F", "accent4": PALE, "accent5": GREY, "accent6": "8A3D00", "hlink": BLUE, "folHlink": GREY,
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{NAMESPACES["a"]}" name="Brief"><a:themeElements>'
        f'<a:clrScheme name="Brief">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Brief"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Brief"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


# --- package ----------------------------------------------------------------------------------------------------------


def word_part(root: str, content: str) -> str:
    """A part whose root is ``w:root``, with the namespaces that it uses."""
    used = {prefix: uri for prefix, uri in NAMESPACES.items() if f"<{prefix}:" in content or f" {prefix}:" in content}
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in ({"w": NAMESPACES["w"]} | used).items())
    return f"<w:{root}{declared}>{content}</w:{root}>"


def relations_part(relations: dict[str, tuple[str, str]]) -> str:
    """A relationships part: id to (kind, target); a target with a scheme lies outside the package."""
    written = "".join(
        f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"'
        f"{' TargetMode=' + quoteattr('External') if '://' in target else ''}/>"
        for identifier, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'


def content_types_part() -> str:
    """What kind each part is."""
    kinds = {
        "document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings",
        "fontTable": "fontTable", "header1": "header", "header2": "header", "footer1": "footer",
    }  # fmt: skip
    overrides = {f"/word/{part}.xml": f"{WORD_TYPES}.{kind}+xml" for part, kind in kinds.items()} | {
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
        + "</Types>"
    )


def core_properties_part() -> str:
    """Title (the subject of each letter), author and language."""
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>{{ subject }}</dc:title><dc:creator>Vereniging van Nederlandse Gemeenten</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2018-06-28T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2018-06-28T00:00:00Z</dcterms:modified>'
        "<dc:language>nl-NL</dc:language></cp:coreProperties>"
    )


def parts() -> dict[str, bytes]:
    """Every part of the package by name, in the order in which they are stored."""
    word_relations = {
        "rIdStyles": (f"{RELATIONS}/styles", "styles.xml"),
        "rIdNumbering": (f"{RELATIONS}/numbering", "numbering.xml"),
        "rIdSettings": (f"{RELATIONS}/settings", "settings.xml"),
        "rIdFonts": (f"{RELATIONS}/fontTable", "fontTable.xml"),
        "rIdTheme": (f"{RELATIONS}/theme", "theme/theme1.xml"),
        "rIdHeader1": (f"{RELATIONS}/header", "header1.xml"),
        "rIdHeader2": (f"{RELATIONS}/header", "header2.xml"),
        "rIdFooter1": (f"{RELATIONS}/footer", "footer1.xml"),
        "rIdDenktank": (f"{RELATIONS}/hyperlink", "https://vng.nl/denktank"),
    }
    pictures = {
        "rIdMark": (f"{RELATIONS}/image", "media/beeldmerk.png"),
        "rIdFold": (f"{RELATIONS}/image", "media/vouwstreepje.png"),
    }
    package_relations = {
        "rIdDocument": (f"{RELATIONS}/officeDocument", "word/document.xml"),
        "rIdCore": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        "rIdApp": (f"{RELATIONS}/extended-properties", "docProps/app.xml"),
    }
    extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    written = {
        "[Content_Types].xml": content_types_part(),
        "_rels/.rels": relations_part(package_relations),
        "word/document.xml": document_part(),
        "word/_rels/document.xml.rels": relations_part(word_relations),
        "word/styles.xml": styles_part(),
        "word/numbering.xml": numbering_part(),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": font_table_part(),
        "word/theme/theme1.xml": theme_part(),
        "word/header1.xml": letterhead_part(),
        "word/_rels/header1.xml.rels": relations_part(pictures),
        "word/header2.xml": following_header_part(),
        "word/footer1.xml": footer_part(),
        "docProps/core.xml": core_properties_part(),
        "docProps/app.xml": f'<Properties xmlns="{extended}"><Application>brieven</Application></Properties>',
    }
    return {
        name: etree.tostring(etree.fromstring(text), xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, text in written.items()
    } | {"word/media/beeldmerk.png": mark_picture(), "word/media/vouwstreepje.png": fold_picture()}


def template() -> bytes:
    """The template as a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content)
    return stream.getvalue()


def main(arguments: list[str]) -> int:
    """Write the template, after python-docx has opened it."""
    target = Path(arguments[0]) if arguments else TARGET
    made = template()
    paragraphs = Document(io.BytesIO(made)).paragraphs
    target.write_bytes(made)
    print(f"{target}: {len(made)} bytes, {len(paragraphs)} paragraphs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
