"""Which names a template uses, where, and what they are for a recipient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import ProblemsFound, TemplateUnreadable, Value, message
from generator.mailing.context import (
    Context,
    NameGroup,
    known_names,
    letter_context,
    mailing_context,
    name_groups,
    plain,
)
from generator.mailing.example import example_context
from generator.mailing.plan import OpenedMailing, provisional_references, read_signature, read_template
from generator.mailing.workspace import Workspace
from generator.model import TextPlace

if TYPE_CHECKING:
    from generator.template import NameUse


@dataclass(frozen=True, slots=True)
class UsedName:
    """A name that a template uses.

    Attributes:
        name: Dotted, as the template has it.
        places: Every spot where it stands.
        value: What it is for the recipient looked at; None where there is nothing of that name.
    """

    name: str
    places: tuple[TextPlace, ...]
    value: object


@dataclass(frozen=True, slots=True)
class TemplateFields:
    """All names of a template.

    Attributes:
        used: Those that it uses, in the order of the text.
        usable: Every name that it could use.
        groups: The same, by the name before the dot.
        recipient: Whose values these are: a council's name, or ``""`` for the example.
        refusal: What is wrong with the tags whose names are not among these; None where all can be read.
    """

    used: tuple[UsedName, ...]
    usable: tuple[str, ...]
    groups: tuple[NameGroup, ...]
    recipient: str
    refusal: TemplateUnreadable | None = None


def template_fields(path: Path, *, workspace: Workspace, opened: OpenedMailing | None = None) -> TemplateFields:
    """Find the names of a template.

    Args:
        path: The Word file.
        workspace: Where it lies.
        opened: A workbook whose first recipient gives the values; None takes an example.

    Raises:
        TemplateUnreadable: It is no Word file.
        ProblemsFound: The workbook has no recipient.
    """
    names, refusal = _names(path, workspace)
    context, recipient = _first_context(opened) if opened else (example_context(each.path for each in names), "")
    places: dict[str, list[TextPlace]] = {}
    for each in names:
        places.setdefault(each.path, []).append(each.place)
    return TemplateFields(
        # A text box stands in the file twice, for new and old programs.
        used=tuple(
            UsedName(name, tuple(dict.fromkeys(where)), value_of(context, name)) for name, where in places.items()
        ),
        usable=known_names(opened.shipment if opened else None),
        groups=name_groups(opened.shipment if opened else None),
        recipient=recipient,
        refusal=refusal,
    )


def _names(path: Path, workspace: Workspace) -> tuple[tuple[NameUse, ...], TemplateUnreadable | None]:
    """The names in the tags that can be read, and what is wrong with the others."""
    from generator.template import compile_remainder, compile_template

    content, filters = read_template(path).content, workspace.settings.filters
    try:
        return compile_template(content, name=path.name, filters=filters).names, None
    except TemplateUnreadable as error:
        if not error.findings:
            raise
        return compile_remainder(content, name=path.name, filters=filters).names, error


def value_of(context: Context, name: str) -> object:
    """The value of a dotted name; None where there is none."""
    value: object = context
    for piece in name.replace("[]", ".0").split("."):
        if isinstance(value, tuple | list) and piece == "0":
            value = value[0] if value else None
            continue
        if not isinstance(value, Mapping) or piece not in value:
            return None
        value = value[piece]
    return value


def written_value(value: object) -> Value:
    """A value as a screen shows it, on one line."""
    match value:
        case None:
            return ""
        case str():
            return value.replace("\n", " / ")
        case bool() | int() | float():
            return str(value)
        case date():
            return value
        case tuple() | list():
            return "; ".join(str(plain(each)) for each in value)
        case _:
            return message("a picture") if type(value).__name__ == "Image" else str(plain(value))


def _first_context(opened: OpenedMailing) -> tuple[Context, str]:
    shipment = opened.shipment
    if not shipment.recipients:
        raise ProblemsFound(
            message("{workbook} has no recipient that a letter can go to", workbook=opened.workbook.name),
            shipment.problems,
        )
    first = shipment.recipients[0]
    reference = provisional_references(opened)(shipment.mailing, [first])[0]
    shared = mailing_context(shipment, signature=read_signature(shipment.mailing))
    context = letter_context(shipment, first, reference, shared=shared)
    return context, first.council.name
