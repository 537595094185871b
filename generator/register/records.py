"""What callers hand to the register and get back from it: frozen, picklable, no database in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from generator.model import CellPlace, Numbering, Publication, RecipientKey
from generator.register.schema import EventKind, LetterStatus, Origin

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
"""What JSON can hold; typed values are written as ``render`` reads them ({"$date": ...}, {"$image": sha256})."""

Data = Mapping[str, JsonValue]

Findings = tuple[JsonValue, ...]
"""What setting a letter found, each as the caller writes it; the register only keeps them."""


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that shaped letters and are kept once, by what they hold: an image of a signature."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter that a mailing asks for.

    Attributes:
        council_name: For lists and searches; not personal.
        contact_name: The name line, likewise; personal, so it is forgotten with the contact.
        snapshot: All data of this letter alone that reaches the template, without the reference.
        copies: Of each publication.
        source: The row that it comes from, for messages; not kept.
    """

    recipient: RecipientKey
    council_name: str
    contact_name: str
    snapshot: Data
    copies: int = 1
    source: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class MailingDraft:
    """A mailing as its workbook has it now.

    Attributes:
        name: Tells mailings apart; also the folder under output/.
        reference: A full reference, or ``""`` where ``series`` gives one.
        template: The Word file itself.
        shared: All data that reaches every letter.
        contents: Images that ``shared`` and the snapshots name by SHA-256.
        letters: Those to make now, in the order in which numbers and copies are given out.
        all_recipients: Everybody in the workbook where ``letters`` are some of them (``--only``); None: ``letters`` are all.
        derived: Names in the snapshots that follow from others (the salutation from the name); where those others
            changed too, only they are told.
        ignored: Names in ``shared`` whose change alone makes no other letter (``publications.*.stock``).
        source: The sheet that describes the mailing, for messages; not kept.
    """

    name: str
    subject: str
    letter_date: date
    template_name: str
    template: bytes
    shared: Data
    letters: tuple[LetterDraft, ...]
    numbering: Numbering = Numbering.PER_MAILING
    reference: str = ""
    series: str = ""
    contents: tuple[Content, ...] = ()
    publications: tuple[Publication, ...] = ()
    all_recipients: frozenset[RecipientKey] | None = None
    derived: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    source: CellPlace = field(default_factory=lambda: CellPlace("Zending"))


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was made.

    Attributes:
        kind: ``docx`` or ``pdf``.
        path: From the workspace, with forward slashes.
        size: Bytes.
        pages: Of a PDF; None for a DOCX.
    """

    kind: str
    path: str
    sha256: str
    size: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class ReservedLetter:
    """A letter that has its reference.

    Attributes:
        version: The number of the version to make.
        origin: Where its data came from; a correction's are in the register only.
        file_suffix: What its file names end in (``_v2`` where the earlier version was sent and stays).
        files: What was made already; empty where all is still to be done.
        findings: What was found when it was made.
    """

    letter_id: int
    version_id: int
    version: int
    reference: str
    recipient: RecipientKey
    status: LetterStatus
    origin: Origin
    file_suffix: str
    files: tuple[FileRecord, ...] = ()
    findings: Findings = ()


@dataclass(frozen=True, slots=True)
class Shortage:
    """A letter whose copies wait for stock."""

    recipient: RecipientKey
    publication: str
    copies: int
    granted: int


@dataclass(frozen=True, slots=True)
class Reservation:
    """What one transaction reserved, or found reserved.

    Attributes:
        reference: Of all letters, or ``""`` where each has its own.
        letters: In the draft's order.
        others: Letters of the mailing that the draft did not ask for (``--only``).
        fresh: How many were reserved just now.
        updated: How many got a new version just now.
        withdrawn: How many left the mailing just now (they are no longer in the workbook).
        obsolete_files: Files of versions that were never sent and no longer count; the caller removes them.
        shortages: Copies that wait for stock.
    """

    mailing_id: int
    reference: str
    letters: tuple[ReservedLetter, ...]
    others: tuple[ReservedLetter, ...] = ()
    fresh: int = 0
    updated: int = 0
    withdrawn: int = 0
    obsolete_files: tuple[str, ...] = ()
    shortages: tuple[Shortage, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter whose files are safe on disk.

    Attributes:
        made_with: Versions of brieven, engine and fonts that shaped it.
        text: All words to find it by: its own text, names, reference, date.
        findings: What somebody should look at.
    """

    letter_id: int
    version_id: int
    files: tuple[FileRecord, ...]
    made_with: Data
    text: str
    findings: Findings = ()


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter that could not be made; its reference becomes void.

    Attributes:
        reason: One line, without personal data.
    """

    letter_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of a letter, with all that it takes to make it again.

    Attributes:
        replaces: The version that it replaces (Vervangt) where that had been sent.
        made_with: Empty until it was made.
    """

    version_id: int
    number: int
    origin: Origin
    template_name: str
    template_sha256: str
    shared_sha256: str
    snapshot_sha256: str
    reason: str
    replaces: int | None
    file_suffix: str
    reserved_at: datetime
    operator: str
    made_with: Data
    files: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        recipient: Of the letter; None where the whole mailing is meant.
        on_date: The day in the world outside (posted, came back); None where there is none.
    """

    kind: EventKind
    at: datetime
    operator: str
    version: int | None = None
    on_date: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter as the register knows it.

    Attributes:
        sent_version: The version that was posted last, or None.
        void_reason: Why it was voided, or ``""``.
    """

    letter_id: int
    mailing_id: int
    mailing: str
    subject: str
    letter_date: date
    reference: str
    recipient: RecipientKey
    council_name: str
    contact_name: str
    status: LetterStatus
    version: int
    sent_version: int | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that it takes to make a version of a letter again, from the register alone.

    Attributes:
        contents: What ``shared`` and ``snapshot`` name by SHA-256, by that.
        made_with: Versions of engines and fonts that made it; empty until it was made.
    """

    letter: LetterRecord
    version: VersionRecord
    template: bytes
    shared: Data
    snapshot: Data
    contents: Mapping[str, Content]


@dataclass(frozen=True, slots=True)
class MailingRecord:
    """A mailing in a list.

    Attributes:
        reference: Of all letters; the first of them and a dash where each has its own.
        statuses: How many letters stand where.
    """

    mailing_id: int
    name: str
    reference: str
    subject: str
    letter_date: date
    template_name: str
    reserved_at: datetime
    operator: str
    statuses: Mapping[LetterStatus, int]
