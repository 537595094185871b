"""What was read before: equal XML in an equal context says the same in every letter, so it is read once and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from generator.typeset.findings import Findings
from generator.typeset.ooxml.parts import Kept

_Read = TypeVar("_Read")

_BYTES_A_WEIGHT = 8192


class ReadBefore:
    """Keeps what was read, for this letter and later ones.

    Args:
        shared: Where it is kept, within bounds.
        findings: What gives findings is read anew each time, since they belong to one letter and its places.
        context: What decides what the XML means, the same objects for letters that have it in common.
    """

    def __init__(self, shared: Kept, findings: Findings, *context: object) -> None:
        self._shared = shared
        self._findings = findings
        self._context = context
        self._identities = tuple(map(id, context))

    def read(
        self,
        xml: bytes,
        also: tuple[object, ...],
        around: tuple[object, ...],
        read: Callable[[], _Read],
        *,
        lasts: Callable[[_Read], bool],
    ) -> _Read:
        """What the XML says; read now where it is not kept.

        Args:
            xml: The XML, or the stamp of its part.
            also: What else it depends on, compared by value.
            around: What else it stands in, such as the relationships of its part, compared by identity.
            read: Reads it.
            lasts: Whether what was read is the same in any letter.
        """
        key = (hashlib.sha256(xml).digest(), also, tuple(map(id, around)), self._identities)
        kept: tuple[object, _Read] | None = self._shared.get(key)
        if kept is not None:
            return kept[1]
        before = self._findings.count
        made = read()
        if self._findings.count == before and lasts(made):
            # What the key names by its identity is kept as well, so that no other object takes that identity.
            self._shared.put(key, ((self._context, around), made), 1 + len(xml) // _BYTES_A_WEIGHT)
        return made
