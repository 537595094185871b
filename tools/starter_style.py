"""The house style of the starter letter: its measures, colours and named styles."""

from __future__ import annotations

from starter_xml import NAMESPACES, ink, size, spacing, style, tabs, twips, word_part

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
LINE = 276
"""Line spacing of the text in 240ths of a line."""
FOOTER_LINE = 200
"""Height of a line of the footer in twips."""


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

    tight = spacing()
    half_line = 7.4
    return "".join(
        (
            style("paragraph", "Standaard", "Normal", default=True),
            define("Plattetekst", "Body Text", spacing(after=half_line, line=LINE)),
            define("Lijstinleiding", "Lijstinleiding", KEEP + spacing(after=half_line / 2, line=LINE), base="Plattetekst"),
            define(
                "Lijstopsomteken",
                "List Bullet",
                '<w:numPr><w:numId w:val="1"/></w:numPr>' + spacing(after=half_line, line=LINE),
                base="Plattetekst",
            ),
            define("Slotalinea", "Slotalinea", KEEP, base="Plattetekst", then="Afsluiting"),
            define("Brieflabel", "Brieflabel", KEEP + tight, ink(GREY) + size(7.5)),
            define("Briefgegeven", "Briefgegeven", tight + f'<w:ind w:right="{twips(2)}"/>', size(9.5)),
            define("Kop1", "heading 1", KEEP + tight + '<w:outlineLvl w:val="0"/>', BOLD + ink(BLUE), then="Aanhef"),
            define("Aanhef", "Salutation", KEEP + spacing(before=10.8, after=half_line, line=LINE), then="Plattetekst"),
            define("Afsluiting", "Closing", KEEP + spacing(before=half_line, after=half_line, line=LINE), then="Namens"),
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
        f"<w:pPrDefault><w:pPr><w:widowControl/>{spacing(line=LINE)}</w:pPr></w:pPrDefault></w:docDefaults>"
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
