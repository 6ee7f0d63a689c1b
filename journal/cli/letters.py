"""Leave a letter, and read one that somebody left."""

import argparse
from pathlib import Path

from journal.cli.world import World, how_it_was, unlocked
from journal.domain.wording import long_day
from journal.services import letters


def leave_letter(arguments: argparse.Namespace, world: World) -> int:
    """Write one page of mine into a sealed file, and print the code that opens it."""
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        target = Path(arguments.file).expanduser()
        world.talk.say(letters.write_letter(session, entry, target))
        world.talk.complain(letters.CODE_OF_IT)
        return how_it_was(session)


def open_letter(arguments: argparse.Namespace, world: World) -> int:
    """Print a letter; no journal is needed for it."""
    code = world.talk.passphrase("The code, from the paper")
    letter = letters.read_letter(Path(arguments.file).expanduser(), code)
    if arguments.json:
        world.talk.say_json(
            {
                "from": letter.writer,
                "day": letter.day.isoformat(),
                "title": letter.title,
                "words": letter.words,
            }
        )
    else:
        head = f"{letter.writer} · {long_day(letter.day)}"
        title = [letter.title] if letter.title else []
        world.talk.say("\n\n".join([head, *title, letter.words]))
    return 0
