"""The tool that holds docxtpl's own templates against ours judges rightly."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import docxtpl
import pytest
from little_docx import docx

TOOL = Path(__file__).parents[2] / "tools" / "docxtpl_templates.py"
specification = importlib.util.spec_from_file_location("docxtpl_templates", TOOL)
assert specification is not None
assert specification.loader is not None
docxtpl_templates = importlib.util.module_from_spec(specification)
sys.modules[specification.name] = docxtpl_templates
specification.loader.exec_module(docxtpl_templates)

SCRIPT = """
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
tpl = DocxTemplate("templates/{name}_tpl.docx")
rich = RichText("vet", bold=True)
rich.add(" en ", color="#FF0000")
rich.add("link", url_id=tpl.build_url_id("https://www.vng.nl"))
paragraphs = RichTextParagraph(rich)
paragraphs.add("tweede")
tpl.render(
    {{
        "x": "iks",
        "rich": rich,
        "paragraphs": paragraphs,
        "listing": Listing("a\\nb"),
        "picture": InlineImage(tpl, "templates/plaatje.png"),
        "now": lambda: "nu",
        "rows": [{{"kind": None}}],
    }},
    autoescape=True,
)
"""


@pytest.fixture
def said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """What the tool prints of a folder like docxtpl's, by template."""
    (tmp_path / "templates").mkdir()
    templates = {
        "gelijk": docx("{{ x }} {{ picture }} {{ listing }}", "{{r rich }}", "{{p paragraphs }}", "slot"),
        "anders": docx("waarde {{ rows[0].kind }}", "{{ now() }}"),
        "fout": docx("{% if x %}", "open"),
    }
    for name, data in templates.items():
        (tmp_path / "templates" / f"{name}_tpl.docx").write_bytes(data)
        (tmp_path / f"{name}.py").write_text(SCRIPT.format(name=name), encoding="utf-8")
    (tmp_path / "templates" / "los_tpl.docx").write_bytes(docx("{{ y }}!"))
    (tmp_path / "templates" / "los.json").write_text('{"y": "ypsilon"}', encoding="utf-8")

    assert 1 == docxtpl_templates.main([str(tmp_path)])
    told: dict[str, list[str]] = {}
    for line in capsys.readouterr().out.splitlines():
        if not line.startswith(" "):
            name = line
        told.setdefault(name, []).append(line.strip())
    return told


def test_values_of_docxtpl_become_ours(said: dict[str, list[str]]) -> None:
    assert ["gelijk_tpl.docx (gelijk, without now): same"] == said["gelijk_tpl.docx (gelijk, without now): same"]


def test_a_letter_that_differs_is_told_line_by_line(said: dict[str, list[str]]) -> None:
    assert ["differs in word/document.xml", "- 'waarde None'", "- 'nu'", "+ 'waarde '"] == said[
        "anders_tpl.docx (anders, without now): differs"
    ][1:]


def test_a_template_that_is_refused_is_told_with_its_fault(said: dict[str, list[str]]) -> None:
    told = said["fout_tpl.docx (fout, without now): differs"]

    assert ["refused by brieven", True] == [told[1], "{% if x %} is never closed" in told[2]]


def test_a_template_without_a_test_gets_the_data_of_its_name(said: dict[str, list[str]]) -> None:
    assert "los_tpl.docx (los.json): same" in said


def test_docxtpl_is_as_before_afterwards(said: dict[str, list[str]]) -> None:
    assert [True, "docxtpl.template", "posix" if os.name == "posix" else "nt"] == [
        bool(said),
        docxtpl.DocxTemplate.render.__module__,
        os.system.__module__,
    ]
