"""Small workspaces for the tests of mailing and of the command line, made as a secretariat would: Word and Excel files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from openpyxl import Workbook

COUNCILS = (
    ("GM0363", "Amsterdam", "Noord-Holland", "Postbus 202", "1000 AE", "Amsterdam"),
    ("GM0513", "Gouda", "Zuid-Holland", "Postbus 1086", "2800 BB", "Gouda"),
    ("GM0796", "'s-Hertogenbosch", "Noord-Brabant", "Postbus 12345", "5200 GZ", "'s-Hertogenbosch"),
    ("GM1900", "Súdwest-Fryslân", "Fryslân", "Postbus 10000", "8600 HA", "Sneek"),
    ("GM0518", "'s-Gravenhage", "Zuid-Holland", "Postbus 12600", "2500 DJ", "Den Haag"),
)
LETTER = (
    "{{ recipient.address }}",
    "{{ date }} {{ reference }}",
    "{{ subject }}",
    "{{ recipient.salutation }}",
    "Hierbij ontvangt u {{ copies }} exemplaren voor de gemeente {{ council.name }}.",
    "{{ signatory.name }}",
)
FIELDS: Mapping[str, object] = {
    "Naam": "Proef",
    "Onderwerp": "Een proef",
    "Datum": "28-6-2018",
    "Sjabloon": "brief.docx",
    "Kenmerk": "COS/U201800494",
    "Ondertekenaar": "J. Kriens",
    "Functie": "Algemeen directeur",
    "Namens": "Vereniging van Nederlandse Gemeenten",
    "Adresseren aan": "college",
    "Aanhef": "algemeen",
}
COUNCIL_HEADINGS = ("Code", "Gemeente", "Provincie", "Adres", "Postcode", "Plaats")


@dataclass
class Contents:
    """What a workspace is to hold; change a piece of it for the case that a test is about."""

    paragraphs: Sequence[str] = LETTER
    fields: dict[str, object] = field(default_factory=lambda: dict(FIELDS))
    headings: Sequence[str] = COUNCIL_HEADINGS
    councils: Sequence[Sequence[object]] = COUNCILS
    contacts: Sequence[Mapping[str, object]] = ()
    publications: Sequence[Sequence[object]] = ()
    settings: str = ""


def make_workspace(folder: Path, contents: Contents | None = None) -> Path:
    """Make a workspace in ``folder``; returns its workbook."""
    contents = contents or Contents()
    for name in ("templates", "recipients"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_template(folder / "templates" / "brief.docx", contents.paragraphs)
    if contents.settings:
        (folder / "brieven.toml").write_text(contents.settings, encoding="utf-8")
    workbook = folder / "recipients" / "proef.xlsx"
    write_workbook(workbook, contents)
    return workbook


def write_template(path: Path, paragraphs: Iterable[str]) -> None:
    document = Document()
    document.core_properties.title = "Een proef"
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))


def write_workbook(path: Path, contents: Contents) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Zending"
    sheet.append(["Veld", "Waarde"])
    for name, value in contents.fields.items():
        sheet.append([name, value])
    councils = book.create_sheet("Gemeenten")
    councils.append(list(contents.headings))
    for row in contents.councils:
        councils.append(list(row))
    if contents.contacts:
        contacts = book.create_sheet("Contacten")
        headings = list(dict.fromkeys(name for row in contents.contacts for name in row))
        contacts.append(headings)
        for each in contents.contacts:
            contacts.append([each.get(name) for name in headings])
    if contents.publications:
        publications = book.create_sheet("Publicaties")
        publications.append(["Titel", "Voorraad", "Gewicht"])
        for publication in contents.publications:
            publications.append(list(publication))
    book.save(path)


def many_councils(count: int) -> list[tuple[str, ...]]:
    """``count`` councils with addresses of their own."""
    return [
        (f"GM{number:04d}", f"Proefdorp {number}", "Utrecht", f"Postbus {number}", f"{1000 + number} AB", "Proefdorp")
        for number in range(1, count + 1)
    ]
