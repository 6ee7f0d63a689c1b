"""Copies, putting them back, and looking at every sealed piece."""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from journal.cli import safety_words
from journal.cli.world import World, unlocked
from journal.domain.entries import Json
from journal.errors import NotPossible
from journal.services import (
    auditing,
    checking,
    keeping,
    opening,
    posted,
    restoring,
    saving,
)
from journal.services.session import Session

DAMAGED = 4


def backup(arguments: argparse.Namespace, world: World) -> int:
    """Copy the sealed vault, consistently, and prove the copy."""
    with unlocked(arguments, world) as session:
        pieces = keeping.backup(session, Path(arguments.file).expanduser())
    world.talk.say(safety_words.copied(pieces))
    return 0


def restore(arguments: argparse.Namespace, world: World) -> int:
    """Put a copy back as a journal, and prove that it is one."""
    into = Path(arguments.into).expanduser() if arguments.into else None
    restored = restoring.restore(
        Path(arguments.file).expanduser(),
        _key(arguments, world),
        home=world.home,
        into=into,
        conditions=world.conditions,
    )
    for sentence in safety_words.put_back(restored):
        world.talk.say(sentence)
    if arguments.forgotten:
        world.talk.say(safety_words.by_code(restored.door.label, into))
    return 0


def _key(arguments: argparse.Namespace, world: World) -> opening.Key:
    """Ask for what opens a copy: the passphrase, or the recovery code."""
    if arguments.forgotten:
        return opening.by_code(world.talk.passphrase("Recovery code"))
    return opening.by_passphrase(world.talk.passphrase("Passphrase"), world.conditions)


def check(arguments: argparse.Namespace, world: World) -> int:
    """Look at every piece of a journal or of a copy; save what can be saved."""
    if bool(arguments.name) == bool(arguments.file):
        raise NotPossible(safety_words.ONE_OR_ANOTHER)
    with _looked_into(arguments, world) as session:
        here = checking.examine(session)
        # A copy lies elsewhere: of the folder only the journal itself can tell.
        lying = posted.look_at_folder(session) if arguments.name else posted.Posted()
        report = here.and_posted(lying.sound, lying.findings)
        saved = None
        if arguments.save_into:
            target = Path(arguments.save_into).expanduser()
            saved = saving.save_into(session, target)
        said = _put_again(session, lying, arguments)
    if lying.note:
        world.talk.complain(lying.note)
    if arguments.json:
        world.talk.say_json(_json(report, saved))
    else:
        for sentence in safety_words.looked_at(report):
            world.talk.say(sentence)
        if saved is not None:
            for sentence in safety_words.saved(saved):
                world.talk.say(sentence)
        elif not here.is_whole:
            world.talk.say(safety_words.TO_SAVE)
        if said:
            world.talk.say(said)
    return 0 if report.is_whole else DAMAGED


def _put_again(
    session: Session, lying: posted.Posted, arguments: argparse.Namespace
) -> str:
    """Put into the folder again what was asked for; return what to say of it."""
    if not lying.spoilt | lying.gone:
        return ""
    if not arguments.put_again:
        return safety_words.TO_PUT_AGAIN
    return posted.put_again(session, lying) or safety_words.PUT_AGAIN


@contextmanager
def _looked_into(arguments: argparse.Namespace, world: World) -> Iterator[Session]:
    """Open a journal or a copy, and let nothing arrive in it or leave it."""
    if arguments.name:
        session = _opened(arguments, world)
    else:
        file = Path(arguments.file).expanduser()
        key = _key(arguments, world)
        session = restoring.open_copy(file, key, conditions=world.conditions)
    with closing(session):
        yield session


def _opened(arguments: argparse.Namespace, world: World) -> Session:
    door = opening.find_door(world.home, arguments.name)
    if arguments.forgotten:
        code = world.talk.passphrase("Recovery code")
        return opening.unlock_by_code(door, code, conditions=world.conditions)
    passphrase = world.talk.passphrase("Passphrase")
    return opening.unlock(door, passphrase, conditions=world.conditions)


def audit(arguments: argparse.Namespace, world: World) -> int:
    """Say what is on this disk, and what it tells whom."""
    if not arguments.name:
        _say_audit(auditing.audit(world.home), arguments, world)
        return 0
    with closing(_opened(arguments, world)) as session:
        _say_audit(auditing.audit(world.home, session), arguments, world)
    return 0


def _say_audit(
    found: auditing.Audit, arguments: argparse.Namespace, world: World
) -> None:
    if arguments.json:
        world.talk.say_json(found.as_json())
        return
    for number, section in enumerate(found.sections):
        world.talk.say(f"\n{section.title}" if number else section.title)
        for line in section.lines:
            world.talk.say(f"  {line}")


def _json(report: checking.Report, saved: saving.Saved | None) -> dict[str, Json]:
    found: dict[str, Json] = {
        "whole": report.is_whole,
        "sound": {str(part): number for part, number in report.sound.items()},
        "findings": [finding.as_json() for finding in report.findings],
    }
    if saved is not None:
        found["saved"] = {
            "file": str(saved.path),
            "pages": saved.entries,
            "unfinished": saved.unfinished,
            "left": [finding.as_json() for finding in saved.left],
        }
    return found
