"""The words that click itself says, so that the catalog of this room has them: click asks gettext for them at run time.

Only a list to be extracted; tests/cli/test_click_words.py holds it to click's own source.
"""

from __future__ import annotations

from generator.errors import Message, message, plural_message

CLICK_WORDS: tuple[Message, ...] = (
    message("Usage:"),
    message("Options"),
    message("Commands"),
    message("Show this message and exit."),
    message("Try '{command} {option}' for help."),
    message("Error: {message}"),
    message("Missing argument"),
    message("Missing option"),
    message("Missing command."),
    message("No such option {name!r}."),
    message("No such command {name!r}."),
    message("Invalid value: {message}"),
    message("Invalid value for {param_hint}: {message}"),
    message("Option {name!r} does not take a value."),
    message("{value!r} is not a valid {number_type}."),
    message("{value} is not in the range {range}."),
    message("Choose from:\n\t{choices}"),
    message("required"),
    message("default: {default}"),
    plural_message("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", count=1),
    plural_message("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", count=1),
    plural_message("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", count=1),
    plural_message("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", count=1),
    plural_message(
        "{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}.", count=1
    ),
)
