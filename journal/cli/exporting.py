"""Take all of one's words out, as ordinary files."""

import argparse

from journal.cli.safety_words import counted
from journal.cli.talk import Talk
from journal.cli.world import World, how_it_was, unlocked
from journal.errors import NotPossible
from journal.services import exporting
from journal.services.exporting import ORDINARY, Form, TakenOut
from journal.services.session import Session

NEEDS_YES = "To take your partner's words too without being asked, add --yes."
NEEDS_REPLACE = "A file of that name is there. To write over it, add --replace."
TAKE_THEIRS = "Take them too? y takes them:"
WRITE_OVER = "A file of that name is there. Write over it? y writes over it:"
NOT_MADE = "Nothing was made."


def export(arguments: argparse.Namespace, world: World) -> int:
    """Write all of my words to a file or a folder; the partner's only if asked."""
    talk, form = world.talk, Form(arguments.format)
    if arguments.with_offered and not (talk.is_terminal or arguments.yes):
        raise NotPossible(NEEDS_YES)
    with unlocked(arguments, world) as session:
        path = exporting.place_for(session, arguments.place, form)
        over = exporting.is_taken(path, form)
        if over and not arguments.replace and not _writes_over(talk):
            talk.complain(NOT_MADE)
            return 0
        with_offered = arguments.with_offered and (
            arguments.yes or _takes_theirs(session, talk)
        )
        taken = exporting.take_out(
            session, path, form, with_offered=with_offered, over=over
        )
        talk.say(str(path))
        talk.complain(_counted(taken))
        talk.complain(ORDINARY)
        return how_it_was(session)


def _writes_over(talk: Talk) -> bool:
    if not talk.is_terminal:
        raise NotPossible(NEEDS_REPLACE)
    return talk.ask(WRITE_OVER).casefold() == "y"


def _takes_theirs(session: Session, talk: Talk) -> bool:
    names = exporting.whose_words(session)
    if not names:
        return True
    talk.complain(exporting.before_taking_theirs(names))
    return talk.ask(TAKE_THEIRS).casefold() == "y"


def _counted(taken: TakenOut) -> str:
    mine = counted(taken.mine, "page")
    if not taken.others:
        return f"{mine} of your own."
    others = counted(taken.others, "page")
    return f"{mine} of your own, and {others} that you were offered."
