"""Footnotes and endnotes of a sub-document come along into the letter."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from little_docx import W, Xml, docx, part

from generator.errors import RenderFailed
from generator.template import SubDocument, compile_template

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FONTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CALLS = '<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Noot"/></w:rPr><w:{kind}Reference w:id="{id}"/></w:r></w:p>'
LINK = f'<Relationship Id="rIdL" Type="{R}/hyperlink" Target="https://www.vng.nl" TargetMode="External"/>'


def with_note(text: str, note: str, *, kind: str = "footnote", number: int = 2) -> bytes:
    """A document that calls one note, which stands in a part of its own."""
    notes = (
        f'<w:{kind}s xmlns:w="{W}" xmlns:r="{R}"><w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:t>{note}</w:t></w:r>'
        f'<w:hyperlink r:id="rIdL"><w:r><w:t> bron</w:t></w:r></w:hyperlink></w:p></w:{kind}></w:{kind}s>'
    )
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{LINK}</Relationships>'

    def related(name: str, data: bytes) -> bytes:
        added = {
            "[Content_Types].xml": f'<Override PartName="/word/{kind}s.xml" ContentType="{FONTS}.{kind}s+xml"/></Types>',
            "word/_rels/document.xml.rels": f'<Relationship Id="rIdN" Type="{R}/{kind}s" Target="{kind}s.xml"/></Relationships>',
            "word/styles.xml": '<w:style w:type="character" w:styleId="Noot"><w:name w:val="mijn noot"/></w:style></w:styles>',
        }.get(name)
        if added is None:
            return data
        end = "</" + added.rpartition("</")[2]
        return data.replace(end.encode(), added.encode())

    parts = {f"word/{kind}s.xml": notes.encode(), f"word/_rels/{kind}s.xml.rels": rels.encode()}
    return docx(Xml(CALLS.format(text=text, kind=kind, id=number)), parts=parts, change=related)


def notes_called(letter: bytes, kind: str) -> list[str]:
    """The texts of the notes in the order in which the letter's text calls them."""
    Document(io.BytesIO(letter))
    found = dict(
        re.findall(rf'<w:{kind} [^>]*?w:id="(\d+)"[^>]*>(.*?)</w:{kind}>', part(letter, f"word/{kind}s.xml"), re.DOTALL)
    )
    calls = re.findall(rf'<w:{kind}Reference w:id="(\d+)"/>', part(letter))
    return [re.sub("<[^>]*>", "", found[each]) for each in calls]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_comes_along_into_a_letter_without_any(kind: str) -> None:
    value = SubDocument(with_note("deel", "uitleg", kind=kind))
    letter = compile_template(docx("a", "{{p deel }}")).render({"deel": value})

    assert ["uitleg bron"] == notes_called(letter, kind)
    assert f"/word/{kind}s.xml" in part(letter, "[Content_Types].xml")
    assert "https://www.vng.nl" in part(letter, f"word/_rels/{kind}s.xml.rels")
    assert 'w:styleId="Noot"' in part(letter, "word/styles.xml")


@pytest.mark.parametrize(("note", "expected"), [("eigen noot", "eigen noot"), ("voor {{ x }}", "voor iks")])
def test_a_note_stands_beside_those_of_the_letter(note: str, expected: str) -> None:
    template = docx_with_tag(with_note("brief", note))
    value = SubDocument(with_note("deel", "uitleg"))
    letter = compile_template(template).render({"deel": value, "x": "iks"})

    assert [expected + " bron", "uitleg bron"] == notes_called(letter, "footnote")


def test_a_note_of_a_part_that_is_used_twice_comes_along_twice() -> None:
    value = SubDocument(with_note("deel", "uitleg"))
    letter = compile_template(docx("{{p deel }}", "{{p deel }}", "{{ x }}")).render({"deel": value, "x": ""})

    assert ["uitleg bron", "uitleg bron"] == notes_called(letter, "footnote")


def test_a_header_takes_no_notes() -> None:
    template = compile_template(docx("a", header="{{p deel }}"))
    with pytest.raises(RenderFailed) as told:
        template.render({"deel": SubDocument(with_note("deel", "uitleg"))})

    assert ["value-refused"] == [each.code for each in told.value.findings]  # type: ignore[attr-defined]


def docx_with_tag(document: bytes) -> bytes:
    """The document with the tag of a sub-document at its end."""
    opened = Document(io.BytesIO(document))
    opened.add_paragraph("{{p deel }}")
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()
