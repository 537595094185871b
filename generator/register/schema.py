"""The tables of the register, as the newest migration leaves them.

Personal data stands in ``letters.part``, ``letters.contact_name``, ``versions.snapshot``, ``versions.findings`` and the
search words, and nowhere else: what forgets a contact (forgetting.py) need look no further.
"""

from __future__ import annotations

import enum
from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

HEAD = "0003"
"""The newest migration; a register that bears another one is older (upgraded) or newer (refused)."""


class LetterStatus(enum.StrEnum):
    """Where a letter stands; its history is in the events."""

    RESERVED = "reserved"
    """It has its reference; its files are still to be made."""
    MADE = "made"
    RELEASED = "released"
    SENT = "sent"
    RETURNED = "returned"
    VOID = "void"
    """It could not be made or was withdrawn; the reference is never used again."""


class EventKind(enum.StrEnum):
    """What can happen to a letter, a mailing or a stock."""

    RESERVED = "reserved"
    UPDATED = "updated"
    """The input changed before the letter was sent: a new version."""
    CORRECTED = "corrected"
    """A new version that replaces (Vervangt) an earlier one."""
    MADE = "made"
    RESTORED = "restored"
    """A lost or damaged file was made again."""
    RELEASED = "released"
    SENT = "sent"
    RETURNED = "returned"
    RESENT = "resent"
    VOIDED = "voided"
    FORGOTTEN = "forgotten"
    SUPPLIED = "supplied"
    """Copies of a publication came in, or were counted again."""
    ORDERED = "ordered"
    """Copies of a publication were ordered later (nabestelling)."""


class Origin(enum.StrEnum):
    """Where the data of a version came from."""

    WORKBOOK = "workbook"
    CORRECTION = "correction"


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: PostgreSQL keeps the zone, SQLite a text that sorts; both give an aware datetime."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone, which would mean another one on another computer."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a moment without a time zone: {value!r}"
            raise TypeError(msg)
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SHA256 = String(64)

contents = Table(
    "contents",
    metadata,
    Column("sha256", SHA256, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    comment="Templates, images, shared data, engine and font versions: each kept once, by what it holds",
)

series = Table(
    "series",
    metadata,
    Column("name", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last_sequence", Integer, nullable=False),
    comment="The last number given out, per series and year",
)

mailings = Table(
    "mailings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("purpose", Text, nullable=False, index=True, comment="the subject, folded, for the duplicate guard"),
    Column("letter_date", Date, nullable=False),
    Column("template_name", Text, nullable=False),
    Column("numbering", Text, nullable=False),
    Column("reference", Text, nullable=False, comment="of all letters, or empty where each has its own"),
    Column("series", Text, nullable=False),
    Column("reserved_at", Moment, nullable=False),
    Column("operator", Text, nullable=False),
)

references = Table(
    "reference_numbers",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("mailing_id", ForeignKey("mailings.id"), nullable=False, index=True),
    Column("series", Text, comment="with year and sequence where the reference is of a series"),
    Column("year", Integer),
    Column("sequence", Integer),
    Column("void_reason", Text, comment="why no letter bears it; a void number is never given out again"),
    UniqueConstraint("series", "year", "sequence"),
)

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mailing_id", ForeignKey("mailings.id"), nullable=False),
    Column("reference", ForeignKey("reference_numbers.reference"), nullable=False, index=True),
    Column("recipient", Text, nullable=False, index=True, comment="code|kind|part: the key as one text"),
    Column("council_code", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("council_name", Text, nullable=False),
    Column("contact_name", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("version", Integer, nullable=False, comment="the number of the version that counts"),
    Column("sent_version", Integer, comment="the number of the version that was posted last"),
    Column("void_reason", Text),
    Index(
        "uq_letters_recipient",
        "mailing_id",
        "recipient",
        unique=True,
        sqlite_where=text("status <> 'void'"),
        postgresql_where=text("status <> 'void'"),
    ),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("origin", Text, nullable=False),
    Column("template_name", Text, nullable=False),
    Column("template_sha256", ForeignKey("contents.sha256"), nullable=False),
    Column("shared_sha256", ForeignKey("contents.sha256"), nullable=False, comment="data of the mailing, JSON"),
    Column("snapshot", Text, nullable=False, comment="data of this letter alone, JSON"),
    Column("snapshot_sha256", SHA256, nullable=False),
    Column("made_with_sha256", ForeignKey("contents.sha256"), comment="engines and fonts, JSON; empty until made"),
    Column(
        "findings", Text, nullable=False, server_default="[]", comment="what setting it found, for the report, JSON"
    ),
    Column("replaces", Integer, comment="the number of the version that it replaces (Vervangt), had that been sent"),
    Column("file_suffix", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reserved_at", Moment, nullable=False),
    Column("operator", Text, nullable=False),
    UniqueConstraint("letter_id", "number"),
)

files = Table(
    "files",
    metadata,
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Column("kind", Text, primary_key=True, comment="docx or pdf"),
    Column("path", Text, nullable=False, index=True, comment="from the workspace, with forward slashes"),
    Column("sha256", SHA256, nullable=False),
    Column("size", Integer, nullable=False),
    Column("pages", Integer, comment="of a PDF"),
    Column("removed_at", Moment, comment="when a contact was forgotten, or a version that was never sent replaced"),
    CheckConstraint("kind IN ('docx', 'pdf')", name="kind"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mailing_id", ForeignKey("mailings.id"), index=True),
    Column("letter_id", ForeignKey("letters.id"), index=True),
    Column("version", Integer),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("operator", Text, nullable=False),
    Column("on_date", Date, comment="the day in the world outside: when it was posted, when it came back"),
    Column("reason", Text, nullable=False),
    comment="What happened; rows are only ever added, which triggers enforce",
)

publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("folded_title", Text, nullable=False, unique=True),
    Column("supplied", Integer, comment="copies that ever came in; empty where nobody counts them"),
)

mailing_publications = Table(
    "mailing_publications",
    metadata,
    Column("mailing_id", ForeignKey("mailings.id"), primary_key=True),
    Column("publication_id", ForeignKey("publications.id"), primary_key=True),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True, comment="its order is the order in which copies are given out"),
    Column("publication_id", ForeignKey("publications.id"), nullable=False, index=True),
    Column("letter_id", ForeignKey("letters.id"), index=True, comment="empty for a re-order"),
    Column("council_code", Text, nullable=False),
    Column("council_name", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("granted", Integer, nullable=False),
    Column("placed_at", Moment, nullable=False),
    Column("operator", Text, nullable=False),
    CheckConstraint("copies >= 0 AND granted >= 0 AND granted <= copies", name="granted"),
)
