"""``brieven regenerate REFERENCE``: a letter again from the register alone, the same or corrected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, only_option
from generator.cli.register_options import (
    letter_as_json,
    opened_register,
    operator_option,
    reference_argument,
    settings_of,
    stamp_of,
    unchanged,
    workspace_here,
)
from generator.cli.said import command, option
from generator.cli.screen import problem_as_json, say_findings, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, Message, WrongUse, message, plural_message
from generator.model import Severity

if TYPE_CHECKING:
    from generator.mailing import Workspace
    from generator.mailing.regenerating import Regenerated
    from generator.register import LetterRecord, Register

set_option = option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    said=message("Another value, by its name in templates: contact.achternaam=Jansen. Makes a new version."),
)
reason_option = option("--reason", metavar="TEXT", default="", said=message("Why; stands in the record."))


@command(
    "regenerate",
    message("Make letters again from the register alone, and say whether they are identical to what was recorded."),
    message(
        "Workbook and template may be gone. A file that is missing or damaged is put back. With --set the letter is "
        "corrected: a new version beside the earlier one, which it replaces in the record."
    ),
)
@reference_argument
@only_option
@option("--version", "version", type=click.IntRange(1), said=message("Which version; without it, the one that counts."))
@option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    said=message("Write the letter to this file (.docx or .pdf) or into this folder."),
)
@set_option
@reason_option
@operator_option
@json_option
@click.pass_obj
def regenerate(
    session: Session,
    *,
    reference: str,
    only: tuple[str, ...],
    version: int | None,
    target: Path | None,
    settings: tuple[str, ...],
    reason: str,
    operator: str | None,
    as_json: bool,
) -> ExitStatus:
    """Make them again."""
    from generator.mailing.correcting import correct
    from generator.register import LetterStatus, find_letters

    session.as_json = as_json
    workspace = workspace_here(session)
    values = settings_of(settings)
    with opened_register(workspace, session) as register:
        letters = [each for each in find_letters(register, reference, only) if each.status is not LetterStatus.VOID]
        if not letters:
            raise WrongUse(message("{reference} is void: there is no letter to make again", reference=reference))
        if not values:
            return _again(session, register, workspace, letters, version=version, target=target)
        if version is not None or target is not None:
            raise WrongUse(message("--set makes a new version of its own; leave --version and --output out"))
        if len(letters) > 1 and not only:
            raise WrongUse(message("--set corrects some letters; name their councils with --only"))
        stamp = stamp_of(session, operator)
        made = [correct(register, workspace, each, values, reason=reason, stamp=stamp) for each in letters]
    if as_json:
        corrected = [
            {
                **letter_as_json(each.letter),
                "files": [str(path) for path in each.files],
                "problems": [problem_as_json(problem, session) for problem in each.problems],
            }
            for each in made
        ]
        write_json({"exit_status": int(ExitStatus.DONE), "letters": corrected})
        return ExitStatus.DONE
    for each in made:
        now = each.letter
        if not each.files:
            say_result(unchanged(now), session)
            continue
        say_findings([problem for problem in each.problems if problem.severity is not Severity.NOTICE], session)
        say_result(
            message(
                "{reference} to {council} is version {version} now, and replaces version {earlier}: {files}",
                reference=now.reference,
                council=now.council_name,
                version=str(now.version),
                earlier=str(now.version - 1),
                files=tuple(path.name for path in each.files),
            ),
            session,
        )
    return ExitStatus.DONE


def _again(
    session: Session,
    register: Register,
    workspace: Workspace,
    letters: list[LetterRecord],
    *,
    version: int | None,
    target: Path | None,
) -> ExitStatus:
    from generator.mailing.regenerating import regenerate as make_again

    place = None if target is None else session.working_folder / target
    if place is not None and len(letters) > 1 and place.suffix and not place.is_dir():
        raise WrongUse(message("{file} is one file, and these are several letters; name a folder", file=place.name))
    results = [make_again(register, workspace, each, version=version, target=place) for each in letters]
    same = sum(each.is_identical for each in results)
    status = ExitStatus.DONE if same == len(results) else ExitStatus.LETTERS_FAILED
    if session.as_json:
        write_json({"exit_status": int(status), "letters": [_as_json(each) for each in results]})
        return status
    for each in results:
        for said in _differences(each):
            say_result(said, session)
        for path in each.written:
            say_result(message("written: {file}", file=str(path)), session)
    say_result(
        plural_message("{count} letter is identical", "{count} letters are identical", count=same)
        if same
        else message("no letter is identical"),
        session,
    )
    return status


def _differences(result: Regenerated) -> list[Message]:
    said: list[Message] = []
    for file in result.files:
        if file.is_identical or file.recorded is None:
            continue
        said.append(
            message(
                "{reference} to {council}, version {version}: the {kind} differs: {size} bytes, it was {before}; SHA-256 {sha256}…, it was {recorded}…",
                reference=result.letter.reference,
                council=result.letter.council_name,
                version=str(result.version),
                kind=file.kind.upper(),
                size=file.size,
                before=file.recorded.size,
                sha256=file.sha256[:12],
                recorded=file.recorded.sha256[:12],
            )
        )
        if file.pages != file.recorded.pages:
            said.append(
                message("  it has {now} pages, it had {before}", now=file.pages or 0, before=file.recorded.pages or 0)
            )
    if said:
        said += [
            message(
                "  {tool} is {after} now; it was {before}",
                tool=each.path,
                after=each.after or "–",
                before=each.before or "–",
            )
            for each in result.tools
        ]
        if not result.tools:
            said.append(message("  every tool is of the same version; please report this as a fault of brieven"))
    return said


def _as_json(result: Regenerated) -> dict[str, object]:
    return {
        **letter_as_json(result.letter),
        "regenerated_version": result.version,
        "identical": result.is_identical,
        "files": [
            {
                "kind": each.kind,
                "identical": each.is_identical,
                "sha256": each.sha256,
                "recorded_sha256": None if each.recorded is None else each.recorded.sha256,
                "size": each.size,
                "pages": each.pages,
            }
            for each in result.files
        ],
        "other_tools": [{"tool": each.path, "before": each.before, "after": each.after} for each in result.tools],
        "written": [str(path) for path in result.written],
    }
