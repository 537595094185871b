"""Merge fields as Jinja expressions: in the words of the compiler, or in those that people would write.

The compiler's own words name the field and let :mod:`generator.template.merge_fields.runtime` look for its value when the letter is
made, for only then is it known which columns there are. A letter that is adopted gets the names of the template contract instead.
"""

from __future__ import annotations

import re
from typing import Protocol

from generator.template.merge_fields.column_names import contract_paths, row_path
from generator.template.merge_fields.conditions import Condition, parse_condition
from generator.template.merge_fields.fields import PARAGRAPH_MARK, Field
from generator.template.merge_fields.instruction import NESTED, Instruction, Token

_UNSAFE = re.compile(r"[^ -~\u00a1-\u024f€]|[{}«»]")
"""Characters that are written as an escape inside a literal: braces end tags, curly quotes and dashes get mended."""
_PLAIN_WORD = re.compile(r"[^*?\d]*[^*?\d\s][^*?\d]*")
_FORMAT_FILTERS = {"upper": "upper", "lower": "lower"}


class NotAnExpression(Exception):
    """A field that has no value of its own stands where one is needed."""

    def __init__(self, field: Field) -> None:
        super().__init__(field.shown)
        self.field = field


class Dialect(Protocol):
    """How a value, a comparison and formatted text are written in Jinja."""

    def value(self, name: str, switches: str, language: str) -> str:
        """The merge field ``name`` with its switches."""

    def comparison(self, left: str, operator: str, right: str, right_text: str | None) -> str:
        """Two expressions compared; ``right_text`` is the right one's text where it is a literal."""

    def formatted(self, expression: str, switches: str, language: str) -> str:
        """What ``expression`` gives, with switches on it."""


class CompilerDialect:
    """What the compiler reads."""

    def value(self, name: str, switches: str, language: str) -> str:
        r"""``'Naam' | mergefield('\\* Upper')``."""
        return f"{literal(name)} | mergefield({_arguments(switches, language)})"

    def comparison(self, left: str, operator: str, right: str, right_text: str | None) -> str:  # noqa: ARG002 -- of the protocol
        """``'Naam' | mergefield() | mergeif('=', 'x')``."""
        return f"{left} | mergeif('{operator}', {right})"

    def formatted(self, expression: str, switches: str, language: str) -> str:
        r"""``(...) | mergeformat('\\* Upper')``."""
        return f"{expression} | mergeformat({_arguments(switches, language)})"


class AdoptedDialect:
    """What a secretary would write."""

    def value(self, name: str, switches: str, language: str) -> str:
        """``contact.surname | upper``."""
        paths = contract_paths(name)
        expression = " or ".join(paths) or row_path(name)
        return self.formatted(expression, switches, language) if switches else expression

    def comparison(self, left: str, operator: str, right: str, right_text: str | None) -> str:
        """``contact.gender == 'm'`` where Jinja compares as Word does, else ``... | mergeif(...)``."""
        left = f"({left})" if " or " in left else left
        if operator in ("=", "<>") and right_text == "":
            return left if operator == "<>" else f"not {left}"
        if operator in ("=", "<>") and right_text is not None and _PLAIN_WORD.fullmatch(right_text):
            return f"{left} {'==' if operator == '=' else '!='} {right}"
        return f"{left} | mergeif('{operator}', {right})"

    def formatted(self, expression: str, switches: str, language: str) -> str:
        """``x | upper`` where Jinja has such a filter, else ``x | mergeformat('# "0,00"')``."""
        words = switches.replace("\\*", " ").lower().split()
        words = [word for word in words if word not in ("mergeformat", "charformat")]
        expression = f"({expression})" if " " in expression else expression
        if not words:
            return expression
        if len(words) == 1 and words[0] in _FORMAT_FILTERS:
            return f"{expression} | {_FORMAT_FILTERS[words[0]]}"
        # One switch reads better without the backslash, which a literal has to double.
        shown = switches[1:] if switches.startswith("\\") and switches.count("\\") == 1 else switches
        return f"{expression} | mergeformat({_arguments(shown, language)})"


