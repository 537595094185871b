"""Drawn shapes, groups and WordArt: what they look like, and how they stand in the PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from drawing_building import EMU, drawing, frame, graphics, only_group, only_shape, pict, preset, shape
from judges import poppler, verapdf
from PIL import Image
from typeset_building import CLOCK, LEFT, body, laid_out, paragraph, read, texts, word

from generator.errors import UnsupportedConstruct
from generator.typeset import Typesetter
from generator.typeset.layout.boxes import PlacedFloat
from generator.typeset.layout.graphics import bounds
from generator.typeset.ooxml.geometry import _presets
from generator.typeset.ooxml.geometry import preset as preset_paths
from generator.typeset.ooxml.graphics import Gradient, Outline, Picture, Shape

SETTER = Typesetter(engine="typst")


def pdf_of(content: bytes) -> bytes:
    return SETTER.set_document(content, clock=CLOCK, name="letter.docx").pdf


def points(path: Outline) -> list[tuple[str, tuple[float, ...]]]:
    return [(name, tuple(round(value, 3) for value in values)) for name, values in path.commands]


def test_a_preset_shape_is_drawn_by_its_guides() -> None:
    arrow = shape(frame(0, 0, 100, 50) + preset("rightArrow"))
    made = only_shape(read(word(body(drawing(arrow))))[0])
    assert points(made.paths[0]) == [
        ("M", (0.0, 0.25)),
        ("L", (0.75, 0.25)),
        ("L", (0.75, 0.0)),
        ("L", (1.0, 0.5)),
        ("L", (0.75, 1.0)),
        ("L", (0.75, 0.75)),
        ("L", (0.0, 0.75)),
        ("Z", ()),
    ]


def test_an_adjustment_of_the_author_stands_above_that_of_the_preset() -> None:
    arrow = shape(frame(0, 0, 100, 50) + preset("rightArrow", '<a:gd name="adj2" fmla="val 100000"/>'))
    made = only_shape(read(word(body(drawing(arrow))))[0])
    assert points(made.paths[0])[1] == ("L", (0.5, 0.25))


def test_an_arc_ends_where_its_sweep_says() -> None:
    made = only_shape(read(word(body(drawing(shape(preset("leftBracket"))))))[0])
    assert points(made.paths[1])[-1][1][-2:] == (1.0, 0.0)


def test_a_shape_that_is_not_known_is_refused_by_name() -> None:
    with pytest.raises(UnsupportedConstruct) as caught:
        pdf_of(word(body(drawing(shape(preset("gear9"))))))
    assert "gear9" in str(caught.value.findings[0])


def test_a_custom_path_counts_in_its_own_frame() -> None:
    geometry = (
        '<a:custGeom><a:gdLst><a:gd name="half" fmla="*/ 400 1 2"/></a:gdLst><a:pathLst><a:path w="400" h="100">'
        '<a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo><a:pt x="half" y="100"/></a:lnTo>'
        '<a:quadBezTo><a:pt x="400" y="100"/><a:pt x="400" y="0"/></a:quadBezTo></a:path></a:pathLst></a:custGeom>'
    )
    made = only_shape(read(word(body(drawing(shape(geometry)))))[0])
    assert points(made.paths[0]) == [
        ("M", (0.0, 0.0)),
        ("L", (0.5, 1.0)),
        ("C", (0.833, 1.0, 1.0, 0.667, 1.0, 0.0)),
    ]


def test_members_of_a_group_are_scaled_from_its_coordinates() -> None:
    members = shape(frame(20, 0, 10, 10) + preset("rect")) + shape(frame(10, 10, 20, 10) + preset("ellipse"))
    coordinates = f'<a:chOff x="{10 * EMU}" y="0"/><a:chExt cx="{20 * EMU}" cy="{20 * EMU}"/>'
    transform = frame(0, 0, 100, 50).replace("</a:xfrm>", coordinates + "</a:xfrm>")
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{transform}</wpg:grpSpPr>{members}</wpg:wgp>"
    made = only_group(read(word(body(drawing(group, kind="wpg"))))[0])
    assert [(each.x, each.y, each.content.width, each.content.height) for each in made.members] == [
        (50.0, 0.0, 50.0, 25.0),
        (0.0, 25.0, 100.0, 25.0),
    ]


def test_a_turned_group_turns_its_members_about_its_middle() -> None:
    member = shape(frame(0, 0, 20, 10) + preset("rect"))
    transform = frame(0, 0, 100, 100, 'rot="5400000"')
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{transform}</wpg:grpSpPr>{member}</wpg:wgp>"
    (made,) = only_group(read(word(body(drawing(group, 100, 100, kind="wpg"))))[0]).members
    assert (round(made.x, 3), round(made.y, 3), made.content.rotation) == (85.0, 5.0, 90.0)


@pytest.mark.usefixtures("pdftotext")
def test_text_in_a_group_is_read_where_the_group_stands(tmp_path: Path) -> None:
    inner = shape(frame(0, 0, 100, 40) + preset("rect"), paragraph("binnen"))
    transform = frame(0, 0, 100, 50)
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{transform}</wpg:grpSpPr>{inner}</wpg:wgp>"
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf_of(word(body(paragraph("voor") + drawing(group, kind="wpg") + paragraph("na")))))
    assert ["voor", "binnen", "na"] == [each.text for page in poppler.pages_of_words(file) for each in page]


@pytest.mark.usefixtures("pdftotext")
def test_a_table_and_a_list_in_an_outlined_box_stand_in_it(tmp_path: Path) -> None:
    cell = f"<w:tc><w:tcPr/>{paragraph('cel')}</w:tc>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>'
    item = paragraph("punt", '<w:pStyle w:val="ListNumber"/>')
    look = preset("rect") + '<a:solidFill><a:srgbClr val="EEEEEE"/></a:solidFill>'
    box = drawing(shape(frame(0, 0, 200, 100) + look, table + item), 200, 100)
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf_of(word(body(paragraph("voor") + box + paragraph("na")))))

    (words,) = poppler.pages_of_words(file)
    assert ["voor", "cel", "1.", "punt", "na"] == [each.text for each in words]
    assert sorted(each.bottom for each in words) == [each.bottom for each in words]


def test_a_gradient_keeps_its_colours_and_direction() -> None:
    colours = "".join(
        f'<a:gs pos="{at}"><a:srgbClr val="{colour}"/></a:gs>' for at, colour in ((0, "FF0000"), (100000, "0000FF"))
    )
    gradient = f'<a:gradFill><a:gsLst>{colours}</a:gsLst><a:lin ang="5400000"/></a:gradFill>'
    made = only_shape(read(word(body(drawing(shape(preset("rect") + gradient)))))[0])
    assert made.fill == Gradient(((0.0, "FF0000"), (1.0, "0000FF")), 90.0)


def test_a_pattern_becomes_the_colour_between_its_two_with_a_warning() -> None:
    pattern = (
        '<a:pattFill prst="pct50"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
    )
    document, findings = read(word(body(drawing(shape(preset("rect") + pattern)))))
    assert only_shape(document).fill == "7F7F7F"
    assert [each.code for each in findings.warnings] == ["pattern-as-colour"]


def test_a_colour_that_one_sees_through_keeps_that() -> None:
    fill = '<a:solidFill><a:srgbClr val="FF0000"><a:alpha val="50000"/></a:srgbClr></a:solidFill>'
    assert only_shape(read(word(body(drawing(shape(preset("rect") + fill)))))[0]).fill == "FF000080"


def test_a_line_takes_colour_and_width_of_its_style_where_it_says_none() -> None:
    made = shape(preset("rect") + '<a:ln w="25400"/>').replace(
        "<wps:bodyPr", '<wps:style><a:lnRef idx="1"><a:srgbClr val="112233"/></a:lnRef></wps:style><wps:bodyPr'
    )
    outline = only_shape(read(word(body(drawing(made))))[0]).outline
    assert outline is not None
    assert (outline.colour, outline.width) == ("112233", 2.0)


def test_text_on_its_side_has_its_room_along_the_shape() -> None:
    made = shape(frame(0, 0, 30, 200) + preset("rect"), paragraph("een lange regel tekst"), 'vert="vert270"')
    pages = laid_out(word(body(drawing(made, 30, 200))))
    graphic = next(
        line.graphics[0] for node in pages.nodes for line in getattr(getattr(node, "box", None), "lines", ())
    )
    assert isinstance(graphic.content, Shape)
    assert graphic.content.text_turned == -90
    assert len(graphic.body.items[0].box.lines) == 1  # type: ignore[union-attr]


def test_a_line_of_vml_stands_between_its_points() -> None:
    vml = '<v:line from="10pt,30pt" to="110pt,10pt" style="position:absolute"/>'
    (node,) = [
        each
        for paragraph in read(word(body(pict(vml))))[0].blocks[:1]
        for each in paragraph.content.inlines  # type: ignore[union-attr]
    ]
    assert (node.horizontal.distance, node.vertical.distance) == (10.0, 10.0)  # type: ignore[union-attr]
    drawn = node.content  # type: ignore[union-attr]
    assert isinstance(drawn, Shape)
    assert (drawn.width, drawn.height, drawn.geometry, drawn.flip_v) == (100.0, 20.0, "line", True)


def test_a_path_of_vml_is_drawn_with_its_short_forms() -> None:
    vml = '<v:shape style="width:100pt;height:50pt" coordorigin="10,0" coordsize="200,100" path="m10,l210,r,100xe"/>'
    made = only_shape(read(word(body(pict(vml))))[0])
    assert points(made.paths[0]) == [("M", (0.0, 0.0)), ("L", (1.0, 0.0)), ("L", (1.0, 1.0)), ("Z", ())]


def test_a_shape_of_vml_takes_path_and_formulas_of_its_type() -> None:
    vml = (
        '<v:shapetype id="_x0000_t5" coordsize="21600,21600" o:spt="5" adj="10800" path="m@0,l,21600r21600,xe">'
        '<v:formulas><v:f eqn="val #0"/></v:formulas></v:shapetype>'
        '<v:shape type="#_x0000_t5" adj="5400" style="width:100pt;height:50pt"/>'
    )
    made = only_shape(read(word(body(pict(vml))))[0])
    assert points(made.paths[0]) == [("M", (0.25, 0.0)), ("L", (0.0, 1.0)), ("L", (1.0, 1.0)), ("Z", ())]


def test_a_path_of_vml_that_is_not_known_is_refused() -> None:
    vml = '<v:shape style="width:100pt;height:50pt" coordsize="200,100" path="m0,0zz9,9e"/>'
    _document, findings = read(word(body(pict(vml))))
    assert [each.code for each in findings.errors] == ["construct-unsupported"]


def test_members_of_a_vml_group_count_in_its_coordinates() -> None:
    vml = (
        '<v:group style="width:100pt;height:20pt" coordorigin="1000,500" coordsize="2000,400">'
        '<v:rect style="position:absolute;left:1000;top:700;width:1000;height:100"/>'
        '<v:line from="1000,500" to="3000,900"/></v:group>'
    )
    made = only_group(read(word(body(pict(vml))))[0])
    assert [(each.x, each.y, each.content.width, each.content.height) for each in made.members] == [
        (0.0, 10.0, 50.0, 5.0),
        (0.0, 0.0, 100.0, 20.0),
    ]


def test_a_watermark_is_text_as_large_as_its_shape() -> None:
    vml = (
        '<v:shape style="width:300pt;height:100pt;rotation:315" fillcolor="silver" stroked="f">'
        '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Calibri&quot;" string="CONCEPT"/></v:shape>'
    )
    made = only_shape(read(word(body(pict(vml))))[0])
    (text,) = made.blocks[0].content.inlines  # type: ignore[union-attr]
    assert (made.stretched, made.rotation, made.fill, made.outline) == (True, 315.0, None, None)
    assert (text.text, text.format.font, text.format.colour) == ("CONCEPT", "Calibri", "DFDFDF")  # type: ignore[union-attr]


def test_a_text_within_alternate_content_of_a_run_is_set() -> None:
    xml = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
        '<mc:Choice Requires="unknown"><w:t>anders</w:t></mc:Choice>'
        "<mc:Fallback><w:t>tekst</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(laid_out(word(body(xml)))) == [["tekst"]]


def test_an_embedded_object_without_a_picture_is_refused() -> None:
    xml = "<w:p><w:r><w:object/></w:r></w:p>"
    _document, findings = read(word(body(xml)))
    assert [each.code for each in findings.errors] == ["construct-unsupported"]


def test_what_floats_behind_the_text_stays_when_the_header_counts_pages() -> None:
    vml = (
        '<v:rect style="position:absolute;margin-left:0;margin-top:0;width:50pt;height:20pt;z-index:-1">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>achter</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect>"
    )

    def build(document: object) -> None:
        body(pict(vml) + paragraph("tekst"))(document)  # type: ignore[arg-type]
        header = document.sections[0].header  # type: ignore[attr-defined]
        field = header.paragraphs[0].add_run()._r
        field.append(field.makeelement(field.tag.replace("}r", "}pgNum")))

    pages = laid_out(word(build))
    assert [each.part for each in pages.pages[0].behind] == ["drawing"]


def test_drawings_keep_to_the_standards(tmp_path: Path, judge_pdfs: Callable[..., list[verapdf.Verdict]]) -> None:
    gradient = (
        '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="FF0000"><a:alpha val="40000"/></a:srgbClr></a:gs>'
        '<a:gs pos="100000"><a:srgbClr val="00FF00"/></a:gs></a:gsLst><a:path path="circle"/></a:gradFill>'
    )
    line = '<a:ln w="12700"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:tailEnd type="triangle"/></a:ln>'
    star = shape(frame(0, 0, 100, 50, 'rot="2700000"') + preset("star5") + gradient + line)
    side = shape(frame(0, 0, 30, 100) + preset("roundRect") + line, paragraph("op zijn kant"), 'vert="vert"')
    connector = shape(frame(0, 60, 80, 20, 'flipV="1"') + preset("bentConnector3") + line)
    members = star + connector + shape(frame(0, 0, 50, 20) + preset("rect"), paragraph("in de groep"))
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame(0, 0, 100, 100)}</wpg:grpSpPr>{members}</wpg:wgp>"
    quiet = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame(0, 0, 100, 100)}</wpg:grpSpPr>{star}{connector}</wpg:wgp>"
    word_art = '<v:shape style="width:200pt;height:40pt"><v:textpath string="FEEST"/></v:shape>'
    content = word(
        body(
            drawing(star, described='descr="een ster"')
            + drawing(side, 30, 100)
            + drawing(group, 100, 100, kind="wpg")
            + drawing(quiet, 100, 100, 'descr="een ster met een lijn"', kind="wpg")
            + pict(word_art)
        )
    )
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf_of(content))
    assert [] == [rule for verdict in judge_pdfs([file]) for rule in verdict.broken]


def test_a_text_box_may_take_a_share_of_the_room_between_the_margins() -> None:
    box = shape(frame(0, 0, 100, 50) + preset("rect"), paragraph("tekst"), "").replace(
        "<wps:bodyPr />", "<wps:bodyPr><a:spAutoFit/></wps:bodyPr>"
    )
    anchored = (
        drawing(box)
        .replace(
            "<wp:inline>", '<wp:anchor><wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        )
        .replace(
            "</wp:inline>",
            '<wp14:sizeRelH xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"'
            ' relativeFrom="margin"><wp14:pctWidth>40000</wp14:pctWidth></wp14:sizeRelH></wp:anchor>',
        )
    )
    (placed,) = [each for each in laid_out(word(body(anchored))).nodes if isinstance(each, PlacedFloat)]
    between = 595 - 2 * LEFT
    assert (round(placed.x, 2), round(placed.width, 2)) == (round(LEFT + 0.6 * between, 2), round(0.4 * between, 2))


def test_brightness_and_contrast_of_a_picture_make_its_tone() -> None:
    def build(document: WordDocument) -> None:
        stream = io.BytesIO()
        Image.new("RGB", (2, 2)).save(stream, "PNG")
        stream.seek(0)
        document.add_picture(stream)
        (blip,) = document.element.body.iter(qn("a:blip"))
        blip.append(blip.makeelement(qn("a:lum"), {"bright": "70000", "contrast": "-70000"}))

    (picture,) = graphics(read(word(build))[0])
    assert isinstance(picture, Picture)
    assert (round(picture.tone.gain, 3), picture.tone.lift) == (0.3, 0.35)


def test_an_empty_place_of_a_symbol_font_is_a_box_with_a_warning() -> None:
    document, findings = read(word(body('<w:p><w:r><w:sym w:font="Symbol" w:char="F094"/></w:r></w:p>')))
    assert document.blocks[0].content.inlines[0].text == "□"  # type: ignore[union-attr]
    assert [each.code for each in findings.warnings] == ["sign-empty"]


def test_a_picture_within_alternate_content_is_found() -> None:
    def build(document: WordDocument) -> None:
        stream = io.BytesIO()
        Image.new("RGB", (2, 2)).save(stream, "PNG")
        stream.seek(0)
        document.add_picture(stream)
        (fill,) = document.element.body.iter(qn("pic:blipFill"))
        parent = fill.getparent()
        namespace = f"{{{nsmap['mc']}}}"
        outer = fill.makeelement(namespace + "AlternateContent")
        parent.replace(fill, outer)
        outer.append(fill.makeelement(namespace + "Choice", {"Requires": "ma"}))
        outer.append(fill.makeelement(namespace + "Fallback"))
        outer[1].append(fill)

    assert [True] == [isinstance(each, Picture) for each in graphics(read(word(build))[0])]


def test_a_picture_that_names_no_image_is_refused() -> None:
    xml = drawing("<pic:pic><pic:blipFill/><pic:spPr/></pic:pic>")
    _document, findings = read(word(body(xml)))
    assert [each.code for each in findings.errors] == ["construct-unsupported"]


def _with_picture(change: Callable[[WordDocument], None]) -> bytes:
    """A document with one picture, changed."""

    def build(document: WordDocument) -> None:
        stream = io.BytesIO()
        Image.new("RGB", (2, 2), "red").save(stream, "PNG")
        stream.seek(0)
        document.add_picture(stream)
        change(document)

    return word(build)


def test_a_picture_cut_to_a_circle_is_a_circle_filled_with_it() -> None:
    def cut(document: WordDocument) -> None:
        (geometry,) = document.element.body.iter(qn("a:prstGeom"))
        geometry.set("prst", "ellipse")
        (described,) = document.element.body.iter(qn("wp:docPr"))
        described.set("descr", "een foto")

    made = only_shape(read(_with_picture(cut))[0])
    assert isinstance(made.fill, Picture)
    assert (made.alt, made.geometry, made.outline) == ("een foto", "path", None)


def test_a_shape_filled_with_a_picture_keeps_to_the_standards(
    tmp_path: Path, judge_pdfs: Callable[..., list[verapdf.Verdict]]
) -> None:
    def fill(document: WordDocument) -> None:
        (blip,) = document.element.body.iter(qn("a:blip"))
        identity = blip.get(qn("r:embed"))
        picture = f'<a:blipFill><a:blip r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
        (before,) = document.element.body.iter(qn("wp:inline"))
        drawn = parse_xml(
            drawing(shape(preset("star5") + picture), described='descr="een ster"').replace(
                "<w:p ", f"<w:p {nsdecls('w', 'wp', 'a', 'r')} ", 1
            )
        )
        document.element.body.insert(0, drawn)
        before.getparent().remove(before)

    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf_of(_with_picture(fill)))
    assert [] == [rule for verdict in judge_pdfs([file]) for rule in verdict.broken]


def test_text_keeps_away_from_all_that_a_turned_shape_covers() -> None:
    x0, y0, x1, y1 = bounds(Shape(100, 20, rotation=90.0), 0, 0, 100, 20)
    assert (40, -40, 60, 60) == (round(x0), round(y0), round(x1), round(y1))


def test_every_preset_has_its_points_within_or_near_its_frame() -> None:
    far = [
        (name, values)
        for name in _presets()
        if "Callout" not in name
        for path in preset_paths(name, None, 120, 80) or ()
        for _command, values in path.commands
        if values and not all(-0.2 <= each <= 1.2 for each in values[-2:])
    ]
    assert [] == far


@pytest.mark.parametrize(
    ("geometry", "insets"),
    [
        (preset("rect"), (0.0, 0.0, 0.0, 0.0)),
        (preset("roundRect", '<a:gd name="adj" fmla="val 50000"/>'), (7.32, 7.32, 7.32, 7.32)),
        (preset("ellipse"), (14.64, 7.32, 14.64, 7.32)),
        (preset("triangle"), (25.0, 25.0, 25.0, 0.0)),
        ('<a:custGeom><a:rect l="l" t="hd4" r="hc" b="b"/><a:pathLst/></a:custGeom>', (0.0, 12.5, 50.0, 0.0)),
    ],
)
def test_text_stands_in_the_room_that_its_shape_leaves_it(geometry: str, insets: tuple[float, ...]) -> None:
    without = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    xml = shape(frame(0, 0, 100, 50) + geometry, paragraph("text"), without)
    made = only_shape(read(word(body(drawing(xml))))[0])
    assert insets == tuple(round(each, 2) for each in made.insets)
