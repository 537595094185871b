"""Make the pictures of README and handbook from what brieven really makes.

    python tools/make_pictures.py            write docs/images/
    python tools/make_pictures.py FOLDER     write them elsewhere

Needs ``pdftoppm`` (poppler-utils). The letters are made in a workspace of their own, which is thrown away.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
WORKBOOK = Path("recipients") / "denktank-2018.xlsx"
TEMPLATE = Path("templates") / "presentexemplaar.docx"
COUNCIL = "Gouda"
LABELS_FROM = "Zuid-Holland"
FACES = ROOT / "generator" / "typeset" / "fonts" / "faces"

DESK, EDGE, GRID, HEADING = "#e9edf0", "#c3ccd3", "#d4dade", "#f3f5f7"


def brieven(*words: str, workspace: Path) -> None:
    """Give a command in ``workspace``."""
    command = [str(Path(sys.executable).with_name("brieven")), "--language", "nl", *words]
    subprocess.run(command, cwd=workspace, check=True)  # noqa: S603  # our own command, no shell


def make_letters(workspace: Path) -> Path:
    """Make the letters of one province in ``workspace``; the folder with them."""
    for name in ("templates", "recipients"):
        shutil.copytree(ROOT / name, workspace / name)
    sheet = openpyxl.load_workbook(ROOT / WORKBOOK, read_only=True)["Gemeenten"]
    councils = [str(row[1]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[2] == LABELS_FROM]
    chosen = [word for council in sorted({*councils, COUNCIL}) for word in ("--only", council)]
    brieven("generate", str(WORKBOOK), *chosen, workspace=workspace)
    (made,) = [each for each in (workspace / "output").iterdir() if each.is_dir()]
    return made


def pages(pdf: Path, dots_per_inch: int) -> list[Image.Image]:
    """The pages of ``pdf`` as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(dots_per_inch), "-png", str(pdf), str(Path(folder) / "page")]
        subprocess.run(command, check=True)  # noqa: S603  # a fixed program, no shell
        return [Image.open(io.BytesIO(each.read_bytes())).convert("RGB") for each in sorted(Path(folder).iterdir())]


def on_desk(sheets: list[Image.Image], gap: int = 24) -> Image.Image:
    """Sheets of paper side by side on a desk."""
    width = sum(each.width for each in sheets) + gap * (len(sheets) + 1)
    desk = Image.new("RGB", (width, max(each.height for each in sheets) + 2 * gap), DESK)
    pen, left = ImageDraw.Draw(desk), gap
    for sheet in sheets:
        desk.paste(sheet, (left, gap))
        pen.rectangle((left - 1, gap - 1, left + sheet.width, gap + sheet.height), outline=EDGE)
        left += sheet.width + gap
    return desk


def sheet_picture(sheet: Worksheet, rows: range, last_column: int) -> Image.Image:
    """A part of a sheet as a spreadsheet program shows it, with its letters and numbers at the edges."""
    regular, bold = (ImageFont.truetype(str(FACES / f"Carlito-{face}.ttf"), 14) for face in ("Regular", "Bold"))
    height, margin = 24, 36
    columns = [get_column_letter(number) for number in range(1, last_column + 1)]
    widths = [round((sheet.column_dimensions[each].width or 9) * 7.5) for each in columns]
    picture = Image.new("RGB", (margin + sum(widths) + 1, height * (len(rows) + 1) + 1), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, picture.width, height), fill=HEADING)
    pen.rectangle((0, 0, margin, picture.height), fill=HEADING)
    for line, number in enumerate(rows, start=1):
        top = line * height
        pen.text((margin / 2, top + height / 2), str(number), "#667480", regular, anchor="mm")
        pen.line((0, top, picture.width, top), GRID)
        left = margin
        for column, width in zip(columns, widths, strict=True):
            cell = sheet[f"{column}{number}"]
            if cell.fill.fill_type == "solid":
                pen.rectangle((left, top + 1, left + width, top + height - 1), fill=f"#{cell.fill.fgColor.rgb[-6:]}")
            ink = f"#{str(cell.font.color.rgb)[-6:]}" if cell.font.color and cell.font.color.type == "rgb" else "black"
            text = "" if cell.value is None else str(cell.value)
            pen.text((left + 6, top + height / 2), text, ink, bold if cell.font.bold else regular, anchor="lm")
            left += width
    left = margin
    for column, width in zip(columns, widths, strict=True):
        pen.text((left + width / 2, height / 2), column, "#667480", regular, anchor="mm")
        pen.line((left, 0, left, height if column != "A" else picture.height), GRID)
        left += width
    return picture


def write(picture: Image.Image, target: Path, colours: int = 64) -> None:
    """Write ``picture`` as a small PNG."""
    picture.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target}: {picture.width} x {picture.height}, {target.stat().st_size // 1024} kB")


def main(arguments: list[str]) -> int:
    """Make them all."""
    target = Path(arguments[0]) if arguments else IMAGES
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = make_letters(Path(folder))
        (letter,) = made.glob(f"*_{COUNCIL}.pdf")
        write(on_desk(pages(letter, 64)), target / "brief.png")
        brieven("pdf", str(TEMPLATE), "sjabloon.pdf", workspace=Path(folder))
        tags = pages(Path(folder) / "sjabloon.pdf", 72)[0]
        write(on_desk([tags.crop((0, 0, tags.width, tags.height * 11 // 20))]), target / "sjabloon.png")
        labels = pages(made / "etiketten.pdf", 64)[0]
        write(on_desk([labels.crop((0, 0, labels.width, labels.height * 3 // 7))]), target / "etiketten.png")
    workbook = openpyxl.load_workbook(ROOT / WORKBOOK)
    write(sheet_picture(workbook["Gemeenten"], range(1, 13), 8), target / "werkmap.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
