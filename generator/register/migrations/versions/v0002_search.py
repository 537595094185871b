"""The words of each letter, to search by: FTS5 in SQLite, a tsvector in PostgreSQL.

Both hold the same words, cut by our own code (search.py), so that a search finds the same on either.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the index; letters of before are found once they are made again."""
    if op.get_bind().dialect.name == "sqlite":
        # No positions and sizes are kept: a search asks which words stand in a letter, not where.
        op.execute(
            "CREATE VIRTUAL TABLE letter_words USING fts5(words, detail='none', columnsize=0, tokenize='unicode61')"
        )
        return
    op.execute("CREATE TABLE letter_words (version_id integer PRIMARY KEY REFERENCES versions (id), words tsvector)")
    # Without fastupdate: a list of pending entries would be read from end to end by every search.
    op.execute("CREATE INDEX ix_letter_words_words ON letter_words USING gin (words) WITH (fastupdate = off)")
