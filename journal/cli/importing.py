"""Bring in what was written in another program."""

import argparse
from collections.abc import Callable
from pathlib import Path

from journal.cli.talk import Talk
from journal.cli.world import World, unlocked
from journal.domain.entries import Json
from journal.errors import NotPossible
from journal.services import importing, importing_words
from journal.services.importing import Plan

BRING_IN = "Bring them in? y brings them in:"
ADD_YES = "Nothing was brought in. To bring them in without being asked, add --yes."
_BAR = 24


def bring_in(arguments: argparse.Namespace, world: World) -> int:
    """Say what is in an export, and bring it in if that is wanted."""
    talk = world.talk
    path = Path(arguments.path).expanduser()
    # Whatever cannot be read is said before a passphrase is typed.
    found = importing.read(path, today=world.conditions.today())
    with unlocked(arguments, world) as session:
        planned = importing.plan(session, found)
        if arguments.json:
            talk.say_json(_json(planned))
        else:
            for line in importing_words.before(planned):
                talk.say(line)
        if planned.is_nothing:
            talk.complain(importing_words.NOTHING_NEW)
            return 0
        if not _is_wanted(arguments, talk):
            return 0
        count = importing.bring_in(session, planned, _bar(talk))
        talk.complain(importing_words.after(count))
    return 0


def _is_wanted(arguments: argparse.Namespace, talk: Talk) -> bool:
    if arguments.yes:
        return True
    if not talk.is_terminal:
        raise NotPossible(ADD_YES)
    talk.complain(importing_words.PRIVATE)
    if talk.ask(BRING_IN).casefold() in {"y", "yes"}:
        return True
    talk.complain(importing_words.NOTHING_DONE)
    return False


def _bar(talk: Talk) -> Callable[[int, int], None] | None:
    """Return what draws how far it is, where there is somebody to see it drawn."""
    if not talk.shows_progress:
        return None

    def draw(done: int, total: int) -> None:
        full = _BAR * done // total
        bar = "#" * full + "." * (_BAR - full)
        of = f"{importing_words.number(done)} of {importing_words.number(total)}"
        talk.draw(f"[{bar}] {of}", is_last=done == total)

    return draw


def _json(planned: Plan) -> dict[str, Json]:
    reading = planned.found.reading
    days = [one.day.isoformat() for one in reading.entries]
    return {
        "entries": len(reading.entries),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "without_text": reading.wordless,
        "new": len(planned.pages),
        "here": planned.here,
        "deleted": planned.deleted,
        "sources": list(reading.sources),
        "notes": {note.value: count for note, count in reading.notes},
        "left": {kind.value: count for kind, count in reading.left},
        "not_taken": list(reading.dropped),
        "unread": [{"place": one.place, "why": one.why} for one in reading.unread],
    }
