r"""Field codes: what ``w:instrText`` asks for, and which fields we compute ourselves (ECMA-376 part 1, 17.16).

Only what depends on the page is computed: PAGE, NUMPAGES, SECTION, SECTIONPAGES and STYLEREF. Everything else stands as Word
stored it, dates above all: a letter never changes its date by being set again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from generator.errors import Message, message
from generator.typeset.ooxml.content import LetterCase, Link, PageField
from generator.typeset.ooxml.numbers import FIELD_SWITCHES, IN_WORDS
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.xml import Element, W, child_value, value, whole

_COMPUTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "STYLEREF"})
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\\\S)\s*|(\S+)')


@dataclass
class Field:
    """A complex field being read.

    Attributes:
        in_result: Its code is over and its result has begun.
        computed: Its result is computed anew, else it is shown as stored.
        format: That of the computed result.
        begin_format: That of the run in which it begins.
        stored: The letters of a computed result as Word left them.
        check_box: What a form field shows.
    """

    code: str = ""
    in_result: bool = False
    computed: bool = False
    format: RunFormat | None = None
    begin_format: RunFormat | None = None
    stored: list[str] = field(default_factory=list)
    link: Link | None = None
    check_box: str | None = None
    shown: bool = False
    """Something of its result stands in the text."""


_DRAWN = {
    "EQ": message("an EQ field, which Word draws"),
    **dict.fromkeys(
        ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"), message("a number that Word's field counts itself")
    ),
    **dict.fromkeys(("DISPLAYBARCODE", "MERGEBARCODE", "BARCODE"), message("a bar code, which Word draws")),
}


def drawn_by_word(ended: Field) -> Message | None:
    """What a field without a result shows in Word all the same; None where nothing is lost."""
    return None if ended.shown else _DRAWN.get(instruction(ended.code).name)


@dataclass(frozen=True, slots=True)
class Instruction:
    r"""A field code in its parts: ``PAGE \* roman`` -> name PAGE, no arguments, switches {"*": "roman"}."""

    name: str
    arguments: tuple[str, ...]
    switches: dict[str, str]


def instruction(code: str) -> Instruction:
    """Take a field code apart."""
    name, pending = "", ""
    arguments: list[str] = []
    switches: dict[str, str] = {}
    for quoted, switch, word in _TOKEN.findall(code):
        if switch:
            pending = switch[1:]
            switches.setdefault(pending, "")
            continue
        text = re.sub(r"\\(.)", r"\1", quoted) if quoted else word
        if not name:
            name = text.upper()
        elif pending and pending in _WITH_ARGUMENT:
            # Several \* switches may stand side by side; MERGEFORMAT says nothing about the number.
            if not (pending == "*" and text.upper() in {"MERGEFORMAT", "CHARFORMAT"}):
                switches[pending] = f"{switches['*']} {text}".strip() if pending == "*" else text
            pending = ""
        else:
            arguments.append(text)
            pending = ""
    return Instruction(name, tuple(arguments), switches)


def is_computed(asked: Instruction) -> bool:
    """Whether its text depends on the page; STYLEREF where it asks for the words or the number, not for a position."""
    return asked.name in _COMPUTED and not (
        asked.name == "STYLEREF" and {"p", "r", "t", "w", "s"} & set(asked.switches)
    )


_WITH_ARGUMENT = frozenset({"*", "#", "@", "l", "o", "t"})


_CASES: dict[str, LetterCase] = {"upper": "upper", "lower": "lower", "firstcap": "first", "caps": "words"}
_PICTURE = re.compile(r"([^0#.,;x+`'%\\-]*)(#*0*)([^0#.,;x+`'%\\-]*)")
"""Places for digits between words: what of ``\\#`` says something of a whole number."""


def number_format(asked: Instruction) -> str:
    r"""The number format that ``\*`` names, or ``""``."""
    return next((found for name in asked.switches.get("*", "").split() if (found := _format_named(name))), "")


def _format_named(name: str) -> str:
    return FIELD_SWITCHES.get(name) or FIELD_SWITCHES.get(name.lower(), "")


def _letter_case(asked: Instruction) -> LetterCase:
    found = [_CASES[name] for name in asked.switches.get("*", "").lower().split() if name in _CASES]
    # Other than those of lists, numbers in words begin small.
    return found[-1] if found else "lower" if number_format(asked) in IN_WORDS else ""


def unset_switch(asked: Instruction) -> str:
    r"""The format of a computed field that cannot be followed, as its author wrote it: ``\# 0,0``; else ``""``."""
    picture = asked.switches.get("#", "")
    if not _PICTURE.fullmatch(picture):
        return f"\\# {picture}"
    unknown = [
        name
        for name in asked.switches.get("*", "").split()
        if not (_format_named(name) or name.lower() in _CASES) and asked.name != "STYLEREF"
    ]
    return f"\\* {unknown[0]}" if unknown else ""


def page_field(ended: Field, format_: RunFormat) -> PageField:
    """A computed field as the layout fills it in."""
    asked = instruction(ended.code)
    argument = asked.arguments[0].lower() if asked.arguments else ""
    if argument.isdigit():
        # STYLEREF 1 is the nearest heading of level 1 in any language.
        argument = f"heading {argument}"
    recalled: Literal["first", "last", "number"] = "last" if "l" in asked.switches else "first"
    if "n" in asked.switches:
        recalled = "number"
    found = _PICTURE.fullmatch(asked.switches.get("#", ""))
    return PageField(
        asked.name,
        format_,
        number_format(asked),
        argument,
        "".join(ended.stored),
        recalled,
        _letter_case(asked),
        (found[1], found[2], found[3]) if found and found[0] else None,
    )


def link(asked: Instruction) -> Link | None:
    r"""Where a HYPERLINK field leads; ``\l`` names a bookmark. REF and PAGEREF with ``\h`` lead to theirs."""
    if asked.name == "HYPERLINK":
        address = asked.arguments[0] if asked.arguments else ""
        bookmark = asked.switches.get("l", "")
        return Link(address, "" if address else bookmark) if address or bookmark else None
    if asked.name in {"REF", "PAGEREF", "NOTEREF"} and "h" in asked.switches and asked.arguments:
        return Link(bookmark=asked.arguments[0])
    return None


def form_field(begin: Element) -> str | None:
    """What a form's check box or drop-down list (``w:ffData``) shows; None for other fields."""
    return _check_box(begin) or _dropdown(begin)


def _check_box(begin: Element) -> str | None:
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return None
    for name in ("checked", "default"):
        state = box.find(W + name)
        if state is not None:
            return "☒" if value(state) not in {"0", "false", "off"} else "☐"
    return "☐"


def _dropdown(begin: Element) -> str | None:
    """The chosen entry of a form's drop-down list."""
    box = begin.find(f"{W}ffData/{W}ddList")
    if box is None:
        return None
    entries = [value(each) or "" for each in box.iterfind(W + "listEntry")]
    chosen = whole(child_value(box, "result")) or whole(child_value(box, "default")) or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""
