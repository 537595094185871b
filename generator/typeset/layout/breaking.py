"""Where a line may end within text that has no spaces: the classes of UAX #14 as LibreOffice 7.4 weighs them (docs/word/lines.md).

Each pair of signs was tried there one by one. Only what stands on both sides counts, so that a word's places can be kept.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

_SIGNS = {
    "opening": "([{„‚¿¡",
    "closing": ")]}",
    "quotation": "\"'“”‘’«»‹›‛",
    "exclamation": "!?",
    "infix": ".,:;",
    "slash": "/",
    "glue": "\u00a0\u202f\u2007\u2011\u2060\ufeff",
    "prefix": "$+£€¥−±№\\",
    "postfix": "%‰¢",
    "after": "-|\u2010\u2012\u2013\u200b\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000",
    "dash": "\u2014",
    "leader": "…‥",
    "digit": "0123456789",
}
_CLASSES: Mapping[str, str] = {sign: name for name, signs in _SIGNS.items() for sign in signs} | {"\\": "after"}

_LONGEST_KEPT = 100
"""Longer words than any letter has are not remembered."""

_NEVER_FIRST = frozenset({"quotation", "closing", "exclamation", "infix", "slash", "after", "glue"})
_OPENS_NEW = frozenset({"prefix", "postfix", "opening", "dash"})
_IDEOGRAPH = re.compile(r"[\u2e80-\u2fff\u3041-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_NEVER_FIRST_IDEOGRAPHIC = frozenset("、。，．）」』】〕！？：；")


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two signs that touch."""
    first, second = _CLASSES.get(before, "letter"), _CLASSES.get(after, "letter")
    if _IDEOGRAPH.match(before) or _IDEOGRAPH.match(after):
        return after not in _NEVER_FIRST_IDEOGRAPHIC and second not in _NEVER_FIRST and first != "opening"
    if first in {"after", "exclamation", "leader", "dash"}:
        return second not in _NEVER_FIRST and not (first == second and first in {"dash", "leader"})
    if first in {"closing", "infix", "prefix", "postfix"}:
        return second in _OPENS_NEW or second == "leader"
    if first == "letter":
        return second in {"postfix", "dash"}
    return first == "digit" and second == "dash"


def follows_slash(before: str, after: str) -> bool:
    """Whether the first of two signs is a slash behind which a line may end, but only where the text has no spaces."""
    return before == "/" and after not in _CLASSES


def parts(word: str) -> tuple[str, ...]:
    """The stretches of a word behind each of which but the last a line may end, be it a slash."""
    return _kept_parts(word) if len(word) <= _LONGEST_KEPT else _parts(word)


def _parts(word: str) -> tuple[str, ...]:
    made, begun = [], 0
    for at in range(1, len(word)):
        if may_break(word[at - 1], word[at]) or follows_slash(word[at - 1], word[at]):
            made.append(word[begun:at])
            begun = at
    made.append(word[begun:])
    return tuple(made)


_kept_parts = functools.lru_cache(16384)(_parts)
