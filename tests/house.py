"""A house with journals in it, and short ways for people to use them in a test."""

import base64
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typing_extensions import override

from journal.cli import main
from journal.crypto.stretch import Stretch
from journal.domain.entries import Entry, EntryId, MomentId
from journal.exchange.segment import name_inside, open_segment
from journal.services import exchanging, loading, meeting, opening, writing
from journal.services.conditions import Conditions
from journal.services.session import Session
from journal.storage.vault import Vault

CHEAP = Stretch(m_kib=64, t=1, p=1, floor_kib=8)
PASSPHRASES = {
    "Ana": "half an orange",
    "Ben": "the kettle is on",
    "Cleo": "three small boats",
}
PACK = """\
schema = 1
[pack]
id = "evenings"
title = "Evenings"
author = "Someone"
purpose = "To look at evenings."
not_when = "In a hard week."
days = 7
[[prompt]]
id = "door"
text = "What was at the door?"
"""
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Stands still until someone moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass(frozen=True)
class Ran:
    """What a command printed and returned."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """Someone types here: each line is a line, and each text ends with Ctrl+D."""

    @override
    def isatty(self) -> bool:
        return True


@dataclass
class House:
    """One home folder on one computer."""

    home: Path
    clock: Clock = field(default_factory=Clock)

    @property
    def conditions(self) -> Conditions:
        return Conditions(clock=self.clock, stretch=CHEAP)

    def run(self, *argv: str, given: str = "") -> Ran:
        """Run one command of the plain command line, in this process."""
        out, err = io.StringIO(), io.StringIO()
        code = main(
            ["--home", str(self.home), *argv],
            io.StringIO(given),
            out,
            err,
            stretch=CHEAP,
            clock=self.clock,
        )
        return Ran(code, out.getvalue(), err.getvalue())

    def by(self, name: str, verb: str, *argv: str, words: str = "") -> Ran:
        """Run a command as someone, who types their passphrase and perhaps words."""
        given = f"{PASSPHRASES[name]}\n{words}"
        return self.run(verb, "--as", name, *argv, given=given)

    def begin(self, name: str) -> Session:
        """Make someone's journal and leave it open."""
        return opening.begin(
            self.home, name, PASSPHRASES[name], conditions=self.conditions
        )

    def unlock(self, name: str) -> Session:
        """Open someone's journal; nothing of it is read yet."""
        door = opening.find_door(self.home, name)
        return opening.unlock(door, PASSPHRASES[name], conditions=self.conditions)

    @contextmanager
    def open(self, name: str, *, exchange: bool = True) -> Iterator[Session]:
        """Open someone's journal, read it all, and close it afterwards."""
        session = self.unlock(name)
        try:
            loading.load(session)
            if exchange:
                exchanging.exchange(session)
            yield session
        finally:
            session.close()

    def key(self, name: str) -> opening.Key:
        """Return what opens a copy of someone's vault."""
        return opening.by_passphrase(PASSPHRASES[name], self.conditions)

    def vault(self, name: str) -> Path:
        """Return the file of someone's vault."""
        return opening.find_door(self.home, name).path

    @property
    def folder(self) -> Path:
        """The folder through which two people's offered words pass."""
        (found,) = self.home.glob("couple-*")
        return found


def two(house: House) -> tuple[Session, Session]:
    """Let Ana and Ben begin and meet; both stay open."""
    ana, ben = house.begin("Ana"), house.begin("Ben")
    meeting.meet(ana, ben)
    return ana, ben


def wrote(
    session: Session,
    words: str,
    *,
    moment: MomentId | None = None,
    said: writing.About | None = None,
) -> Entry:
    """Write and save an entry."""
    draft = writing.new_draft(session, words=words, moment=moment)
    return writing.save(session, draft, said)


def revised(session: Session, entry: EntryId, words: str) -> Entry:
    """Write an entry anew."""
    fresh = writing.draft_of(session, entry)
    return writing.save(session, writing.Draft(id=fresh.id, words=words, entry=entry))


def pass_on(*sessions: Session) -> None:
    """Let everyone exchange until nothing is left to carry."""
    for session in (*sessions, *sessions):
        exchanging.exchange(session)


def leave_no_room(vault: Vault) -> None:
    """Let the file of a vault have no free page, and grow by none."""
    vault._rows("VACUUM")
    ((pages,),) = vault._rows("PRAGMA page_count")
    vault._rows(f"PRAGMA max_page_count = {pages}")


def reopened(house: House, session: Session, name: str) -> Session:
    """Close and open a journal, and read it all."""
    session.close()
    again = house.unlock(name)
    loading.load(again)
    return again


def everything_under(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file under a folder, hidden ones too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def inside_segments(*sessions: Session) -> dict[str, bytes]:
    """Return what the couple's keys open in the folder, and in what waits to go."""
    found: dict[str, bytes] = {}
    for session in sessions:
        meeting = session.require_meeting()
        folder = session.vault.path.parent / meeting.place
        files = {
            f"folder: {name}": data for name, data in everything_under(folder).items()
        }
        files |= {f"outbox: {name}": data for name, data in session.vault.outbox()}
        for file_name, data in files.items():
            name = name_inside(file_name)
            if name is not None and data:
                opened = open_segment(data, name=name, keys=meeting.couple)
                found[file_name] = b"".join(opened.envelopes)
    return found


def disguises(marker: str) -> list[bytes]:
    """Return a text as it might lie in a file: in several encodings."""
    plain = marker.encode()
    found = [
        plain,
        marker.encode("utf-16-le"),
        marker.encode("utf-16-be"),
        plain.hex().encode(),
    ]
    for start in range(3):
        # In base 64 a text looks different at each offset; its middle is enough.
        coded = base64.b64encode(bytes(start) + plain)
        found.append(coded[4 : 4 + (len(plain) - 3) // 3 * 4])
    return found


def where_it_lies(marker: str, *folders: Path) -> list[str]:
    """Return the files that hold a text, in any disguise, name included."""
    return [
        name
        for folder in folders
        for name, data in everything_under(folder).items()
        if marker in name or any(form in data for form in disguises(marker))
    ]


def texts_in(thing: object, seen: dict[int, object] | None = None) -> Iterator[str]:
    """Yield every text that can be reached from a thing by its values."""
    # Held, so that no other thing gets the id of one that has gone.
    seen = {} if seen is None else seen
    if id(thing) in seen:
        return
    seen[id(thing)] = thing
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        for pair in thing.items():
            yield from texts_in(pair, seen)
    elif isinstance(thing, (tuple, list, set, frozenset)):
        for one in thing:
            yield from texts_in(one, seen)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from texts_in(getattr(thing, one.name), seen)
