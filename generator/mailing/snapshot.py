"""A letter's data as the register keeps them: JSON with the English names, and back to what the template sees.

A letter is always made from what comes back, so that making it again from the register alone gives the same letter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from generator.errors import RegisterRefused, message
from generator.mailing.context import (
    CONTACT_ALIASES,
    COUNCIL_ALIASES,
    MAILING_ALIASES,
    PUBLICATION_ALIASES,
    RECIPIENT_ALIASES,
    SIGNATORY_ALIASES,
    TOP_ALIASES,
    Context,
)
from generator.register import Content, Data, JsonValue
from generator.template import Image

OWN_NAMES = frozenset({"recipient", "council", "contact", "copies", "row"})
"""The names that differ from letter to letter; the reference is kept apart, all others are the mailing's."""

WORKSHOP = "workshop"
"""The name under which the mailing's data hold what is no name of a template: filters, fonts, engine, style."""

GROUP_ALIASES: Mapping[str, Mapping[str, str]] = {
    "signatory": SIGNATORY_ALIASES,
    "recipient": RECIPIENT_ALIASES,
    "council": COUNCIL_ALIASES,
    "contact": CONTACT_ALIASES,
    "mailing": MAILING_ALIASES,
    "publications": PUBLICATION_ALIASES,
}


class Recorder:
    """Turns contexts into data, and gathers the images in them."""

    def __init__(self) -> None:
        self._contents: dict[str, Content] = {}

    @property
    def contents(self) -> tuple[Content, ...]:
        """The images of all contexts so far, each once."""
        return tuple(self._contents.values())

    def shared(self, context: Context) -> dict[str, JsonValue]:
        """What every letter of the mailing has."""
        return self._data({name: context[name] for name in _english_tops(context) if name not in OWN_NAMES})

    def own(self, context: Context) -> dict[str, JsonValue]:
        """What this letter alone has, without its reference."""
        return self._data({name: context[name] for name in _english_tops(context) if name in OWN_NAMES})

    def keep(self, media_type: str, content: bytes) -> str:
        """Keep bytes that shape letters; returns their SHA-256."""
        checksum = hashlib.sha256(content).hexdigest()
        self._contents[checksum] = Content(media_type, content)
        return checksum

    def _data(self, names: Mapping[str, object]) -> dict[str, JsonValue]:
        return {name: self._json(_without_dutch(name, value)) for name, value in names.items()}

    def _json(self, value: object) -> JsonValue:
        match value:
            case None | str() | bool() | int() | float():
                return value
            case datetime():
                return {"$datetime": value.isoformat()}
            case date():
                return {"$date": value.isoformat()}
            case Image():
                return {
                    "$image": self.keep("application/octet-stream", value.data),
                    "width_mm": value.width_mm,
                    "height_mm": value.height_mm,
                    "alt_text": value.alt_text,
                    "url": value.url,
                }
            case Mapping():
                return {_escaped(str(name)): self._json(each) for name, each in value.items()}
            case tuple() | list():
                return [self._json(each) for each in value]
            case _:
                msg = f"a context holds {type(value).__name__}, which no register keeps"
                raise TypeError(msg)


def context_of(shared: Data, own: Data, reference: str, contents: Mapping[str, Content]) -> Context:
    """What the template sees: all names, English and Dutch, from what the register keeps.

    Args:
        shared: Data of the mailing.
        own: Data of the letter.
        reference: What the letter bears.
        contents: The images that those name.

    Raises:
        RegisterRefused: An image that the data name is not kept.
    """
    names = {
        name: _with_dutch(name, _value(value, contents))
        for name, value in (*shared.items(), *own.items())
        if name != WORKSHOP
    }
    names["reference"] = reference
    context: dict[str, object] = {**names, **{TOP_ALIASES[name]: names[name] for name in names if name in TOP_ALIASES}}
    recipient = names.get("recipient")
    if isinstance(recipient, Mapping):
        context |= {"adres": recipient["address"], "aanhef": recipient["salutation"]}
    return context


def _english_tops(context: Context) -> list[str]:
    dutch = {*TOP_ALIASES.values(), "adres", "aanhef", "reference"}
    return [name for name in context if name not in dutch]


def _without_dutch(group: str, value: object) -> object:
    aliases = GROUP_ALIASES.get(group)
    if aliases is None:
        return value
    if isinstance(value, tuple):
        return tuple(_without_dutch(group, each) for each in value)
    if not isinstance(value, Mapping):
        return value
    english = {dutch: name for name, dutch in aliases.items() if dutch != name}
    return {name: each for name, each in value.items() if english.get(name) not in value}


def _with_dutch(group: str, value: object) -> object:
    aliases = GROUP_ALIASES.get(group)
    if aliases is None:
        return value
    if isinstance(value, tuple):
        return tuple(_with_dutch(group, each) for each in value)
    if not isinstance(value, Mapping):
        return value
    return {**value, **{dutch: value[name] for name, dutch in aliases.items() if name in value}}


def _value(value: JsonValue, contents: Mapping[str, Content]) -> object:
    if isinstance(value, list):
        return tuple(_value(each, contents) for each in value)
    if not isinstance(value, dict):
        return value
    if "$date" in value:
        return date.fromisoformat(cast("str", value["$date"]))
    if "$datetime" in value:
        return datetime.fromisoformat(cast("str", value["$datetime"]))
    if "$image" in value:
        return _image(value, contents)
    return {_unescaped(name): _value(each, contents) for name, each in value.items()}


def _image(value: dict[str, JsonValue], contents: Mapping[str, Content]) -> Image:
    checksum = cast("str", value["$image"])
    if checksum not in contents:
        raise RegisterRefused(
            message(
                "the register lacks an image of this letter ({sha256}); put back its last backup",
                sha256=checksum[:12],
            )
        )
    return Image(
        contents[checksum].content,
        width_mm=cast("float | None", value["width_mm"]),
        height_mm=cast("float | None", value["height_mm"]),
        alt_text=cast("str", value["alt_text"]),
        url=cast("str", value["url"]),
    )


def _escaped(name: str) -> str:
    # A column may be called "$date"; what begins with one dollar sign is ours.
    return f"${name}" if name.startswith("$") else name


def _unescaped(name: str) -> str:
    return name[1:] if name.startswith("$$") else name
