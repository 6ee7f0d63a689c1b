"""Packs of prompts that someone was handed: read, shown, kept here, removed.

A pack is kept as the text it came as, sealed; what was answered in it stays when it
goes.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from journal.crypto.format import Json
from journal.domain.packs import LONGEST_FILE, Pack, parse_pack
from journal.domain.text import clean_line
from journal.errors import Damaged, NotFound, NotPossible
from journal.services.session import Session
from journal.storage.change import Change
from journal.storage.places import read_small

STATE = "packs"
LEAST_SIZE = 16 * 1024
"""Bytes it takes when sealed, with no pack as with one of ordinary length."""
MOST = 12
_NO_PACK = "There is no pack of that name here."


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPack:
    """A pack, and the day it was added."""

    pack: Pack
    text: str
    added: date

    @property
    def ends(self) -> date:
        """The last of the days its author means it to be used for."""
        return self.added + timedelta(days=self.pack.days - 1)


def read_pack(path: Path) -> tuple[Pack, str]:
    """Return the pack in a file, and the file's text; nothing is kept yet.

    Raises:
        NotPossible: it is not a pack; the sentence names the line.
        NotFound, PlaceTrouble: the file is not there, or cannot be read.
    """
    data, file = read_small(path, most=LONGEST_FILE), clean_line(path.name)
    if data is None:
        say = f"{file} is longer than a pack may be, which is 64 KiB."
        raise NotPossible(say)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as reason:
        line = reason.object[: reason.start].count(b"\n") + 1
        say = f"{file}, line {line}, is not plain text in UTF-8."
        raise NotPossible(say) from None
    return parse_pack(text, file=file), text


def packs(session: Session) -> tuple[HeldPack, ...]:
    """Return the packs here, in the order in which they were added."""
    try:
        state = session.state(STATE) or {}
    except Damaged as trouble:
        session.note(trouble)
        return ()
    rows = state.get("packs")
    found = []
    for row in rows if isinstance(rows, list) else ():
        try:
            found.append(_held(row))
        except (NotPossible, ValueError):
            # A later version may hold more than this one can read.
            session.note(Damaged())
    return tuple(found)


def add_pack(session: Session, text: str, *, file: str) -> HeldPack:
    """Keep a pack here.

    Raises:
        NotPossible: it is not a pack, or one of its name is here, or there are a dozen.
    """
    pack = parse_pack(text, file=file)
    with session.lock:
        held = packs(session)
        if any(one.pack.id == pack.id for one in held):
            say = f"A pack named {pack.id} is here already. Remove that one first."
            raise NotPossible(say)
        if len(held) >= MOST:
            say = f"There are {MOST} packs here already. Remove one first."
            raise NotPossible(say)
        fresh = HeldPack(pack=pack, text=text, added=session.today())
        _keep(session, (*held, fresh))
    return fresh


def remove_pack(session: Session, id_: str) -> None:
    """Let a pack go; what was answered in it stays. Raises `NotFound`."""
    with session.lock:
        held = packs(session)
        left = tuple(one for one in held if one.pack.id != id_)
        if len(left) == len(held):
            raise NotFound(_NO_PACK)
        _keep(session, left)


def put_anew(session: Session, change: Change) -> None:
    """Within a change: seal anew what is here, though it be nothing."""
    with suppress(Damaged):
        body = session.state(STATE) or {"packs": []}
        change.put_state(STATE, _sealed(session, body))


def _keep(session: Session, held: tuple[HeldPack, ...]) -> None:
    rows: list[Json] = [
        {"text": one.text, "added": one.added.isoformat()} for one in held
    ]
    with session.vault.change() as change:
        change.put_state(STATE, _sealed(session, {"packs": rows}))


def _sealed(session: Session, body: dict[str, Json]) -> bytes:
    return session.sealed_state(STATE, body, least=LEAST_SIZE)


def _held(row: Json) -> HeldPack:
    match row:
        case {"text": str(text), "added": str(added)}:
            pack = parse_pack(text, file="pack")
            return HeldPack(pack=pack, text=text, added=date.fromisoformat(added))
        case _:
            raise ValueError
