"""The options of `seasons`, with all that it does."""

import argparse
from datetime import date

from journal.cli.options import add_command, add_json, day

Verbs = argparse._SubParsersAction  # noqa: SLF001 - it has no public name
OPEN = "open"


def add_seasons(verbs: "Verbs[argparse.ArgumentParser]") -> None:
    """Declare `seasons`: alone it lists them; `action` says what else to do."""
    words = "list the names for stretches of time, or do what ACTION says"
    seasons = add_command(verbs, "seasons", words)
    seasons.set_defaults(action="")
    seasons.add_argument("--as", dest="name", metavar="NAME")
    add_json(seasons)
    actions = seasons.add_subparsers(metavar="ACTION", title="actions")

    name = _action(actions, "name", "say a name to your partner and print its id")
    name.add_argument("words", metavar="WORDS", nargs="+")
    name.add_argument("--first", metavar="DAY", type=day, required=True)
    name.add_argument("--last", metavar="DAY", type=day, help="if it is over")
    name.add_argument("--hard", action="store_true", help="it is a hard time")

    change = _action(actions, "change", "say it anew; both have to say yes to that")
    change.add_argument("season", metavar="SEASON")
    change.add_argument("--words", metavar="WORDS", help="another name")
    change.add_argument("--first", metavar="DAY", type=day)
    change.add_argument(
        "--last", metavar="DAY", type=_last, help=f"a day, or {OPEN} if it goes on"
    )
    change.add_argument(
        "--hard", nargs="?", const="yes", choices=("yes", "no"), help="yes, no"
    )

    for verb, words in (
        ("agree", "say yes to what your partner says"),
        ("decline", "say no, for yourself alone; your partner is not told"),
        ("leave", "take your yes away: it is no longer in Us"),
        ("let-return", "let the days of a hard one come back to you"),
        ("keep-away", "let them come back no longer"),
    ):
        _action(actions, verb, words).add_argument("season", metavar="SEASON")


def _last(text: str) -> date | str:
    return OPEN if text.casefold() == OPEN else day(text)


def _action(
    actions: "Verbs[argparse.ArgumentParser]", name: str, words: str
) -> argparse.ArgumentParser:
    action = add_command(actions, name, words)
    action.set_defaults(command="seasons", action=name)
    action.add_argument("--as", dest="name", metavar="NAME", default=argparse.SUPPRESS)
    return action
