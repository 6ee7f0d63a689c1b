"""The commands and their arguments."""

import argparse
from collections.abc import Sequence
from functools import cache
from typing import NoReturn, TextIO

from typing_extensions import override

from journal import __version__
from journal.cli.arc import FUNCTION, ROLE, THANKS, add_arc
from journal.cli.export_options import add_export
from journal.cli.lock_options import add_locks
from journal.cli.options import (
    add_command,
    add_forgotten,
    add_json,
    add_now,
    add_role_and_function,
    add_yes,
    day,
)
from journal.cli.pack_options import add_giving, add_pack
from journal.cli.prompt_options import add_prompts, add_settings
from journal.cli.season_options import add_seasons
from journal.domain.bonds import Thanks
from journal.errors import NotPossible

EPILOG = """\
When standard input is not a terminal, its first line is the passphrase (for meet and
together, the first two lines) and the rest is the text. `leanto` alone opens the full
screen.

Exit codes: 0 done, 2 usage, 3 cannot open, 4 damaged, 5 not found, 6 busy,
7 place or disk. If you do not feel safe with your partner: leanto support
"""

VIEWS = ("moments", "over-time", "what-helps", "coming-back", "what-came-next")
_VIEWS_SAID = f"{', '.join(VIEWS)}; all but the first are over everything"


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
    _Printing.stdout = stdout
    try:
        return _parser().parse_args(list(argv))
    except _Shown:
        return None


class _Printing(_Parser):
    """Prints to the stream it is given, and never ends the program."""

    stdout: TextIO

    @override
    def _print_message(self, message: str, file: object = None) -> None:
        self.stdout.write(message)

    @override
    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise _Shown


@cache
def _parser() -> argparse.ArgumentParser:
    parser = _Printing(
        prog="leanto",
        description="A private journal for two.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _fill(parser)
    return parser


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

    _add_writing(verbs)

    read = add_command(verbs, "read", "read what you wrote", writer=True)
    read.add_argument("entry", metavar="ENTRY", nargs="?")
    add_json(read)

    one = add_command(
        verbs, "moment", "a moment whole, or each of Us by its title", writer=True
    )
    one.add_argument("moment", metavar="MOMENT", nargs="?")
    add_json(one)

    for name, words in (
        ("us", "the times you were there for each other, as both of you see them"),
        ("mine", "the same picture over everything you wrote; only you see it"),
    ):
        view = add_command(verbs, name, words, writer=True)
        add_role_and_function(view)
        view.add_argument("--since", metavar="DAY", type=day)
        if name == "us":
            view.add_argument("--view", metavar="V", choices=VIEWS, help=_VIEWS_SAID)
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
        if name == "offer":
            add_now(one)

    _add_sides(verbs)
    add_seasons(verbs)

    together = add_command(
        verbs, "together", "open both journals at one terminal", writer=True
    )
    together.add_argument("other", metavar="OTHER", nargs="?")
    add_json(together)

    _add_safety(verbs)
    _add_in_and_out(verbs)

    add_locks(verbs)
    add_settings(verbs)
    ideas = add_command(verbs, "ideas", "what the prompts rest on")
    add_json(ideas)

    add_command(verbs, "support", "if you do not feel safe with your partner")
    add_command(verbs, "demo", "look around in a made-up couple's journal")


def _add_writing(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    write = add_command(verbs, "write", "write an entry and print its id", writer=True)
    write.add_argument("--prompt", metavar="ID")
    write.add_argument("--on", metavar="DAY", type=day, help="the day it is about")
    write.add_argument("--title", metavar="T")
    add_role_and_function(write)
    write.add_argument("--offer", action="store_true", help="let the partner read it")
    write.add_argument(
        "--seal", action="store_true", help="open it once the partner has answered"
    )
    add_now(write)
    about = write.add_mutually_exclusive_group()
    about.add_argument("--moment", metavar="ID", help="tell your side of a moment")
    about.add_argument(
        "--sees-now", metavar="ID", help="say what you did not see in it then"
    )
    add_arc(write)

    add_command(
        verbs, "evening", "write on a hard evening: private, unasked", writer=True
    )

    say = add_command(verbs, "say", "say more about an entry, or less", writer=True)
    say.add_argument("entry", metavar="ENTRY")
    say.add_argument("--on", metavar="DAY", type=day, help="the day it is about")
    say.add_argument("--title", metavar="T")
    say.add_argument("--role", metavar="R", type=ROLE.meant, help=ROLE.help)
    say.add_argument("--function", metavar="F", type=FUNCTION.meant, help=FUNCTION.help)
    add_arc(say)


def _add_sides(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what is said about two sides of one moment."""
    for name, words in (
        ("seal", "let an answer open once the partner has answered"),
        ("open", "open a sealed answer of your own early"),
        ("ask", "say that you would like the other side of an entry of yours"),
        ("link", "say that your entry and one of your partner's are one moment"),
        ("unlink", "part the two, at once and for good"),
        ("thank", "say of an entry of your partner's that it helped"),
        ("not-this", "say no, for yourself alone, to an ask or a suggestion"),
    ):
        one = add_command(verbs, name, words, writer=True)
        one.add_argument("entry", metavar="ENTRY")
        if name == "seal":
            add_now(one)
        elif name == "ask":
            one.add_argument("--stop", action="store_true", help="no longer ask")
        elif name in {"link", "unlink"}:
            one.add_argument("other", metavar="OTHER", help="your partner's entry")
        elif name == "not-this":
            one.add_argument("--with", dest="other", metavar="MINE")
        elif name == "thank":
            known = f"{THANKS.help}, none"
            one.add_argument(
                "--words",
                metavar="W",
                default=Thanks.IT_HELPED,
                type=THANKS.meant,
                help=known,
            )

    back = add_command(
        verbs, "let-come-back", "let a moment come back of itself", writer=True
    )
    back.add_argument("moment", metavar="MOMENT")
    back.add_argument("--stop", action="store_true", help="no longer let it")

    suggestions = add_command(
        verbs, "suggestions", "list what may be one moment told by both", writer=True
    )
    add_json(suggestions)


def _add_safety(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what keeps a journal from being lost, and tells how it is."""
    backup = add_command(
        verbs, "backup", "copy the sealed vault to a file, and prove it", writer=True
    )
    backup.add_argument("file", metavar="FILE")

    add_export(verbs)
    add_pack(verbs)
    add_giving(verbs)

    restore = add_command(verbs, "restore", "put a copy back, and prove it")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument(
        "--into", metavar="FOLDER", help="where to, if not to where vaults live"
    )
    add_forgotten(restore)

    check = add_command(verbs, "check", "look at every sealed piece of a journal")
    check.add_argument("--as", dest="name", metavar="NAME", default="")
    check.add_argument("file", metavar="FILE", nargs="?", help="a copy instead")
    check.add_argument(
        "--save-into",
        metavar="FOLDER",
        help="make a new journal there of all that can be read",
    )
    check.add_argument(
        "--put-again",
        action="store_true",
        help="put what of yours is spoilt in the shared folder there again",
    )
    add_forgotten(check)
    add_json(check)

    audit = add_command(verbs, "audit", "what is on this disk, and what it tells")
    audit.add_argument("--as", dest="name", metavar="NAME", default="")
    audit.set_defaults(forgotten=False)
    add_json(audit)


def _add_in_and_out(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    """Add what brings words in from elsewhere."""
    brought = add_command(
        verbs, "import", "bring in what you wrote in another program", writer=True
    )
    brought.add_argument("path", metavar="PATH", help="a file, a folder or a zip")
    add_yes(brought)
    add_json(brought)
