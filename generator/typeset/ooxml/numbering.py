"""Lists: ``word/numbering.xml``, and the counters that run through a document (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.typeset.ooxml import numbers
from generator.typeset.ooxml.properties import (
    ParagraphProperties,
    RunProperties,
    paragraph_properties,
    run_properties,
)
from generator.typeset.ooxml.xml import Element, W, child_value, is_on, value, whole

_LEGAL = frozenset({"decimal", "decimalZero"})
"""Formats that ``w:isLgl`` leaves as they are: Word's own list "Article I, Section 1.01" counts on it."""
_LEVEL_NUMBER = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list."""

    number_format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    alignment: str = "left"
    paragraph: ParagraphProperties = ParagraphProperties()  # noqa: RUF009  frozen, so one default serves all
    run: RunProperties = RunProperties()  # noqa: RUF009  the same
    style: str | None = None
    restart: int | None = None
    legal: bool = False
    picture: bool = False


@dataclass(frozen=True)
class List:
    """A ``w:num``: the levels of its abstract list with its own overrides, and which starts it overrides."""

    abstract: str
    levels: tuple[Level, ...]
    starts: tuple[tuple[int, int], ...]


class Numbering:
    """The lists of a document. Stateless: :class:`Counters` count."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[int, List] = {}
        if root is None:
            return
        abstracts = {value(each, "abstractNumId") or "": each for each in root.iterfind(W + "abstractNum")}
        by_style = {
            child_value(each, "styleLink"): each for each in abstracts.values() if child_value(each, "styleLink")
        }
        for num in root.iterfind(W + "num"):
            identity = whole(value(num, "numId"))
            named = child_value(num, "abstractNumId") or ""
            abstract = abstracts.get(named)
            if identity is None or abstract is None:
                continue
            linked = child_value(abstract, "numStyleLink")
            if linked is not None and linked in by_style:
                abstract = by_style[linked]
                named = value(abstract, "abstractNumId") or named
            self._lists[identity] = _list(named, abstract, num)

    def list(self, identity: int | None) -> List | None:
        """The list with this ``w:numId``; None for 0, which takes a paragraph out of its list."""
        return self._lists.get(identity) if identity else None

    def level(self, identity: int | None, level: int | None, style: str | None) -> tuple[List, int] | None:
        """The list and the level of a paragraph; without a level, the one that is linked to its style."""
        found = self.list(identity)
        if found is None:
            return None
        if level is None:
            level = next((at for at, each in enumerate(found.levels) if style and each.style == style), 0)
        return found, max(0, min(level, len(found.levels) - 1))


class Counters:
    """Counts the items of all lists through one document."""

    def __init__(self) -> None:
        self._at: dict[str, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def next(self, identity: int, listed: List, level: int, language: str | None = None) -> str:
        """Count one item and return its label as printed, in the words of ``language`` where its format asks for words."""
        at = self._at.setdefault(listed.abstract, [None] * 9)
        for overridden, start in listed.starts:
            if overridden <= level and (identity, overridden) not in self._begun:
                self._begun.add((identity, overridden))
                at[overridden] = start - 1
                at[overridden + 1 :] = [None] * (8 - overridden)
        current = at[level]
        at[level] = listed.levels[level].start if current is None else current + 1
        for deeper in range(level + 1, 9):
            restart = listed.levels[deeper].restart if deeper < len(listed.levels) else None
            if restart is None or (restart and level < restart):
                at[deeper] = None
        return self._text(listed, level, at, language)

    def _text(self, listed: List, level: int, at: list[int | None], language: str | None) -> str:
        own = listed.levels[level]
        if own.number_format == "bullet":
            return own.text

        def number(found: re.Match[str]) -> str:
            which = int(found[1]) - 1
            if which >= len(listed.levels):
                return ""
            shown = listed.levels[which]
            counted = at[which]
            if counted is None:
                counted = at[which] = shown.start
            legal = own.legal and shown.number_format not in _LEGAL
            return numbers.written(counted, "decimal" if legal else shown.number_format, language)

        return _LEVEL_NUMBER.sub(number, own.text)


def _list(named: str, abstract: Element, num: Element) -> List:
    levels = {whole(value(each, "ilvl")) or 0: _level(each) for each in abstract.iterfind(W + "lvl")}
    starts: list[tuple[int, int]] = []
    for override in num.iterfind(W + "lvlOverride"):
        at = whole(value(override, "ilvl")) or 0
        replaced = override.find(W + "lvl")
        if replaced is not None:
            levels[at] = _level(replaced)
        start = whole(child_value(override, "startOverride"))
        if start is not None:
            levels[at] = replace(levels.get(at, Level()), start=start)
            starts.append((at, start))
    return List(named, tuple(levels.get(at, Level()) for at in range(9)), tuple(starts))


def _level(element: Element) -> Level:
    text = element.find(W + "lvlText")
    start = whole(child_value(element, "start"))
    return Level(
        number_format=child_value(element, "numFmt") or "decimal",
        text=value(text) or "",
        start=0 if start is None else start,
        suffix=child_value(element, "suff") or "tab",
        alignment={"start": "left", "end": "right"}.get(
            child_value(element, "lvlJc") or "", child_value(element, "lvlJc") or "left"
        ),
        paragraph=paragraph_properties(element.find(W + "pPr")),
        run=run_properties(element.find(W + "rPr")),
        style=child_value(element, "pStyle"),
        restart=whole(child_value(element, "lvlRestart")),
        legal=bool(is_on(element.find(W + "isLgl"))),
        picture=element.find(W + "lvlPicBulletId") is not None,
    )
