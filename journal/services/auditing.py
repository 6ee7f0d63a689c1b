"""What is on this disk of a journal, and what it tells whom, in plain words.

Without a key only what concerns everybody at this computer is said. What would tell
one person about the other is said to that person alone, once the journal is open.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from journal.crypto.format import Json
from journal.crypto.keys import SlotKind
from journal.domain.text import clean_line
from journal.errors import Damaged, JournalError
from journal.services.hiding import is_hidden
from journal.services.session import SELF, US, Session
from journal.storage.surroundings import Seen, What, surroundings
from journal.storage.vault import label_of

ONLY_YOU: Final = "only this account may read it"
OTHERS: Final = "other accounts on this computer may read it"
FOLDER_OPEN: Final = (
    "Other accounts on this computer may look into this folder. Opening a journal "
    "makes it yours alone again."
)
NOTHING: Final = "No journal is here."
LEARN: Final = (
    "That Lean-to is here, and the names the journals open by.",
    "When each file last changed, and so roughly when someone wrote.",
    "About how much is in a journal: its size is kept in doublings up to 16 MB.",
    (
        "Inside a copied journal: whether there is a recovery code, whether the two of "
        "you have met, how many pieces you offered, and how many pages are unfinished."
    ),
)
COUNTED: Final = (
    "How many private pieces there are, in what order, and about how long each is. "
    "One box can hide that: see Settings."
)
HIDDEN: Final = (
    "That what you keep private lies in one box, and its size in doublings; not how "
    "many pieces are in it."
)
CANNOT_LEARN: Final = (
    (
        "Any word, title, question, role, day or hour of what you wrote, without your "
        "passphrase or your recovery code. They may guess at a passphrase as often as "
        "they like; each guess costs them about a second."
    ),
)
NOT_KEPT_OUT: Final = (
    "This keeps nobody out who watches your screen or keyboard, is the administrator "
    "of this computer, or has you type your passphrase."
)
NETWORK: Final = (
    (
        "Lean-to opens no connection of its own. What you offer goes into the folder "
        "you share and nowhere else; other software may carry that folder on."
    ),
)
DEVICES: Final = (
    "This computer is the only device that has your keys. A backup opens with the "
    "passphrase and the code of the day it was made, for ever."
)
_LOCKS: Final = {
    SlotKind.PASSPHRASE: "Your passphrase opens it.",
    SlotKind.RECOVERY: "Your recovery code, from paper, opens it.",
}
NO_CODE: Final = "There is no recovery code: without the passphrase nobody opens it."
UNKNOWN_LOCK: Final = "A lock that this version of Lean-to does not know."
NOT_PARTNER: Final = "Nothing of your partner's opens it."


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the sentences under it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found, in the order in which it is said."""

    sections: tuple[Section, ...]

    def as_json(self) -> dict[str, Json]:
        """Return it for a program to read."""
        return {
            "sections": [
                {"title": one.title, "says": list(one.lines)} for one in self.sections
            ]
        }


def audit(home: Path, session: Session | None = None) -> Audit:
    """Look at the folder of journals, and at one's own journal if it is open.

    Raises:
        PlaceTrouble: the folder cannot be read.
    """
    sections: list[Section] = []
    learn, private = list(LEARN), COUNTED
    if session is not None:
        with session.lock:
            sections.append(Section("What opens your journal", tuple(_locks(session))))
            sections.append(Section("What is in it", tuple(_inside(session))))
            private = HIDDEN if is_hidden(session) else COUNTED
    learn.append(private)
    sections += [
        Section("What someone who holds this disk can learn", tuple(learn)),
        Section("What they cannot learn", CANNOT_LEARN),
        Section("What this does not keep out", (NOT_KEPT_OUT,)),
        Section("The network", NETWORK),
        Section(
            f"The files, in {clean_line(str(home), limit=400)}",
            tuple(_files(home, session)),
        ),
    ]
    return Audit(tuple(sections))


def _files(home: Path, session: Session | None) -> Iterable[str]:
    is_open, found = surroundings(home)
    if not found:
        yield NOTHING
        return
    if is_open:
        yield FOLDER_OPEN
    for seen in found:
        if seen.what not in _SMALL:
            yield _FILE_SAID[seen.what](seen, session)
    small = [seen for seen in found if seen.what in _SMALL]
    if small:
        who = OTHERS if any(seen.others for seen in small) else ONLY_YOU
        count = "1 small file" if len(small) == 1 else f"{len(small)} small files"
        yield f"{count} beside them, {_BESIDE}; {who}."


def _vault_said(seen: Seen, session: Session | None) -> str:
    try:
        whose = f"the journal “{label_of(seen.path)}”"
    except JournalError:
        whose = "a journal whose name cannot be read"
    if session is not None and seen.path == session.vault.path:
        whose = "your journal"
    return f"{_name(seen.path)}: {whose}, {_size(seen.size)}; {_who(seen)}."


def _place_said(seen: Seen, session: Session | None) -> str:
    mine = session.meeting.place if session and session.meeting else None
    whose = "you two share" if mine == seen.path.name else "two people share"
    files = f"{seen.count} sealed file" + ("s" if seen.count != 1 else "")
    return (
        f"{_name(seen.path)}: the folder {whose}, {files}, {_size(seen.size)}; "
        f"{_who(seen)}."
    )


def _plainly(words: str) -> Callable[[Seen, Session | None], str]:
    return lambda seen, _: f"{_name(seen.path)}: {words}; {_who(seen)}."


_SMALL: Final = frozenset({What.LOCK, What.LOG})
_BESIDE: Final = (
    "which keep two programs out of one journal, or hold the sealed changes of one "
    "that is open"
)
_FILE_SAID: Final[dict[What, Callable[[Seen, Session | None], str]]] = {
    What.VAULT: _vault_said,
    What.PLACE: _place_said,
    What.LEFT_OVER: _plainly("left over from something cut off; it can be removed"),
    What.OTHER: _plainly("not Lean-to's"),
}


def _locks(session: Session) -> Iterable[str]:
    kinds = {kind for kind, _ in session.vault.slots_found}
    for kind in sorted(kinds):
        yield _LOCKS[SlotKind(kind)] if kind in set(SlotKind) else UNKNOWN_LOCK
    if SlotKind.RECOVERY not in kinds:
        yield NO_CODE
    yield DEVICES
    if session.meeting is not None:
        yield NOT_PARTNER


def _inside(session: Session) -> Iterable[str]:
    vault = session.vault
    try:
        yield f"{_counted(_count(session, SELF), 'sealed private piece')}."
        if session.meeting is not None:
            offered = _counted(_count(session, US), "sealed piece")
            yield f"{offered} that you offered, or said about it."
        yield f"{_counted(sum(1 for _ in vault.drafts()), 'unfinished page')}."
    except Damaged as trouble:
        yield trouble.say


def _count(session: Session, role: str) -> int:
    return sum(1 for _ in session.vault.envelopes(session.streams[role]))


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _who(seen: Seen) -> str:
    return OTHERS if seen.others else ONLY_YOU


def _name(path: Path) -> str:
    # A name that someone else has given a file may hold anything.
    return clean_line(path.name)


def _size(size: int) -> str:
    for unit, least in (("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= least:
            return f"{size / least:.0f} {unit}"
    return f"{size} bytes"
