"""The one place where an error becomes sentences and an exit status."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import click

from generator.cli.screen import error_as_json, say_error, say_findings, write_json
from generator.cli.session import Session
from generator.errors import BrievenError, ExitStatus, message

FAULT_FILE = "brieven.log"


def status_of(run: Callable[[], ExitStatus], session: Session) -> ExitStatus:
    """Run a command; whatever it raises is told in words, and ends in the status that docs/commands.md gives it."""
    try:
        return run()
    except click.ClickException as error:
        error.show()
        return ExitStatus.WRONG_USE
    except BrievenError as error:
        say_findings(error.findings, session)
        say_error(error.message, session)
        if session.as_json:
            write_json(error_as_json(error, session))
        return error.exit_status
    except (click.Abort, KeyboardInterrupt):
        say_error(message("stopped; nothing is half written"), session)
        return ExitStatus.STOPPED_BY_USER
    except BrokenPipeError:
        # Whoever read the output has read enough; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001 - the last door: a user gets a sentence, the file gets the rest
        _say_fault(error, session)
    return ExitStatus.LETTERS_FAILED


def _say_fault(error: Exception, session: Session) -> None:
    if session.debug:
        traceback.print_exception(error)
    written = _write_fault(error, session.working_folder)
    if written is None:
        say_error(
            message(
                "a fault in brieven itself ({kind}); give the command again with --debug before its name and report "
                "what it says",
                kind=type(error).__name__,
            ),
            session,
        )
        return
    say_error(
        message(
            "a fault in brieven itself ({kind}); please report it and send {file}, which holds no personal data",
            kind=type(error).__name__,
            file=str(written),
        ),
        session,
    )


def _write_fault(error: Exception, folder: Path) -> Path | None:
    """Write down where the fault was, without any value: those may be somebody's name."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}\n")
        lines += (
            f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in traceback.extract_tb(cause.__traceback__)
        )
        cause = cause.__cause__ or cause.__context__
    path = folder / FAULT_FILE
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.writelines([*lines, "\n"])
    except OSError:
        return None
    return path
