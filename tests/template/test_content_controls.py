"""A content control with a tag in it shows the letter's text, not what it was tied to."""

from __future__ import annotations

import pytest
from little_docx import Xml, docx, paragraphs, part

from generator.template import compile_template

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
BINDING = '<w:dataBinding w:xpath="/x" w:storeItemID="{0}"/>'
RUN = "<w:r><w:t>{text}</w:t></w:r>"


def control(text: str, properties: str = BINDING) -> Xml:
    """A paragraph with a control around its text."""
    run = RUN.format(text=text)
    return Xml(f"<w:p><w:sdt><w:sdtPr>{properties}<w:text/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt></w:p>")


@pytest.mark.parametrize(
    "properties",
    [BINDING, f'<b:dataBinding xmlns:b="{W15}" w:xpath="/x"/>', "<w:showingPlcHdr/>", f"{BINDING}<w:showingPlcHdr/>"],
)
def test_a_control_with_a_tag_is_tied_to_nothing(properties: str) -> None:
    letter = compile_template(docx(control("{{ x }}", properties))).render({"x": "iks"})

    assert ["iks"] == paragraphs(letter)
    assert (True, False, False) == tuple(word in part(letter) for word in ("<w:sdt>", "dataBinding", "showingPlcHdr"))


def test_a_control_around_a_control_is_untied_too() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{RUN.format(text='{{ x }}')}</w:sdtContent></w:sdt>"
    outer = Xml(f"<w:p><w:sdt><w:sdtPr>{BINDING}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt></w:p>")

    assert "dataBinding" not in part(compile_template(docx(outer)).render({"x": "iks"}))


def test_a_control_without_a_tag_stays_as_it_is() -> None:
    letter = compile_template(docx(control("vast"), "{{ x }}")).render({"x": "iks"})

    assert "dataBinding" in part(letter)


def test_a_binding_that_is_left_out_is_told() -> None:
    template = compile_template(docx("a", control("{{ x }}")))

    assert [("binding-removed", 2)] == [(each.code, each.place.paragraph) for each in template.warnings]  # type: ignore[union-attr]
