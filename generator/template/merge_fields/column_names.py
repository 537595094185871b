"""Which value a merge field's name stands for: names meet columns as headers do, whatever their case, spaces and accents.

Word itself writes ``Adresregel_1`` for a column "Adresregel 1" and ``M_2e_adres`` for one that starts with a digit, so
whatever is no letter or digit does not count either.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ADDRESS_LINE = ("contact.address_line", "council.address_line")
_CONTRACT: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("recipient.name",): ("naam", "naamregel", "name", "fullname", "volledige naam", "geadresseerde"),
    ("recipient.address",): ("adresblok", "address block"),
    ("recipient.salutation",): ("aanhef", "begroetingsregel", "salutation", "greeting", "greeting line"),
    ("council.name",): ("gemeente", "gemeentenaam", "naam gemeente", "council", "municipality"),
    ("council.code",): ("code", "gemeentecode", "cbs-code"),
    ("council.province",): ("provincie", "province"),
    _ADDRESS_LINE: (
        "adres",
        "adresregel",
        "adresregel 1",
        "adres 1",
        "postadres",
        "address",
        "address 1",
        "address line 1",
    ),
    ("contact.postcode", "council.postcode"): ("postcode", "zip", "zip code", "postal code"),
    ("contact.place", "council.place"): (
        "plaats",
        "woonplaats",
        "vestigingsplaats",
        "postplaats",
        "place",
        "city",
        "town",
    ),
    ("contact.function",): ("functie", "function", "job title"),
    ("contact.department",): ("afdeling", "department"),
    ("contact.gender",): ("geslacht", "gender"),
    ("contact.predicate",): ("predicaat", "predicate"),
    ("contact.titles",): ("titel", "titels", "titulatuur", "title", "titles", "courtesy title"),
    ("contact.first_name",): ("voornaam", "first name"),
    ("contact.initials",): ("voorletters", "initialen", "initials"),
    ("contact.nobility_title",): ("adellijke titel", "nobility title"),
    ("contact.prefix",): ("tussenvoegsel", "voorvoegsel", "voorvoegsels", "prefix"),
    ("contact.surname",): ("achternaam", "last name", "surname", "family name"),
    ("contact.second_prefix",): ("tweede tussenvoegsel", "second prefix"),
    ("contact.second_surname",): ("tweede achternaam", "second surname"),
    ("contact.titles_after",): ("titels achter", "titels achter de naam", "titles after", "suffix"),
    ("contact.country",): ("land", "land of regio", "country", "country or region"),
    ("contact.email",): ("e-mail", "e-mailadres", "email address"),
    ("reference",): ("kenmerk", "ons kenmerk", "reference", "our reference"),
    ("date",): ("datum", "briefdatum", "date"),
    ("subject",): ("onderwerp", "betreft", "subject"),
    ("copies",): ("exemplaren", "aantal exemplaren", "copies"),
    ("enclosures",): ("bijlagen", "bijlage", "enclosures"),
    ("signatory.name",): ("ondertekenaar", "signatory"),
    ("signatory.function",): ("functie ondertekenaar", "signatory function"),
    ("signatory.on_behalf_of",): ("namens", "on behalf of"),
    ("mailing.contact_person",): ("contactpersoon", "contact person"),
    ("mailing.telephone",): ("telefoon", "telefoonnummer", "telephone", "phone"),
}
"""Where the template contract keeps what a column of the workbook, or of Word's own address lists, is called. Of two places
the second counts where the first is empty: a contact without an address of their own has the council's."""

_DIGIT_FIRST = re.compile(r"m_(?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and the dotted name under which the context has it."""

    path: str
    value: object


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """``name`` without case, accents, spaces and signs: what two spellings of one column have in common."""
    bare = unicodedata.normalize("NFKD", _DIGIT_FIRST.sub("", name, count=1).casefold())
    return "".join(character for character in bare if character.isalnum())


def find_value(context: Mapping[str, object], name: str) -> Found | None:
    """The value that the merge field ``name`` stands for; None where nothing in ``context`` is called so.

    The workbook's own columns come first, then the names of the template contract, then whatever else the context has
    at its top or one level down.

    Args:
        context: What the template sees.
        name: As the field has it.
    """
    wanted = plain_name(name)
    if not wanted:
        return None
    row = context.get("row")
    if isinstance(row, Mapping):
        header = _headers(tuple(row)).get(wanted)
        if header is not None:
            return Found(f"row.{header}", row[header])
    return (
        _by_contract(context, wanted)
        or next((found for found in _everything(context) if plain_name(found.path) == wanted), None)
        or next((found for found in _everything(context) if plain_name(found.path.rpartition(".")[2]) == wanted), None)
    )


@functools.lru_cache(maxsize=256)
def _headers(row: tuple[str, ...]) -> Mapping[str, str]:
    """The headers of a row by their plain names; the first of two that are alike counts."""
    return {plain_name(header): header for header in reversed(row)}


def contract_paths(name: str) -> tuple[str, ...]:
    """The dotted names of the template contract for a merge field called ``name``; empty where it has none."""
    return _paths().get(plain_name(name), ())


def row_path(name: str) -> str:
    """The dotted name for a column of the workbook's own: ``row.aantal_inwoners``."""
    joined = "".join(each if each.isalnum() else "_" for each in _DIGIT_FIRST.sub("", name.strip(), count=1).casefold())
    dotted = "_".join(piece for piece in joined.split("_") if piece)
    return f"row._{dotted}" if dotted[:1].isdigit() else f"row.{dotted}"


def similar_name(name: str, context: Mapping[str, object]) -> str | None:
    """The name that was probably meant, of those that ``context`` has a value for."""
    candidates = {
        plain_name(alias): alias for aliases in _CONTRACT.values() for alias in aliases if find_value(context, alias)
    }
    last_pieces = (found.path.rpartition(".")[2] for found in _everything(context))
    candidates |= {plain_name(piece): piece for piece in last_pieces}
    close = difflib.get_close_matches(plain_name(name), candidates, n=1, cutoff=0.7)
    return candidates[close[0]] if close else None


@functools.cache
def _paths() -> Mapping[str, tuple[str, ...]]:
    return {plain_name(alias): paths for paths, aliases in _CONTRACT.items() for alias in aliases}


def _by_contract(context: Mapping[str, object], wanted: str) -> Found | None:
    found: Found | None = None
    for path in _paths().get(wanted, ()):
        top, _, inner = path.partition(".")
        holder = context.get(top)
        if not inner and top in context:
            found = Found(path, holder)
        elif isinstance(holder, Mapping) and inner in holder:
            found = Found(path, holder[inner])
        if found is not None and found.value not in ("", None):
            return found
    return found


def _everything(context: Mapping[str, object]) -> Iterable[Found]:
    """What can be written as text, at the top and one level down."""
    for key, value in context.items():
        if not isinstance(value, Mapping) and not callable(value):
            yield Found(str(key), value)
    for key, value in context.items():
        if isinstance(value, Mapping):
            yield from (Found(f"{key}.{inner}", each) for inner, each in value.items() if not isinstance(each, Mapping))
