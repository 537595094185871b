"""``brieven fonts TEMPLATE``: which face serves each font that a template names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, template_argument, workspace_of
from generator.cli.said import command
from generator.cli.screen import problem_as_json, say_findings, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, Message, message

if TYPE_CHECKING:
    from generator.mailing import TemplateFonts, UsedFont


@command(
    "fonts",
    message("List the fonts that a template names, which font file serves each, and which are missing."),
    message(
        "The files in the folder fonts/ of the workspace come first, then the fonts that are embedded in the template, then those that travel with brieven."
    ),
)
@template_argument
@json_option
@click.pass_obj
def fonts(session: Session, *, template: Path, as_json: bool) -> ExitStatus:
    """List the fonts; one that is missing is a warning, as in ``check``."""
    from generator.mailing import template_fonts

    session.as_json = as_json
    workspace = workspace_of(template, session)
    found = template_fonts(session.working_folder / template, workspace=workspace)
    if as_json:
        write_json(
            {
                "exit_status": int(ExitStatus.DONE),
                "fonts": [
                    {
                        "name": each.name,
                        "served": each.served,
                        "family": each.family,
                        "workspace_files": [str(path) for path in each.own_files],
                        "shipped_files": [path.name for path in each.shipped_files],
                        "embedded_parts": list(each.embedded_parts),
                        "places": [session.say(place.message) for place in each.places],
                    }
                    for each in found.used
                ],
                "problems": [problem_as_json(each, session) for each in found.problems],
            }
        )
    else:
        _say(found, session)
    return ExitStatus.DONE


def _say(found: TemplateFonts, session: Session) -> None:
    say_result(message("Fonts that the template names, and what serves each:"), session)
    width = max((len(each.name) for each in found.used), default=0)
    for each in found.used:
        say_result(f"  {each.name:<{width}}  {session.say(_served(each))}", session)
        for line in _details(each):
            say_result(f"  {'':<{width}}  {session.say(line)}", session)
    say_findings(found.problems, session)


def _served(font: UsedFont) -> Message:
    family = font.family
    said = {
        "own": message("{family}, from the workspace", family=family),
        "embedded": message("{family}, embedded in the template", family=family),
        "twin": message("{family}, with the same widths: every line ends where it does in Word", family=family),
        "symbols": message("a symbol font: each sign is set as the character that it is, with {family}", family=family),
        "stand-in": message(
            "missing; letters of another font stand in at its widths: nearly every line ends where it does in Word, but looks different"
        ),
        "relative": message("missing; {family} looks alike, but lines may end elsewhere", family=family),
    }
    return said.get(font.served, message("missing; {family} stands in, so lines end elsewhere", family=family))


def _details(font: UsedFont) -> list[Message]:
    lines = []
    if font.own_files:
        lines.append(message("from fonts/: {files}", files=tuple(path.name for path in font.own_files)))
    if font.embedded_parts:
        lines.append(message("embedded in the template: {files}", files=font.embedded_parts))
    if font.shipped_files:
        lines.append(message("travels with brieven: {files}", files=tuple(path.name for path in font.shipped_files)))
    if font.places:
        lines.append(message("named in: {place}", place=font.places[0].message))
    else:
        lines.append(message("named in: the styles or lists"))
    return lines
