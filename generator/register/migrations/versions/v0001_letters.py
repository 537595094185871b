"""Letters, what shaped them, and what happened to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables, and the triggers that let events only be added."""
    _contents_and_references()
    _letters()
    _stock()
    _only_added("events")


def _contents_and_references() -> None:
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_contents"),
        comment="Templates, images, shared data, engine and font versions: each kept once, by what it holds",
    )
    op.create_table(
        "series",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "year", name="pk_series"),
        comment="The last number given out, per series and year",
    )
    op.create_table(
        "mailings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False, comment="the subject, folded, for the duplicate guard"),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("template_name", sa.Text(), nullable=False),
        sa.Column("numbering", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False, comment="of all letters, or empty where each has its own"),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailings"),
        sa.UniqueConstraint("name", name="uq_mailings_name"),
    )
    op.create_index("ix_mailings_purpose", "mailings", ["purpose"], unique=False)
    op.create_table(
        "reference_numbers",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column(
            "series", sa.Text(), nullable=True, comment="with year and sequence where the reference is of a series"
        ),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column(
            "void_reason",
            sa.Text(),
            nullable=True,
            comment="why no letter bears it; a void number is never given out again",
        ),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailings.id"], name="fk_reference_numbers_mailing_id"),
        sa.PrimaryKeyConstraint("reference", name="pk_reference_numbers"),
        sa.UniqueConstraint("series", "year", "sequence", name="uq_reference_numbers_series"),
    )
    op.create_index("ix_reference_numbers_mailing_id", "reference_numbers", ["mailing_id"], unique=False)


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False, comment="code|kind|part: the key as one text"),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("council_name", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="the number of the version that counts"),
        sa.Column(
            "sent_version", sa.Integer(), nullable=True, comment="the number of the version that was posted last"
        ),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailings.id"], name="fk_letters_mailing_id"),
        sa.ForeignKeyConstraint(["reference"], ["reference_numbers.reference"], name="fk_letters_reference"),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
    )
    op.create_index("ix_letters_council_code", "letters", ["council_code"], unique=False)
    op.create_index("ix_letters_recipient", "letters", ["recipient"], unique=False)
    op.create_index("ix_letters_reference", "letters", ["reference"], unique=False)
    op.create_index(
        "uq_letters_recipient",
        "letters",
        ["mailing_id", "recipient"],
        unique=True,
        sqlite_where=sa.text("status <> 'void'"),
        postgresql_where=sa.text("status <> 'void'"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("template_name", sa.Text(), nullable=False),
        sa.Column("template_sha256", sa.String(length=64), nullable=False),
        sa.Column("shared_sha256", sa.String(length=64), nullable=False, comment="data of the mailing, JSON"),
        sa.Column("snapshot", sa.Text(), nullable=False, comment="data of this letter alone, JSON"),
        sa.Column("snapshot_sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "made_with_sha256", sa.String(length=64), nullable=True, comment="engines and fonts, JSON; empty until made"
        ),
        sa.Column(
            "replaces",
            sa.Integer(),
            nullable=True,
            comment="the number of the version that it replaces (Vervangt), had that been sent",
        ),
        sa.Column("file_suffix", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_versions_letter_id"),
        sa.ForeignKeyConstraint(["made_with_sha256"], ["contents.sha256"], name="fk_versions_made_with_sha256"),
        sa.ForeignKeyConstraint(["shared_sha256"], ["contents.sha256"], name="fk_versions_shared_sha256"),
        sa.ForeignKeyConstraint(["template_sha256"], ["contents.sha256"], name="fk_versions_template_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("letter_id", "number", name="uq_versions_letter_id"),
    )
    op.create_table(
        "files",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="docx or pdf"),
        sa.Column("path", sa.Text(), nullable=False, comment="from the workspace, with forward slashes"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True, comment="of a PDF"),
        sa.Column(
            "removed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when a contact was forgotten, or a version that was never sent replaced",
        ),
        sa.CheckConstraint("kind IN ('docx', 'pdf')", name="ck_files_kind"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_files_version_id"),
        sa.PrimaryKeyConstraint("version_id", "kind", name="pk_files"),
    )
    op.create_index("ix_files_path", "files", ["path"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column(
            "on_date",
            sa.Date(),
            nullable=True,
            comment="the day in the world outside: when it was posted, when it came back",
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_events_letter_id"),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailings.id"], name="fk_events_mailing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        comment="What happened; rows are only ever added, which triggers enforce",
    )
    op.create_index("ix_events_letter_id", "events", ["letter_id"], unique=False)
    op.create_index("ix_events_mailing_id", "events", ["mailing_id"], unique=False)


def _stock() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("folded_title", sa.Text(), nullable=False),
        sa.Column(
            "supplied", sa.Integer(), nullable=True, comment="copies that ever came in; empty where nobody counts them"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sa.UniqueConstraint("folded_title", name="uq_publications_folded_title"),
    )
    op.create_table(
        "mailing_publications",
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailings.id"], name="fk_mailing_publications_mailing_id"),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name="fk_mailing_publications_publication_id"),
        sa.PrimaryKeyConstraint("mailing_id", "publication_id", name="pk_mailing_publications"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False, comment="its order is the order in which copies are given out"),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True, comment="empty for a re-order"),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("council_name", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.CheckConstraint("copies >= 0 AND granted >= 0 AND granted <= copies", name="ck_orders_granted"),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_orders_letter_id"),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name="fk_orders_publication_id"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
    )
    op.create_index("ix_orders_letter_id", "orders", ["letter_id"], unique=False)
    op.create_index("ix_orders_publication_id", "orders", ["publication_id"], unique=False)


def _only_added(table: str) -> None:
    """Let the database itself refuse to change or remove rows of ``table``."""
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are only ever added'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} are only ever added'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_only_added()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_added()"
    )
