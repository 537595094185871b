"""The sheet Contacten: people and offices within councils."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from generator.address import has_name
from generator.errors import message
from generator.model import AddressedTo, Contact, Council, Gender, PersonName, RecipientKey
from generator.workbook.addresses import PostalAddress, address_of
from generator.workbook.cells import Cell, choice_of, line_of, text_of, whole_number_of
from generator.workbook.council_sheet import CouncilRow, council_code
from generator.workbook.findings import Findings, near_miss
from generator.workbook.tables import Row, Table
from generator.workbook.words import BELGIUM, GENDERS, NETHERLANDS, YES_NO, word_key

CONTACTS_REQUIRED = ("code",)
_NAME_PARTS = (
    *("predicate", "titles", "first_name", "initials", "nobility_title", "prefix", "surname"),
    *("second_prefix", "second_surname", "titles_after"),
)
_NOT_OF_A_WORD = re.compile(r"[\W_]+")
_ENDS_OF_SALUTATION = (",", "!", ".", ":")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as read.

    Attributes:
        is_sound: Nothing in its row stops a letter.
    """

    contact: Contact
    is_sound: bool


def read_contacts(table: Table, councils: Mapping[str, CouncilRow], findings: Findings) -> dict[str, list[ContactRow]]:
    """Read all rows, by the code of their council; those of a council that is not in the workbook are told."""
    found: dict[str, list[ContactRow]] = {}
    seen: dict[RecipientKey, str] = {}
    for row in table:
        cell = row.cell("code")
        written = text_of(cell, Findings())
        code = council_code(written) or written
        # Whom the findings of a name concern is known once the name is.
        of_name = Findings()
        name = _name(row, of_name)
        key = RecipientKey(code or str(cell.place.cell), AddressedTo.CONTACT, _identity(row, name))
        mine = findings.of(key)
        if not _known_council(cell, written, code, councils, mine):
            continue
        if key in seen:
            mine.error(
                "contact-twice",
                row.place,
                message("the same contact of {code} already stands in row {row}", code=code, row=seen[key]),
                message("remove one of the two rows, or tell them apart by function, department or name"),
            )
            continue
        seen[key] = str(row.raw.number)
        mine.adopt(of_name)
        found.setdefault(code, []).append(_contact(row, councils[code].council, key.part, name, mine))
    return found


def _known_council(cell: Cell, written: str, code: str, councils: Mapping[str, CouncilRow], findings: Findings) -> bool:
    if not cell.is_empty and not written:
        text_of(cell, findings)
        return False
    if not written:
        findings.error(
            "council-code-missing",
            cell.place,
            message("the code of the council is missing"),
            message("write GM and four digits, such as GM0363"),
        )
        return False
    if code in councils:
        return True
    by_name = {row.council.name: row.council.code for row in councils.values() if row.council.name}
    meant = by_name.get(near_miss(written, by_name), "")
    findings.error(
        "contact-of-unknown-council",
        cell.place,
        message("no council {code} stands on the sheet with councils", code=code),
        message("did you mean {known}?", known=meant)
        if meant
        else message("write the code of a council that stands there, or add the council"),
    )
    return False


def _contact(row: Row, council: Council, identity: str, name: PersonName, findings: Findings) -> ContactRow:
    chosen = choice_of(row.cell("send"), YES_NO, findings)
    send = council.send and chosen is not False
    address = address_of(row, findings, required=False) if send else PostalAddress()
    contact = Contact(
        council_code=council.code,
        identity=identity,
        name=name,
        function=line_of(row.cell("function"), findings),
        department=line_of(row.cell("department"), findings),
        name_line=line_of(row.cell("name_line"), findings),
        salutation=_salutation(line_of(row.cell("salutation"), findings)),
        email=line_of(row.cell("email"), findings),
        address_line=address.address_line if address else "",
        postcode=address.postcode if address else "",
        place=address.place if address else "",
        copies=whole_number_of(row.cell("copies"), findings, least=1),
        send=send,
        row=row.extras(findings) if send else {},
        source=row.place,
    )
    return ContactRow(contact, is_sound=not findings.errors)


def _name(row: Row, findings: Findings) -> PersonName:
    parts = {part: line_of(row.cell(part), findings) for part in _NAME_PARTS}
    gender = choice_of(row.cell("gender"), GENDERS, findings) or Gender.UNKNOWN
    name = PersonName(gender=gender, country=_country(row.cell("country"), findings), **parts)
    given = parts["initials"] or parts["first_name"]
    if given and not has_name(name) and row.cell("name_line").is_empty:
        findings.warning(
            "surname-missing",
            row.cell("surname").place,
            message("there is a first name or initials, but no surname: nobody is named in the letter"),
            message("fill in Achternaam, or Naamregel and Aanhef"),
        )
    return name


def _country(cell: Cell, findings: Findings) -> str:
    written = line_of(cell, findings)
    key = word_key(written)
    if key in BELGIUM:
        return "BE"
    if key and key not in NETHERLANDS:
        findings.notice(
            "country-without-rule",
            cell.place,
            message("names of {country} are written by the Dutch rules", country=written),
            message("fill in Naamregel and Aanhef where that is wrong"),
        )
    return ""


def _salutation(written: str) -> str:
    return f"{written}," if written and not written.endswith(_ENDS_OF_SALUTATION) else written


def _identity(row: Row, name: PersonName) -> str:
    """What tells a contact from the others of its council: function, department and name, never its row or address."""
    quiet = Findings()
    given = name.initials or name.first_name
    named = f"{given} {name.prefix} {name.surname} {name.second_prefix} {name.second_surname}"
    pieces = (
        line_of(row.cell("function"), quiet),
        line_of(row.cell("department"), quiet),
        named if named.strip() else line_of(row.cell("name_line"), quiet),
    )
    return "/".join(filter(None, map(_slug, pieces))) or "contact"


@functools.lru_cache(maxsize=8192)
def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return _NOT_OF_A_WORD.sub("-", letters).strip("-")
