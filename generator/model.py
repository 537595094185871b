"""What the rooms hand each other: frozen, picklable, without behaviour of their own.

Nothing here reads a file or knows a library. Texts are as the secretariat wrote them, trimmed; ``""`` is "not given"
for a text, None for anything else.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator.errors import Message, Value, message

CellValue = str | int | float | bool | date | None
"""A value of a column that we do not know, as the sheet has it: ``row.<header>`` in the template."""


class Severity(enum.StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """No letter can be made until it is mended."""
    WARNING = "warning"
    """The letter is made, but somebody should look."""
    NOTICE = "notice"
    """Worth knowing, nothing to do."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell, row or sheet of a workbook.

    Attributes:
        sheet: The sheet's name as the workbook has it.
        cell: ``D7``, ``7:7`` for a row, or ``""`` for the sheet as a whole.
    """

    sheet: str
    cell: str = ""

    @property
    def message(self) -> Message:
        """``Contacten!D7``, ``Contacten, row 7``."""
        if not self.cell:
            return message("sheet {sheet}", sheet=self.sheet)
        if self.cell[0].isdigit():
            return message("{sheet}, row {row}", sheet=self.sheet, row=self.cell.partition(":")[0])
        return message("{sheet}!{cell}", sheet=self.sheet, cell=self.cell)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A spot in a Word file.

    Attributes:
        part: The part's name within the package, ``word/document.xml``.
        paragraph: Its number within the part from 1, in document order, or None for the part as a whole.
        snippet: The text around the spot, as the author sees it; ``""`` where there is none.
    """

    part: str
    paragraph: int | None = None
    snippet: str = ""

    @property
    def message(self) -> Message:
        """``paragraph 12 of the text, "Geachte {{ naam }}"``."""
        if self.paragraph is None:
            return message("{part}", part=part_name(self.part))
        if not self.snippet:
            return message("{part}, paragraph {paragraph}", part=part_name(self.part), paragraph=str(self.paragraph))
        return message(
            "{part}, paragraph {paragraph}, “{snippet}”",
            part=part_name(self.part),
            paragraph=str(self.paragraph),
            snippet=self.snippet,
        )


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file as a whole."""

    path: Path

    @property
    def message(self) -> Message:
        """The file's name."""
        return message("{file}", file=self.path.name)


Place = CellPlace | TextPlace | FilePlace


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, what, and what to do about it.

    Attributes:
        code: A stable kebab-case name, ``postcode-invalid``; every code is explained in docs/meldingen.md.
        severity: Whether a letter can be made all the same.
        place: Where it stands.
        cause: What is wrong, a clause in lower case without a full stop.
        remedy: What to do, likewise; None where there is nothing to do.
        recipient: The recipient whose letter it concerns, or None where it concerns all.
    """

    code: str
    severity: Severity
    place: Place
    cause: Message
    remedy: Message | None = None
    recipient: RecipientKey | None = None

    @property
    def message(self) -> Message:
        """``Contacten!D7: geen postcode; vul er een in of laat het adres leeg``."""
        if self.remedy is None:
            return message("{place}: {cause}", place=self.place.message, cause=self.cause)
        return message("{place}: {cause}; {remedy}", place=self.place.message, cause=self.cause, remedy=self.remedy)


class Gender(enum.StrEnum):
    """As the person or the workbook says; never inferred from a first name."""

    MALE = "m"
    FEMALE = "v"
    NON_BINARY = "x"
    UNKNOWN = ""


class AddressedTo(enum.StrEnum):
    """Who in the council the letter is for; the values are the workbook's own words."""

    CONTACT = "contact"
    COLLEGE = "college"
    RAAD = "raad"
    COLLEGE_AND_RAAD = "college en raad"
    BURGEMEESTER = "burgemeester"
    GRIFFIER = "griffier"
    GEMEENTESECRETARIS = "gemeentesecretaris"


class SalutationStyle(enum.StrEnum):
    """How the letter greets; the values are the workbook's own words."""

    MODERN = "modern"
    TRADITIONAL = "traditioneel"
    GENERAL = "algemeen"


class Numbering(enum.StrEnum):
    """Whether a mailing bears one reference or each letter its own; the values are the workbook's own words."""

    PER_MAILING = "zending"
    PER_LETTER = "brief"


@dataclass(frozen=True, slots=True)
class Council:
    """A municipality and where its post goes.

    Attributes:
        code: ``GM0363``, the code of Statistics Netherlands.
        name: ``'s-Hertogenbosch``, without "Gemeente".
        address_line: Street with number, PO box or reply number.
        postcode: ``2514 JS``, normalised.
        place: The postal place as written; the address block sets it in capitals.
        copies: Copies of each publication, 1 or more.
        send: False where the sheet says ``nee``.
        row: Columns that we do not know, by header as written.
        source: The row it came from.
    """

    code: str
    name: str
    province: str = ""
    address_line: str = ""
    postcode: str = ""
    place: str = ""
    copies: int = 1
    send: bool = True
    row: Mapping[str, CellValue] = field(default_factory=dict)
    source: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in the parts that Dutch etiquette puts together differently each time.

    Attributes:
        predicate: ``jhr.`` or ``jkvr.``.
        titles: Academic titles before the name, in any order: ``"drs. mr."``.
        initials: ``N.C.``.
        nobility_title: ``baron``, ``gravin`` ...; stands after the initials.
        prefix: Tussenvoegsel, ``van der``.
        second_prefix: Of the second surname.
        second_surname: The other half of a double name.
        titles_after: ``LLM``, ``MSc``; stand after the name with a comma.
        country: ``BE`` keeps the name as written; otherwise ``""``.
    """

    gender: Gender = Gender.UNKNOWN
    predicate: str = ""
    titles: str = ""
    first_name: str = ""
    initials: str = ""
    nobility_title: str = ""
    prefix: str = ""
    surname: str = ""
    second_prefix: str = ""
    second_surname: str = ""
    titles_after: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or office within a council.

    Attributes:
        council_code: The council's code.
        identity: What tells this contact from the others of its council, stable when rows are sorted or their
            address changes: built from function, department and name.
        name_line: Where the person wants another name line than the rules give; else ``""``.
        salutation: Likewise.
        address_line: Where it differs from the council's; else ``""`` (so too postcode and place).
        copies: None where the council's number counts.
        row: Columns that we do not know, by header as written.
    """

    council_code: str
    identity: str
    name: PersonName = field(default_factory=PersonName)
    function: str = ""
    department: str = ""
    name_line: str = ""
    salutation: str = ""
    email: str = ""
    address_line: str = ""
    postcode: str = ""
    place: str = ""
    copies: int | None = None
    send: bool = True
    row: Mapping[str, CellValue] = field(default_factory=dict)
    source: CellPlace | None = None


