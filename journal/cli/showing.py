"""Print what is there: for the eye, for the ear, for a program."""

import argparse
from collections.abc import Sequence

from journal.cli import words
from journal.cli.world import (
    World,
    how_it_was,
    said_function,
    said_role,
    unlocked,
)
from journal.domain.entries import Entry
from journal.domain.shared_view import (
    EVERYTHING,
    Chosen,
    SharedView,
    as_json,
    linear,
)
from journal.services import arriving, reading
from journal.services.support import support_text


def read(arguments: argparse.Namespace, world: World) -> int:
    """Print what I wrote, the newest day first, or one entry."""
    with unlocked(arguments, world) as session:
        if arguments.entry:
            entry = session.library.resolve_own(arguments.entry)
            entries: Sequence[Entry] = [session.library.own(entry)]
        else:
            entries = reading.my_journal(session)
        if arguments.json:
            rows = [words.entry_json(session, entry) for entry in entries]
            world.talk.say_json({"entries": list(rows)})
        else:
            world.talk.say(words.entries_text(session, entries))
        return how_it_was(session)


def us(arguments: argparse.Namespace, world: World) -> int:
    """Print the shared view; both people get the same."""
    with unlocked(arguments, world) as session:
        empty = words.EMPTY_US if session.meeting is not None else words.ALONE_US
        chosen = _chosen(arguments)
        _print_view(reading.us(session, chosen), arguments, world, empty)
        if chosen == EVERYTHING:
            # What was narrowed may not have shown all that has come.
            arriving.mark_seen(session, in_us=True)
        return how_it_was(session)


def mine(arguments: argparse.Namespace, world: World) -> int:
    """Print the same picture over everything I wrote."""
    with unlocked(arguments, world) as session:
        view = reading.mine(session, _chosen(arguments))
        _print_view(view, arguments, world, words.EMPTY_MINE)
        return how_it_was(session)


def _print_view(
    view: SharedView, arguments: argparse.Namespace, world: World, empty: str
) -> None:
    if arguments.json:
        world.talk.say_json(as_json(view))
    elif not view.moments and view.chosen != EVERYTHING:
        world.talk.say("None of those.")
    else:
        world.talk.say(linear(view).rstrip("\n") or empty)


def find(arguments: argparse.Namespace, world: World) -> int:
    """Search my own words, and the titles of moments."""
    with unlocked(arguments, world) as session:
        found = reading.find(session, " ".join(arguments.words))
        if arguments.json:
            world.talk.say_json(words.found_json(session, found))
        else:
            world.talk.say(words.found_text(session, found))
        return how_it_was(session)


def ideas(arguments: argparse.Namespace, world: World) -> int:
    """Print what the prompts rest on; needs no journal."""
    from journal.services import ideas as about_ideas

    passages, found = about_ideas.about(), about_ideas.ideas()
    if arguments.json:
        world.talk.say_json(words.ideas_json(passages, found))
    else:
        world.talk.say(words.ideas_text(passages, found))
    return 0


def support(arguments: argparse.Namespace, world: World) -> int:
    """Print where to find someone to talk to; opens nothing."""
    del arguments
    world.talk.say(support_text())
    return 0


def _chosen(arguments: argparse.Namespace) -> Chosen:
    return Chosen(
        role=said_role(arguments),
        function=said_function(arguments),
        since=arguments.since,
    )
