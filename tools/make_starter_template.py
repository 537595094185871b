"""Make ``templates/presentexemplaar.docx``: the letter of 28 June 2018 as a Word template with tags.

    python tools/make_starter_template.py            write the template
    python tools/make_starter_template.py FILE.docx  write it elsewhere

The words and the tags stand here; the measures, colours and named styles in ``starter_style.py``. Same script, same
bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import starter_style as house
from docx import Document
from lxml import etree
from starter_xml import cell, field, link, paragraph, picture, png, row, run, table, tag, twips, word_part

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "templates" / "presentexemplaar.docx"

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def address_window() -> str:
    """The return address line and, below it, the address centred in the envelope's window."""
    window_top = house.WINDOW_CENTRE - house.WINDOW_HEIGHT / 2
    return table(
        "Adres",
        (house.WINDOW_WIDTH,),
        row(
            house.RETURN_LINE_BOTTOM - house.TEXT_TOP,
            cell(
                house.WINDOW_WIDTH,
                paragraph("Retouradres", run("Retouradres: Postbus 30435, 2500 GK Den Haag")),
                "bottom",
            ),
        ),
        row(
            house.WINDOW_HEIGHT + window_top - house.RETURN_LINE_BOTTOM,
            cell(house.WINDOW_WIDTH, paragraph("Adres", tag("{{ recipient.address }}")), "center"),
        ),
    )


def reference_row() -> str:
    """Date, reference, telephone and enclosures, each above one another."""
    label_height = 3.5
    shown = {
        "Datum": "{{ date }}",
        "Ons kenmerk": "{{ reference }}",
        "Telefoon": "{{ mailing.telephone or '-' }}",
        "Bijlage(n)": "{{ enclosures|length or '-' }}",
    }
    return table(
        "Briefgegevens",
        (house.COLUMN,) * len(shown),
        row(label_height, *(cell(house.COLUMN, paragraph("Brieflabel", run(label))) for label in shown), header=True),
        row(
            house.SUBJECT_TOP - house.REFERENCE_TOP - label_height,
            *(cell(house.COLUMN, paragraph("Briefgegeven", tag(value))) for value in shown.values()),
            exact=False,
        ),
        first_row=True,
    )


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
            paragraph(
                "Handtekeningbeeld", tag(f"{{{{ signatory.signature|image(height='{house.SIGNATURE_ROOM}mm') }}}}")
            ),
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
    bottom = page_height - house.FOOTER_TOP + 7
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader2"/>'
        '<w:headerReference w:type="first" r:id="rIdHeader1"/><w:footerReference w:type="first" r:id="rIdFooter1"/>'
        f'<w:pgSz w:w="{twips(page_width)}" w:h="{twips(page_height)}"/>'
        f'<w:pgMar w:top="{twips(house.TEXT_TOP)}" w:right="{twips(page_width - house.TEXT_LEFT - house.TEXT_WIDTH)}" '
        f'w:bottom="{twips(bottom)}" w:left="{twips(house.TEXT_LEFT)}" w:header="{twips(house.HEADER_TOP)}" '
        f'w:footer="{twips(page_height - house.FOOTER_TOP) - 2 * house.FOOTER_LINE}" w:gutter="0"/>'
        '<w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )
    return word_part("document", f"<w:body>{letter()}{section}</w:body>")


def letterhead_part() -> str:
    """The first page's header: the mark in the margin, the name in line with the text, the fold mark."""
    mark = picture(1, "rIdMark", "Beeldmerk", (house.MARK_LEFT, house.HEADER_TOP), (house.MARK_SIZE, house.MARK_SIZE))
    fold = picture(2, "rIdFold", "Vouwstreepje", (5, house.FOLD_MARK), (4, 0.2))
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


def mark_picture() -> bytes:
    """The mark: nine fields side by side, as councils lie on a map, one of them lit."""
    quilt = ("112", "141", "213")
    palette = ("FFFFFF", house.BLUE, "4F7F9F", house.PALE, house.ORANGE)
    square, gap = 28, 3
    size = 3 * square + 2 * gap
    pixels = bytearray(size * size)
    for line in range(size):
        for column in range(size):
            (row_number, below), (column_number, right) = divmod(line, square + gap), divmod(column, square + gap)
            if below < square and right < square:
                pixels[line * size + column] = int(quilt[row_number][column_number])
    return png(size, size, palette, bytes(pixels), round(size / house.MARK_SIZE * 1000))


def fold_picture() -> bytes:
    """A hairline."""
    return png(40, 2, (house.PALE,), bytes(80), 10_000)


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
        "word/styles.xml": house.styles_part(),
        "word/numbering.xml": house.numbering_part(),
        "word/settings.xml": house.settings_part(),
        "word/fontTable.xml": house.font_table_part(),
        "word/theme/theme1.xml": house.theme_part(),
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
