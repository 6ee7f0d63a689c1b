"""Both at one terminal: what has opened, what both may read, and a line to keep."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from journal.cli.talk import Talk
from journal.cli.world import World, how_it_was, say_troubles
from journal.domain.entries import Json
from journal.domain.moments import Moment
from journal.domain.people import Person
from journal.domain.prompts import Prompt
from journal.domain.shared_view import SharedView, as_json, linear
from journal.services import opening
from journal.services import together as two_together
from journal.services.session import Session
from journal.services.together import Sitting

NOTHING_OPENED = "You could read a moment aloud."
OPENED = "This was sealed, and has opened."
NEWEST = "The newest of Us."
TO_TALK_ABOUT = "To talk about."
KEPT = "You have both kept it."
MOMENTS_SHOWN = 5


def together(arguments: argparse.Namespace, world: World) -> int:
    """Open both journals, print what both may read, and keep a line if they like."""
    talk = world.talk
    with _both(arguments, world) as both:
        sitting = two_together.sit_down(*both)
        for session in both:
            say_troubles(session, talk)
        talk.say_troubles(sitting.says)
        newest = sitting.view.moments[:MOMENTS_SHOWN]
        if arguments.json:
            talk.say_json(_as_json(sitting, newest))
        else:
            talk.say(_as_text(sitting, newest))
        for moment in {one.id: one for one in (*sitting.opened, *newest)}.values():
            sitting.met(moment)
        line = _line(sitting, talk)
        if line:
            sitting.keep(line)
            talk.complain(KEPT)
        return max(how_it_was(session) for session in both)


@contextmanager
def _both(
    arguments: argparse.Namespace, world: World
) -> Iterator[tuple[Session, Session]]:
    """Open the one journal and then the other; both are closed whatever happens."""
    door = opening.find_door(world.home, arguments.name)
    passphrase = world.talk.passphrase(f"Passphrase of {door.label}")
    first = opening.unlock(door, passphrase, conditions=world.conditions)
    try:
        if arguments.other:
            beside = opening.find_door(world.home, arguments.other)
        else:
            beside = two_together.other_door(first)
        passphrase = world.talk.passphrase(f"Passphrase of {beside.label}")
        other = two_together.open_other(first, beside, passphrase)
        try:
            yield first, other
        finally:
            other.close()
    finally:
        first.close()


def _line(sitting: Sitting, talk: Talk) -> str:
    """Return the line that both keep, or nothing.

    Whoever gives a script both passphrases gives the line with them; at a terminal
    each is asked.
    """
    if not talk.is_terminal:
        return " ".join(talk.text().split())
    line = talk.ask("A line to keep, in words you both choose; or nothing:")
    for person in sitting.people if line else ():
        asked = f'{person.name}: Enter keeps it; "no" lets it go.'
        if talk.ask(asked).casefold() in {"n", "no"}:
            return ""
    return line


def _as_text(sitting: Sitting, newest: tuple[Moment, ...]) -> str:
    parts = [f"{_names(sitting.people)}."]
    if sitting.opened:
        parts += [OPENED, _told(sitting.view, sitting.opened)]
    elif newest:
        parts.append(NOTHING_OPENED)
    if newest:
        parts += [NEWEST, _told(sitting.view, newest)]
    parts += [
        f"{TO_TALK_ABOUT}\n{_asked(question, sitting.people)}"
        for question in sitting.questions[:1]
    ]
    return "\n\n".join(parts)


def _told(view: SharedView, moments: tuple[Moment, ...]) -> str:
    some = replace(view, moments=moments, turns=None, next_things=())
    return linear(some).rstrip("\n")


def _asked(question: Prompt, people: tuple[Person, ...]) -> str:
    first, second = people
    return "\n".join(
        f"{person.name}: {question.asked(other.name)}"
        for person, other in ((first, second), (second, first))
    )


def _as_json(sitting: Sitting, newest: tuple[Moment, ...]) -> dict[str, Json]:
    view = sitting.view
    return {
        "people": [person.name for person in sitting.people],
        "opened": as_json(replace(view, moments=sitting.opened))["moments"],
        "moments": as_json(replace(view, moments=newest))["moments"],
        "question": sitting.questions[0].id,
    }


def _names(people: tuple[Person, ...]) -> str:
    return " and ".join(person.name for person in people)
