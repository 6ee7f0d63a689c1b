"""How a command and its options are declared."""

import argparse
from datetime import date

from journal.cli.arc import FUNCTION, ROLE


def add_command(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    *,
    writer: bool = False,
) -> argparse.ArgumentParser:
    """Declare a command; `writer` says that it is done by someone in particular."""
    command = verbs.add_parser(
        name, help=words, description=f"{words[0].upper()}{words[1:]}."
    )
    command.set_defaults(command=name)
    command.add_argument(
        "--home", metavar="DIR", default=argparse.SUPPRESS, help="where vaults live"
    )
    if writer:
        command.add_argument("--as", dest="name", metavar="NAME", required=True)
    return command


def add_role_and_function(command: argparse.ArgumentParser) -> None:
    """Let a command be told the role and the function of a moment."""
    command.add_argument("--role", metavar="R", type=ROLE.one, help=ROLE.help)
    command.add_argument(
        "--function", metavar="F", type=FUNCTION.one, help=FUNCTION.help
    )


def add_json(command: argparse.ArgumentParser, *, default: object = False) -> None:
    """Let a command be told that a program reads what it prints."""
    command.add_argument(
        "--json", action="store_true", default=default, help="for a program to read"
    )


def add_now(command: argparse.ArgumentParser) -> None:
    """Let a command be told to send on a hard evening, without being asked."""
    command.add_argument(
        "--now", action="store_true", help="send it, after a hard evening too"
    )


def add_yes(command: argparse.ArgumentParser) -> None:
    """Let a command be told not to ask first."""
    command.add_argument("--yes", action="store_true", help="do not ask")


def add_forgotten(command: argparse.ArgumentParser) -> None:
    """Let a command be told to ask for the code on paper, not for the passphrase."""
    command.add_argument(
        "--forgotten", action="store_true", help="with the recovery code"
    )


def day(text: str) -> date:
    """Return the day that was given.

    Raises:
        ArgumentTypeError: a sentence about how a day is written.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = f"A day is written like 2026-11-24, not {text!r}"
        raise argparse.ArgumentTypeError(sentence) from None
