"""docxtpl's own templates, where a checkout of its repository is at hand (BRIEVEN_DOCXTPL_TESTS names its tests/)."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from little_docx import docx

TOOL = Path(__file__).parents[2] / "tools" / "docxtpl_templates.py"
FOLDER = os.environ.get("BRIEVEN_DOCXTPL_TESTS", "")
specification = importlib.util.spec_from_file_location("docxtpl_templates", TOOL)
assert specification is not None
assert specification.loader is not None
docxtpl_templates = importlib.util.module_from_spec(specification)
specification.loader.exec_module(docxtpl_templates)


@pytest.mark.skipif(not FOLDER, reason="BRIEVEN_DOCXTPL_TESTS names no folder")
def test_every_template_of_docxtpl_says_the_same() -> None:
    assert 0 == docxtpl_templates.main([FOLDER])


def test_the_comparison_tells_sameness_from_difference(tmp_path: Path) -> None:
    (tmp_path / "gelijk_tpl.docx").write_bytes(docx("{{ x }} {{ n + 1 }}"))
    (tmp_path / "gelijk.py").write_text("context = {'x': 'a & b', 'n': 1, 'obj': object()}", encoding="utf-8")
    (tmp_path / "anders_tpl.docx").write_bytes(docx("{{ x }}"))
    (tmp_path / "anders.py").write_text("context = {'x': None}", encoding="utf-8")

    assert {"x": "a & b", "n": 1} == docxtpl_templates.literal_context(tmp_path / "gelijk.py")
    assert docxtpl_templates.difference(tmp_path / "gelijk_tpl.docx", {"x": "a & b", "n": 1}) is None
    assert "None" in docxtpl_templates.difference(tmp_path / "anders_tpl.docx", {"x": None})
