"""Leave, and read what was told before."""

import argparse

from journal.cli.world import World, how_it_was, unlocked
from journal.domain.entries import Json
from journal.domain.shared_view import as_json, linear
from journal.errors import NotPossible
from journal.services import keepsakes, leaving, loading, opening
from journal.services.plain_words import LEAVING

STAYED = "Nothing was changed."
NEEDS_YES = "To leave without being asked, add --yes."
NOTHING_KEPT = "Nothing is kept here of a time before."
SURE = 'Type "leave" to leave; anything else changes nothing:'


def leave(arguments: argparse.Namespace, world: World) -> int:
    """Leave, alone and at once; nobody is told."""
    talk = world.talk
    if not (talk.is_terminal or arguments.yes):
        raise NotPossible(NEEDS_YES)
    door = opening.find_door(world.home, arguments.name)
    if talk.is_terminal:
        talk.complain("\n\n".join(LEAVING))
    passphrase = talk.passphrase("Passphrase")
    # Not as other visits are: nothing is sent on the way out.
    session = opening.unlock(door, passphrase, conditions=world.conditions)
    try:
        loading.load(session)
        if session.meeting is None:
            raise NotPossible(leaving.NOBODY_TO_LEAVE)
        if not arguments.yes and talk.ask(SURE).casefold() != "leave":
            talk.complain(STAYED)
            return 0
        said = leaving.leave(session, passphrase)
    finally:
        session.close()
    talk.say("\n".join(said))
    return 0


def kept(arguments: argparse.Namespace, world: World) -> int:
    """Print what was told with those one has left; only its owner sees it."""
    with unlocked(arguments, world) as session:
        people = keepsakes.kept_with(session)
        views = [keepsakes.kept_view(session, one.id) for one in people]
        if arguments.json:
            told: list[Json] = [
                {"with": one.name, **as_json(view)}
                for one, view in zip(people, views, strict=True)
            ]
            world.talk.say_json({"kept": told})
        else:
            texts = [
                f"With {one.name}\n\n{linear(view)}".rstrip("\n")
                for one, view in zip(people, views, strict=True)
            ]
            world.talk.say("\n\n".join(texts) or NOTHING_KEPT)
        return how_it_was(session)
