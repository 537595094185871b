"""The comparisons of IF fields, as Word makes them.

ISO/IEC 29500-1 17.16.5.26 and [MS-OI29500] 2.1.478: two numbers compare as numbers, everything else as text, in which case
counts; ``?`` and ``*`` in the right-hand text of ``=`` and ``<>`` stand for any character and any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale

from generator.template.merge_fields.instruction import Token
from generator.template.merge_fields.written_values import number_in

OPERATORS = ("<>", "<=", ">=", "=", "<", ">")
_OPERATOR_IN_WORD = re.compile("|".join(map(re.escape, OPERATORS)))


@dataclass(frozen=True, slots=True)
class Condition:
    """``left operator right``, and what follows it in the field.

    Attributes:
        operator: One of :data:`OPERATORS`.
        rest: The tokens behind the comparison: the text if true, the text if false.
    """

    left: Token
    operator: str
    right: Token
    rest: tuple[Token, ...] = ()


def parse_condition(arguments: tuple[Token, ...]) -> Condition | None:
    """Find the comparison at the start of an IF field's arguments; None where there is none.

    Spaces around the operator may be missing, as in ``IF x="ja"``.
    """
    tokens = _with_operators_apart(arguments)
    at = next((at for at, token in enumerate(tokens[:2]) if not token.quoted and token.text in OPERATORS), None)
    if at is None:
        return None
    # An empty merge field leaves nothing at all before the operator.
    left = tokens[0] if at else Token("", tokens[0].start, tokens[0].start)
    rest = tokens[at + 1 :]
    if not rest:
        return None
    return Condition(left, tokens[at].text, rest[0], tuple(rest[1:]))


def _with_operators_apart(arguments: tuple[Token, ...]) -> list[Token]:
    """The tokens with operators split off the unquoted words that they are glued to; only the first one counts."""
    tokens: list[Token] = []
    for at, token in enumerate(arguments):
        found = None if token.quoted else _OPERATOR_IN_WORD.search(token.text)
        if found is None or token.text in OPERATORS:
            tokens.append(token)
            if token.text in OPERATORS and not token.quoted:
                return [*tokens, *arguments[at + 1 :]]
            continue
        for start, end in ((0, found.start()), found.span(), (found.end(), len(token.text))):
            if end > start:
                tokens.append(Token(token.text[start:end], token.start + start, token.start + end))
        return [*tokens, *arguments[at + 1 :]]
    return tokens


def holds(left: str, operator: str, right: str, locale: Locale) -> bool:
    """Whether the comparison is true.

    Args:
        left: With its merge fields filled in.
        operator: One of :data:`OPERATORS`.
        right: Likewise; may have wildcards where the operator is ``=`` or ``<>``.
        locale: Decides what number 1.234 is.
    """
    if operator in ("=", "<>") and ("*" in right or "?" in right):
        return _matches(left, right) == (operator == "=")
    numbers = number_in(left, locale, whole=True), number_in(right, locale, whole=True)
    if numbers[0] is not None and numbers[1] is not None:
        return _compare(numbers[0], operator, numbers[1])
    return _compare(left, operator, right)


def _matches(text: str, pattern: str) -> bool:
    """Whether ``pattern`` covers all of ``text``; in time that grows with both, whatever a template holds."""
    at = in_pattern = 0
    star, resume = -1, 0
    while at < len(text):
        if in_pattern < len(pattern) and pattern[in_pattern] == "*":
            star, resume = in_pattern, at
            in_pattern += 1
        elif in_pattern < len(pattern) and pattern[in_pattern] in ("?", text[at]):
            at += 1
            in_pattern += 1
        elif star >= 0:
            resume += 1
            at, in_pattern = resume, star + 1
        else:
            return False
    return not pattern[in_pattern:].strip("*")


def _compare(left: str | Decimal, operator: str, right: str | Decimal) -> bool:
    if operator in ("=", "<>"):
        return (left == right) == (operator == "=")
    ahead = left > right if isinstance(left, str) and isinstance(right, str) else Decimal(left) > Decimal(right)
    return (ahead if operator in (">", ">=") else not ahead) if left != right else "=" in operator
