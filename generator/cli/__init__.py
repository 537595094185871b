"""The command ``brieven``: click commands, one module each; parse, call mailing, print."""

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; ends with the exit status of docs/commands.md."""
    from generator.cli.app import app

    app.main()
