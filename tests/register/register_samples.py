"""Mailings to test with: what a workbook of four councils would hand to the register."""

from __future__ import annotations

from datetime import UTC, date, datetime

from generator.model import AddressedTo, Numbering, Publication, RecipientKey
from generator.register import FileRecord, LetterDraft, MadeLetter, MailingDraft, Reservation, Stamp, sha256_of

PATTERN = "{department}/U{year}{sequence:05d}"
NOON = datetime(2018, 6, 28, 12, 0, tzinfo=UTC)
ANNA = Stamp(NOON, "anna")
BERT = Stamp(NOON, "bert")
COUNCILS = (("GM0363", "Amsterdam"), ("GM0513", "Gouda"), ("GM0796", "'s-Hertogenbosch"), ("GM1699", "Noordenveld"))


def letter(code: str, name: str, *, contact: str = "J. de Vries", copies: int = 1, **data: str) -> LetterDraft:
    return LetterDraft(
        RecipientKey(code, AddressedTo.CONTACT, f"griffier-{contact.casefold().replace(' ', '-')}"),
        council_name=name,
        contact_name=f"De heer {contact}",
        snapshot={"council": {"name": name, "address_line": "Postbus 1"}, "contact": {"name": contact}, **data},
        copies=copies,
    )


def draft(**changes: object) -> MailingDraft:
    """The Denktank's mailing to four councils, with ``changes``."""
    given: dict[str, object] = {
        "name": "Denktank 2018",
        "subject": "Rapporten Vierde VNG-Denktank",
        "letter_date": date(2018, 6, 28),
        "template_name": "presentexemplaar.docx",
        "template": b"a Word file",
        "shared": {"subject": "Rapporten Vierde VNG-Denktank", "date": {"$date": "2018-06-28"}},
        "letters": tuple(letter(code, name) for code, name in COUNCILS),
        "series": "COS",
        "numbering": Numbering.PER_MAILING,
        "publications": (Publication("Werkende samenwerking", stock=100),),
    }
    return MailingDraft(**(given | changes))  # type: ignore[arg-type]


def made(reservation: Reservation, *, say: str = "Werkende samenwerking", folder: str = "output/d") -> list[MadeLetter]:
    """The letters of ``reservation`` as if their files had been made."""
    result = []
    for each in reservation.letters:
        stem = f"{folder}/{each.reference.replace('/', '_')}_{each.recipient.council_code}{each.file_suffix}"
        files = tuple(
            FileRecord(kind, f"{stem}.{kind}", sha256_of(content), len(content), 2 if kind == "pdf" else None)
            for kind in ("docx", "pdf")
            for content in [file_content(f"{stem}.{kind}", each.version)]
        )
        said = f"{say} {each.recipient.council_code} {each.reference}"
        result.append(MadeLetter(each.letter_id, each.version_id, files, {"brieven": "0.1.0", "typst": "0.15"}, said))
    return result


def file_content(path: str, version: int) -> bytes:
    return f"{path} {version}".encode()
