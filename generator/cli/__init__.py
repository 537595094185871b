"""The command ``brieven``: click commands, one module each; parse, call mailing, print."""


def main() -> None:
    """Run the command line."""
