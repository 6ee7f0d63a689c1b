"""The commands by name: each opens, collects, does one thing, publishes, closes."""

import argparse
from collections.abc import Callable
from datetime import datetime

from journal.cli import (
    beginning,
    binding,
    bringing,
    changing,
    choosing,
    exporting,
    giving,
    importing,
    letters,
    locks,
    one_moment,
    packing,
    parting,
    questions,
    safety,
    seasons,
    showing,
    sides,
    together,
)
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


def prompts(arguments: argparse.Namespace, world: World) -> int:
    """List the prompts, or do what else was asked with them."""
    return WITH_PROMPTS[arguments.action](arguments, world)


WITH_PROMPTS: dict[str, Command] = {
    "": questions.listed,
    "add": bringing.add,
    "another": questions.another,
    "delete": bringing.delete,
    "keep": questions.keep,
    "let-go": questions.let_go,
    "new": bringing.new,
    "offer": bringing.offer,
    "packs": bringing.list_packs,
    "remove": bringing.remove,
    "show": bringing.show,
    "take-back": bringing.take_back,
    "today": questions.today,
}

COMMANDS: dict[str, Command] = {
    "ask": sides.ask,
    "audit": safety.audit,
    "backup": safety.backup,
    "book": binding.book,
    "check": safety.check,
    "delete": changing.delete,
    "demo": beginning.demo,
    "evening": changing.evening,
    "export": exporting.export,
    "find": showing.find,
    "give": giving.give,
    "ideas": showing.ideas,
    "import": importing.bring_in,
    "let-come-back": one_moment.let_come_back,
    "kept": parting.kept,
    "leave": parting.leave,
    "letter": letters.leave_letter,
    "link": sides.link,
    "meet": beginning.meet,
    "mine": showing.mine,
    "moment": one_moment.moment,
    "new": beginning.new,
    "not-this": sides.not_this,
    "offer": changing.offer,
    "open": sides.open_early,
    "open-letter": letters.open_letter,
    "pack": packing.pack,
    "passphrase": locks.passphrase,
    "prompts": prompts,
    "read": showing.read,
    "recovery": locks.code,
    "restore": safety.restore,
    "revise": changing.revise,
    "say": changing.say,
    "seal": sides.seal,
    "seasons": seasons.seasons,
    "settings": choosing.settings,
    "suggestions": sides.suggestions,
    "sheet": giving.sheet,
    "support": showing.support,
    "take-back": changing.take_back,
    "thank": sides.thank,
    "then-and-now": questions.then_and_now,
    "together": together.together,
    "unlink": sides.unlink,
    "us": showing.us,
    "write": changing.write,
}
