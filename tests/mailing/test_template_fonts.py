"""Which face serves each font of a template: the workspace's own, one that travels with brieven, or a stand-in."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from generator.errors import DocumentUnreadable, TemplateUnreadable
from generator.mailing import Workspace, template_fonts
from generator.settings import Settings
from generator.template import compile_template
from generator.typeset import FontCatalog, describe_fonts
from generator.typeset.fonts.catalog import FACES_FOLDER


def template_in(folder: Path, *fonts: str) -> Path:
    document = Document()
    for font in fonts:
        document.add_paragraph().add_run("Geachte heer").font.name = font
    path = folder / "brief.docx"
    document.save(str(path))
    return path


def test_a_font_is_served_by_what_travels_along_where_the_workspace_has_none(tmp_path: Path) -> None:
    found = template_fonts(template_in(tmp_path, "Calibri"), workspace=Workspace(tmp_path, Settings()))
    font = next(each for each in found.used if each.name == "Calibri")
    assert ("twin", "Carlito", ()) == (font.served, font.family, font.own_files)
    assert "Carlito-Regular.ttf" in [path.name for path in font.shipped_files]
    assert [1] == [place.paragraph for place in font.places]


def test_the_files_of_the_workspace_come_first(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    regular = next(FACES_FOLDER.rglob("Carlito-Regular.ttf"))
    own = Path(shutil.copy(regular, tmp_path / "fonts" / "Huisstijl.ttf"))
    found = template_fonts(template_in(tmp_path, "Carlito"), workspace=Workspace(tmp_path, Settings()))
    font = next(each for each in found.used if each.name == "Carlito")
    assert ("own", own) == (font.served, font.own_files[0])


def template_that_brings(folder: Path, font: str) -> Path:
    document = Document()
    document.add_paragraph().add_run("Geachte {{ heer }}").font.name = font
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    table = next(each.target_part for each in document.part.rels.values() if each.reltype.endswith("/fontTable"))
    content = next(FACES_FOLDER.rglob("Carlito-Regular.ttf")).read_bytes()
    kind = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
    face = Part(PackURI("/word/fonts/font1.odttf"), kind, content, document.part.package)
    identity = table.relate_to(face, f"{relations}/font")
    key = "{00000000-0000-0000-0000-000000000000}"
    entry = (
        f'<w:font w:name="{font}"><w:embedRegular xmlns:r="{relations}" r:id="{identity}" w:fontKey="{key}"/></w:font>'
    )
    table._blob = table.blob.replace(b"</w:fonts>", entry.encode() + b"</w:fonts>")
    path = folder / "brief.docx"
    document.save(str(path))
    return path


def test_a_font_that_the_template_brings_along_serves_it(tmp_path: Path) -> None:
    template = template_that_brings(tmp_path, "Huisletter")
    found = template_fonts(template, workspace=Workspace(tmp_path, Settings()))
    font = next(each for each in found.used if each.name == "Huisletter")
    assert ("embedded", "Huisletter", ("word/fonts/font1.odttf",)) == (font.served, font.family, font.embedded_parts)
    assert ((), ()) == (font.own_files, font.shipped_files)
    assert "Huisletter" not in {str(dict(each.cause.values).get("font")) for each in found.problems}


def test_letters_made_from_a_template_keep_the_fonts_that_it_brings_along(tmp_path: Path) -> None:
    letter = compile_template(template_that_brings(tmp_path, "Huisletter")).render({"heer": "De Vries"})
    uses = describe_fonts(letter, catalog=FontCatalog(), name="brief.docx")
    assert "embedded" == next(each.resolution.served for each in uses if each.resolution.name == "Huisletter")


def test_only_a_font_that_is_not_here_is_warned_of(tmp_path: Path) -> None:
    template = template_in(tmp_path, "Calibri", "Huisstijl Zonder Bestand")
    found = template_fonts(template, workspace=Workspace(tmp_path, Settings()))
    missing = [each.name for each in found.used if each.served == "missing"]
    assert ["Huisstijl Zonder Bestand"] == missing
    assert [("font-missing", "warning")] == [(each.code, each.severity) for each in found.problems]
    assert found == pickle.loads(pickle.dumps(found))


def test_a_template_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Settings())
    (tmp_path / "geen.docx").write_bytes(b"geen Word")
    with pytest.raises(DocumentUnreadable):
        template_fonts(tmp_path / "geen.docx", workspace=workspace)
    with pytest.raises(TemplateUnreadable):
        template_fonts(tmp_path / "weg.docx", workspace=workspace)
