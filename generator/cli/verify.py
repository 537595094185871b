"""``brieven verify``: does what stands on disk match the register?"""

from __future__ import annotations

import click

from generator.cli.options import json_option
from generator.cli.register_options import opened_register, workspace_here
from generator.cli.said import command
from generator.cli.screen import problem_as_json, say_findings, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, message, plural_message


@command(
    "verify",
    message("Compare the register with the files: what is missing, altered or unknown."),
    message("Exit status 1 where anything is wrong."),
)
@json_option
@click.pass_obj
def verify(session: Session, *, as_json: bool) -> ExitStatus:
    """Compare them."""
    from generator.mailing.collect import LABELS_FILE
    from generator.mailing.packing_list import PACKING_LIST_FILE
    from generator.mailing.printing import PRINT_FILE
    from generator.mailing.report import REPORT_FILE
    from generator.register import verify as find_problems

    session.as_json = as_json
    workspace = workspace_here(session)
    with opened_register(workspace, session) as register:
        problems = find_problems(
            register, workspace.root, ours={PRINT_FILE, LABELS_FILE, PACKING_LIST_FILE, REPORT_FILE}
        )
    status = ExitStatus.LETTERS_FAILED if problems else ExitStatus.DONE
    if as_json:
        write_json({"exit_status": int(status), "problems": [problem_as_json(each, session) for each in problems]})
        return status
    say_findings(problems, session, to_output=True)
    say_result(
        plural_message("{count} thing is wrong", "{count} things are wrong", count=len(problems))
        if problems
        else message("register and files match"),
        session,
    )
    return status
