"""An unlocked journal: it holds the keys and the vault, and nothing else does.

Everything that changes a journal goes through `Session.writing`: one transaction,
durable when the block ends, and the memory follows only then.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import RLock
from typing import Final

from journal.crypto import envelope as envelopes
from journal.crypto.envelope import Direction
from journal.crypto.format import (
    Envelope,
    Facts,
    Husk,
    Json,
    Position,
    decode_json,
    encode_json,
    pad,
    parse,
    unpad,
)
from journal.crypto.keys import Identity
from journal.crypto.pairing import Meeting
from journal.crypto.primitives import open_box, seal_box, sha256
from journal.domain.entries import EntryId, PartnerId
from journal.domain.people import Couple, Person
from journal.errors import CannotOpen, Damaged, JournalError, NotMet, Rollback
from journal.services.conditions import Conditions
from journal.services.offers import Offers
from journal.storage.change import Change
from journal.storage.library import Library
from journal.storage.vault import Vault

SELF: Final = "self"
US: Final = "us"
NO_LINK: Final = bytes(32)
STATE_SCRUB: Final = "scrub"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a stream: its last sequence, and the link there."""

    sequence: int = 0
    link: bytes = NO_LINK


class Session:
    """One person's journal, unlocked.

    `lock` is held by whatever reads or writes the vault, so that a worker and the
    screen never meet there. `troubles` is what was found while opening, each with
    its sentence for the person; nothing in them is private.
    """

    def __init__(
        self, vault: Vault, identity: Identity, conditions: Conditions
    ) -> None:
        self.vault = vault
        self.identity = identity
        self.conditions = conditions
        self.lock = RLock()
        self.library = Library()
        self.offers = Offers()
        self.places: defaultdict[EntryId, set[int]] = defaultdict(set)
        self.wishes: set[EntryId] = set()
        self.troubles: list[JournalError] = []
        self.meeting: Meeting | None = None
        self.is_complete = False
        self.has_adopted = False
        self.is_locked = False
        self._pins = {SELF: Head(), US: Head(), "partner": Head()}
        self._heads = {SELF: Head(), US: Head()}
        self._read_heads()

    # Who is here

    @property
    def me(self) -> Person:
        """The person whose journal this is."""
        meeting = self.meeting
        if meeting is None:
            return Person(id=self.identity.id, name=self.vault.label)
        return next(one for one in self._couple(meeting) if one.id == self.identity.id)

    @property
    def partner(self) -> Person | None:
        """The other person, once the two have met."""
        if self.meeting is None:
            return None
        couple = self._couple(self.meeting)
        return next(one for one in couple if one.id != self.identity.id)

    @property
    def people(self) -> tuple[Person, ...]:
        """Both people in the order of their meeting, or the one who writes alone."""
        return tuple(self._couple(self.meeting)) if self.meeting else (self.me,)

    def _couple(self, meeting: Meeting) -> Couple:
        first, second = (
            Person(id=id_, name=name)
            for id_, name in zip(meeting.people, meeting.names, strict=True)
        )
        return Couple(first=first, second=second)

    def require_meeting(self) -> Meeting:
        """Return the meeting, or raise `NotMet`."""
        if self.meeting is None:
            raise NotMet
        return self.meeting

    def today(self) -> date:
        """Return the day it is where the writer is."""
        return self.conditions.today()

    # Directions and streams

    def direction(self, role: str) -> Direction | None:
        """Return how my envelopes of a stream are tagged: None for myself alone."""
        if role == SELF:
            return None
        meeting = self.require_meeting()
        me, partner = meeting.direction_ids(self.identity.id)
        return Direction(meeting.couple, author=me, reader=partner)

    def partners_direction(self) -> Direction:
        """Return how the partner's envelopes are tagged for me."""
        meeting = self.require_meeting()
        me, partner = meeting.direction_ids(self.identity.id)
        return Direction(meeting.couple, author=partner, reader=me)

    def partners_stream(self) -> tuple[PartnerId, bytes]:
        """Return the partner's id and the id of their `us` stream."""
        meeting = self.require_meeting()
        at = 1 - meeting.people.index(self.identity.id)
        return meeting.people[at], meeting.streams[at]

    # Sealed state

    def state(self, name: str) -> dict[str, Json] | None:
        """Return a named piece of sealed state, or None when there is none.

        Raises:
            Damaged: it does not open.
        """
        box = self.vault.state(name)
        if box is None:
            return None
        try:
            plain = open_box(self.identity.state_key, "state", name.encode(), box)
        except CannotOpen as reason:
            raise Damaged from reason
        return decode_json(unpad(plain))

    def sealed_state(self, name: str, body: dict[str, Json]) -> bytes:
        """Return a named piece of state, sealed for the vault."""
        plain = pad(encode_json(body))
        return seal_box(
            self.identity.state_key,
            "state",
            name.encode(),
            plain,
            random=self.conditions.random,
        )

    def keep_state(self, name: str, body: dict[str, Json]) -> None:
        """Seal and store a named piece of state, durably."""
        with self.lock, self.vault.change() as change:
            change.put_state(name, self.sealed_state(name, body))

    # Writing

    @contextmanager
    def writing(self) -> Iterator["Pen"]:
        """Keep all that the pen writes inside the block, or nothing.

        Raises:
            NoRoom, MayNotWrite, Busy, Damaged: nothing was changed, on disk or here.
        """
        with self.lock:
            with self.vault.change() as change:
                pen = Pen(self, change, dict(self._heads))
                yield pen
                pins = self._pins | pen.heads
                change.put_state("pins", self.sealed_state("pins", _packed(pins)))
                if pen.has_shredded:
                    due = self.sealed_state(STATE_SCRUB, {"due": True})
                    change.put_state(STATE_SCRUB, due)
            self._heads, self._pins = pen.heads, pins
            for follow in pen.afterwards:
                follow()

    def scrub(self) -> None:
        """Let no byte of what was shredded lie in the file any more.

        That a scrub is due is kept with the shred itself, so one that was cut off, or
        for which the disk had no room, is done at the next opening.
        """
        with self.lock:
            due = self.state(STATE_SCRUB)
            if due is None or due.get("due") is not True:
                return
            if self.vault.scrub():
                self.keep_state(STATE_SCRUB, {"due": False})

    def head(self, role: str) -> Head:
        """Return the end of one of my streams."""
        return self._heads[role]

    def pin(self, whose: str) -> Head:
        """Return the furthest end of a stream this vault has known."""
        return self._pins[whose]

    def pin_partner(self, head: Head, change: Change) -> None:
        """Remember how far the partner's stream is known to reach."""
        self._pins = self._pins | {"partner": head}
        change.put_state("pins", self.sealed_state("pins", _packed(self._pins)))

    def close(self) -> None:
        """Lock: let the vault go, drop the words and the keys; twice is harmless."""
        with self.lock:
            if self.is_locked:
                return
            self.is_locked = True
            self.vault.close()
            self.library.close()
            self.library, self.offers = Library(), Offers()
            self.library.close()
            self.meeting = None
            self.identity.forget()

    def _read_heads(self) -> None:
        try:
            pins = self.state("pins")
            if pins is not None:
                self._pins = _unpacked(pins)
        except Damaged as trouble:
            self.troubles.append(trouble)
        for role in (SELF, US):
            self._heads[role] = self._end_of(role)
            if self._heads[role].sequence < self._pins[role].sequence:
                self.troubles.append(Rollback())

    def _end_of(self, role: str) -> Head:
        stream = self.vault.stream_ids[role]
        last = self.vault.last(stream)
        if last == 0:
            return Head()
        pin = self._pins[role]
        if last == pin.sequence:
            return pin
        data = self.vault.envelope(stream, last) or b""
        try:
            return Head(last, parse(data).link)
        except Damaged as trouble:
            # Writing goes on after a damaged end: the break is seen at every reading,
            # and what follows it can still be read.
            self.troubles.append(trouble)
            return Head(last, sha256(data))