def literal(text: str) -> str:
    """``text`` as a Jinja string that no autocorrection and no tag scanner can break."""
    quote = '"' if "'" in text and '"' not in text else "'"
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\x{ord(quote):02x}")
    return quote + _UNSAFE.sub(lambda found: _escape(found[0]), escaped) + quote


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def _arguments(switches: str, language: str) -> str:
    return ", ".join(literal(each) for each in ((switches, language) if language else (switches,) if switches else ()))


def switches_of(field: Field, instruction: Instruction) -> str:
    r"""The switches as the instruction has them: ``\@ "d MMMM yyyy" \* Upper``."""
    text = field.text.replace(PARAGRAPH_MARK, "\n")
    if not instruction.switches:
        return ""
    behind = max((token.end + token.quoted for token in instruction.arguments), default=0)
    start = text.find("\\", behind)
    return " ".join(text[start:].split()) if start >= 0 else ""


def value_expression(field: Field, dialect: Dialect, language: str) -> str:
    """The value of ``field`` as an expression.

    Raises:
        NotAnExpression: The field, or one in it, has no value that we know.
    """
    instruction = field.instruction
    switches = switches_of(field, instruction)
    match instruction.kind:
        case "MERGEFIELD" if not field.nested:
            return dialect.value(instruction.name, switches, language)
        case "ADDRESSBLOCK" if not field.nested:
            return dialect.value("Adresblok", "", "")
        case "GREETINGLINE" if not field.nested:
            return dialect.value("Aanhef", "", "")
        case "QUOTE":
            quoted = " ~ ".join(token_expression(token, field, dialect, language) for token in instruction.arguments)
            return _with_switches(f"({quoted})" if quoted else "''", switches, dialect, language)
        case "IF" | "COMPARE":
            return _choice(field, dialect, language)
        case "=":
            return _formula(field, dialect, language)
        case _:
            raise NotAnExpression(field)


def _formula(field: Field, dialect: Dialect, language: str) -> str:
    """``['', 'Bedrag' | mergefield(), ' * 1,21'] | mergeformula(...)``: texts and values by turns."""
    instruction = field.instruction
    inner = iter(field.nested)
    parts = [
        value_expression(next(inner), dialect, language) if text == NESTED else literal(text)
        for text in re.split(f"({NESTED})", instruction.arguments[0].text)
    ]
    return f"[{', '.join(parts)}] | mergeformula({_arguments(switches_of(field, instruction), language)})"


def _choice(field: Field, dialect: Dialect, language: str) -> str:
    instruction = field.instruction
    condition = condition_of(field)
    texts = ["'1'", "'0'"]
    if instruction.kind == "IF":
        texts = [token_expression(token, field, dialect, language) for token in condition.rest[:2]]
        texts += ["''"] * (2 - len(texts))
    chosen = f"({texts[0]} if {condition_expression(condition, field, dialect, language)} else {texts[1]})"
    return _with_switches(chosen, switches_of(field, instruction), dialect, language)


def _with_switches(expression: str, switches: str, dialect: Dialect, language: str) -> str:
    return dialect.formatted(expression, switches, language) if switches else expression


def condition_of(field: Field) -> Condition:
    """The comparison of an IF or COMPARE field.

    Raises:
        NotAnExpression: There is none.
    """
    condition = parse_condition(field.instruction.arguments)
    if condition is None:
        raise NotAnExpression(field)
    return condition


def condition_expression(condition: Condition, field: Field, dialect: Dialect, language: str) -> str:
    """The comparison as an expression (NotAnExpression where a field in it has no value)."""
    left = token_expression(condition.left, field, dialect, language)
    right = token_expression(condition.right, field, dialect, language)
    right_text = None if NESTED in condition.right.text else condition.right.text
    return dialect.comparison(left, condition.operator, right, right_text)


def token_expression(token: Token, field: Field, dialect: Dialect, language: str) -> str:
    """The text of ``token`` with the fields in it, as an expression (NotAnExpression where one has no value)."""
    before = field.text[: token.start].count(NESTED)
    inner = iter(field.nested[before:])
    parts: list[str] = []
    for piece in re.split(f"({NESTED})", token.text):
        if piece == NESTED:
            parts.append(value_expression(next(inner), dialect, language))
        elif piece:
            parts.append(literal(piece.replace(PARAGRAPH_MARK, "\n")))
    if len(parts) == 1:
        return parts[0]
    return "(" + " ~ ".join(parts) + ")" if parts else "''"
