"""What opens a journal: the passphrase and the code on paper, changed and tried."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journal.cli import words
from journal.cli.talk import Talk
from journal.cli.world import World, say_troubles, unlocked
from journal.errors import CodeDoesNotOpen, JournalError, NotPossible
from journal.services import loading, opening, passphrases, recovery
from journal.services.session import Session

NOT_THE_SAME = "The two were not the same. Nothing was changed."
IT_OPENS = "That code opens this journal. Nothing was changed."
NEEDS_SOMEWHERE = (
    "A recovery code is shown at a terminal, or written to a page to print: "
    "--sheet FILE. Nothing was changed."
)
SHEET_THERE = (
    "The page is there, for nobody but your account. Print it, delete the file, and "
    "keep the paper away from this computer."
)
SHEET_OPENS_NOTHING = "The code on the page opens nothing. Delete it."
KEPT = "The code opens this journal from now on; an earlier one does not."
AS_BEFORE = "Nothing was changed."


def passphrase(arguments: argparse.Namespace, world: World) -> int:
    """Set a new passphrase: with the old one, or with the recovery code."""
    talk = world.talk
    with _open(arguments, world) as (session, old):
        new = talk.passphrase("New passphrase")
        if talk.is_terminal and talk.passphrase("The same again") != new:
            raise NotPossible(NOT_THE_SAME)
        if arguments.forgotten:
            said = passphrases.set_new(session, new)
        else:
            said = passphrases.change(session, old, new)
    talk.say("\n".join(said))
    return 0


@contextmanager
def _open(arguments: argparse.Namespace, world: World) -> Iterator[tuple[Session, str]]:
    """Open a journal, and nothing but it; give also what opened it."""
    door = opening.find_door(world.home, arguments.name)
    if arguments.forgotten:
        typed = world.talk.passphrase("Recovery code")
        session = opening.unlock_by_code(door, typed, conditions=world.conditions)
    else:
        typed = world.talk.passphrase("Passphrase")
        session = opening.unlock(door, typed, conditions=world.conditions)
    try:
        loading.load(session)
        say_troubles(session, world.talk)
        yield session, typed
    finally:
        session.close()


def code(arguments: argparse.Namespace, world: World) -> int:
    """Make a recovery code, in place of the one there was; or try the one on paper."""
    talk = world.talk
    if not (talk.is_terminal or arguments.sheet or arguments.try_it):
        raise NotPossible(NEEDS_SOMEWHERE)
    with unlocked(arguments, world) as session:
        if arguments.try_it:
            _try(session, talk)
        elif arguments.sheet:
            _make_sheet(session, Path(arguments.sheet).expanduser(), talk)
        else:
            fresh = recovery.new_code(session)
            talk.complain(f"\n    {fresh}\n\n{words.CODE}")
            if not keep_from_paper(session, fresh, talk):
                talk.complain(AS_BEFORE)
    return 0


def _try(session: Session, talk: Talk) -> None:
    if not recovery.opens(session, talk.passphrase("The code, from the paper")):
        raise CodeDoesNotOpen
    recovery.let_drill_be(session)
    talk.say(IT_OPENS)


def _make_sheet(session: Session, target: Path, talk: Talk) -> None:
    fresh = recovery.new_code(session)
    recovery.write_sheet(session, fresh, target)
    talk.complain(SHEET_THERE)
    if not talk.is_terminal:
        recovery.keep_code(session, fresh, typed=fresh)
        talk.complain(KEPT)
    elif not keep_from_paper(session, fresh, talk):
        talk.complain(f"{AS_BEFORE} {SHEET_OPENS_NOTHING}")


def keep_from_paper(session: Session, fresh: str, talk: Talk) -> bool:
    """Let the code open the journal once its end was typed back; say whether it was."""
    while typed := talk.ask("Its last four, or nothing to go without:"):
        try:
            recovery.keep_code(session, fresh, typed=typed)
        except JournalError as trouble:
            talk.complain(trouble.say)
        else:
            talk.complain(KEPT)
            return True
    return False
