"""Begin a journal, introduce two, look around in the demo."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from journal.cli import locks, words
from journal.cli.talk import Talk
from journal.cli.world import (
    World,
    say_troubles,
)
from journal.errors import JournalError, NotPossible, PlaceTrouble
from journal.services import (
    loading,
    meeting,
    opening,
    recovery,
)
from journal.services.plain_words import PLAIN_WORDS
from journal.services.session import Session

NOT_NOW = "not now"


def demo(arguments: argparse.Namespace, world: World) -> int:
    """Open a made-up couple's journal that leaves nothing behind."""
    del arguments
    if not (world.talk.is_terminal and world.talk.stdout.isatty()):
        raise NotPossible("The demo needs a terminal.")
    from journal.services import demo as made_up
    from journal.ui import launch

    with made_up.throw_away_home() as home:
        world.talk.complain("Setting the table for Ana and Ben …")
        couple = made_up.make(home, conditions=world.conditions)
        return launch.run(home, conditions=couple.conditions, demo=couple)


def new(arguments: argparse.Namespace, world: World) -> int:
    """Begin a journal."""
    talk = world.talk
    if talk.is_terminal:
        talk.complain(PLAIN_WORDS + "\n")
        six = opening.six_words(world.conditions)
        talk.complain(f"Ten characters or more. Six words would be: {six}")
    passphrase = talk.passphrase("Passphrase")
    if talk.is_terminal and talk.passphrase("The same again") != passphrase:
        raise NotPossible("The two were not the same. Nothing was made.")
    session = opening.begin(
        world.home, arguments.name, passphrase, conditions=world.conditions
    )
    try:
        say_troubles(session, talk)
        if talk.is_terminal:
            _offer_code(session, talk)
        else:
            talk.complain(words.NO_CODE)
    finally:
        session.close()
    talk.say(f"A journal for {session.vault.label} is here.")
    return 0


def _offer_code(session: Session, talk: Talk) -> None:
    if talk.ask("Make a recovery code to write on paper? (yes or no)") not in {
        "y",
        "yes",
    }:
        talk.complain(words.NO_CODE)
        return
    code = recovery.new_code(session)
    talk.complain(f"\n    {code}\n\n{words.CODE}")
    if not locks.keep_from_paper(session, code, talk):
        talk.complain(words.NO_CODE)


def meet(arguments: argparse.Namespace, world: World) -> int:
    """Introduce two journals; each person types their own passphrase, alone."""
    first_door = opening.find_door(world.home, arguments.name)
    other_door = opening.find_door(world.home, arguments.other)
    if first_door == other_door:
        raise NotPossible(words.NEUTRAL)
    with (
        _sitting_alone(world, first_door) as first,
        _sitting_alone(world, other_door) as other,
    ):
        try:
            meeting.meet(first, other)
        except PlaceTrouble:
            raise
        except JournalError as trouble:
            raise _neutral(trouble) from None
        names = f"{first.me.name} and {other.me.name}"
    world.talk.say(f"{names} have met. What either offers, the other can read.")
    return 0


@contextmanager
def _sitting_alone(world: World, door: opening.Door) -> Iterator[Session]:
    talk = world.talk
    if talk.is_terminal:
        talk.complain(words.before_meeting(door.label))
        if talk.ask('Enter goes on; "not now" ends it:').casefold() == NOT_NOW:
            raise NotPossible(words.NEUTRAL)
    try:
        passphrase = talk.passphrase(f"Passphrase of {door.label}")
        session = opening.unlock(door, passphrase, conditions=world.conditions)
    except JournalError as trouble:
        raise _neutral(trouble) from None
    try:
        loading.load(session)
        yield session
    finally:
        session.close()


def _neutral(trouble: JournalError) -> JournalError:
    # One sentence for every way in which a meeting does not come about, so that
    # nobody is asked why. The code is for scripts.
    return type(trouble)(words.NEUTRAL)
