"""What a command says: results on standard output, notices on standard error, or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

import click

from generator.cli.session import Session
from generator.errors import BrievenError, Message, Reportable, message, plural_message
from generator.model import Problem, Severity

MOST_FINDINGS = 60
"""Findings that are told on a screen; ``--json`` and the report have all of them."""

_WORDS: Mapping[Severity, tuple[Message, str]] = {
    Severity.ERROR: (message("error"), "red"),
    Severity.WARNING: (message("look at"), "yellow"),
    Severity.NOTICE: (message("notice"), "cyan"),
}
_ORDER = list(_WORDS)


def say_result(said: Message | str, session: Session) -> None:
    """A line of the result."""
    click.echo(said if isinstance(said, str) else session.say(said))


def say_notice(said: Message, session: Session) -> None:
    """A line about the run."""
    click.echo(session.say(said), err=True)


def say_error(said: Message, session: Session) -> None:
    """The sentence that a failed command ends with."""
    click.echo(click.style("brieven: ", fg="red", bold=True) + session.say(said), err=True)


def say_findings(findings: Sequence[Reportable], session: Session, *, to_output: bool = False) -> None:
    """All findings, the gravest first, each on a line.

    Args:
        findings: What was found.
        session: The run.
        to_output: They are the result itself, as of a check.
    """
    ordered = sorted(findings, key=lambda each: _ORDER.index(each.severity) if isinstance(each, Problem) else 0)
    for each in ordered[:MOST_FINDINGS]:
        word, colour = _WORDS[each.severity if isinstance(each, Problem) else Severity.ERROR]
        click.echo(f"{click.style(session.say(word), fg=colour)}: {session.say(each.message)}", err=not to_output)
    left = len(ordered) - MOST_FINDINGS
    if left > 0:
        more = plural_message("and {count} more; --json tells all", "and {count} more; --json tells all", count=left)
        click.echo(session.say(more), err=not to_output)


def counted(findings: Iterable[Problem], session: Session) -> str:
    """``2 errors, 1 warning``; "nothing found" where there is nothing."""
    numbers = dict.fromkeys(Severity, 0)
    for each in findings:
        numbers[each.severity] += 1
    said = [
        plural_message("{count} error", "{count} errors", count=numbers[Severity.ERROR]),
        plural_message("{count} warning", "{count} warnings", count=numbers[Severity.WARNING]),
        plural_message("{count} notice", "{count} notices", count=numbers[Severity.NOTICE]),
    ]
    return ", ".join(session.say(each) for each in said if each.count)


def write_json(result: Mapping[str, object]) -> None:
    """The result for a program, on standard output."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    click.echo(json.dumps(result, ensure_ascii=encoding != "utf8", indent=2))


def problem_as_json(problem: Reportable, session: Session) -> dict[str, object]:
    """A finding for a program: its code, and the sentence as well."""
    if not isinstance(problem, Problem):
        return {"message": session.say(problem.message)}
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "place": session.say(problem.place.message),
        "cause": session.say(problem.cause),
        "remedy": None if problem.remedy is None else session.say(problem.remedy),
        "recipient": None if problem.recipient is None else problem.recipient.council_code,
        "message": session.say(problem.message),
    }


def error_as_json(error: BrievenError, session: Session) -> dict[str, object]:
    """What a failed command hands to a program."""
    return {
        "exit_status": int(error.exit_status),
        "message": session.say(error.message),
        "problems": [problem_as_json(each, session) for each in error.findings],
    }
