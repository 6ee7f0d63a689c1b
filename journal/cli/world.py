"""Where a command runs, with whom it talks, and how it opens and closes a journal."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from journal.cli.talk import Talk
from journal.domain.attachment import Role, SupportFunction
from journal.domain.prompts import Prompt
from journal.errors import NotFound, NotPossible
from journal.services import arriving, asking, exchanging, loading, opening
from journal.services.conditions import Conditions
from journal.services.session import Session

FEWEST_SIGNS = 4


@dataclass(frozen=True, slots=True)
class World:
    """Where and under which conditions a command runs, and with whom it talks."""

    talk: Talk
    home: Path
    conditions: Conditions


Command = Callable[[argparse.Namespace, World], int]


@contextmanager
def unlocked(arguments: argparse.Namespace, world: World) -> Iterator[Session]:
    """Open, collect, and afterwards publish and close; every visit looks alike."""
    door = opening.find_door(world.home, arguments.name)
    passphrase = world.talk.passphrase("Passphrase")
    session = opening.unlock(door, passphrase, conditions=world.conditions)
    try:
        loading.load(session)
        exchange(session, world.talk)
        yield session
        arriving.seal_anew(session)
        exchange(session, world.talk)
    finally:
        session.close()


def exchange(session: Session, talk: Talk) -> None:
    """Collect and publish, and say what the place is up to."""
    came = exchanging.exchange(session)
    say_troubles(session, talk)
    talk.say_trouble(came.trouble)


def say_troubles(session: Session, talk: Talk) -> None:
    """Say what was found while opening."""
    talk.say_troubles(trouble.say for trouble in session.troubles)


def how_it_was(session: Session) -> int:
    """Return the exit code of what was found while opening."""
    return max((trouble.exit_code for trouble in session.troubles), default=0)


def said_whose(arguments: argparse.Namespace) -> None:
    """Refuse what needs a journal where nobody said whose.

    Raises:
        NotPossible: nobody did.
    """
    if not arguments.name:
        raise NotPossible("Say whose journal it is: --as NAME. See: leanto --help")


def named_prompt(session: Session, given: str) -> Prompt:
    """Return the prompt that was named; the first signs name one of our own.

    Raises:
        NotFound: there is none.
        NotPossible: several begin so.
    """
    try:
        return asking.find_prompt(session, given)
    except NotFound:
        start = given.removeprefix("own-")
        if len(start) < FEWEST_SIGNS:
            raise
        owns = asking.our_prompts(session)
        found = [one.prompt for one in owns if one.id.startswith(start)]
        if not found:
            raise
    if len(found) > 1:
        raise NotPossible("Several prompts begin so. Give a little more of it.")
    return found[0]


def said_role(arguments: argparse.Namespace) -> Role | None:
    """Return the role that was named, if one was."""
    return Role(arguments.role) if arguments.role else None


def said_function(arguments: argparse.Namespace) -> SupportFunction | None:
    """Return the function that was named, if one was."""
    return SupportFunction(arguments.function) if arguments.function else None