@dataclass(frozen=True, slots=True, order=True)
class RecipientKey:
    """What makes a recipient the same one next month: never its address, for councils share PO boxes.

    Attributes:
        council_code: ``GM0363``.
        part: ``""`` for the council's only letter in a mailing to a body (the body's name stands in ``kind``), else
            the contact's identity.
        kind: The body or "contact".
    """

    council_code: str
    kind: AddressedTo
    part: str = ""

    def __str__(self) -> str:
        """``GM0363``, or ``GM0363/griffier/j-de-vries``: for files, registers and reports."""
        return "/".join(piece for piece in (self.council_code, self.part) if piece)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One letter's addressee, ready for the envelope.

    Attributes:
        name_line: ``De heer P. de Vries``; ``""`` for a body.
        address_lines: The whole block, 3 to 6 lines, the last ``2514 JS  DEN HAAG``.
        salutation: ``Geachte heer De Vries,`` with its comma.
        postcode: Of the address that counts, normalised; ``""`` where there is none (abroad).
        copies: Copies of each publication.
        row: The unknown columns of council and contact together; the contact's win.
        source: The row that the letter comes from.
    """

    key: RecipientKey
    council: Council
    contact: Contact | None
    name_line: str
    address_lines: tuple[str, ...]
    salutation: str
    postcode: str
    copies: int = 1
    row: Mapping[str, CellValue] = field(default_factory=dict)
    source: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What is enclosed.

    Attributes:
        stock: Copies at hand, None where nobody counts them.
        weight_grams: Of one copy, None where unknown.
    """

    title: str
    stock: int | None = None
    weight_grams: int | None = None
    source: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs.

    Attributes:
        signature: Image file of the signature, resolved against the workbook's folder; None where it is signed by hand.
    """

    name: str
    function: str = ""
    on_behalf_of: str = ""
    signature: Path | None = None


@dataclass(frozen=True, slots=True)
class Mailing:
    """What all letters of one mailing share: the sheet ``Zending``.

    Attributes:
        name: Also the folder under output/.
        letter_date: The date that the letters bear; their PDF's clock too.
        template: File name under templates/.
        reference: A full reference, or ``""`` where ``series`` says to take the next number.
        series: ``COS``, or ``""``.
        enclosures: What is enclosed, one text each.
        fields: Fields that we do not know, by name as written.
        cells: Where each known field stands, by its English name, for messages.
    """

    name: str
    subject: str
    letter_date: date
    template: str
    signatory: Signatory
    reference: str = ""
    series: str = ""
    numbering: Numbering = Numbering.PER_MAILING
    addressed_to: AddressedTo = AddressedTo.CONTACT
    salutation_style: SalutationStyle = SalutationStyle.MODERN
    enclosures: tuple[str, ...] = ()
    contact_person: str = ""
    telephone: str = ""
    email: str = ""
    fields: Mapping[str, CellValue] = field(default_factory=dict)
    cells: Mapping[str, CellPlace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterKey:
    """A letter: one reference and one recipient (a mass letter bears one reference for all councils)."""

    reference: str
    recipient: RecipientKey


@dataclass(frozen=True, slots=True)
class Shipment:
    """A whole workbook, read and judged.

    Attributes:
        recipients: One a letter, in the sheet's order; those with an error are left out, their problems say why.
        problems: All of them, errors and the rest, in the order of sheets and cells.
    """

    mailing: Mailing
    recipients: tuple[Recipient, ...]
    publications: tuple[Publication, ...] = ()
    problems: tuple[Problem, ...] = ()
    unused_columns: Mapping[str, CellPlace] = field(default_factory=dict)


_PART_NAMES: Mapping[str, Value] = MappingProxyType(
    {
        "word/document.xml": message("the text"),
        "word/footnotes.xml": message("the footnotes"),
        "word/endnotes.xml": message("the endnotes"),
        "docProps/core.xml": message("the document properties"),
        "docProps/custom.xml": message("the custom document properties"),
    }
)


def part_name(part: str) -> Value:
    """What a secretary calls a part: "the text", "header 1"; a part without a plain name keeps its own."""
    known = _PART_NAMES.get(part)
    if known is not None:
        return known
    stem = part.rsplit("/", 1)[-1].removesuffix(".xml")
    for prefix, said in (
        ("header", message("header {number}", number=stem[6:])),
        ("footer", message("footer {number}", number=stem[6:])),
    ):
        if stem.startswith(prefix) and stem[6:].isdigit():
            return said
    return part
