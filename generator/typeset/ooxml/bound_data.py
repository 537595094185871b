"""Content controls that are bound to data in the file: on opening Word shows the data (ECMA-376, part 1, 17.5.2.6).

Programs often fill a letter by writing the data alone, so that what stands in the control is of an earlier day.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Final

from babel import Locale, UnknownLocaleError
from lxml import etree

from generator.address import written_by_date_picture
from generator.errors import DocumentUnreadable
from generator.typeset.ooxml.parts import DocxParts
from generator.typeset.ooxml.xml import Element, W, child_value, truth, value

_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
# The identities of what is no part of custom XML; [MS-OI29500] 2.1.591.
_PROPERTIES: Final = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
_STEP = re.compile(r"(?:(?P<prefix>[^:\[\]@/()]+):)?(?P<name>[^:\[\]@/()]+)(?:\[(?P<at>\d{1,6})\])?")
_MAPPING = re.compile(r"""xmlns(?::(?P<prefix>[^\s=]+))?\s*=\s*(?P<quote>["'])(?P<uri>.*?)(?P=quote)""")


class BoundData:
    """Puts the data into the controls of a document.

    Args:
        parts: The document; its parts of custom XML and its properties are the data.
    """

    def __init__(self, parts: DocxParts) -> None:
        self._parts = parts

    def stamps(self, part: str) -> tuple[bytes, ...]:
        """What a part shows beside its own bytes: the stamps of the data that its controls are bound to."""
        if not self._parts.holds(part, b"dataBinding"):
            return ()
        return tuple(self._parts.stamp(name) for name in self._sources.values())

    def fill(self, root: Element) -> Element:
        """Put the data into each bound control below the element, where its text is another one.

        A control without data, or with empty data, keeps what stands in it; so does one that is bound by more than steps
        by name and number, which is all that Word writes.
        """
        for binding in list(root.iter(W + "dataBinding")):
            properties = binding.getparent()
            control = None if properties is None else properties.getparent()
            content = None if control is None else control.find(W + "sdtContent")
            if properties is None or content is None:
                continue
            found = self._value(binding)
            shown = _shown(properties, found) if found else None
            if shown is not None and _text(content) != shown:
                _replace(content, properties, shown)
        return root

    def _value(self, binding: Element) -> str | None:
        """The data that a control is bound to."""
        asked = (value(binding, "storeItemID") or "").upper()
        prefixes = {
            each["prefix"] or "": each["uri"] for each in _MAPPING.finditer(value(binding, "prefixMappings") or "")
        }
        path = (value(binding, "xpath") or "").strip()
        for identity, part in self._sources.items():
            if asked in {"", identity}:
                found = _at(self._roots(part), path, prefixes)
                if found is not None:
                    return found
        return None

    @cached_property
    def _sources(self) -> dict[str, str]:
        """The parts that hold data, by identity."""
        parts = self._parts
        made = {}
        for relationship in parts.relationships(parts.main).values():
            if relationship.kind == "customXml" and relationship.target in parts:
                said = parts.related(relationship.target, "customXmlProps")
                root = None if said is None else self._roots(said)
                identity = None if root is None else root.get(_DATA + "itemID")
                if identity:
                    made[identity.upper()] = relationship.target
        for identity, kind in _PROPERTIES.items():
            target = parts.related("", kind)
            if target is not None:
                made[identity] = target
        return made

    def _roots(self, part: str) -> Element | None:
        """A part of data as XML; none where it is damaged, as Word then shows what stands in the control."""

        def parsed() -> list[Element]:
            try:
                return [self._parts.root(part)]
            except DocumentUnreadable:
                return []

        return next(iter(self._parts.once((part, "data"), parsed)), None)


def _at(root: Element | None, path: str, prefixes: dict[str, str]) -> str | None:
    """The text at a path of steps by name and number, ``/a:b[1]/c[2]/@d``; None where there is nothing."""
    if root is None or not path.startswith("/"):
        return None
    *steps, last = path[1:].split("/")
    attribute = _name(last[1:], prefixes) if last.startswith("@") else None
    if attribute is None and last not in {"text()", "text()[1]"}:
        steps.append(last)
    here: Element | None = None
    for step in steps:
        named = _name(step, prefixes)
        if named is None:
            return None
        name, at = named
        among = [root] if here is None else list(here)
        here = next(_nth(among, name, at), None)
        if here is None:
            return None
    if here is None:
        return None
    return here.get(attribute[0]) if attribute is not None else "".join(map(str, here.itertext()))


def _nth(among: list[Element], name: str, at: int) -> Iterator[Element]:
    """The ``at``-th of the elements with this name, counted from 1."""
    named = [each for each in among if each.tag == name]
    yield from named[at - 1 : at] if at > 0 else ()


def _name(step: str, prefixes: dict[str, str]) -> tuple[str, int] | None:
    """The name that a step asks for, with its namespace, and the number."""
    found = _STEP.fullmatch(step.strip())
    if found is None:
        return None
    prefix = found["prefix"]
    if prefix is None:
        return found["name"], int(found["at"] or 1)
    return (f"{{{prefixes[prefix]}}}{found['name']}", int(found["at"] or 1)) if prefix in prefixes else None


# What a control shows of its data -----------------------------------------------------------------------------------


def _shown(properties: Element, found: str) -> str | None:
    """What a control of its kind shows of the data; None where it keeps what it holds."""
    for kind, shows in _KINDS.items():
        said = properties.find(kind)
        if said is not None:
            return shows(said, found)
    return None


def _plain(said: Element, found: str) -> str:
    return found if truth(value(said, "multiLine")) else " ".join(found.splitlines())


def _dated(said: Element, found: str) -> str | None:
    """The date as the control's picture draws it; what is no date stands as it is."""
    if (value(said, "fullDate") or "")[:10] == found[:10]:
        return None
    try:
        moment = datetime.fromisoformat(found)
    except ValueError:
        return found
    try:
        locale = Locale.parse((child_value(said, "lid") or "").replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None
    return written_by_date_picture(moment, child_value(said, "dateFormat") or "d-M-yyyy", locale)


def _listed(said: Element, found: str) -> str:
    item = next((each for each in said.iterfind(W + "listItem") if value(each, "value") == found), None)
    return found if item is None else value(item, "displayText") or found


_KINDS: Final[dict[str, Callable[[Element, str], str | None]]] = {
    W + "text": _plain,
    W + "date": _dated,
    W + "dropDownList": _listed,
    W + "comboBox": _listed,
}


def _text(content: Element) -> str:
    """What stands in a control, line breaks as such."""
    signs = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t"}
    return "".join(
        signs.get(str(each.tag), each.text or "")
        for run in content.iter(W + "r")
        for each in run.iterchildren(W + "t", *signs)
    )


def _replace(content: Element, properties: Element, shown: str) -> None:
    """Put the text in the place of what stands in the control, in the looks of its first letters.

    A prompt's looks go with the prompt; what the control says of its own letters then counts.
    """
    run = next(content.iter(W + "r"), None)
    own = properties.find(W + "rPr") if properties.find(W + "showingPlcHdr") is not None else None
    looks = own if own is not None or run is None else run.find(W + "rPr")
    if properties.find(W + "showingPlcHdr") is not None and own is None:
        looks = None
    holder = next(content.iter(W + "p"), content)
    for each in [child for child in holder if child.tag != W + "pPr"]:
        holder.remove(each)
    if holder is not content and (around := holder.getparent()) is not None:
        for other in [each for each in around if each.tag == W + "p" and each is not holder]:
            around.remove(other)
    made = etree.SubElement(holder, W + "r")
    if looks is not None:
        made.append(copy.deepcopy(looks))
    for at, line in enumerate(shown.splitlines()):
        if at:
            etree.SubElement(made, W + "br")
        etree.SubElement(made, W + "t").text = line
