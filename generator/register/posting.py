"""What happens to letters after they are made: released by a second pair of eyes, posted, come back, posted again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, update

from generator.errors import Message, RegisterRefused, WrongUse, message
from generator.model import FilePlace, Problem, Severity
from generator.register.events import Happening, add_events
from generator.register.lookups import letters_with_ids
from generator.register.opening import Register, Stamp
from generator.register.records import LetterRecord
from generator.register.rows import chunks
from generator.register.schema import EventKind, LetterStatus, events, letters

Objection = Callable[[LetterRecord], Message | None]
"""Why a letter cannot take a step now, or None where it can."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a step.

    Attributes:
        done: The letters that took it, as they are now.
        skipped: Those that could not, each with why.
    """

    done: tuple[LetterRecord, ...]
    skipped: tuple[Problem, ...]


def release(register: Register, chosen: Sequence[LetterRecord], *, four_eyes: bool, stamp: Stamp) -> Posted:
    """Release letters for the post.

    Args:
        register: An open register.
        chosen: Which.
        four_eyes: Who made a letter may not release it (brieven.toml, ``register.four_eyes``).
        stamp: Who releases, and when.

    Raises:
        RegisterRefused: Not one of them can be released; the findings say why.
    """
    with register.writing() as connection:
        makers = _makers(connection, chosen) if four_eyes else {}

        def objection(letter: LetterRecord) -> Message | None:
            if letter.status is not LetterStatus.MADE:
                return _stands(letter)
            if stamp.operator in makers.get(letter.letter_id, ()):
                return message(
                    "{operator} made it, and somebody else must release it (four eyes)", operator=stamp.operator
                )
            return None

        return _step(connection, chosen, EventKind.RELEASED, LetterStatus.RELEASED, objection, stamp=stamp)


def send(register: Register, chosen: Sequence[LetterRecord], *, on_date: date, four_eyes: bool, stamp: Stamp) -> Posted:
    """Say that letters were posted.

    Args:
        register: An open register.
        chosen: Which.
        on_date: The day on which they were posted.
        four_eyes: Only released letters may be posted.
        stamp: Who says so, and when.

    Raises:
        WrongUse: The day is still to come.
        RegisterRefused: Not one of them can be; the findings say why.
    """
    _not_in_future(on_date, stamp)
    may = {LetterStatus.RELEASED} if four_eyes else {LetterStatus.MADE, LetterStatus.RELEASED}

    def objection(letter: LetterRecord) -> Message | None:
        if four_eyes and letter.status is LetterStatus.MADE:
            return message("it is not released yet (four eyes)")
        return None if letter.status in may else _stands(letter)

    with register.writing() as connection:
        return _step(connection, chosen, EventKind.SENT, LetterStatus.SENT, objection, stamp=stamp, on_date=on_date)


def take_back(
    register: Register, chosen: Sequence[LetterRecord], *, on_date: date, reason: str, stamp: Stamp
) -> Posted:
    """Say that letters came back.

    Raises:
        WrongUse: No reason, or a day still to come.
        RegisterRefused: Not one of them was posted; the findings say why.
    """
    _not_in_future(on_date, stamp)
    if not reason.strip():
        raise WrongUse(message("a returned letter needs the reason that stands on it, such as “moved”; give --reason"))

    def objection(letter: LetterRecord) -> Message | None:
        return None if letter.status is LetterStatus.SENT else _stands(letter)

    with register.writing() as connection:
        return _step(
            connection,
            chosen,
            EventKind.RETURNED,
            LetterStatus.RETURNED,
            objection,
            stamp=stamp,
            on_date=on_date,
            reason=reason.strip(),
        )


def send_again(
    register: Register,
    chosen: Sequence[LetterRecord],
    *,
    on_date: date,
    four_eyes: bool,
    stamp: Stamp,
    reason: str = "",
) -> Posted:
    """Say that letters were posted once more, after they came back or got lost.

    Raises:
        WrongUse: The day is still to come.
        RegisterRefused: Not one of them was posted before; the findings say why.
    """
    _not_in_future(on_date, stamp)

    def objection(letter: LetterRecord) -> Message | None:
        if letter.sent_version is None:
            return message("it was never sent; use `brieven sent`")
        if four_eyes and letter.status is LetterStatus.MADE:
            return message("it is not released yet (four eyes)")
        may = {LetterStatus.MADE, LetterStatus.RELEASED, LetterStatus.SENT, LetterStatus.RETURNED}
        return None if letter.status in may else _stands(letter)

    with register.writing() as connection:
        return _step(
            connection,
            chosen,
            EventKind.RESENT,
            LetterStatus.SENT,
            objection,
            stamp=stamp,
            on_date=on_date,
            reason=reason,
        )


def _step(
    connection: Connection,
    chosen: Sequence[LetterRecord],
    kind: EventKind,
    status: LetterStatus,
    objection: Objection,
    *,
    stamp: Stamp,
    on_date: date | None = None,
    reason: str = "",
) -> Posted:
    ids = [each.letter_id for each in chosen]
    for some in chunks(ids):
        # Hold them, and look at them as they are now, not as they were when they were chosen.
        connection.execute(select(letters.c.id).where(letters.c.id.in_(some)).with_for_update())
    may: list[LetterRecord] = []
    skipped: list[Problem] = []
    for letter in letters_with_ids(connection, ids):
        why = objection(letter)
        if why is None:
            may.append(letter)
        else:
            skipped.append(_skipped(letter, why))
    if not may:
        raise RegisterRefused(
            message("none of these letters can be marked “{status}”; nothing was changed", status=status_name(status)),
            skipped,
        )
    for some in chunks([each.letter_id for each in may]):
        change: dict[str, Any] = {"status": status.value}
        if status is LetterStatus.SENT:
            change["sent_version"] = letters.c.version
        connection.execute(update(letters).where(letters.c.id.in_(some)).values(change))
    add_events(
        connection,
        [Happening(kind, each.mailing_id, each.letter_id, each.version, on_date, reason) for each in may],
        stamp,
    )
    return Posted(letters_with_ids(connection, [each.letter_id for each in may]), tuple(skipped))


def status_name(status: LetterStatus) -> Message:
    """The status as a reader says it."""
    return {
        LetterStatus.RESERVED: message("reserved"),
        LetterStatus.MADE: message("made"),
        LetterStatus.RELEASED: message("released"),
        LetterStatus.SENT: message("sent"),
        LetterStatus.RETURNED: message("returned"),
        LetterStatus.VOID: message("void"),
    }[status]


def event_name(kind: EventKind) -> Message:
    """What happened, as a reader says it."""
    return {
        EventKind.RESERVED: message("reserved"),
        EventKind.UPDATED: message("updated"),
        EventKind.CORRECTED: message("corrected"),
        EventKind.MADE: message("made"),
        EventKind.RESTORED: message("made again"),
        EventKind.RELEASED: message("released"),
        EventKind.SENT: message("sent"),
        EventKind.RETURNED: message("returned"),
        EventKind.RESENT: message("sent again"),
        EventKind.VOIDED: message("voided"),
        EventKind.FORGOTTEN: message("contact forgotten"),
        EventKind.SUPPLIED: message("copies came in"),
        EventKind.ORDERED: message("copies ordered"),
    }[kind]


def _skipped(letter: LetterRecord, why: Message) -> Problem:
    return Problem(
        "letter-step-refused",
        Severity.WARNING,
        # A letter has no cell or file of its own here: its council is its place.
        FilePlace(Path(letter.council_name)),
        why,
        recipient=letter.recipient,
    )


def _stands(letter: LetterRecord) -> Message:
    return message("it is {status}", status=status_name(letter.status))


def _not_in_future(on_date: date, stamp: Stamp) -> None:
    # A moment in UTC may be a day behind the operator's calendar.
    if (on_date - stamp.at.date()).days > 1:
        raise WrongUse(message("{date} is still to come; give the day on which it happened", date=on_date))


def _makers(connection: Connection, chosen: Sequence[LetterRecord]) -> dict[int, set[str]]:
    """Who reserved, made, updated or corrected the version that counts, by letter."""
    makers: dict[int, set[str]] = {}
    deeds = [EventKind.RESERVED, EventKind.UPDATED, EventKind.CORRECTED, EventKind.MADE, EventKind.RESTORED]
    for some in chunks([each.letter_id for each in chosen]):
        query = (
            select(events.c.letter_id, events.c.operator)
            .join(letters, (letters.c.id == events.c.letter_id) & (letters.c.version == events.c.version))
            .where(events.c.letter_id.in_(some), events.c.kind.in_([each.value for each in deeds]))
        )
        for letter_id, operator in connection.execute(query):
            makers.setdefault(letter_id, set()).add(operator)
    return makers
