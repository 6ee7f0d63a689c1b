"""The options of what opens a journal, of leaving, and of letters."""

import argparse

from journal.cli.options import add_command, add_forgotten, add_json, add_yes


def add_locks(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    """Declare what opens a journal, leaving, and letters."""
    passphrase = add_command(verbs, "passphrase", "set a new passphrase", writer=True)
    add_forgotten(passphrase)
    words = "make a recovery code to keep on paper, in place of an earlier one"
    recovery = add_command(verbs, "recovery", words, writer=True)
    ways = recovery.add_mutually_exclusive_group()
    ways.add_argument("--sheet", metavar="FILE", help="write a page to print (HTML)")
    ways.add_argument(
        "--try",
        dest="try_it",
        action="store_true",
        help="see whether the paper opens the journal; changes nothing",
    )
    leave = add_command(
        verbs, "leave", "leave, alone and silently, with your own words", writer=True
    )
    add_yes(leave)
    kept = add_command(verbs, "kept", "read what was told before you left", writer=True)
    add_json(kept)
    words = "write one page into a sealed file that a code on paper opens"
    letter = add_command(verbs, "letter", words, writer=True)
    letter.add_argument("entry", metavar="ENTRY")
    letter.add_argument("file", metavar="FILE")
    opened = add_command(verbs, "open-letter", "read a letter that somebody left")
    opened.add_argument("file", metavar="FILE")
    add_json(opened)
