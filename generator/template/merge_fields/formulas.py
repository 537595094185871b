"""Formula fields, ``{ = { MERGEFIELD Bedrag } * 1,21 }``: ISO/IEC 29500-1 17.16.3.

Numbers, ``+ - * / ^ %``, comparisons (1 where true, else 0), parentheses and the functions that make sense without a
table around the field. Values of merge fields are operands of their own: what stands in a cell is never read as part of the formula.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, DecimalException, localcontext

from babel import Locale

from generator.template.merge_fields.written_values import decimal_symbol, number_in

_LONGEST = 400
_DEEPEST = 40
_LARGEST_POWER = 100
_OTHERS = re.compile(r"<>|<=|>=|[-+*/^%()<>=]|[A-Za-z]+")
_NUMBERS: Mapping[str, re.Pattern[str]] = {
    ",": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d+|\d+|,\d+"),
    ".": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+|\.\d+"),
}
"""Numbers in a formula, by the decimal symbol of its language."""
_SEPARATORS = {",": ";", ".": ",;"}
_SIGNS_OF_MONEY = "€$£"
_TRUTHS = {"TRUE": Decimal(1), "FALSE": Decimal(0)}


class FormulaInvalid(Exception):
    """The formula cannot be read, or not be worked out; the text says which piece is to blame."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a merge field's value in a formula; ``number`` counts from 0."""

    number: int


Token = str | Decimal | Slot
Tree = Decimal | Slot | tuple[str, tuple["Tree", ...]]


def parse_formula(texts: Sequence[str], locale: Locale) -> Tree:
    """Read a formula.

    Args:
        texts: What stands before, between and behind its merge fields: one more than there are fields.
        locale: Decides on the decimal symbol, and whether ``,`` divides arguments.

    Raises:
        FormulaInvalid: It cannot be read.
    """
    tokens: list[Token] = []
    for number, text in enumerate(texts):
        tokens += [*([Slot(number - 1)] if number else []), *_tokens(text, locale)]
    if len(tokens) > _LONGEST:
        raise FormulaInvalid("…")
    reading = _Reading(tokens)
    tree = reading.comparison(0)
    if reading.left:
        raise FormulaInvalid(str(reading.left[0]))
    return tree


def worked_out(tree: Tree, values: Sequence[object], locale: Locale) -> Decimal:
    """The number that the formula comes to.

    Args:
        tree: The formula.
        values: Of its merge fields; an empty one counts as 0, as Word has it with data from Excel.
        locale: Decides what a text such as 1.234 means.

    Raises:
        FormulaInvalid: A value is no number, or there is a division by zero.
    """
    operands = [_operand(value, locale) for value in values]
    try:
        with localcontext() as context:
            context.prec = 40
            worth = _worth(tree, operands)
    except (DecimalException, OverflowError) as error:
        raise FormulaInvalid("/ 0") from error
    if not worth.is_finite():
        raise FormulaInvalid("/ 0")
    return worth


def _operand(value: object, locale: Locale) -> Decimal:
    if value is None or (isinstance(value, str) and not value.strip()):
        return Decimal(0)
    number = number_in(value, locale)
    if number is None:
        raise FormulaInvalid(str(value)[:40])
    return number


def _tokens(text: str, locale: Locale) -> list[Token]:
    symbol = decimal_symbol(locale)
    found: list[Token] = []
    at = 0
    while at < len(text):
        character = text[at]
        number = _NUMBERS[symbol].match(text, at)
        other = _OTHERS.match(text, at)
        if character.isspace() or character in _SIGNS_OF_MONEY:
            at += 1
        elif number is not None:
            read = number_in(number[0], locale)
            found.append(Decimal(0) if read is None else read)
            at = number.end()
        elif other is not None:
            found.append(other[0].upper())
            at = other.end()
        elif character in _SEPARATORS[symbol]:
            found.append(";")
            at += 1
        else:
            raise FormulaInvalid(character)
    return found


