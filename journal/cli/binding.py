"""Make a book of a year."""

import argparse

from journal.cli.world import World, how_it_was, unlocked
from journal.services import binding, handing
from journal.services.binding import Binding

PAPERS = {"a5": "a5", "a4": "a4", "letter": "us-letter"}


def book(arguments: argparse.Namespace, world: World) -> int:
    """Write the moments of a year, both sides, as a book."""
    talk, form = world.talk, Binding(arguments.format)
    with unlocked(arguments, world) as session:
        today = session.today()
        year = arguments.year or binding.this_year_or_last(session, today)
        path = binding.place_for(session, arguments.place, year, form)
        paper = PAPERS[arguments.paper]
        handed = binding.bind(session, year, path, form, paper=paper)
        talk.say(str(path))
        if session.partner is not None:
            talk.complain(binding.BOTH_IN_IT.format(name=session.partner.name))
        if handed.unshown:
            talk.complain(handing.UNSHOWN.format(named=handed.unshown))
        return how_it_was(session)
