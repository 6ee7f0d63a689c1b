"""Strike words of one's own out of a pack, show what is left, and look for names."""

import argparse
from collections.abc import Callable, Iterable, Iterator

from journal.cli.world import World
from journal.domain.entries import Entry, Json
from journal.domain.striking import (
    INSTEAD_LIMIT,
    LEFT_OUT,
    Cut,
    every,
    to_initials,
    to_kinds,
    to_months,
    without,
)
from journal.domain.text import clean_line
from journal.errors import NotPossible
from journal.services import packing, striking_out
from journal.services.packing import Bench, Whose
from journal.services.session import Session

NOTHING_TO_STRIKE = "Say what to strike: --words, --names, --dates or --people."
NOT_THERE = "These words do not stand there as you gave them:"
NO_NAMES = "Neither of your names is in it."
NO_DATES = (
    "No exact date is in the words. For the day above them: leanto pack months yes."
)
NO_PEOPLE = (
    "Nobody was found of whom it says who they are, as in 'my sister Ines'. For "
    "any other name: --words NAME --with 'a relative'."
)
NOTHING_STRUCK = "Nothing was struck."
CHANGED = "You changed this page after you struck words out of it. Look at it again:"
NO_NAMES_LEFT = "No capitalised name is left in what you tell."
SCRIPTS = "In scripts without capitals, names are not found: look for yourself."

Find = Callable[[str], Iterable[Cut]]


def strike(
    session: Session, whose: Whose, arguments: argparse.Namespace, world: World
) -> None:
    """Strike what was asked for; where it is not found, say so and strike nothing."""
    helpers = _helpers(session, arguments)
    phrases = _phrases(arguments)
    if not helpers and not phrases:
        raise NotPossible(NOTHING_TO_STRIKE)
    entries = list(_own(session, whose, arguments.entries))
    texts = [text for one in entries for text in _texts(session, whose, one)]
    if gone := [phrase for phrase, find in phrases if not _finds(find, texts)]:
        world.talk.complain(f"{NOT_THERE} {', '.join(gone)}")
        raise NotPossible(NOTHING_STRUCK)
    without_use = [said for said, find in helpers if not _finds(find, texts)]
    for said in without_use:
        world.talk.complain(said)
    if len(without_use) == len(helpers) and not phrases:
        raise NotPossible(NOTHING_STRUCK)
    finds = [find for _, find in (*helpers, *phrases)]

    def find_all(text: str) -> Iterator[Cut]:
        for find in finds:
            yield from find(text)

    for entry in entries:
        packing.strike_also(session, whose, entry.id, find_all)
    _after(session, whose, entries, arguments, world)


def unstrike(
    session: Session, whose: Whose, arguments: argparse.Namespace, world: World
) -> None:
    """Show all the words of entries again."""
    entries = list(_own(session, whose, arguments.entries))
    for entry in entries:
        packing.strike(session, whose, entry.id, {})
    _after(session, whose, entries, arguments, world)


def check(now: Bench, arguments: argparse.Namespace, world: World) -> None:
    """Print every capitalised name that is left, and where it is."""
    complain_of_changed(now, world)
    left = packing.names_to_check(now)
    if arguments.json:
        found: dict[str, Json] = {name: [*ids] for name, ids in left.items()}
        world.talk.say_json({"names": found, "changed": [e.id for e in now.changed]})
        return
    for name, entries in left.items():
        world.talk.say(f"{name}  {' '.join(one[:8] for one in entries)}".rstrip())
    if not left:
        world.talk.say(NO_NAMES_LEFT)
    world.talk.complain(SCRIPTS)


def complain_of_changed(now: Bench, world: World) -> None:
    """Say which pages stay out because they were changed after words were struck."""
    for entry in now.changed:
        world.talk.complain(f"{CHANGED} {entry.id}")


def _after(
    session: Session,
    whose: Whose,
    entries: Iterable[Entry],
    arguments: argparse.Namespace,
    world: World,
) -> None:
    """Print what is read of entries now, and the names that are left in the pack."""
    if not arguments.json:
        for entry in entries:
            world.talk.say("\n".join(_as_read(session, whose, entry)) + "\n")
    check(packing.bench(session, whose), arguments, world)


def _as_read(session: Session, whose: Whose, entry: Entry) -> Iterator[str]:
    now = striking_out.struckable(session, whose, entry.id)
    for name, text in now.texts.items():
        yield without(text, now.cuts.get(name, ()))


def _own(session: Session, whose: Whose, starts: Iterable[str]) -> Iterator[Entry]:
    for start in starts:
        yield packing.text_of(session, whose, session.library.resolve_own(start))


def _texts(session: Session, whose: Whose, entry: Entry) -> Iterator[str]:
    yield from striking_out.struckable(session, whose, entry.id).texts.values()


def _finds(find: Find, texts: Iterable[str]) -> bool:
    return any(True for text in texts for _ in find(text))


def _helpers(session: Session, arguments: argparse.Namespace) -> list[tuple[str, Find]]:
    """Return what looks for itself, each with what to say where it finds nothing."""
    names = [one.name for one in session.people or (session.me,)]
    asked: tuple[tuple[bool, str, Find], ...] = (
        (arguments.dates, NO_DATES, to_months),
        (arguments.names, NO_NAMES, lambda text: to_initials(text, names)),
        (arguments.people, NO_PEOPLE, to_kinds),
    )
    return [(said, find) for is_asked, said, find in asked if is_asked]


def _phrases(arguments: argparse.Namespace) -> list[tuple[str, Find]]:
    instead = clean_line(arguments.instead or LEFT_OUT, limit=INSTEAD_LIMIT)
    return [(phrase, _finder(phrase, instead)) for phrase in arguments.words]


def _finder(phrase: str, instead: str) -> Find:
    return lambda text: every(text, phrase, instead)