@dataclass(slots=True)
class _Reading:
    """Recursive descent: comparison, sum, product, power, sign, percent, operand."""

    left: list[Token]

    def comparison(self, depth: int) -> Tree:
        if depth > _DEEPEST:
            raise FormulaInvalid("((")
        return self._chain(("=", "<>", "<", "<=", ">", ">="), self._sum, depth)

    def _sum(self, depth: int) -> Tree:
        return self._chain(("+", "-"), self._product, depth)

    def _product(self, depth: int) -> Tree:
        return self._chain(("*", "/"), self._power, depth)

    def _power(self, depth: int) -> Tree:
        return self._chain(("^",), self._signed, depth)

    def _chain(self, operators: tuple[str, ...], of: Callable[[int], Tree], depth: int) -> Tree:
        tree = of(depth)
        while self.left and self.left[0] in operators:
            sign = str(self.left.pop(0))
            tree = (sign, (tree, of(depth)))
        return tree

    def _signed(self, depth: int) -> Tree:
        negative = False
        while self.left and self.left[0] in ("+", "-"):
            negative ^= self.left.pop(0) == "-"
        tree = self._operand(depth)
        while self.left and self.left[0] == "%":
            self.left.pop(0)
            tree = ("/", (tree, Decimal(100)))
        return ("-", (Decimal(0), tree)) if negative else tree

    def _operand(self, depth: int) -> Tree:
        if not self.left:
            raise FormulaInvalid("=")
        found = self.left.pop(0)
        if isinstance(found, Decimal | Slot):
            return found
        if found == "(":
            tree = self.comparison(depth + 1)
            self._expect(")")
            return tree
        if found in _TRUTHS:
            return _TRUTHS[found]
        if found in _FUNCTIONS:
            return found, self._arguments(found, depth)
        raise FormulaInvalid(found)

    def _arguments(self, name: str, depth: int) -> tuple[Tree, ...]:
        self._expect("(")
        arguments = [self.comparison(depth + 1)]
        while self.left and self.left[0] == ";":
            self.left.pop(0)
            arguments.append(self.comparison(depth + 1))
        self._expect(")")
        fewest, most, _work = _FUNCTIONS[name]
        if not fewest <= len(arguments) <= most:
            raise FormulaInvalid(f"{name}( )")
        return tuple(arguments)

    def _expect(self, token: str) -> None:
        if not self.left or self.left.pop(0) != token:
            raise FormulaInvalid(token)


def _worth(tree: Tree, operands: Sequence[Decimal]) -> Decimal:
    if isinstance(tree, Decimal):
        return tree
    if isinstance(tree, Slot):
        return operands[tree.number]
    name, branches = tree
    worths = [_worth(each, operands) for each in branches]
    if name in _FUNCTIONS:
        return _FUNCTIONS[name][2](worths)
    return _OPERATORS[name](worths[0], worths[1])


def _powered(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > _LARGEST_POWER:
        raise FormulaInvalid("^")
    return base**exponent


def _truth(judge: Callable[[Decimal, Decimal], bool]) -> Callable[[Decimal, Decimal], Decimal]:
    return lambda one, other: Decimal(int(judge(one, other)))


def _rounded(worths: Sequence[Decimal]) -> Decimal:
    places = int(worths[1])
    if abs(places) > 15:
        raise FormulaInvalid("ROUND( )")
    return worths[0].quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _product_of(worths: Sequence[Decimal]) -> Decimal:
    product = Decimal(1)
    for each in worths:
        product *= each
    return product


_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": _powered,
    "=": _truth(operator.eq),
    "<>": _truth(operator.ne),
    "<": _truth(operator.lt),
    "<=": _truth(operator.le),
    ">": _truth(operator.gt),
    ">=": _truth(operator.ge),
}
_ANY = 100
_FUNCTIONS: Mapping[str, tuple[int, int, Callable[[Sequence[Decimal]], Decimal]]] = {
    "ABS": (1, 1, lambda worths: abs(worths[0])),
    "AND": (2, 2, lambda worths: Decimal(int(all(worths)))),
    "AVERAGE": (1, _ANY, lambda worths: sum(worths, Decimal(0)) / len(worths)),
    "COUNT": (1, _ANY, lambda worths: Decimal(len(worths))),
    "IF": (3, 3, lambda worths: worths[1] if worths[0] else worths[2]),
    "INT": (1, 1, lambda worths: worths[0].to_integral_value(ROUND_DOWN)),
    "MAX": (1, _ANY, max),
    "MIN": (1, _ANY, min),
    "MOD": (2, 2, lambda worths: worths[0] % worths[1]),
    "NOT": (1, 1, lambda worths: Decimal(int(not worths[0]))),
    "OR": (2, 2, lambda worths: Decimal(int(any(worths)))),
    "PRODUCT": (1, _ANY, _product_of),
    "ROUND": (2, 2, _rounded),
    "SIGN": (1, 1, lambda worths: Decimal((worths[0] > 0) - (worths[0] < 0))),
    "SUM": (1, _ANY, lambda worths: sum(worths, Decimal(0))),
}
"""The fewest and most arguments of each function, and what it makes of them."""
