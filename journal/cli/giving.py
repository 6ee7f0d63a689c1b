"""Give one page away, or a sheet to a counsellor."""

import argparse

from journal.cli.sending import is_sent_now
from journal.cli.world import World, how_it_was, unlocked
from journal.services import giving


def give(arguments: argparse.Namespace, world: World) -> int:
    """Write one page of one's own as a file for someone who has no Lean-to."""
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        path = giving.place_for_page(session, arguments.place)
        if is_sent_now(session, arguments, world):
            giving.give_page(session, entry, path)
            world.talk.say(str(path))
            world.talk.complain(giving.ONLY_THIS)
        return how_it_was(session)


def sheet(arguments: argparse.Namespace, world: World) -> int:
    """Write the sheet for a counsellor; no journal is opened for it."""
    is_html = arguments.format == "html"
    path = giving.place_for_sheet(world.home, arguments.place, is_html=is_html)
    giving.give_sheet(path, is_html=is_html)
    world.talk.say(str(path))
    return 0