class Pen:
    """Writes envelopes of one's own streams within one change."""

    def __init__(
        self, session: Session, change: Change, heads: dict[str, Head]
    ) -> None:
        self.session = session
        self.change = change
        self.heads = heads
        self.afterwards: list[Callable[[], None]] = []
        self.has_shredded = False

    def add(self, role: str, facts: Facts, body: dict[str, Json]) -> Envelope:
        """Seal a body as the next envelope of a stream, and keep it."""
        session, head = self.session, self.heads[role]
        position = Position(
            stream=session.vault.stream_ids[role],
            sequence=head.sequence + 1,
            previous=head.link,
        )
        sealed = envelopes.seal(
            facts,
            body,
            position=position,
            identity=session.identity,
            direction=session.direction(role),
            random=session.conditions.random,
        )
        self.keep(role, sealed)
        return sealed

    def keep(self, role: str, envelope: Envelope | Husk) -> None:
        """Keep an envelope of mine that stands next in its stream."""
        position = envelope.position
        self.change.add_envelope(position.stream, position.sequence, envelope.packed())
        self.heads[role] = Head(position.sequence, envelope.link)

    def shred(self, stream: bytes, sequence: int) -> None:
        """Leave a husk where an envelope was: same link, and no key to any word."""
        data = self.session.vault.envelope(stream, sequence)
        parsed = parse(data) if data is not None else None
        self.has_shredded = True
        if isinstance(parsed, Envelope):
            husk = parsed.husk().packed()
            self.change.replace_envelope(stream, sequence, husk)

    def after(self, follow: Callable[[], None]) -> None:
        """Do this in memory once everything is on the disk."""
        self.afterwards.append(follow)


def _packed(pins: dict[str, Head]) -> dict[str, Json]:
    return {name: [head.sequence, head.link.hex()] for name, head in pins.items()}


def _unpacked(body: dict[str, Json]) -> dict[str, Head]:
    pins = {}
    for name in (SELF, US, "partner"):
        match body.get(name):
            case [int(sequence), str(link)]:
                pins[name] = Head(sequence, bytes.fromhex(link))
            case _:
                raise Damaged
    return pins
