r"""The language of field instructions: ``MERGEFIELD "Naam" \* Upper`` to its kind, arguments and switches.

Pure text: a nested field counts as the one character :data:`NESTED`, so that whoever reads the XML can find it back by
its place. Rules: ISO/IEC 29500-1 17.16.2 and [MS-OI29500] 2.1.453 and on; how Word departs from them stands in
docs/word/mergefield.md.
"""

from __future__ import annotations

from dataclasses import dataclass

NESTED = "\0"
"""Stands for a nested field: no text of an XML file can have this character of its own."""

_CLOSING_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "”"}
_ANY_QUOTE = frozenset('"“”„')
_TAKES_ARGUMENT = frozenset("*@#")
_TAKES_ARGUMENT_IN = {
    "MERGEFIELD": frozenset("bf"),
    "ADDRESSBLOCK": frozenset("cdefl"),
    "GREETINGLINE": frozenset("cefl"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the instruction.

    Attributes:
        text: As meant: without its quotes, escapes undone.
        start: Where its text starts in the instruction (behind an opening quote).
        end: Where it ends (before a closing quote).
        quoted: Whether quotes stood around it.
    """

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    r"""``\* Upper``.

    Attributes:
        letter: The character behind the backslash, in lower case.
        argument: None where the switch takes none; a token of no text where it takes one and has none.
    """

    letter: str
    argument: Token | None = None


@dataclass(frozen=True, slots=True)
class Instruction:
    """A field instruction, taken apart.

    Attributes:
        kind: ``MERGEFIELD``, ``IF``, ``=``: in capitals; ``""`` for an empty field.
        arguments: What stands before the first switch.
        switches: In their order.
        strays: What stands behind a switch without belonging to it; Word ignores it.
    """

    kind: str
    arguments: tuple[Token, ...] = ()
    switches: tuple[Switch, ...] = ()
    strays: tuple[Token, ...] = ()

    @property
    def name(self) -> str:
        """The field name of a MERGEFIELD: its quoted argument, or its words with a space between them."""
        if self.arguments and self.arguments[0].quoted:
            return self.arguments[0].text.strip()
        return " ".join(token.text for token in self.arguments)

    def switch(self, letter: str) -> Token | None:
        """The argument of the first switch ``letter``; None where there is no such switch."""
        return next((each.argument for each in self.switches if each.letter == letter), None)


def parse_instruction(text: str) -> Instruction:
    r"""Take ``text`` apart. Never fails: a quote that is not closed ends with the text, as in Word.

    Args:
        text: The instruction, each nested field as one :data:`NESTED`.
    """
    tokens = _tokens(text)
    if not tokens:
        return Instruction("")
    kind = tokens[0].text.upper()
    if kind.startswith("=") and not tokens[0].quoted:
        formula_start = tokens[0].start + 1
        end = next((token.start for token in tokens if _is_switch(token)), len(text))
        formula = Token(text[formula_start:end].strip(), formula_start, end)
        _arguments, switches, strays = _sorted_out("=", [token for token in tokens if token.start >= end])
        return Instruction("=", (formula,), switches, strays)
    return Instruction(kind, *_sorted_out(kind, tokens[1:]))


def _sorted_out(kind: str, tokens: list[Token]) -> tuple[tuple[Token, ...], tuple[Switch, ...], tuple[Token, ...]]:
    arguments: list[Token] = []
    switches: list[Switch] = []
    strays: list[Token] = []
    with_argument = _TAKES_ARGUMENT | _TAKES_ARGUMENT_IN.get(kind, frozenset())
    left = list(reversed(tokens))
    while left:
        token = left.pop()
        if not _is_switch(token):
            (strays if switches else arguments).append(token)
            continue
        letter = token.text[1].lower()
        if letter not in with_argument:
            switches.append(Switch(letter))
        elif left and not _is_switch(left[-1]):
            switches.append(Switch(letter, left.pop()))
        else:
            switches.append(Switch(letter, Token("", token.end, token.end)))
    return tuple(arguments), tuple(switches), tuple(strays)


def _is_switch(token: Token) -> bool:
    return not token.quoted and len(token.text) == 2 and token.text[0] == "\\" and token.text[1] != "\\"


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
        elif character in _CLOSING_QUOTES:
            token = _quoted(text, at)
            tokens.append(token)
            at = token.end + 1
        elif character == "\\" and at + 1 < len(text) and text[at + 1] not in _ANY_QUOTE | {"\\"}:
            tokens.append(Token(text[at : at + 2], at, at + 2))
            at += 2
        else:
            token = _word(text, at)
            tokens.append(token)
            at = token.end
    return tokens


def _quoted(text: str, at: int) -> Token:
    """The token whose opening quote stands at ``at``; either kind of closing quote ends it."""
    closing = {_CLOSING_QUOTES[text[at]], '"'}
    start = at + 1
    meant: list[str] = []
    at = start
    while at < len(text) and text[at] not in closing:
        if text[at] == "\\" and at + 1 < len(text) and (text[at + 1] == "\\" or text[at + 1] in _ANY_QUOTE):
            at += 1
        meant.append(text[at])
        at += 1
    return Token("".join(meant), start, at, quoted=True)


def _word(text: str, start: int) -> Token:
    meant: list[str] = []
    at = start
    while at < len(text) and not text[at].isspace() and text[at] not in _CLOSING_QUOTES:
        if text[at] == "\\":
            if at + 1 < len(text) and (text[at + 1] == "\\" or text[at + 1] in _ANY_QUOTE):
                at += 1
            elif at > start:
                break
        meant.append(text[at])
        at += 1
    return Token("".join(meant), start, at)
