"""``brieven generate WORKBOOK``: all letters of a mailing."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    engine_option,
    json_option,
    only_option,
    workbook_argument,
    workers_option,
    workspace_of,
)
from generator.cli.register_options import opened_register, operator_option, stamp_of
from generator.cli.said import command, option
from generator.cli.screen import problem_as_json, say_error, say_findings, say_notice, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, message, plural_message

if TYPE_CHECKING:
    from generator.cli.progress_bar import ProgressBar
    from generator.mailing import MailingResult
    from generator.mailing.workspace import Engine


@command(
    "generate",
    message("Make all letters of a mailing, with print file, labels, packing list and report."),
    message(
        "Everything is checked first. The files come to stand in output/ beside templates/, in a folder that bears the "
        "mailing's name. A recipient that a letter cannot be made for never stops the others."
    ),
)
@workbook_argument
@only_option
@workers_option
@engine_option
@option("--no-pdf", is_flag=True, said=message("Make the Word files only: no PDF, no print file."))
@option(
    "--duplex/--no-duplex",
    default=None,
    said=message("Begin each letter of print.pdf on a new sheet (brieven.toml, else yes)."),
)
@option("--overwrite", is_flag=True, said=message("Replace files of this mailing that the register does not know."))
@option(
    "--update",
    is_flag=True,
    said=message("Give letters whose input changed a new version; those that were sent get a correction."),
)
@option(
    "--allow-duplicates",
    is_flag=True,
    said=message("Write to recipients who had a letter with this subject and publication before."),
)
@operator_option
@json_option
@click.pass_obj
def generate(
    session: Session,
    *,
    workbook: Path,
    only: tuple[str, ...],
    workers: int | None,
    engine: Engine | None,
    no_pdf: bool,
    duplex: bool | None,
    overwrite: bool,
    update: bool,
    allow_duplicates: bool,
    operator: str | None,
    as_json: bool,
) -> ExitStatus:
    """Make the letters and say what became of them."""
    from generator.cli.progress_bar import ProgressBar
    from generator.mailing import GenerateOptions, executor_for, open_mailing
    from generator.mailing import generate as make_all

    session.as_json = as_json
    began = time.monotonic()
    workspace = workspace_of(workbook, session).with_engine(engine)
    opened = open_mailing(session.working_folder / workbook, workspace=workspace)
    settings = workspace.settings
    options = GenerateOptions(
        only=only,
        workers=workers or settings.output.workers or session.cores,
        make_pdf=not no_pdf,
        duplex=settings.output.duplex if duplex is None else duplex,
    )
    with (
        executor_for(opened, options) as executor,
        # The register is only now imported and opened: meanwhile the workers get ready.
        opened_register(workspace, session) as register,
        ProgressBar(session) as progress,
        _ctrl_c_finishes_letters(session, progress) as asked_to_stop,
    ):
        from generator.mailing.registration import RegisterBook

        book = RegisterBook(
            register,
            workspace,
            stamp=stamp_of(session, operator),
            make_pdf=options.make_pdf,
            update=update,
            overwrite=overwrite,
            allow_duplicates=allow_duplicates,
        )
        result = make_all(
            opened,
            options,
            executor=executor,
            book=book,
            reader=session.reader,
            progress=progress,
            stopped=lambda: bool(asked_to_stop),
        )
    if as_json:
        write_json(_as_json(result, session))
    else:
        _say(result, session, seconds=time.monotonic() - began)
    return result.exit_status


@contextmanager
def _ctrl_c_finishes_letters(session: Session, progress: ProgressBar) -> Iterator[list[int]]:
    """Let Ctrl-C end the run after the letters that are under way; a second one ends it at once."""
    heard: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        if heard or not progress.began_letters:
            raise KeyboardInterrupt
        heard.append(number)
        say_notice(
            message("stopping after the letters that are under way; press Ctrl-C again to stop at once"), session
        )

    before = {each: signal.signal(each, hear) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(result: MailingResult, session: Session, *, seconds: float) -> None:
    from generator.mailing import LetterState

    counts = result.counts
    findings = [*result.plan.all_problems, *result.problems]
    say_findings([each for each in findings if each.severity != "notice"], session)
    for each in result.letters:
        if each.error is not None:
            place = each.letter.recipient.council.name
            say_error(message("{council}: {why}", council=place, why=each.error.message), session)
            say_findings(each.error.findings, session)
    made, failed = counts[LetterState.MADE], _failed_count(result)
    if result.made_nothing and not result.files:
        said = plural_message(
            "nothing to do: the {count} letter of this mailing was made before, in {folder}",
            "nothing to do: all {count} letters of this mailing were made before, in {folder}",
            count=counts[LetterState.KEPT],
            folder=_short(result.plan.folder, session),
        )
        say_result(said, session)
        return
    lines = [
        plural_message(
            "{count} letter made in {seconds} s, in {folder}",
            "{count} letters made in {seconds} s, in {folder}",
            count=made,
            seconds=f"{seconds:.1f}",
            folder=_short(result.plan.folder, session),
        )
        if not result.made_nothing
        else message("no letter made; these were made again, in {folder}", folder=_short(result.plan.folder, session))
    ]
    if counts[LetterState.KEPT]:
        lines.append(
            plural_message(
                "{count} letter was there already and stays",
                "{count} letters were there already and stay",
                count=counts[LetterState.KEPT],
            )
        )
    if failed:
        lines.append(
            plural_message(
                "{count} letter could not be made; why stands above and in verslag.xlsx",
                "{count} letters could not be made; why stands above and in verslag.xlsx",
                count=failed,
            )
        )
    for line in lines:
        say_result(line, session)
    for what, path in result.files.items():
        say_result(f"  {path.name:<16}{session.say(_FILES[what])}", session)
    _say_next(result, session)


_FILES = {
    "print_file": message("all letters in the order of the postcodes, for the printer"),
    "labels": message("address labels, 3 x 7 on A4, in the same order"),
    "packing_list": message("what goes into which envelope, in the same order"),
    "report": message("every recipient, its file, and what to look at"),
}


def _say_next(result: MailingResult, session: Session) -> None:
    if result.disk_error is not None:
        say_error(result.disk_error.message, session)
    elif result.stopped:
        say_error(
            message("stopped; the letters that were made are whole; give the same command again to go on"),
            session,
        )
    elif _failed_count(result):
        say_result(
            message("Next: mend what is said above and give the same command with --only and the councils that failed"),
            session,
        )
    elif "print_file" in result.files:
        say_result(message("Next: look at some letters and at verslag.xlsx, then print print.pdf"), session)
    elif result.files:
        say_result(message("Next: look at some letters and at verslag.xlsx"), session)


def _failed_count(result: MailingResult) -> int:
    from generator.mailing import LetterState

    counts = result.counts
    return counts[LetterState.FAILED] + counts[LetterState.REFUSED] + len(result.left_out)


def _short(path: Path, session: Session) -> str:
    return str(path.relative_to(session.working_folder)) if path.is_relative_to(session.working_folder) else str(path)


def _as_json(result: MailingResult, session: Session) -> dict[str, object]:
    return {
        "exit_status": int(result.exit_status),
        "mailing": result.plan.mailing.name,
        "folder": str(result.plan.folder),
        "counts": {str(state): count for state, count in sorted(result.counts.items())},
        "stopped": result.stopped,
        "files": {what: str(path) for what, path in result.files.items()},
        "problems": [problem_as_json(each, session) for each in (*result.plan.all_problems, *result.problems)],
        "letters": [
            {
                "council": each.letter.recipient.council.code,
                "name": each.letter.recipient.council.name,
                "reference": each.letter.key.reference,
                "state": str(each.state),
                "docx": None if each.made is None else each.made.docx.name,
                "pdf": None if each.made is None or each.made.pdf is None else each.made.pdf.name,
                "docx_sha256": None if each.made is None else each.made.docx.sha256,
                "pdf_sha256": None if each.made is None or each.made.pdf is None else each.made.pdf.sha256,
                "pages": each.pages,
                "explanation": [session.say(said) for said in each.explanation],
            }
            for each in result.letters
        ],
    }
