"""What becomes of values: every character survives, every kind of value is set as Word has it."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from little_docx import Table, Xml, docx, paragraphs, part
from lxml import etree
from PIL import Image as Pillow

from generator.errors import RenderFailed, TemplateUnreadable
from generator.language import Reader
from generator.template import (
    Image,
    Paragraphs,
    RichParagraph,
    RichRun,
    RichText,
    SubDocument,
    compile_template,
)
from generator.template.limits import LONGEST_TEXT

GREETING = compile_template(
    docx("Geachte {{ naam }},", ["{", "{ tekst ", "}}"], header="{{ naam }}", title="{{ naam }}")
)

# What an XML file can hold at all, and none of the characters that a letter gives a meaning of its own.
LEGAL = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


def letter(template: bytes, **context: object) -> bytes:
    return compile_template(template).render(context)


@settings(max_examples=100, deadline=None)
@given(text=st.text(LEGAL))
def test_any_text_survives(text: str) -> None:
    made = GREETING.render({"naam": text, "tekst": "x" + text + "x"})
    document = Document(io.BytesIO(made))

    assert [f"Geachte {text},", f"x{text}x"] == paragraphs(made)
    assert document.sections[0].header.paragraphs[0].text == text
    assert document.core_properties.title == text


@settings(max_examples=100, deadline=None)
@given(text=st.text())
def test_any_text_at_all_makes_a_sound_file(text: str) -> None:
    made = GREETING.render({"naam": text, "tekst": text})

    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


TAGGED = [
    "{{ naam }}",
    "{% if ja %}a & b{% else %}nee{% endif %}",
    "{{ naam|upper ~ '!' }}",
    "{%- if ja -%}x{% endif %}",
]
BETWEEN = ["", '<w:proofErr w:type="spellStart"/>', '<w:bookmarkStart w:id="9" w:name="b"/><w:bookmarkEnd w:id="9"/>']
FORMATS = ["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:rStyle w:val="Strong"/><w:lang w:val="nl-NL"/></w:rPr>']


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_any_way_of_splitting_a_tag_over_runs_makes_the_same_letter(data: st.DataObject) -> None:
    text = "voor " + " en ".join(data.draw(st.lists(st.sampled_from(TAGGED), min_size=1, max_size=4))) + " na"
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text) - 1), max_size=12)))
    runs = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        escaped = text[start:end].replace("&", "&amp;").replace("<", "&lt;")
        formatting, between = data.draw(st.sampled_from(FORMATS)), data.draw(st.sampled_from(BETWEEN))
        runs.append(f'{between}<w:r>{formatting}<w:t xml:space="preserve">{escaped}</w:t></w:r>')
    context = {"naam": "De <Vries> & zn", "ja": True}

    whole = paragraphs(letter(docx(text), **context))
    split = paragraphs(letter(docx(Xml(f"<w:p>{''.join(runs)}</w:p>")), **context))

    assert whole == split


def test_a_value_takes_the_formatting_of_the_run_in_which_its_tag_starts() -> None:
    made = letter(
        docx(
            Xml(
                "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ na</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>am }}</w:t></w:r></w:p>"
            )
        ),
        naam="x",
    )

    assert '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">x</w:t></w:r>' in part(made)
    assert "<w:i/>" not in part(made)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("tekst", "tekst"),
        (None, ""),
        (5, "5"),
        (1234.5, "1234.5"),
        (Decimal("0.10"), "0.10"),
        (True, "True"),
        (date(2018, 6, 28), "28 juni 2018"),
        (datetime(2018, 6, 28, 9, 5), "28 juni 2018 09:05"),  # noqa: DTZ001 -- letters know no time zones
        (["a", "b"], "a\nb"),
        ("a\r\nb\rc\vd", "a\nb\nc\nd"),
        ("a\x00\x1fb", "ab"),
    ],
)
def test_a_value_without_a_filter_is_written_as_a_letter_has_it(value: object, written: str) -> None:
    assert [f"<{written}>"] == paragraphs(letter(docx("<{{ x }}>"), x=value))


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("{{ d|date('d MMMM yyyy') }}", "28 juni 2018"),
        ("{{ d|datum }}", "28 juni 2018"),
        ("{{ d|date('EEEE d-M-yy') }}", "donderdag 28-6-18"),
        ("{{ '2018-06-28'|date }}", "28 juni 2018"),
        ("{{ '28-6-2018'|datum }}", "28 juni 2018"),
        ("{{ 1234567.5|number }}", "1.234.567,5"),
        ("{{ 1234.5|number(2) }}", "1.234,50"),
        ("{{ '1.234,5'|number(0) }}", "1.234"),
        ("{{ 1234.5|currency }}", "€\u00a01.234,50"),
        ("{{ 1234|currency(decimals=0) }}", "€\u00a01.234"),
        ("{{ 'de raad'|upper_first }}", "De raad"),
        ("{{ 'ijsland'|upper_first }}", "IJsland"),
        ("{{ n|upper }}{{ n|date }}{{ n|number }}{{ n.b.c }}!", "!"),
        ("{{ [3, 1, 2]|sort|join(', ') }}", "1, 2, 3"),
        ("{{ 'a' ~ n ~ d }}", "a28 juni 2018"),
        ("{{ 'a&b'|tojson }}", '"a&b"'),
    ],
)
def test_a_filter_writes_dutch(tag: str, written: str) -> None:
    assert ["x" + written] == paragraphs(letter(docx("x" + tag), d=date(2018, 6, 28), n=None))


def test_filters_of_the_settings_are_expressions_and_know_each_other() -> None:
    filters = {"uitroep": "value|upper ~ '!'", "dubbel": "value|uitroep ~ value"}

    made = compile_template(docx("{{ x|dubbel }}"), filters=filters).render({"x": "a&"})

    assert ["A&!a&"] == paragraphs(made)


def test_a_filter_of_the_settings_takes_arguments() -> None:
    made = compile_template(docx("{{ x|plus('!', 2) }}"), filters={"plus": "value ~ args[0] * args[1]"})

    assert ["a!!"] == paragraphs(made.render({"x": "a"}))


def test_a_filter_of_the_settings_that_is_no_expression_is_told() -> None:
    with pytest.raises(TemplateUnreadable) as told:
        compile_template(docx("x"), filters={"fout": "value|"})

    assert ["filter-invalid"] == [each.code for each in told.value.findings]  # type: ignore[attr-defined]


def test_a_filter_of_the_settings_lives_in_the_same_sandbox() -> None:
    with pytest.raises((TemplateUnreadable, RenderFailed)):
        compile_template(docx("{{ x|boef }}"), filters={"boef": "value.__class__"}).render({"x": "a"})


def test_a_paragraph_of_empty_expressions_is_left_out() -> None:
    template = docx("a", "{{ x }}", "{{ x }} {{ y }}", "T.a.v. {{ x }}", "{{ y }}")

    assert ["a", "T.a.v. "] == paragraphs(letter(template, x="", y=""))
    assert ["a", " y", "T.a.v. ", "y"] == paragraphs(letter(template, x="", y="y"))


def test_a_cell_keeps_its_last_paragraph() -> None:
    made = letter(docx(Table([["{{ x }}", "a\n{{ x }}"], ["{%p if x %}\nb\n{%p endif %}", "c"]])), x="")

    table = Document(io.BytesIO(made)).tables[0]
    assert [[[""], ["a"]], [[""], ["c"]]] == [
        [[p.text for p in cell.paragraphs] for cell in row.cells] for row in table.rows
    ]


def test_a_cell_of_which_only_a_comment_is_written_keeps_a_paragraph() -> None:
    (row,) = Document(io.BytesIO(letter(docx(Table([["a", "{#p weg #}"]]))))).tables[0].rows

    assert ["a", ""] == [cell.text for cell in row.cells]
    assert 1 == len(row.cells[1].paragraphs)


def test_a_table_of_which_only_a_comment_is_written_goes() -> None:
    assert "<w:tbl>" not in part(letter(docx("a", Table([["{#tr weg #}", ""]]))))


def test_a_table_whose_rows_are_all_gone_goes_too() -> None:
    made = letter(docx("a", Table([["{%tr for x in l %}"], ["{{ x }}"], ["{%tr endfor %}"]]), "b"), l=[])

    assert "<w:tbl>" not in part(made)
    assert ["a", "b"] == paragraphs(made)


def test_the_same_data_make_the_same_bytes() -> None:
    context = {"naam": "a", "tekst": "b"}
    again = pickle.loads(pickle.dumps(GREETING))

    assert GREETING.render(context) == GREETING.render(context) == again.render(context)
    assert (GREETING.sha256, GREETING.names, GREETING.warnings) == (again.sha256, again.names, again.warnings)


def test_names_are_listed_with_their_places() -> None:
    template = compile_template(
        docx(
            "{{ a.b }}",
            "{% for p in ps %}{{ p.t }}{{ loop.index }}{% endfor %}",
            "{% set q = a %}{{ q.c }}{{ z|default('') }}",
        )
    )

    assert [
        ("a.b", 1, False),
        ("ps", 2, False),
        ("ps[].t", 2, False),
        ("a", 3, False),
        ("a.c", 3, False),
        ("z", 3, True),
    ] == [(each.path, each.place.paragraph, each.optional) for each in template.names]


def test_a_missing_name_is_an_error_with_its_place_and_all_are_told() -> None:
    with pytest.raises(RenderFailed) as told:
        letter(docx("{{ a }}", "b", "{{ c.d }}"), c={})

    assert [("name-missing", 1), ("name-missing", 3)] == [
        (each.code, each.place.paragraph) for each in told.value.findings
    ]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "tag",
    [
        "{% if n > 1 %}b{% endif %}",
        "{% for i in range(n - 1) %}b{% endfor %}",
        "{{ n + 1 }}",
        "{{ -n.a[2] * 3 }}",
        "{{ n()|int }}",
    ],
)
def test_a_lenient_letter_works_with_what_is_missing(tag: str) -> None:
    assert ["a" + ("0" if "int" in tag else "")] == paragraphs(
        compile_template(docx("a" + tag)).render({}, lenient=True)
    )


def test_a_value_that_is_called_like_a_function_is_told_as_such() -> None:
    (told,) = compile_template(docx("{{ today() }}")).check({"today": "nu"})

    assert "a value of the data is no function; leave out the parentheses behind it" == Reader("en").say(told.cause)


def test_a_lenient_letter_leaves_missing_names_empty() -> None:
    template = compile_template(docx("a{{ b }}{{ c.d.e }}{% if f %}g{% endif %}{% for h in i %}j{% endfor %}"))

    assert ["a"] == paragraphs(template.render({"c": {}}, lenient=True))


def test_a_check_tells_what_a_letter_would_and_leaves_sound_data_alone() -> None:
    template = compile_template(docx("{{ a }} {{ b|date }}"))

    assert ["name-missing", "value-refused"] == [each.code for each in template.check({"b": "geen"})]
    assert () == template.check({"a": 1, "b": None})


# Rich values -----------------------------------------------------------------------------------------------------


def png(width: int = 40, height: int = 20, dpi: int = 96) -> bytes:
    stream = io.BytesIO()
    Pillow.new("RGB", (width, height), "red").save(stream, "PNG", dpi=(dpi, dpi))
    return stream.getvalue()


RICH = RichText(
    (RichRun("vet & ", bold=True), RichRun("rood", color="#ff0000", size=28), RichRun("site", url="https://vng.nl"))
)


@pytest.mark.parametrize("tag", ["{{ x }}", "{{r x }}"])
def test_rich_text_becomes_runs_of_its_own(tag: str) -> None:
    made = letter(docx(f"a {tag} b"), x=RICH)
    runs = Document(io.BytesIO(made)).paragraphs[0].runs

    assert ["a vet & roodsite b"] == paragraphs(made)
    assert [True] == [run.bold for run in runs if run.text == "vet & "]
    assert "https://vng.nl" in part(made, "word/_rels/document.xml.rels")


def test_rich_text_in_a_header_links_from_the_header() -> None:
    made = letter(docx("x", header="{{r x }}"), x=RICH)

    assert "https://vng.nl" in part(made, "word/_rels/header1.xml.rels")
    assert Document(io.BytesIO(made)).sections[0].header.paragraphs[0].runs


def test_paragraphs_take_the_place_of_theirs() -> None:
    value = Paragraphs((RichParagraph("kop", "Heading 1"), RichParagraph("tekst"), RichParagraph(RICH, "List Bullet")))
    made = letter(docx("voor", "{{p x }}", "na"), x=value)

    assert [
        ("voor", "Normal"),
        ("kop", "Heading 1"),
        ("tekst", "Normal"),
        ("vet & roodsite", "List Bullet"),
        ("na", "Normal"),
    ] == [
        (text, each.style.name)
        for text, each in zip(paragraphs(made), Document(io.BytesIO(made)).paragraphs, strict=True)
    ]


def test_an_unknown_style_is_told_with_the_nearest() -> None:
    with pytest.raises(RenderFailed) as told:
        letter(docx("{{p x }}"), x=Paragraphs((RichParagraph("a", "Headng 1"),)))

    assert "heading 1" in str(told.value.findings[0].message.values)


def test_paragraphs_within_a_line_are_refused() -> None:
    with pytest.raises(RenderFailed):
        letter(docx("a {{ x }} b"), x=Paragraphs((RichParagraph("a"),)))


def test_pictures_get_a_number_each_and_one_file() -> None:
    data = png()
    made = letter(
        docx("{{ x }} {{ y|image(width='4cm') }}", "{% for i in [1, 2] %}{{ x }}{% endfor %}", header="{{ x }}"),
        x=Image(data, alt_text='een "rood" vlak'),
        y=Image(data),
    )
    text = part(made) + part(made, "word/header1.xml")
    numbers = re.findall(r'<wp:docPr id="(\d+)"', text)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        media = [name for name in package.namelist() if name.startswith("word/media/brieven")]

    assert 5 == len(numbers) == len(set(numbers))
    assert 1 == len(media)
    assert 'cx="1440000" cy="720000"' in text
    assert 'cx="381000" cy="190500"' in text
    assert [True] * 4 == [bool(shape.width) for shape in Document(io.BytesIO(made)).inline_shapes]


def test_a_file_that_is_no_picture_is_refused() -> None:
    with pytest.raises(RenderFailed):
        letter(docx("{{ x }}"), x=Image(b"geen plaatje"))


def test_a_sub_document_brings_its_styles_lists_and_pictures() -> None:
    source = Document()
    source.styles.add_style("Eigen stijl", 1).font.bold = True
    source.add_paragraph("kop", style="Heading 2")
    source.add_paragraph("eigen", style="Eigen stijl")
    source.add_paragraph("punt", style="List Bullet")
    source.add_picture(io.BytesIO(png()))
    source.add_table(1, 2).cell(0, 0).text = "cel {{ geen tag }}"
    stream = io.BytesIO()
    source.save(stream)

    made = letter(docx("voor", "{{p x }}", "na"), x=SubDocument(stream.getvalue()))
    document = Document(io.BytesIO(made))

    assert ["voor", "kop", "eigen", "punt", "", "cel {{ geen tag }}", "", "na"] == paragraphs(made)
    assert "Eigen stijl" == document.paragraphs[2].style.name
    assert document.paragraphs[2].style.font.bold
    assert 1 == len(document.inline_shapes)


def test_a_drawing_in_a_loop_gets_a_number_each_time() -> None:
    drawing = (
        "<w:p><w:r><w:t>{% for i in [1, 2] %}</w:t></w:r><w:r><w:drawing><wp:inline><wp:extent cx='1' cy='1'/>"
        "<wp:docPr id='7' name='x' descr='{{ i }}'/></wp:inline></w:drawing></w:r><w:r><w:t>{% endfor %}</w:t></w:r></w:p>"
    )
    made = part(letter(docx(Xml(drawing))))

    assert ['id="8" name="x" descr="1"', 'id="9" name="x" descr="2"'] == [
        each.split("<wp:docPr ")[1].split("/>")[0] for each in made.split("</wp:inline>")[:-1]
    ]


TEXT_BOX = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:wsp><wps:txbx><w:txbxContent>'
    "<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>{{ y }}</w:t></w:r></w:p>"
)


def test_both_branches_of_a_text_box_are_filled_in() -> None:
    made = part(letter(docx(Xml(TEXT_BOX)), x="venster", y="naast"))

    assert 2 == made.count("venster")
    assert 1 == made.count("naast")


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_are_filled_in(kind: str) -> None:
    singular = kind[:-1]
    note = (
        f'<w:{kind} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:{singular} w:id="1"><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p></w:{singular}></w:{kind}>'
    ).encode()

    def change(name: str, content: bytes) -> bytes:
        office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        if name == "word/_rels/document.xml.rels":
            added = (
                b'<Relationship Id="rIdN" Type="' + office + kind.encode() + b'" Target="' + kind.encode() + b'.xml"/>'
            )
            return content.replace(b"</Relationships>", added + b"</Relationships>")
        if name == "[Content_Types].xml":
            kind_of_part = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml".encode()
            added = b'<Override PartName="/word/' + kind.encode() + b'.xml" ContentType="' + kind_of_part + b'"/>'
            return content.replace(b"</Types>", added + b"</Types>")
        return content

    made = letter(docx("{{ x }}", parts={f"word/{kind}.xml": note}, change=change), x="a & b")

    assert '<w:t xml:space="preserve">a &amp; b</w:t>' in part(made, f"word/{kind}.xml")


def test_a_value_may_be_long_but_a_template_may_not_make_it_longer() -> None:
    text = "x" * (LONGEST_TEXT + 1)

    assert [text] == paragraphs(letter(docx("{{ x }}"), x=text))
    with pytest.raises(RenderFailed):
        letter(docx("{{ x ~ x }}"), x=text)
