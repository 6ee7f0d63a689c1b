"""The commands by name: each opens, collects, does one thing, publishes, closes."""

import argparse
from collections.abc import Callable
from datetime import datetime

from journal.cli import beginning, changing, showing, sides
from journal.cli.talk import Talk
from journal.cli.world import Command, World
from journal.crypto.stretch import Stretch
from journal.services.conditions import Conditions, system_clock
from journal.storage.places import home_folder


def run(
    command: str,
    arguments: argparse.Namespace,
    talk: Talk,
    stretch: Stretch | None,
    clock: Callable[[], datetime] | None,
) -> int:
    """Run a command by its name and return its exit code."""
    import os

    conditions = Conditions(stretch=stretch or Stretch(), clock=clock or system_clock)
    home = home_folder(arguments.home, os.environ)
    return COMMANDS[command](arguments, World(talk, home, conditions))


COMMANDS: dict[str, Command] = {
    "ask": sides.ask,
    "backup": changing.backup,
    "delete": changing.delete,
    "demo": beginning.demo,
    "find": showing.find,
    "link": sides.link,
    "meet": beginning.meet,
    "mine": showing.mine,
    "new": beginning.new,
    "not-this": sides.not_this,
    "offer": changing.offer,
    "open": sides.open_early,
    "prompts": showing.prompts,
    "read": showing.read,
    "revise": changing.revise,
    "say": changing.say,
    "seal": sides.seal,
    "suggestions": sides.suggestions,
    "support": showing.support,
    "take-back": changing.take_back,
    "thank": sides.thank,
    "unlink": sides.unlink,
    "us": showing.us,
    "write": changing.write,
}
