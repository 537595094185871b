"""Merge fields in a part become tags: the stage that runs before the compiler joins runs.

What a field becomes stands where the field stood, formatted as its result was; ``docs/word/mergefield.md`` says how Word does
it. Fields that have nothing to do with a mail merge stay as they are.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from generator.model import Problem, TextPlace
from generator.template.merge_fields import refusals
from generator.template.merge_fields.expressions import (
    Dialect,
    NotAnExpression,
    condition_expression,
    condition_of,
    value_expression,
)
from generator.template.merge_fields.fields import PARAGRAPH_MARK, Field, Piece, fields_of
from generator.template.merge_fields.formulas import FormulaInvalid, parse_formula
from generator.template.merge_fields.instruction import NESTED, Token
from generator.template.merge_fields.languages import LETTER_LANGUAGE, locale_of
from generator.template.merge_fields.looks import (
    changes_text,
    has_format,
    language_of,
    new_run,
    properties_of_result,
    run_properties,
    text_element,
)
from generator.template.merge_fields.switches import KNOWN_FORMATS
from generator.template.ooxml import (
    BR,
    P_PR,
    SECT_PR,
    TC,
    Element,
    P,
    T,
    detach,
    is_element,
    qn,
)
from generator.template.part import Part, text_of

VALUE_KINDS = frozenset({"MERGEFIELD", "ADDRESSBLOCK", "GREETINGLINE"})
_CHOICE_KINDS = frozenset({"IF", "QUOTE", "COMPARE", "="})
_ESCAPED = re.compile(r'\\(["\\“”„])')
_BETWEEN_PARAGRAPHS = frozenset({P, *map(qn, ("w:bookmarkStart", "w:bookmarkEnd", "w:proofErr"))})
_TEXTLESS = frozenset(map(qn, ("w:pPr", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr")))

TagWriter = Callable[[Literal["expression", "statement"], Literal["", "p"], str, TextPlace, str], Element]
"""Makes the ``w:t`` that holds a tag: of kind, level (``p`` or nothing), body, place, and the field as its author sees it."""


@dataclass(frozen=True, slots=True)
class _Rules:
    dialect: Dialect
    write: TagWriter
    report: Callable[[Problem], None]


def replace_merge_fields(part: Part, dialect: Dialect, write: TagWriter, report: Callable[[Problem], None]) -> bool:
    """Put tags in the place of all merge fields of ``part``; report those that cannot be.

    Args:
        part: Its tree is changed, its paragraph numbers stay the author's.
        dialect: How values and comparisons are written.
        write: Makes the text element for a tag.
        report: Takes what is wrong, each with its place.

    Returns:
        Whether the part holds any merge field.
    """
    if next(part.root.iter(qn("w:fldChar"), qn("w:fldSimple")), None) is None:
        return False
    rules = _Rules(dialect, write, report)
    # All places are noted before the first field changes the text around the others.
    texts: dict[Element, str] = {}
    rewritings = [_Rewriting(part, field, rules, texts) for field in fields_of(part.root)]
    rewritten = [each.run() for each in rewritings]
    return any(rewritten)


def is_of_merge(field: Field) -> bool:
    """Whether the field, or one within its instruction, takes its value from a recipient."""
    return any(each.instruction.kind in VALUE_KINDS for each in field.everything_within())


class _Rewriting:
    """One outermost field on its way to tags."""

    def __init__(self, part: Part, field: Field, rules: _Rules, texts: dict[Element, str]) -> None:
        self.part = part
        self.field = field
        self.rules = rules
        self.paragraph = next(field.elements[0].iterancestors(P), None)
        self.place = _place(part, self.paragraph, field, texts)
        self.within = [_Rewriting(part, each, rules, texts) for each in field.result_fields]

    def run(self) -> bool:
        field = self.field
        kind = field.instruction.kind
        refused = [each.instruction.kind for each in field.everything_within()]
        forbidden = refusals.REFUSED_KINDS | (refusals.FETCHING_KINDS if is_of_merge(field) else frozenset())
        refused = [each for each in refused if each in forbidden]
        if refused:
            self.rules.report(refusals.refused_kind(refused[0], self.place))
            return is_of_merge(field)
        if field.too_deep:
            self.rules.report(refusals.too_deep(self.place))
            return True
        if not is_of_merge(field):
            within = [each.run() for each in self.within]
            return any(within)
        if not field.closed:
            self.rules.report(refusals.unclosed(self.place))
            return True
        if kind not in VALUE_KINDS | _CHOICE_KINDS:
            self.rules.report(refusals.not_within(kind, self.place))
            return True
        if self._judge(field):
            try:
                self._replace()
            except NotAnExpression as error:
                inner = error.field
                of_if = inner.instruction.kind in ("IF", "COMPARE")
                self.rules.report(
                    refusals.no_comparison(self.place)
                    if of_if
                    else refusals.not_within(inner.instruction.kind, self.place)
                )
        return True

    def _judge(self, field: Field) -> bool:
        """Whether every field within can become a tag; says what is wrong with those that cannot."""
        sound = True
        for each in field.everything_within():
            instruction = each.instruction
            if instruction.kind == "MERGEFIELD" and not instruction.name:
                self.rules.report(refusals.nameless(self.place))
                sound = False
            if instruction.kind == "=":
                sound &= self._judge_formula(each)
            for switch in instruction.switches:
                if switch.argument is None:
                    continue
                if not switch.argument.text and switch.letter in "@#*":
                    self.rules.report(refusals.switch_without_argument(switch.letter, self.place))
                    sound = False
                elif switch.letter == "*" and switch.argument.text.lower() not in KNOWN_FORMATS:
                    self.rules.report(refusals.unknown_format(switch.argument.text, self.place))
        return sound

    def _judge_formula(self, field: Field) -> bool:
        texts = field.instruction.arguments[0].text.split(NESTED)
        try:
            parse_formula(texts, locale_of(language_of(field) or LETTER_LANGUAGE))
        except FormulaInvalid as error:
            self.rules.report(refusals.formula_invalid(str(error), self.place))
            return False
        return True

    def _replace(self) -> None:
        span = self._paragraphs()
        if span is None:
            self.rules.report(refusals.torn(self.place))
            return
        by_paragraph = self.field.instruction.kind == "IF" and not changes_text(self.field)
        if by_paragraph and self._stands_alone(span):
            self._replace_paragraphs(span)
            return
        if len(span) > 1 and PARAGRAPH_MARK in self.field.text:
            self.rules.report(refusals.paragraphs_within_text(self.place))
        made = self._runs(self.field)
        first = self.field.elements[0]
        for each in made:
            first.addprevious(each)
        self._remove(span)

    def _paragraphs(self) -> list[Element] | None:
        """The paragraphs over which the field runs; None where they are not beside each other."""
        holders = [next(each.iterancestors(P), None) for each in (self.field.elements[0], self.field.elements[-1])]
        first, last = holders
        if first is None or last is None:
            return None
        span = [first]
        while span[-1] is not last:
            following = span[-1].getnext()
            if following is None:
                return None
            span.append(following)
        if any(each.tag not in _BETWEEN_PARAGRAPHS for each in span):
            return None
        return [each for each in span if each.tag == P]

    def _stands_alone(self, span: Sequence[Element]) -> bool:
        """Whether nothing but the field stands in its paragraphs, so that they can come and go with it."""
        own = set(self.field.elements)
        for paragraph in span:
            properties = paragraph.find(P_PR)
            if properties is not None and properties.find(SECT_PR) is not None:
                return False
            if any(child.tag not in _TEXTLESS and child not in own for child in paragraph if is_element(child)):
                return False
        cell = span[0].getparent()
        # A cell, header or text box without any paragraph is no valid document.
        others = [] if cell is None else [each for each in cell if each.tag == P and each not in span]
        return bool(others) and (cell is None or cell.tag != TC or cell[-1] not in span)

    # -- the field within one paragraph -------------------------------------------------------------------------------

    def _runs(self, field: Field) -> list[Element]:
        """The runs that say what the field says."""
        if field.instruction.kind != "IF" or changes_text(field):
            return [self._value_run(field)]
        condition = condition_of(field)
        choices = [self._token_runs(field, token) for token in condition.rest[:2]]
        test = condition_expression(condition, field, self.rules.dialect, language_of(field))
        made = [self._tag_run(field, "statement", f"if {test}"), *(choices[0] if choices else [])]
        if len(choices) > 1 and choices[1]:
            made += [self._tag_run(field, "statement", "else"), *choices[1]]
        return [*made, self._tag_run(field, "statement", "endif")]

    def _value_run(self, field: Field) -> Element:
        return self._tag_run(field, "expression", value_expression(field, self.rules.dialect, language_of(field)))

    def _tag_run(
        self, field: Field, kind: Literal["expression", "statement"], body: str, level: Literal["", "p"] = ""
    ) -> Element:
        run = new_run(properties_of_result(field))
        run.append(self.rules.write(kind, level, body, self.place, f"{{ {field.shown} }}"))
        return run

    def _token_runs(self, field: Field, token: Token) -> list[Element]:
        """The text of ``token`` as runs, each formatted as its author formatted it in the field's code."""
        return [run for piece in field.pieces_between(token) for run in self._piece_runs(field, piece)]

    def _piece_runs(self, field: Field, piece: Piece) -> list[Element]:
        if piece.nested is not None:
            return self._runs(piece.nested)
        run = new_run(properties_of_result(field) if has_format(field, "mergeformat") else run_properties(piece.run))
        if piece.paragraph is not None:
            etree.SubElement(run, BR)
        elif piece.special is not None:
            run.append(copy.deepcopy(piece.special))
        else:
            run.append(text_element(_ESCAPED.sub(r"\1", piece.text)))
        return [run]

    # -- the field that has its paragraphs to itself --------------------------------------------------------------------

    def _replace_paragraphs(self, span: Sequence[Element]) -> None:
        field = self.field
        condition = condition_of(field)
        choices = [self._token_paragraphs(field, token, span[-1]) for token in condition.rest[:2]]
        test = condition_expression(condition, field, self.rules.dialect, language_of(field))
        made = [self._tag_paragraph(f"if {test}"), *(choices[0] if choices else [])]
        if len(choices) > 1 and choices[1]:
            made += [self._tag_paragraph("else"), *choices[1]]
        made.append(self._tag_paragraph("endif"))
        for each in made:
            span[0].addprevious(each)
        for paragraph in span:
            detach(paragraph)

    def _tag_paragraph(self, body: str) -> Element:
        paragraph = self._numbered(etree.Element(P), self.paragraph)
        paragraph.append(self._tag_run(self.field, "statement", body, "p"))
        return paragraph

    def _token_paragraphs(self, field: Field, token: Token, last: Element) -> list[Element]:
        """The text of ``token`` as paragraphs, each formatted as the one that it ends in; none for no text."""
        pieces = field.pieces_between(token)
        if not pieces:
            return []
        ends = [*(piece.paragraph for piece in pieces if piece.paragraph is not None), None]
        made: list[Element] = []
        behind = field.paragraph_behind(token)
        for end in ends:
            source = end if end is not None else behind if behind is not None else last
            paragraph = self._numbered(etree.Element(P), source)
            properties = source.find(P_PR)
            if properties is not None:
                paragraph.append(copy.deepcopy(properties))
            made.append(paragraph)
        at = 0
        for piece in pieces:
            if piece.paragraph is not None:
                at += 1
            else:
                made[at].extend(self._piece_runs(field, piece))
        return made

    def _numbered(self, paragraph: Element, source: Element | None) -> Element:
        """The paragraph with the number of the author's paragraph that it comes from."""
        if source is not None and source in self.part.numbers:
            self.part.numbers[paragraph] = self.part.numbers[source]
        return paragraph

    def _remove(self, span: Sequence[Element]) -> None:
        """Take the field out, and the paragraphs of its old result that are left empty by that."""
        for each in self.field.elements:
            if each.getparent() is not None:
                detach(each)
        for paragraph in span[1:]:
            properties = paragraph.find(P_PR)
            if properties is not None and properties.find(SECT_PR) is not None:
                continue
            rest = [child for child in paragraph if child is not properties]
            if paragraph is span[-1] and paragraph.getnext() is None and not rest:
                continue
            # Its paragraph mark was part of the old result: what stood behind it follows on the field.
            for child in rest:
                span[0].append(child)
            detach(paragraph)


def _place(part: Part, paragraph: Element | None, field: Field, texts: dict[Element, str]) -> TextPlace:
    """The field's old result amid the text around it, as its author sees it; its instruction where it shows nothing."""
    shown = "".join(text.text or "" for run in field.result_runs for text in run.iter(T))
    around = "" if paragraph is None else texts.get(paragraph) or texts.setdefault(paragraph, text_of(paragraph))
    at = around.find(shown) if shown else -1
    if paragraph is None or at < 0:
        return part.place(paragraph, f"{{ {field.shown} }}"[:120])
    return part.place_in(paragraph, around, at, at + len(shown))
