"""The commands and their arguments."""

import argparse
from collections.abc import Sequence
from typing import NoReturn, TextIO

from typing_extensions import override

from journal import __version__
from journal.cli.options import (
    add_command,
    add_json,
    add_role_and_function,
    add_yes,
    day,
)
from journal.cli.prompt_options import add_prompts, add_settings
from journal.errors import NotPossible

EPILOG = """\
When standard input is not a terminal, its first line is the passphrase (for meet,
the first two lines) and the rest is the text. `leanto` alone opens the full screen.

Exit codes: 0 done, 2 usage, 3 cannot open, 4 damaged, 5 not found, 6 busy,
7 place or disk. If you do not feel safe with your partner: leanto support
"""


class _Parser(argparse.ArgumentParser):
    @override
    def error(self, message: str) -> NoReturn:
        raise NotPossible(f"{message[:1].upper()}{message[1:]}. See: leanto --help")


class _Shown(Exception):  # noqa: N818 - not a failure
    """Help or the version was printed; there is nothing more to do."""


def parse_arguments(argv: Sequence[str], stdout: TextIO) -> argparse.Namespace | None:
    """Return the arguments, with `command` the name of what is to be done.

    None when help or the version was all that was asked for.

    Raises:
        NotPossible: a sentence about what does not fit.
    """
    parser = _Printing.made(stdout)
    _fill(parser)
    try:
        return parser.parse_args(list(argv))
    except _Shown:
        return None


class _Printing(_Parser):
    """Prints to the stream it is given, and never ends the program."""

    stdout: TextIO

    @classmethod
    def made(cls, stdout: TextIO) -> "_Printing":
        cls.stdout = stdout
        return cls(
            prog="leanto",
            description="A private journal for two.",
            epilog=EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    @override
    def _print_message(self, message: str, file: object = None) -> None:
        self.stdout.write(message)

    @override
    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise _Shown


def _fill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", action="version", version=f"leanto {__version__}")
    parser.add_argument("--home", metavar="DIR", help="where vaults live")
    parser.set_defaults(command="")
    verbs = parser.add_subparsers(metavar="COMMAND", title="commands")

    new = add_command(verbs, "new", "begin a journal, alone or not")
    new.add_argument("name", metavar="NAME")

    meet = add_command(verbs, "meet", "introduce two journals on this computer")
    meet.add_argument("name", metavar="NAME")
    meet.add_argument("other", metavar="OTHER")

    write = add_command(verbs, "write", "write an entry and print its id", writer=True)
    write.add_argument("--prompt", metavar="ID")
    write.add_argument("--on", metavar="DAY", type=day, help="the day it is about")
    write.add_argument("--title", metavar="T")
    add_role_and_function(write)
    write.add_argument("--offer", action="store_true", help="let the partner read it")
    write.add_argument("--moment", metavar="ID", help="tell your side of a moment")

    read = add_command(verbs, "read", "read what you wrote", writer=True)
    read.add_argument("entry", metavar="ENTRY", nargs="?")
    add_json(read)

    for name, words in (
        ("us", "the times you were there for each other, as both of you see them"),
        ("mine", "the same picture over everything you wrote; only you see it"),
    ):
        view = add_command(verbs, name, words, writer=True)
        add_role_and_function(view)
        view.add_argument("--since", metavar="DAY", type=day)
        add_json(view)

    find = add_command(verbs, "find", "search your own words and titles", writer=True)
    find.add_argument("words", metavar="WORDS", nargs="+")
    add_json(find)

    add_prompts(verbs)
    then = add_command(
        verbs, "then-and-now", "read your answers to one prompt", writer=True
    )
    then.add_argument("prompt", metavar="PROMPT")
    add_json(then)

    for name, words in (
        ("revise", "write an entry anew; earlier versions are kept"),
        ("offer", "let the partner read an entry"),
        ("take-back", "stop offering an entry; it stays yours"),
        ("delete", "shred an entry for good"),
    ):
        one = add_command(verbs, name, words, writer=True)
        one.add_argument("entry", metavar="ENTRY")
        if name == "delete":
            add_yes(one)

    backup = add_command(
        verbs, "backup", "copy the sealed vault to a file", writer=True
    )
    backup.add_argument("file", metavar="FILE")

    add_settings(verbs)
    ideas = add_command(verbs, "ideas", "what the prompts rest on")
    add_json(ideas)

    add_command(verbs, "support", "if you do not feel safe with your partner")
    add_command(verbs, "demo", "look around in a made-up couple's journal")
