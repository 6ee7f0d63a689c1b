"""Begin a journal, find the ones that are here, and open one."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from journal.crypto.keys import (
    Identity,
    SlotKind,
    open_passphrase_slot,
    open_recovery_slot,
    passphrase_slot,
    read_code,
    refuse_short,
)
from journal.crypto.words import suggest_passphrase
from journal.domain.text import NAME_LIMIT, clean_line
from journal.errors import (
    CodeDoesNotOpen,
    Damaged,
    JournalError,
    MayNotWrite,
    NotFound,
    Notice,
    NotPossible,
)
from journal.services import passphrases
from journal.services.conditions import Conditions
from journal.services.loading import read_meeting
from journal.services.session import SELF, US, Session
from journal.storage import places
from journal.storage.vault import Vault, VaultCopy, label_of

ONLY_READ = (
    "Nothing can be written where this journal lies. All of it can be read; nothing is "
    "kept, sent or changed."
)
TWO_OF_A_NAME = (
    "Two journals of that name are here, one perhaps a copy of the other. "
    "Move one of them out of this folder first; nothing was changed."
)


Key = Callable[[Vault], bytes]
"""Gives the root of a vault, from which all of its keys come."""


@dataclass(frozen=True, slots=True)
class Door:
    """A vault on this computer, by the label anyone may read before it is opened."""

    label: str
    path: Path = field(repr=False)


def doors(home: Path) -> tuple[Door, ...]:
    """Return the vaults in a home, in an order that says nothing of their making.

    A vault whose label cannot be read is left out here; opening it by name says why.
    """
    found = []
    for path in places.vault_paths(home):
        try:
            found.append(Door(label_of(path), path))
        except JournalError:
            continue
    return tuple(sorted(found, key=lambda door: (door.label.casefold(), door.path)))


def may_meet(session: Session) -> bool:
    """Return whether someone else keeps a journal here, to one who has not met."""
    return session.meeting is None and len(doors(session.vault.path.parent)) > 1


def find_door(home: Path, name: str) -> Door:
    """Return the vault with a label, whatever the case it is typed in.

    Raises:
        NotFound: there is none.
        NotPossible: there are two, one perhaps a copy of the other.
        Damaged: one vault's label cannot be read, and no other fits.
    """
    wanted = clean_line(name, limit=NAME_LIMIT).casefold()
    here = doors(home)
    fitting = [door for door in here if door.label.casefold() == wanted]
    if len(fitting) > 1:
        # A copy beside its original: writing in the wrong one would part them.
        raise NotPossible(TWO_OF_A_NAME)
    if fitting:
        return fitting[0]
    for path in places.vault_paths(home):
        label_of(path)
    if not here:
        raise NotFound("There is no journal here yet. Begin one with: leanto new NAME")
    raise NotFound("There is no journal of that name here.")


def begin(home: Path, name: str, passphrase: str, *, conditions: Conditions) -> Session:
    """Make a new vault and open it.

    Raises:
        NotPossible: no name, or the name is taken here.
        PassphraseTooShort: fewer than ten characters.
        PlaceTrouble: it cannot be made in that folder.
    """
    label = clean_line(name, limit=NAME_LIMIT)
    if not label:
        raise NotPossible("A journal needs a name to open it by. Nothing was made.")
    refuse_short(passphrase)
    places.prepare_home(home)
    if any(door.label.casefold() == label.casefold() for door in doors(home)):
        raise NotPossible("That name is taken here. Nothing was made.")
    random = conditions.random
    root = random(32)
    slot = passphrase_slot(root, passphrase, stretch=conditions.stretch, random=random)
    vault = Vault.create(
        places.new_vault_path(home, random),
        label=label,
        slots={SlotKind.PASSPHRASE: slot.data},
        streams={SELF: random(16), US: random(16)},
    )
    session = Session(vault, Identity(root), conditions, is_new=True)
    if slot.lowered:
        session.troubles.append(Notice(passphrases.LITTLE_MEMORY))
    session.is_complete = True
    session.library.mark_complete()
    return session


def by_passphrase(passphrase: str, conditions: Conditions) -> Key:
    """Return what opens a vault by its passphrase, or raises `CannotOpen`."""

    def root(vault: Vault) -> bytes:
        slot = vault.slot(SlotKind.PASSPHRASE)
        if slot is None:
            raise Damaged
        return open_passphrase_slot(slot, passphrase, stretch=conditions.stretch)

    return root


def by_code(code: str) -> Key:
    """Return what opens a vault by its recovery code, or raises `CodeDoesNotOpen`.

    Raises:
        CodeDoesNotOpen: what was typed is no code.
    """
    secret = read_code(code)

    def root(vault: Vault) -> bytes:
        slot = vault.slot(SlotKind.RECOVERY)
        if slot is None:
            raise CodeDoesNotOpen
        return open_recovery_slot(slot, secret)

    return root


def unlock(door: Door, passphrase: str, *, conditions: Conditions) -> Session:
    """Open a vault by its passphrase.

    Raises:
        CannotOpen: the passphrase does not open it.
        Busy, Damaged, Unsupported, PlaceTrouble: see errors.
    """
    session = _opened(door, by_passphrase(passphrase, conditions), conditions)
    passphrases.stretch_anew(session, passphrase)
    return session


def unlock_by_code(door: Door, code: str, *, conditions: Conditions) -> Session:
    """Open a vault by its recovery code.

    Raises:
        CodeDoesNotOpen: it is no code, another's, or there is none.
        Busy, Damaged, Unsupported, PlaceTrouble: see errors.
    """
    session = _opened(door, by_code(code), conditions)
    session.came_by_code = True
    return session


def _opened(door: Door, root: Key, conditions: Conditions) -> Session:
    vault, said = _vault_at(door.path)
    with ExitStack() as undo:
        undo.callback(vault.close)
        session = Session(vault, Identity(root(vault)), conditions)
        session.troubles += said
        read_meeting(session)
        undo.pop_all()
    return session


def _vault_at(path: Path) -> tuple[Vault, list[JournalError]]:
    """Open a vault; where nothing can be written, open it to be read, and say so."""
    try:
        return Vault.open(path), []
    except MayNotWrite:
        return VaultCopy(path), [Notice(ONLY_READ)]


def six_words(conditions: Conditions) -> str:
    """Return a passphrase of six words that someone may choose to use."""
    return suggest_passphrase(conditions.random)
