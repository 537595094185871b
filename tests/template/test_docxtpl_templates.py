"""The tool that holds docxtpl's own templates against ours judges rightly."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from little_docx import docx

TOOL = Path(__file__).parents[2] / "tools" / "docxtpl_templates.py"
specification = importlib.util.spec_from_file_location("docxtpl_templates", TOOL)
assert specification is not None
assert specification.loader is not None
docxtpl_templates = importlib.util.module_from_spec(specification)
specification.loader.exec_module(docxtpl_templates)


def test_the_comparison_tells_sameness_from_difference(tmp_path: Path) -> None:
    (tmp_path / "gelijk_tpl.docx").write_bytes(docx("{{ x }} {{ n + 1 }}"))
    (tmp_path / "gelijk.py").write_text("context = {'x': 'a & b', 'n': 1, 'obj': object()}", encoding="utf-8")
    (tmp_path / "anders_tpl.docx").write_bytes(docx("{{ x }}"))
    (tmp_path / "anders.py").write_text("context = {'x': None}", encoding="utf-8")

    assert {"x": "a & b", "n": 1} == docxtpl_templates.literal_context(tmp_path / "gelijk.py")
    assert docxtpl_templates.difference(tmp_path / "gelijk_tpl.docx", {"x": "a & b", "n": 1}) is None
    assert "None" in docxtpl_templates.difference(tmp_path / "anders_tpl.docx", {"x": None})
