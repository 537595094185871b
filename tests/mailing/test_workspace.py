"""The workspace is the nearest folder upwards with templates/; templates come from there and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import TemplateUnreadable
from generator.language import Reader
from generator.mailing.workspace import Workspace, find_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("templates/oud", "recipients", "elders"):
        (tmp_path / "werk" / name).mkdir(parents=True)
    for name in ("brief.docx", "uitnodiging.docx", "oud/brief-2017.docx"):
        (tmp_path / "werk" / "templates" / name).write_bytes(b"")
    (tmp_path / "geheim.docx").write_bytes(b"")
    return find_workspace(tmp_path / "werk" / "recipients" / "x.xlsx", working_folder=tmp_path)


def said(workspace: Workspace, name: str) -> str:
    with pytest.raises(TemplateUnreadable) as caught:
        workspace.template_path(name)
    return Reader("nl").say(caught.value.message)


def test_it_is_found_upwards_from_the_workbook(workspace: Workspace, tmp_path: Path) -> None:
    assert tmp_path / "werk" == workspace.root


def test_it_is_the_working_folder_where_there_is_none(tmp_path: Path) -> None:
    assert tmp_path == find_workspace(Path("x.xlsx"), working_folder=tmp_path).root


@pytest.mark.parametrize("name", ["brief.docx", "brief", "oud/brief-2017.docx", "oud\\brief-2017"])
def test_a_template_is_found_with_or_without_its_suffix(workspace: Workspace, name: str) -> None:
    assert workspace.template_path(name).is_file()


@pytest.mark.parametrize("name", ["../geheim.docx", "/etc/passwd", "..", "", "a\0b", "x" * 5000])
def test_what_lies_outside_is_not_there(workspace: Workspace, name: str) -> None:
    assert "er is geen sjabloon" in said(workspace, name)


def test_a_near_miss_is_offered(workspace: Workspace) -> None:
    assert "bedoelt u uitnodiging.docx?" in said(workspace, "uitnodging.docx")


def test_without_a_near_miss_all_are_named(workspace: Workspace) -> None:
    assert "wel brief.docx, oud/brief-2017.docx en uitnodiging.docx" in said(workspace, "zzzz")


def test_an_empty_folder_says_where_templates_go(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    assert "zet het sjabloon daar neer" in said(find_workspace(tmp_path, working_folder=tmp_path), "brief")
