"""Blocks: every statement that opens one is closed, in the right order, with balanced markup in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from generator.errors import message
from generator.template.cells import CELL_TAGS
from generator.template.findings import Findings, did_you_mean, unknown_with_suggestion
from generator.template.hoisting import lift
from generator.template.ooxml import Element, P
from generator.template.tags import Tag

CLOSERS: Final = {
    "if": "endif",
    "for": "endfor",
    "macro": "endmacro",
    "call": "endcall",
    "filter": "endfilter",
    "with": "endwith",
    "set": "endset",
    "autoescape": "endautoescape",
}
_BRANCHES: Final = {"elif": ("if",), "else": ("if", "for")}
_REFUSED: Final = frozenset({"include", "import", "from", "extends", "block", "endblock"})
_KNOWN: Final = frozenset({*CLOSERS, *CLOSERS.values(), *_BRANCHES, *CELL_TAGS, "raw", "endraw"})
_OTHER_WORDS: Final = {
    **dict.fromkeys(("elseif", "elsif", "anders_als"), "elif"),
    **dict.fromkeys(("als", "when", "unless"), "if"),
    **dict.fromkeys(("anders", "otherwise"), "else"),
    **dict.fromkeys(("eindals", "eindeals", "fi"), "endif"),
    **dict.fromkeys(("voor", "foreach", "each"), "for"),
    **dict.fromkeys(("eindvoor", "eindevoor", "next"), "endfor"),
}
"""Statements of other template languages, and Dutch ones, that spell otherwise than ours."""
_DEEPEST_LOOP = 12
_DEEPEST_BLOCK = 40

Position = tuple[Tag, Element | str]
"""A tag and its node in the tree, or for one in an attribute what names the attribute."""


@dataclass(slots=True)
class _Open:
    tag: Tag
    keyword: str
    marks: list[Position] = field(default_factory=list)


def check_blocks(positions: list[Position], findings: Findings) -> None:
    """Tell about every statement that does not fit; ``positions`` are all tags of a part in document order."""
    checker = _Checker(findings)
    for tag, node in positions:
        if tag.kind == "statement":
            checker.take(tag, node)
    for each in checker.stack:
        checker.tell_unclosed(each)


def opens_block(tag: Tag) -> bool:
    """Whether the statement needs a closing one: ``{% set x %}`` does, ``{% set x = 1 %}`` does not."""
    if tag.keyword == "set":
        return "=" not in outside_strings(tag.body).split("|", 1)[0]
    return tag.keyword in CLOSERS


def is_known(tag: Tag) -> bool:
    """Whether the statement is one that a template may hold."""
    return tag.keyword in _KNOWN


class _Checker:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.stack: list[_Open] = []

    def take(self, tag: Tag, node: Element | str) -> None:
        keyword = tag.keyword
        if keyword in _REFUSED:
            self.findings.error(
                "tag-refused",
                tag.place,
                message("{tag} would bring in another file, which a letter may not do", tag=tag.source),
                message("put the text itself in the template"),
            )
        elif opens_block(tag):
            self._open(tag, node)
        elif keyword in _BRANCHES:
            self._branch(tag, node)
        elif keyword in CLOSERS.values():
            self._close(tag, node)
        elif keyword not in _KNOWN:
            self._tell_unknown(tag)

    def _open(self, tag: Tag, node: Element | str) -> None:
        self.stack.append(_Open(tag, tag.keyword, [(tag, node)]))
        loops = sum(each.keyword in ("for", "macro", "call") for each in self.stack)
        if loops == _DEEPEST_LOOP + 1 or len(self.stack) == _DEEPEST_BLOCK + 1:
            self.findings.error(
                "blocks-too-deep",
                tag.place,
                message("the blocks lie too deep within each other here"),
                message("split the letter up, or prepare the data in the workbook"),
            )

    def _branch(self, tag: Tag, node: Element | str) -> None:
        if self.stack and self.stack[-1].keyword in _BRANCHES[tag.keyword]:
            self.stack[-1].marks.append((tag, node))
            return
        if any(each.keyword in _BRANCHES[tag.keyword] for each in self.stack):
            self._tell_crossed(tag, self.stack[-1])
            return
        self.findings.error(
            "block-not-opened",
            tag.place,
            message("{tag} stands outside a block of {opening}", tag=tag.source, opening="{% if … %}"),
            message("put {opening} before it, or remove it", opening="{% if … %}"),
        )

    def _close(self, tag: Tag, node: Element | str) -> None:
        keyword = next(opening for opening, closing in CLOSERS.items() if closing == tag.keyword)
        if not any(each.keyword == keyword for each in self.stack):
            self.findings.error(
                "block-not-opened",
                tag.place,
                message("{tag} closes a block that is not open", tag=tag.source),
                message("put {opening} where the block starts, or remove it", opening=f"{{% {keyword} … %}}"),
            )
            return
        while self.stack[-1].keyword != keyword:
            self._tell_crossed(tag, self.stack.pop())
        opened = self.stack.pop()
        opened.marks.append((tag, node))
        self._balance(opened)

    def _balance(self, opened: _Open) -> None:
        """Markup between two marks of a block must open as many elements as it closes, in the same order."""
        elements = [node for _tag, node in opened.marks if not isinstance(node, str)]
        if len(elements) != len(opened.marks):
            if len({node for _tag, node in opened.marks}) > 1:
                self._tell_unbalanced(opened)
            return
        if _balanced(elements):
            return
        for node in elements:
            while (parent := node.getparent()) is not None and parent.tag != P and _within_paragraph(node):
                lift(node)
        if not _balanced(elements):
            self._tell_unbalanced(opened)

    def _tell_unbalanced(self, opened: _Open) -> None:
        closing = opened.marks[-1][0]
        other = next((tag for tag, _node in opened.marks if tag.level != opened.tag.level), None)
        if other is not None:
            self.findings.error(
                "block-crosses-element",
                opened.tag.place,
                message(
                    "{opening} and {other} ({place}) do not belong together: they have other letters behind the percent sign",
                    opening=opened.tag.source,
                    other=other.source,
                    place=other.place.message,
                ),
                message(
                    "write {paragraph} at every tag of the block where it holds whole paragraphs, {row} where it holds"
                    " rows, and neither letter where it holds a piece of text",
                    paragraph="{%p … %}",
                    row="{%tr … %}",
                ),
            )
            return
        self.findings.error(
            "block-crosses-element",
            opened.tag.place,
            message(
                "{opening} and {closing} do not stand on the same level: one is in a table, text box or field and the other is not",
                opening=opened.tag.source,
                closing=closing.source,
            ),
            message(
                "put both in the same cell or both in the running text; for whole rows write {tag}", tag="{%tr … %}"
            ),
        )

    def tell_unclosed(self, opened: _Open) -> None:
        closing = "{% " + CLOSERS[opened.keyword] + " %}"
        if opened.tag.level:
            closing = closing.replace("{% ", "{%" + opened.tag.level + " ")
        self.findings.error(
            "block-unclosed",
            opened.tag.place,
            message("{tag} is never closed", tag=opened.tag.source),
            message("add {tag} where it ends", tag=closing),
        )

    def _tell_crossed(self, closing: Tag, opened: _Open) -> None:
        self.findings.error(
            "blocks-crossed",
            closing.place,
            message(
                "{closing} comes while {opening} ({place}) is still open",
                closing=closing.source,
                opening=opened.tag.source,
                place=opened.tag.place.message,
            ),
            message("close {opening} first", opening=opened.tag.source),
        )

    def _tell_unknown(self, tag: Tag) -> None:
        if tag.keyword in ("p", "tr", "tc", "r"):
            remedy = message("write {tag} without the space", tag="{%" + tag.keyword + " … %}")
        else:
            remedy = unknown_with_suggestion(
                _OTHER_WORDS.get(tag.keyword.casefold(), "") or did_you_mean(tag.keyword, _KNOWN),
                message("write {tag} to fill in a value", tag="{{ … }}"),
            )
        self.findings.error(
            "tag-unknown",
            tag.place,
            message("“{word}” is no statement that a template knows", word=tag.keyword or tag.source),
            remedy,
        )


def outside_strings(body: str) -> str:
    """What stands in a tag besides its texts between quotation marks."""
    kept, quote = [], ""
    for character in body:
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        else:
            kept.append(character)
    return "".join(kept)


def _balanced(nodes: list[Element]) -> bool:
    paths = [list(reversed(list(node.iterancestors()))) for node in nodes]
    for first, second in pairwise(paths):
        shared = 0
        while shared < min(len(first), len(second)) and first[shared] is second[shared]:
            shared += 1
        if [each.tag for each in first[shared:]] != [each.tag for each in second[shared:]]:
            return False
    return True


def _within_paragraph(node: Element) -> bool:
    return next(node.iterancestors(P), None) is not None
