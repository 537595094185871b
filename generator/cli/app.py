"""The command ``brieven`` as a whole: its commands, its language, and what any error ends in."""

from __future__ import annotations

import gc
import getpass
import gettext
import itertools
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from generator.cli import commands
from generator.cli.outcome import status_of
from generator.cli.said import SaidCommand, SaidOption
from generator.cli.session import Session, language_of, session_of
from generator.errors import ExitStatus, message

_RARE_COLLECTION = (50_000, 20, 50)
_LOCALES = Path(__file__).parent.parent / "locale"


class App(click.Group):
    """The group of all commands."""

    def main(  # type: ignore[override]  # click has variants with and without an exit; this one always exits
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **_settings: Any
    ) -> NoReturn:
        """Run a command and leave with its exit status; no error leaves as a traceback."""
        # A mailing is many objects without cycles: looking for cycles at the default rate takes a tenth of a run.
        gc.set_threshold(*_RARE_COLLECTION)
        session = Session(
            working_folder=Path.cwd(),
            language=language_of(os.environ, Path.cwd()),
            cores=_cores(),
            operator=_operator(os.environ),
        )
        arguments = list(sys.argv[1:] if args is None else args)
        _take_language(arguments, session)
        _let_click_speak(session)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A console that cannot show a letter shows a question mark, and no command fails for it.
                stream.reconfigure(errors="replace")
        sys.exit(status_of(lambda: self._run(arguments, prog_name or "brieven", session), session))

    def _run(self, arguments: list[str], prog_name: str, session: Session) -> ExitStatus:
        status = super().main(arguments, prog_name, standalone_mode=False, obj=session)
        return status if isinstance(status, ExitStatus) else ExitStatus.DONE

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What brieven is."""
        self.help = session_of(ctx).say(
            message("Personalised letters for every council, from one workbook and one Word letter.")
        )
        super().format_help_text(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with its sentence."""
        session = session_of(ctx)
        for each in self.commands.values():
            if isinstance(each, SaidCommand):
                each.short_help = session.say(each.said)
        super().format_commands(ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order of the work, not of the alphabet."""
        return list(self.commands)


def _cores() -> int:
    # Python 3.13 has os.process_cpu_count; on Linux a container may allow less than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _operator(environment: Mapping[str, str]) -> str:
    """The name of the account: BRIEVEN_OPERATOR where several people share one."""
    if environment.get("BRIEVEN_OPERATOR"):
        return environment["BRIEVEN_OPERATOR"]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # An account without a name, as some containers have.
        return "?"


def _take_language(arguments: Sequence[str], session: Session) -> None:
    """Hear ``--language`` before anything is said: usage errors and help are in it too."""
    for word, following in itertools.zip_longest(arguments, arguments[1:], fillvalue=""):
        chosen = word.partition("=")[2] if word.startswith("--language=") else following if word == "--language" else ""
        if chosen in ("nl", "en"):
            session.language = "nl" if chosen == "nl" else "en"
            session.language_is_chosen = True


def _let_click_speak(session: Session) -> None:
    """Click asks gettext for its own words; they stand in the catalog of this room (click_words.py)."""
    os.environ["LANGUAGE"] = session.language
    gettext.bindtextdomain("cli", str(_LOCALES))
    gettext.textdomain("cli")


def _show_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's signature
    if not asked or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"brieven {version('brieven')}")
    ctx.exit()


@click.group(cls=App, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--language",
    cls=SaidOption,
    type=click.Choice(["nl", "en"]),
    expose_value=False,
    said=message("The language to speak: nl or en. Without it: brieven.toml, else the computer's."),
)
@click.option(
    "--debug",
    is_flag=True,
    cls=SaidOption,
    said=message("Show what happened inside when brieven itself fails."),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    cls=SaidOption,
    callback=_show_version,
    said=message("Show the version and exit."),
)
@click.pass_context
def app(ctx: click.Context, *, debug: bool) -> None:
    """Set the session up before the command runs."""
    session_of(ctx).debug = debug


for each in commands.ALL:
    app.add_command(each)
