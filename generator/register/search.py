"""Find letters by the words in them: FTS5 in SQLite, a tsvector in PostgreSQL.

The words are cut here, the same for both: without accents and case, at everything that is no letter or digit. All
words of a search must stand in the letter; each may be the beginning of a longer one. Newest letters come first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from generator.errors import WrongUse, message
from generator.register.lookups import letters_with_ids
from generator.register.opening import Register
from generator.register.records import LetterRecord
from generator.register.rows import folded

_WORD = re.compile(r"[^\W_]{1,100}")
"""Letters and digits; what is longer than any word that somebody looks for is cut in pieces."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    Attributes:
        total: All letters that have the words.
        letters: Some of them: first those to a council or contact of that name, of each the newest first.
    """

    total: int
    letters: tuple[LetterRecord, ...]


def words_of(said: str) -> list[str]:
    """The distinct words of a text, in the order in which they first stand there."""
    return list(dict.fromkeys(_WORD.findall(folded(said))))


def index_words(connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Make versions findable by their texts: ``(version id, text)`` each; an earlier text of a version is replaced."""
    if not texts:
        return
    if connection.dialect.name == "sqlite":
        rows = [{"id": version_id, "words": " ".join(words_of(said))} for version_id, said in texts]
        connection.execute(text("INSERT OR REPLACE INTO letter_words (rowid, words) VALUES (:id, :words)"), rows)
        return
    statement = text(
        "INSERT INTO letter_words (version_id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[]))) "
        "ON CONFLICT (version_id) DO UPDATE SET words = excluded.words"
    )
    connection.execute(statement, [{"id": version_id, "words": words_of(said)} for version_id, said in texts])


def search(register: Register, wanted: str, *, limit: int = 20) -> SearchResult:
    """The letters, any version of them, that have all words of ``wanted``.

    Raises:
        WrongUse: ``wanted`` holds no word.
    """
    words = words_of(wanted)
    if not words:
        raise WrongUse(
            message("there is no word to search for in “{wanted}”; give a name, a place or a date", wanted=wanted)
        )
    with register.reading() as connection:
        if connection.dialect.name == "sqlite":
            matching = "SELECT v.letter_id FROM letter_words w JOIN versions v ON v.id = w.rowid WHERE letter_words MATCH :words"
            sought = " AND ".join(f'"{word}"*' for word in words)
        else:
            # The planner counts the table's own pages, not those aside of it where the words are: it would read them all.
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            matching = (
                "SELECT v.letter_id FROM letter_words w JOIN versions v ON v.id = w.version_id "
                "WHERE w.words @@ to_tsquery('simple', :words)"
            )
            sought = " & ".join(f"'{word}':*" for word in words)
        # First all that match, then some of them: a limit would lead a planner to walk through letters one by one.
        found = f"WITH found AS MATERIALIZED (SELECT DISTINCT letter_id FROM ({matching}) AS matching) SELECT"  # noqa: S608 - no text of a user in it
        total = connection.execute(text(f"{found} count(*) FROM found"), {"words": sought}).scalar_one()
        ids = connection.scalars(
            text(
                f"{found} letter_id FROM found JOIN letters ON letters.id = letter_id ORDER BY "
                "CASE WHEN lower(council_name || ' ' || contact_name) LIKE :named THEN 0 ELSE 1 END, letter_id DESC LIMIT :limit"
            ),
            {"words": sought, "named": f"%{'%'.join(words)}%", "limit": limit},
        )
        return SearchResult(total, letters_with_ids(connection, list(ids)))
