"""LibreOffice opens what the template room makes, with every word and picture in it."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from little_docx import Table, docx
from PIL import Image as Pillow

from generator.template import (
    Image,
    Paragraphs,
    RichParagraph,
    RichRun,
    RichText,
    SubDocument,
    compile_template,
)

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(
        SOFFICE is None or shutil.which("pdftotext") is None, reason="LibreOffice or poppler is not installed"
    ),
]


def picture() -> bytes:
    stream = io.BytesIO()
    Pillow.new("RGB", (60, 30), "green").save(stream, "JPEG")
    return stream.getvalue()


def enclosed() -> bytes:
    document = Document()
    document.add_heading("Bijlage", 1)
    document.add_paragraph("ingevoegd punt", style="List Number")
    document.add_picture(io.BytesIO(picture()))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_letter_with_everything_opens(tmp_path: Path) -> None:
    template = compile_template(
        docx(
            "Geachte {{ naam }},",
            "{{ regels }}",
            "Zie {{r rijk }} en {{ beeld }}",
            "{{p alineas }}",
            "{{p bijlage }}",
            Table(
                [
                    ["Titel", "Aantal"],
                    ["{%tr for b in boeken %}", ""],
                    ["{{ b.t }}", "{{ b.n }}"],
                    ["{%tr endfor %}", ""],
                ]
            ),
            Table([["{%tc for k in kolommen %}", "{{ k }}", "{%tc endfor %}"]]),
            header="{{ kenmerk }} {{ beeld }}",
            footer="voet {{ naam }}",
        )
    )
    path = tmp_path / "brief.docx"
    path.write_bytes(
        template.render(
            {
                "naam": "R&D <b>",
                "regels": "regel een\nregel twee\tna tab",
                "rijk": RichText((RichRun("vette tekst", bold=True), RichRun("koppeling", url="https://vng.nl"))),
                "beeld": Image(picture(), width_mm=20, alt_text="groen vlak"),
                "alineas": Paragraphs(
                    (RichParagraph("kop erbij", "Heading 2"), RichParagraph("punt erbij", "List Bullet"))
                ),
                "bijlage": SubDocument(enclosed(), "bijlage.docx"),
                "boeken": [{"t": "Raad", "n": 1}, {"t": "Daad", "n": 2}],
                "kolommen": ["een", "twee", "drie", "vier"],
                "kenmerk": "COS/U201800494",
            }
        )
    )

    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            path.name,
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    said = subprocess.run(
        ["pdftotext", "-layout", "brief.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, timeout=60
    ).stdout.decode()

    for words in (
        "Geachte R&D <b>,",
        "regel twee",
        "vette tekst",
        "kop erbij",
        "punt erbij",
        "Bijlage",
        "ingevoegd punt",
        "Raad",
        "Daad",
        "vier",
        "COS/U201800494",
        "voet R&D <b>",
    ):
        assert words in said
    images = subprocess.run(
        ["pdfimages", "-list", "brief.pdf"], cwd=tmp_path, check=True, capture_output=True, timeout=60
    )
    assert 3 <= images.stdout.count(b"image")
