"""What the register would say of a mailing, before anything is reserved."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.errors import Message, RegisterRefused, WrongUse
from generator.mailing.plan import MailingPlan
from generator.mailing.registration import changes_in_words, mailing_draft, open_workspace_register
from generator.model import CellPlace, FilePlace, Problem, Severity
from generator.register import REGISTER_FILE, Stamp, changed_input, register_is_there, reservation_refusal


def register_problems(plan: MailingPlan, *, at: datetime) -> tuple[Problem, ...]:
    """Why the letters of ``plan`` could not be entered: the reference is another mailing's, the input changed, and so on.

    Nothing is reserved, and no register is made where there is none.

    Args:
        plan: The letters.
        at: Now.
    """
    workspace = plan.opened.workspace
    try:
        if not register_is_there(workspace.root, url=workspace.settings.register_.url):
            return ()
        with open_workspace_register(workspace, at=at) as register:
            draft = mailing_draft(plan)
            changes = changed_input(register, draft)
            if changes:
                return (_as_problem(changes.message, plan, Severity.WARNING), *changes_in_words(changes))
            refusal = reservation_refusal(
                register, draft, pattern=workspace.settings.references.pattern, stamp=Stamp(at, "")
            )
    except RegisterRefused as error:
        place = FilePlace(Path(REGISTER_FILE))
        return (Problem("register-refuses", Severity.ERROR, place, error.message),)
    except WrongUse:
        # No reference and no series: the workbook's own finding.
        return ()
    if refusal is None:
        return ()
    found = tuple(each for each in refusal.findings if isinstance(each, Problem))
    # Where the refusal lists letters, there is a switch to make them all the same.
    return (_as_problem(refusal.message, plan, Severity.WARNING if found else Severity.ERROR), *found)


def _as_problem(said: Message, plan: MailingPlan, severity: Severity) -> Problem:
    cells = plan.mailing.cells
    place = cells.get("reference") or cells.get("series") or cells.get("name") or CellPlace("Zending")
    return Problem("register-refuses", severity, place, said)
