"""The options of `pack`, with all that it does."""

import argparse

from journal.cli.options import add_command, add_json, add_now, add_yes

Verbs = argparse._SubParsersAction  # noqa: SLF001 - it has no public name
FORMS = ("html", "pdf", "markdown", "text")
HEADS = ("help", "trying", "questions")


def add_pack(verbs: "Verbs[argparse.ArgumentParser]") -> None:
    """Declare `pack`: alone it shows it; `action` says what else to do."""
    words = "a pack for counselling as it will be read, or do what ACTION says"
    pack = add_command(verbs, "pack", words)
    pack.set_defaults(action="")
    pack.add_argument("--as", dest="name", metavar="NAME")
    _add_ours(pack, default=False)
    add_json(pack)
    actions = pack.add_subparsers(metavar="ACTION", title="actions")

    _on_entries(actions, "add", "bring what ENTRY tells")
    _on_entries(actions, "remove", "bring it no longer")
    _on_entries(actions, "leave-out", "leave your side out of our pack")
    _on_entries(actions, "put-back", "put it back")

    say = _action(
        actions, "say", "what you would like help with, or ask, in your words"
    )
    say.add_argument("what", choices=HEADS)
    say.add_argument("words", metavar="WORDS", nargs="*", help="or by standard input")

    called = _action(actions, "name", "the name under which you stand in it")
    called.add_argument("words", metavar="WORDS", nargs="*", help="nothing: your own")

    months = _action(actions, "months", "name months and no days")
    months.add_argument("choice", choices=("yes", "no"))

    strike = _on_entries(actions, "strike", "strike words of yours out of the pack")
    strike.add_argument("--words", metavar="WORDS", action="append", default=[])
    strike.add_argument(
        "--with", dest="instead", metavar="WORDS", help='such as "a relative" or "home"'
    )
    strike.add_argument(
        "--names", action="store_true", help="both your names become initials"
    )
    strike.add_argument(
        "--dates", action="store_true", help="exact dates become months"
    )
    strike.add_argument(
        "--people",
        action="store_true",
        help="children, relatives, friends: who they are",
    )
    _on_entries(actions, "unstrike", "show all of its words again")

    check = _action(actions, "check", "every capitalised name that is left in it")
    add_json(check, default=argparse.SUPPRESS)

    agree = _action(actions, "agree", "say yes to our pack, word for word")
    agree.add_argument("text", metavar="CODE", help="as printed under the pack")
    _action(actions, "disagree", "take your yes away")

    make = _action(actions, "make", "make the file for a counsellor")
    _add_place(make)
    make.add_argument(
        "--format", metavar="F", choices=FORMS, default=FORMS[0], help=", ".join(FORMS)
    )
    make.add_argument("--paper", choices=("a4", "letter"), default="a4", help="a PDF's")
    make.add_argument(
        "--password", action="store_true", help="lock a PDF with one that is made now"
    )
    add_yes(make)


def add_giving(verbs: "Verbs[argparse.ArgumentParser]") -> None:
    """Declare what gives one page, a book of a year, and the sheet for a counsellor."""
    give = add_command(
        verbs, "give", "one page as a file for someone without Lean-to", writer=True
    )
    give.add_argument("entry", metavar="ENTRY")
    _add_place(give)
    add_now(give)

    book = add_command(verbs, "book", "a year of moments, to print", writer=True)
    _add_place(book)
    book.add_argument("--year", metavar="YEAR", type=int, help="if not the newest")
    book.add_argument("--format", choices=("html", "pdf"), default="html")
    book.add_argument(
        "--paper", choices=("a5", "a4", "letter"), default="a5", help="a PDF's"
    )

    sheet = add_command(verbs, "sheet", "a sheet for your counsellor: what this is")
    _add_place(sheet)
    sheet.add_argument(
        "--format", choices=("html", "markdown"), default="html", help="html, markdown"
    )


def _add_place(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "place", metavar="PLACE", nargs="?", default=".", help="a new file, or a folder"
    )


def _on_entries(
    actions: "Verbs[argparse.ArgumentParser]", name: str, words: str
) -> argparse.ArgumentParser:
    action = _action(actions, name, words)
    action.add_argument("entries", metavar="ENTRY", nargs="+")
    return action


def _action(
    actions: "Verbs[argparse.ArgumentParser]", name: str, words: str
) -> argparse.ArgumentParser:
    action = add_command(actions, name, words)
    action.set_defaults(command="pack", action=name)
    action.add_argument("--as", dest="name", metavar="NAME", default=argparse.SUPPRESS)
    _add_ours(action, default=argparse.SUPPRESS)
    return action


def _add_ours(command: argparse.ArgumentParser, *, default: object) -> None:
    command.add_argument(
        "--ours",
        action="store_true",
        default=default,
        help="the one that both of you agree to, instead of your own",
    )
