"""``brieven adopt`` and ``brieven check TEMPLATE --annotate``, as a user meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result

from generator.errors import ExitStatus

Run = Callable[..., Result]


def merge_letter(path: Path, *instructions: str) -> None:
    """A Word letter with a simple field in each paragraph."""
    document = docx.Document()
    for instruction in instructions:
        paragraph = document.add_paragraph("x ")
        field = paragraph._p.makeelement(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldSimple",
            {"{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr": instruction},
        )
        paragraph._p.append(field)
    document.save(str(path))


def texts(path: Path) -> list[str]:
    return [each.text for each in docx.Document(str(path)).paragraphs]


def test_a_letter_is_adopted_beside_the_old_one(run: Run, tmp_path: Path) -> None:
    merge_letter(tmp_path / "oud.docx", "MERGEFIELD Gemeente")
    result = run("adopt", "oud.docx")
    assert (ExitStatus.DONE, "oud.docx staat met tags in oud-tags.docx\n") == (result.exit_code, result.stdout)
    assert ["x {{ council.name }}"] == texts(tmp_path / "oud-tags.docx")


def test_what_cannot_be_adopted_is_told_and_the_rest_is_done(run: Run, tmp_path: Path) -> None:
    merge_letter(tmp_path / "oud.docx", "NEXT", "MERGEFIELD Gemeente")
    result = run("adopt", "oud.docx", "-o", "nieuw.docx")
    assert ExitStatus.LETTERS_FAILED == result.exit_code
    assert "NEXT" in result.stderr
    assert "x {{ council.name }}" in texts(tmp_path / "nieuw.docx")


@pytest.mark.parametrize("target", ["oud.docx", "./oud.docx"])
def test_the_old_letter_is_never_overwritten(run: Run, tmp_path: Path, target: str) -> None:
    merge_letter(tmp_path / "oud.docx", "MERGEFIELD Gemeente")
    before = (tmp_path / "oud.docx").read_bytes()
    assert ExitStatus.WRONG_USE == run("adopt", "oud.docx", "-o", target).exit_code
    assert before == (tmp_path / "oud.docx").read_bytes()


def test_a_letter_that_is_not_there_is_told(run: Run) -> None:
    result = run("adopt", "weg.docx")
    assert ExitStatus.UNREADABLE_INPUT == result.exit_code
    assert "Traceback" not in result.stderr


def test_a_broken_template_is_annotated_at_its_spots(run: Run, tmp_path: Path) -> None:
    merge_letter(tmp_path / "fout.docx", "NEXT")
    result = run("check", "fout.docx", "--annotate", "kopie.docx")
    assert ExitStatus.UNREADABLE_INPUT == result.exit_code
    (comment,) = docx.Document(str(tmp_path / "kopie.docx")).comments
    assert "NEXT" in comment.text


def test_what_setting_a_letter_finds_is_annotated_at_the_templates_own_paragraph(run: Run, tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("{%p for regel in recipient.lines %}", "{{ regel }}", "{%p endfor %}"):
        document.add_paragraph(text)
    document.add_paragraph().add_run("Hoogachtend").font.name = "Onbekend Lettertype"
    document.save(str(tmp_path / "brief.docx"))

    run("check", "brief.docx", "--annotate", "kopie.docx")

    copy = docx.Document(str(tmp_path / "kopie.docx"))
    said = [each.text for each in copy.comments]
    spots = [
        paragraph.text
        for paragraph in copy.paragraphs
        if paragraph._p.xpath("w:commentRangeStart")  # type: ignore[attr-defined]
    ]
    assert ["Hoogachtend"] == spots
    assert all("Onbekend Lettertype" in each for each in said)
