"""click's commands and options with help that is said in the user's language, which is known only at run time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from generator.cli.session import session_of
from generator.errors import ExitStatus, Message

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class SaidOption(click.Option):
    """An option whose help is a message.

    Args:
        parameters: The option's names, as click takes them.
        said: What it does.
        settings: What else click takes.
    """

    def __init__(self, parameters: list[str], *, said: Message, **settings: Any) -> None:
        super().__init__(parameters, **settings)
        self.said = said

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line in the help."""
        self.help = session_of(ctx).say(self.said)
        return super().get_help_record(ctx)


class SaidCommand(click.Command):
    """A command whose help is a message.

    Args:
        name: What the user types.
        said: What it does: a sentence for the list of commands.
        more: What else there is to know; below it in the command's own help.
        settings: What else click takes.
    """

    def __init__(self, name: str | None, *, said: Message, more: tuple[Message, ...] = (), **settings: Any) -> None:
        super().__init__(name, **settings)
        self.said = said
        self.more = more

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own help."""
        session = session_of(ctx)
        self.help = "\n\n".join(session.say(each) for each in (self.said, *self.more))
        super().format_help_text(ctx, formatter)


def command(name: str, said: Message, *more: Message) -> Callable[[Callable[..., ExitStatus]], SaidCommand]:
    """Make a command of a function; ``said`` and ``more`` are its help."""
    return click.command(name, cls=SaidCommand, said=said, more=more)


def option(*names: str, said: Message, **settings: Any) -> Callable[[Decorated], Decorated]:
    """Give a command an option; ``said`` is its help."""
    return click.option(*names, cls=SaidOption, said=said, **settings)
