"""A copy of the workbook with every problem at its cell."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from generator.errors import DiskRefused, WorkbookUnreadable
from generator.language import Reader
from generator.settings import Settings
from generator.workbook import annotate_workbook, read_shipment

COUNCIL = ("GM0513", "Gouda", "", "Postbus 1086", "28", "Gouda", "twee")


def test_cells_with_problems_are_filled_and_commented_and_the_original_stays(
    workbook: Callable[..., Path], tmp_path: Path
) -> None:
    path = workbook(
        mailing={"Onderwerp": None}, councils=[COUNCIL, ("GM0005", "Bedum", "", "a\nb\nc\nd\ne", "9780 AA", "B")]
    )
    before = path.read_bytes()
    target = tmp_path / "met opmerkingen.xlsx"
    annotate_workbook(path, read_shipment(path, settings=Settings()).problems, target, reader=Reader("nl"))
    copy = load_workbook(target)
    comments = {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in copy.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    assert {
        "Zending!A1": "het veld Onderwerp is leeg of ontbreekt; vul het in onder Waarde",
        "Gemeenten!E2": "“28” is geen postcode; schrijf vier cijfers en twee letters, zoals 2514 JS",
        "Gemeenten!G2": "“twee” is geen heel getal van 1 of meer; schrijf het in cijfers, of laat de cel leeg",
        "Gemeenten!A3": "het adresblok telt 7 regels en in het venster passen er 6; kort het adres in; kort Afdeling of Adres in, of zet er minder regels in",
    } == comments
    assert "FFF4B6AE" == copy["Gemeenten"]["E2"].fill.start_color.rgb
    assert before == path.read_bytes()


def test_the_copy_never_replaces_the_workbook_itself(workbook: Callable[..., Path]) -> None:
    path = workbook()
    with pytest.raises(DiskRefused):
        annotate_workbook(path, (), path, reader=Reader("nl"))


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(workbook: Callable[..., Path], tmp_path: Path) -> None:
    path = workbook()
    with pytest.raises(DiskRefused):
        annotate_workbook(path, (), tmp_path / "geen" / "map.xlsx", reader=Reader("nl"))
    assert [path] == list(tmp_path.iterdir())


def test_only_an_excel_workbook_can_be_annotated(tmp_path: Path) -> None:
    path = tmp_path / "gemeenten.csv"
    path.write_text("Code;Gemeente\n", encoding="utf-8")
    with pytest.raises(WorkbookUnreadable):
        annotate_workbook(path, (), tmp_path / "kopie.xlsx", reader=Reader("nl"))


def test_merged_cells_and_comments_that_stand_there_already_are_kept(
    workbook: Callable[..., Path], tmp_path: Path
) -> None:
    path = workbook(councils=[COUNCIL])
    changed = load_workbook(path)
    changed["Gemeenten"]["D2"].comment = Comment("van ons", "K.")
    changed["Gemeenten"].merge_cells("D2:E2")
    changed.save(path)
    target = tmp_path / "kopie.xlsx"
    annotate_workbook(path, read_shipment(path, settings=Settings()).problems, target, reader=Reader("nl"))
    comment = load_workbook(target)["Gemeenten"]["D2"].comment
    assert comment is not None
    assert comment.text.splitlines()[0] == "van ons"
    assert "Postcode ontbreekt" in comment.text.splitlines()[1]


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_the_copy_has_the_rights_of_any_new_file(workbook: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "gewoon").touch()
    annotate_workbook(workbook(), (), tmp_path / "kopie.xlsx", reader=Reader("nl"))
    assert (tmp_path / "gewoon").stat().st_mode == (tmp_path / "kopie.xlsx").stat().st_mode
