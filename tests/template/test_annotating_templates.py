"""A copy of a template tells what is wrong in Word comments at the spots."""

from __future__ import annotations

import io

import docx
import pytest
from mail_merge_letters import complex_field, letter, merge, paragraph, saved, text

from generator.errors import TemplateUnreadable, message
from generator.language import Reader
from generator.model import CellPlace, Place, Problem, Severity, TextPlace
from generator.template import annotate_template, compile_template

NL = Reader("nl")


def problem(place: Place, word: str = "iets") -> Problem:
    return Problem("proef", Severity.ERROR, place, message("{text}", text=word), message("{text}", text="doe iets"))


def comments(made: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(made)).comments]


def commented(made: bytes) -> list[str]:
    """The paragraphs that a comment stands at."""
    document = docx.Document(io.BytesIO(made))
    return [each.text for each in document.paragraphs if each._p.xpath("w:commentRangeStart")]


def test_a_problem_becomes_a_comment_at_its_paragraph() -> None:
    source = letter(paragraph(text("een")), paragraph(text("twee")), paragraph(text("drie")))
    made = annotate_template(source, [problem(TextPlace("word/document.xml", 2))], reader=NL)
    assert (["iets; doe iets"], ["twee"]) == (comments(made), commented(made))


def test_a_problem_in_another_part_is_told_at_the_start_with_its_place() -> None:
    source = letter(paragraph(text("een")), paragraph(text("twee")))
    made = annotate_template(source, [problem(TextPlace("word/header1.xml", 1))], reader=NL)
    assert (["koptekst 1, alinea 1: iets; doe iets"], ["een"]) == (comments(made), commented(made))


def test_a_problem_in_a_text_box_is_told_at_the_paragraph_that_holds_the_box() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>doos</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    source = letter(paragraph(text("een")), paragraph(text("twee"), box))
    made = annotate_template(source, [problem(TextPlace("word/document.xml", 3))], reader=NL)
    assert ["twee"] == commented(made)


def test_problems_of_a_workbook_are_left_out() -> None:
    made = annotate_template(letter(paragraph(text("een"))), [problem(CellPlace("Contacten", "D7"))], reader=NL)
    assert [] == comments(made)


def test_comments_that_are_there_stay() -> None:
    document = docx.Document()
    document.add_comment(document.add_paragraph("een").runs, text="van een collega", author="x")
    made = annotate_template(saved(document), [problem(TextPlace("word/document.xml", 1))], reader=NL)
    assert ["van een collega", "iets; doe iets"] == comments(made)


def test_all_findings_of_a_broken_template_find_their_paragraph() -> None:
    source = letter(
        paragraph(complex_field(" NEXT ", result="«Volgende»")),
        paragraph(text("goed "), merge("Gemeente")),
        paragraph(text("{{ fout")),
    )
    with pytest.raises(TemplateUnreadable) as refused:
        compile_template(source)
    problems = [each for each in refused.value.findings if isinstance(each, Problem)]
    made = annotate_template(source, problems, reader=NL)
    assert ["«Volgende»", "{{ fout"] == commented(made)


def test_the_same_problems_give_the_same_bytes() -> None:
    source = letter(paragraph(text("een")))
    found = [problem(TextPlace("word/document.xml", 1))]
    assert annotate_template(source, found, reader=NL) == annotate_template(source, found, reader=NL)


def test_an_empty_document_gets_its_comment_as_well() -> None:
    made = annotate_template(letter(), [problem(TextPlace("word/document.xml"))], reader=NL)
    assert 1 == len(comments(made))
