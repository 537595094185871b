"""What a letter may not carry to its readers is taken out with a notice, or refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from little_docx import Xml, docx, paragraphs, part

from generator.errors import TemplateUnreadable
from generator.template import CompiledTemplate, compile_template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def related(
    kind: str, target: str, *, owner: str = "document", identifier: str = "rIdX"
) -> Callable[[str, bytes], bytes]:
    """A change that gives a part one more, external relationship."""
    relationship = f'<Relationship Id="{identifier}" Type="{OFFICE}{kind}" Target="{target}" TargetMode="External"/>'

    def change(name: str, content: bytes) -> bytes:
        if name != f"word/_rels/{owner}.xml.rels":
            return content
        return content.replace(b"</Relationships>", relationship.encode() + b"</Relationships>")

    return change


def in_settings(xml: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"</w:settings>", xml.encode() + b"</w:settings>")
            if name == "word/settings.xml"
            else content
        )

    return change


def codes(template: CompiledTemplate) -> list[str]:
    return [each.code for each in template.warnings]


def refusal(data: bytes) -> list[str]:
    with pytest.raises(TemplateUnreadable) as told:
        compile_template(data, name="brief.docx")
    return [each.code for each in told.value.findings]  # type: ignore[attr-defined]


def whole(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def field(code: str, result: str = "wat het toont") -> Xml:
    return Xml(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def test_a_tie_to_a_template_elsewhere_is_removed() -> None:
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}attachedTemplate" Target="https://boef.example/x.dotm" TargetMode="External"/></Relationships>'
    )
    template = compile_template(
        docx(
            "{{ x }}",
            change=in_settings(f'<w:attachedTemplate xmlns:r="{OFFICE[:-1]}" r:id="rId1"/>'),
            parts={"word/_rels/settings.xml.rels": rels.encode()},
        )
    )

    assert ["attached-template-removed"] == codes(template)
    assert "boef.example" not in whole(template.render({"x": "a"}))
    assert "attachedTemplate" not in part(template.render({"x": "a"}), "word/settings.xml")


def test_a_data_source_of_a_mail_merge_is_removed() -> None:
    template = compile_template(
        docx("{{ x }}", change=in_settings('<w:mailMerge><w:connectString w:val="C:\\geheim.xlsx"/></w:mailMerge>'))
    )

    assert ["data-source-removed"] == codes(template)
    assert "geheim" not in whole(template.render({"x": "a"}))


@pytest.mark.parametrize("kind", ["oleObject", "frame", "subDocument", "attachedTemplate", "video"])
def test_a_link_that_word_follows_by_itself_is_removed(kind: str) -> None:
    template = compile_template(docx("{{ x }}", change=related(kind, "file:///geheim/x")))

    assert ["external-link-removed"] == codes(template)
    assert "geheim" not in whole(template.render({"x": "a"}))


def test_a_link_to_click_on_stays() -> None:
    template = compile_template(docx("{{ x }}", change=related("hyperlink", "https://vng.nl/")))

    assert [] == codes(template)
    assert "https://vng.nl/" in whole(template.render({"x": "a"}))


def test_a_picture_from_elsewhere_is_refused() -> None:
    picture = Xml('<w:p><w:r><w:drawing><a:blip r:link="rIdX"/></w:drawing></w:r></w:p>')

    assert ["picture-external"] == refusal(
        docx("a", picture, change=related("image", "https://boef.example/pixel.png"))
    )


def test_a_picture_of_an_older_kind_from_elsewhere_is_refused() -> None:
    picture = Xml('<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rIdX"/></v:shape></w:pict></w:r></w:p>')

    assert ["picture-external"] == refusal(
        docx("a", picture, change=related("image", "https://boef.example/pixel.png"))
    )


def test_an_embedded_object_goes_and_its_picture_stays() -> None:
    thing = Xml(
        '<w:p><w:r><w:object><v:shape><v:imagedata o:title="beeld"/></v:shape>'
        '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rIdO"/></w:object></w:r></w:p>'
    )

    def change(name: str, content: bytes) -> bytes:
        if name != "word/_rels/document.xml.rels":
            return content
        added = f'<Relationship Id="rIdO" Type="{OFFICE}oleObject" Target="embeddings/oleObject1.bin"/></Relationships>'
        return content.replace(b"</Relationships>", added.encode())

    template = compile_template(
        docx("{{ x }}", thing, change=change, parts={"word/embeddings/oleObject1.bin": b"boef"})
    )
    made = template.render({"x": "a"})

    assert ["object-removed"] == codes(template)
    assert "beeld" in part(made)
    assert "boef" not in whole(made)
    assert "oleObject" not in whole(made)


@pytest.mark.parametrize(
    "code",
    [
        "DDEAUTO c:\\\\windows\\\\cmd.exe",
        " dde excel x",
        "{{ 'DDEAUTO' }} x",
        "D{{ 'DE' }} x",
        "D{% if 1 %}DE{% endif %} x",
    ],
)
def test_a_field_that_starts_a_program_is_refused(code: str) -> None:
    assert "field-refused" in refusal(docx("a", field(code)))


def test_a_field_that_hides_its_name_is_refused() -> None:
    nested = Xml(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText> cmd</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    assert "field-refused" in refusal(docx(nested))


@pytest.mark.parametrize(
    "code", ['INCLUDETEXT "C:\\\\geheim.docx"', 'INCLUDEPICTURE "http://boef/x.png"', "LINK Excel.Sheet x"]
)
def test_a_field_that_reads_another_file_becomes_its_last_result(code: str) -> None:
    made = compile_template(docx("{{ x }}", field(code))).render({"x": "a"})

    assert ["a", "wat het toont"] == paragraphs(made)
    assert "instrText" not in part(made)


@pytest.mark.parametrize(
    "code", ["PAGE", " NUMPAGES ", "DATE \\\\@ d", 'HYPERLINK "https://vng.nl"', "REF a", "TOC \\\\o"]
)
def test_a_field_of_letters_stays(code: str) -> None:
    template = compile_template(docx("{{ x }}", field(code)))

    assert [] == codes(template)
    assert "instrText" in part(template.render({"x": "a"}))


def test_text_in_a_foreign_format_is_left_out() -> None:
    template = compile_template(docx("{{ x }}", Xml('<w:altChunk r:id="rIdX"/>'), change=related("aFChunk", "x.html")))

    assert "foreign-text-removed" in codes(template)
    assert "altChunk" not in part(template.render({"x": "a"}))


def test_macros_are_refused_at_the_door() -> None:
    with pytest.raises(TemplateUnreadable):
        compile_template(docx("{{ x }}", parts={"word/vbaProject.bin": b"boef"}))


@pytest.mark.parametrize("value", ['" \\\\ x" DDE', "a & b\nc"])
def test_a_value_in_a_field_code_stays_one_argument(value: str) -> None:
    made = compile_template(docx(field('HYPERLINK "https://vng.nl/{{ x }}"'))).render({"x": value})
    code = "".join(each.text or "" for each in Document(io.BytesIO(made)).element.body.iter("{*}instrText"))

    assert code.replace("\\\\", "").replace('\\"', "").count('"') == 2


def test_a_workbook_or_a_slide_is_no_letter() -> None:
    import openpyxl

    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)

    with pytest.raises(TemplateUnreadable):
        compile_template(stream.getvalue(), name="adressen.xlsx")
