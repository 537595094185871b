"""Keep the catalogs of each room in step with the sentences in its code.

    python tools/messages.py            update every .po from the code and compile it
    python tools/messages.py --check    change nothing; exit 1 where a catalog is behind or a sentence has no Dutch
    python tools/messages.py ROOM ...   the same for these rooms only

A room is a folder of generator/; what stands in generator/ itself belongs to the catalog ``brieven``.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"
LANGUAGES = ("nl",)
FIXED_DATE = datetime(2018, 6, 28, tzinfo=UTC)
KEYWORDS: dict[str, tuple[int, ...] | None] = {"message": None, "plural_message": (1, 2)}


def extracted(files: list[Path]) -> Catalog:
    """All sentences of ``files``, each with the places where it stands."""
    catalog = Catalog(project="brieven")
    for path in sorted(files):
        where = path.relative_to(ROOT).as_posix()
        for line, text, comments, _context in extract_from_file("python", path, KEYWORDS, ["For translators:"]):
            catalog.add(text, locations=[(where, line)], auto_comments=comments)
    return catalog


def updated(path: Path, language: str, fresh: Catalog) -> Catalog:
    """The catalog at ``path`` brought up to ``fresh``, keeping what is translated."""
    if path.exists():
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=language)
        catalog.fuzzy = False
    else:
        catalog = Catalog(locale=language, project="brieven", fuzzy=False, header_comment="# Dutch of this room.")
    catalog.update(fresh, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The catalog as a .po file without dates and line numbers, so that it changes only when a sentence does."""
    stream = io.BytesIO()
    write_po(stream, catalog, sort_output=True, omit_header=False, no_location=True, width=120)
    lines = stream.getvalue().decode().splitlines(keepends=True)
    kept = [
        line
        for line in lines
        if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', "# FIRST"))
    ]
    return "".join(kept).encode()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalog as gettext reads it; the same sentences give the same bytes, whenever they are compiled."""
    catalog.creation_date = catalog.revision_date = FIXED_DATE
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main(arguments: list[str]) -> int:
    """Update or check the catalogs of the rooms named, or of all."""
    check = "--check" in arguments
    chosen = {word for word in arguments if not word.startswith("--")}
    rooms = {"brieven": list(PACKAGE.glob("*.py"))} | {
        folder.name: list(folder.rglob("*.py"))
        for folder in PACKAGE.iterdir()
        if folder.is_dir() and (folder / "__init__.py").exists()
    }
    wrong = 0
    for language in LANGUAGES:
        folder = PACKAGE / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        for room, files in sorted(rooms.items()):
            if chosen and room not in chosen:
                continue
            fresh = extracted(files)
            if not len(fresh):
                continue
            po, mo = folder / f"{room}.po", folder / f"{room}.mo"
            catalog = updated(po, language, fresh)
            # Dates of the header would make each run another file.
            read_back = read_po(io.BytesIO(po_bytes(catalog)), locale=language)
            for each in catalog:
                if each.id and not all(each.string if isinstance(each.string, tuple) else (each.string,)):
                    wrong += 1
                    print(f"{language}/{room}: no translation: {each.id!r}")
            made = {po: po_bytes(read_back), mo: mo_bytes(read_back)}
            for path, content in made.items():
                if check and (not path.exists() or path.read_bytes() != content):
                    wrong += 1
                    print(f"{path.relative_to(ROOT)} is behind the code: run `make messages`")
                elif not check:
                    path.write_bytes(content)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
