"""How taking one's words out is asked for."""

import argparse

from journal.cli.options import add_command, add_yes

FORMS = ("json", "markdown", "day-one")


def add_export(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what takes all of one's words out."""
    export = add_command(
        verbs, "export", "take all your words out, as ordinary files", writer=True
    )
    export.add_argument(
        "place", metavar="PLACE", nargs="?", default=".", help="a new file, or a folder"
    )
    export.add_argument(
        "--format",
        metavar="F",
        choices=FORMS,
        default=FORMS[0],
        help="json (all there is, to be read again), markdown, day-one",
    )
    export.add_argument(
        "--with-offered",
        action="store_true",
        help="and what your partner has offered you",
    )
    export.add_argument(
        "--replace", action="store_true", help="write over a file of that name"
    )
    add_yes(export)
