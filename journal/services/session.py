"""An unlocked journal: it holds the keys and the vault, and nothing else does.

Everything that changes a journal goes through `Session.writing`: one transaction,
durable when the block ends, and the memory follows only then.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING, Final

from journal.crypto import envelope as envelopes
from journal.crypto.chance import Randomness
from journal.crypto.envelope import Direction
from journal.crypto.format import (
    BODY_FLOOR,
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
from journal.domain.bonds import Bonds
from journal.domain.entries import Entry, EntryId, PartnerId
from journal.domain.own_prompts import OwnPrompt
from journal.domain.people import Couple, Person
from journal.errors import (
    Busy,
    CannotOpen,
    Damaged,
    JournalError,
    NotFound,
    NotMet,
    PlaceTrouble,
    Rollback,
)
from journal.exchange.store import Found
from journal.services.conditions import Conditions
from journal.services.offers import Offers
from journal.services.sayings import Asides, Sayings
from journal.storage.change import Change
from journal.storage.library import Library
from journal.storage.private_box import PrivateBox
from journal.storage.vault import Vault

if TYPE_CHECKING:
    from journal.services.keepsakes import Kept
    from journal.services.preferences import Preferences

SELF: Final = "self"
US: Final = "us"
PARTNER: Final = "partner"
NO_LINK: Final = bytes(32)
STATE_SCRUB: Final = "scrub"
STATE_PINS: Final = "pins"
# So many envelopes are looked at to know whose a stream is.
_FEW: Final = 20


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a stream: its last sequence, and the link there."""

    sequence: int = 0
    link: bytes = NO_LINK


class Session:
    """One person's journal, unlocked.

    `lock` is held by whatever reads or writes the vault, so that a worker and the
    screen never meet there; `load_turn` by whoever takes the vault into memory.
    `troubles` is what was found while opening, each with its sentence for the person;
    nothing in them is private. `came_by_code` says that the recovery code opened it,
    so that a new passphrase may be set. `damaged` says whose `us` stream has lost
    something here that the shared place may still hold. `opened` is what of mine was
    sealed, and has opened since the journal was unlocked. `place_turn` is held by
    whoever goes to the shared place, and taken before `lock`; `is_closing` asks them to
    come back, and `in_vain` is what did not open there.
    """

    def __init__(
        self,
        vault: Vault,
        identity: Identity,
        conditions: Conditions,
        *,
        is_new: bool = False,
    ) -> None:
        self.vault = vault
        self.identity = identity
        self.conditions = conditions
        self.lock = RLock()
        self.load_turn = RLock()
        self.library = Library()
        self.offers = self.new_offers()
        self.sayings = Sayings()
        self.asides = Asides()
        self.places: defaultdict[EntryId, set[int]] = defaultdict(set)
        self.own_prompts: dict[EntryId, OwnPrompt] = {}
        self.keepsakes: dict[PartnerId, Kept] = {}
        self.wishes: set[EntryId] = set()
        self.deleted: set[EntryId] = set()
        self.opened: set[EntryId] = set()
        self.shown_before: frozenset[str] | None = None
        self.preferences: Preferences | None = None
        self.troubles: list[JournalError] = []
        self.damaged: set[PartnerId] = set()
        self.meeting: Meeting | None = None
        self.came_by_code = False
        self.speaks_of_drill = False
        self.is_complete = False
        self.has_adopted = False
        self.is_locked = self._is_closed = False
        self.place_turn = RLock()
        self.is_closing = False
        self.in_vain: set[Found] = set()
        self._open_box()
        self.streams = self._my_streams()
        self._pins = {SELF: Head(), US: Head(), PARTNER: Head()}
        self._heads = {SELF: Head(), US: Head()}
        if is_new:
            # From the first moment on, a vault without pins has been meddled with.
            self.keep_state(STATE_PINS, pins_body(self._pins))
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

    def know_partner(self, meeting: Meeting) -> None:
        """Let this session know whom its journal has met."""
        self.meeting = meeting
        ours = meeting.streams[meeting.people.index(self.identity.id)]
        if self.streams[US] != ours:
            # The row that names the stream was damaged; the meeting is sealed.
            self.note(Damaged())
            self.streams[US] = ours
            self._heads[US] = self._end_of(US)

    def note(self, trouble: JournalError) -> None:
        """Say a trouble once."""
        if all(trouble.say != known.say for known in self.troubles):
            self.troubles.append(trouble)

    def my_offer(self, entry: EntryId) -> Entry | None:
        """Return an entry of mine as it was offered last, or None."""
        latest = self.offers.standing(self.identity.id, entry)
        return latest if isinstance(latest, Entry) else None

    def new_offers(self) -> Offers:
        """Return what stands offered, before anything has been read of it."""
        return Offers(self.identity.id, self.library.owns)

    def bonds(self) -> Bonds:
        """Return what the two have said about what is offered here now."""
        said = self.sayings.bonds(self.library.offered_entries())
        answered = self.offers.answered_pairs() - said.apart
        return replace(said, linked=said.linked | answered) if answered else said

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

    def sealed_state(
        self, name: str, body: dict[str, Json], *, least: int = BODY_FLOOR
    ) -> bytes:
        """Return a named piece of state, sealed for the vault, of `least` bytes."""
        random = self.conditions.random
        return boxed_state(self.identity, name, body, random=random, least=least)

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
                pins = self._pins | pen.heads | pen.partners_head
                sealed = self.sealed_state(STATE_PINS, pins_body(pins))
                change.put_state(STATE_PINS, sealed)
                if pen.has_shredded:
                    self.owe_scrub(change)
            self._heads, self._pins = pen.heads, pins
            for follow in pen.afterwards:
                follow()

    def owe_scrub(self, change: Change) -> None:
        """Within a change: note that bytes it drops must leave the file too."""
        change.put_state(STATE_SCRUB, self.sealed_state(STATE_SCRUB, {"due": True}))

    def scrub(self) -> None:
        """Let no byte of what was shredded lie in the file any more.

        That a scrub is due is kept with the shred itself, so one that was cut off, or
        for which the disk had no room, is done at the next opening.
        """
        with self.lock:
            if self._owes_scrub() and self.vault.scrub():
                with suppress(Busy, PlaceTrouble):
                    self.keep_state(STATE_SCRUB, {"due": False})

    def _owes_scrub(self) -> bool:
        try:
            due = self.state(STATE_SCRUB)
        except Damaged as trouble:
            self.note(trouble)
            return True
        return due is not None and due.get("due") is True

    def head(self, role: str) -> Head:
        """Return the end of one of my streams."""
        return self._heads[role]

    def pin(self, whose: str) -> Head:
        """Return the furthest end of a stream this vault has known."""
        return self._pins[whose]

    def close(self) -> None:
        """Lock: let the vault go, drop the words and the keys; twice is harmless."""
        # Whoever holds the lock with many files to go through gives it up for this.
        self.is_closing = True
        with self.lock:
            if self._is_closed:
                return
            self._is_closed = self.is_locked = True
            # Where the keys went first, the box is sealed anew another time.
            with suppress(CannotOpen):
                self.vault.close()
            self.forget()

    def forget(self) -> None:
        """Drop the words and the keys now, whoever is at work; they get no further."""
        self.is_closing = self.is_locked = True
        self.library.close()
        self.library, self.offers = Library(), Offers()
        self.sayings, self.asides = Sayings(), Asides()
        self.library.close()
        self.own_prompts.clear()
        self.opened.clear()
        self.keepsakes.clear()
        self.preferences = None
        self.meeting = None
        self.identity.forget()

    def new_box(self, stream: bytes) -> PrivateBox:
        """Return an empty box for a stream, to be sealed under a key of mine."""
        return empty_box(self.identity, stream, random=self.conditions.random)

    def _open_box(self) -> None:
        """Let the vault read the private stream from its box, if it lies in one."""
        try:
            stored = self.vault.container()
            if stored:
                self.vault.box = PrivateBox.opened(
                    stored,
                    seal=_piece_sealer(self.identity, self.conditions.random),
                    unseal=self._unseal_piece,
                    random=self.conditions.random,
                )
        except Damaged as trouble:
            self.note(trouble)
            if self.vault.says_box() and not self._has_private_rows():
                # Nothing of it opens. What is written now would have no place to go.
                self.vault.sound = False
        box = self.vault.box
        if box is not None and (box.is_spoilt or box.has_strays):
            self.note(Damaged())

    def _has_private_rows(self) -> bool:
        """Whether what I wrote for myself lies in rows, and so in no box."""
        return any(map(self._is_my_own, self.vault.streams()))

    def _unseal_piece(self, place: bytes, sealed: bytes) -> bytes:
        return open_box(self.identity.box_key, "box", place, sealed)

    def _my_streams(self) -> dict[str, bytes]:
        """Return the ids of my two streams; the rows that name them may be damaged."""
        named = self.vault.stream_ids
        mine = named.get(SELF, b"")
        if not self._is_my_own(mine):
            found = filter(self._is_my_own, self.vault.streams())
            true = next(found, mine)
            if true != mine:
                self.note(Damaged())
            mine = true
        return {SELF: mine, US: named.get(US, b"")}

    def _is_my_own(self, stream: bytes) -> bool:
        """Whether one of a stream's newest envelopes is of my `self` stream."""
        newest = self.vault.envelopes(stream, newest_first=True, batch=_FEW)
        try:
            return any(self._is_private(data) for _, data in islice(newest, _FEW))
        except Damaged:
            return False

    def _is_private(self, data: bytes) -> bool:
        with suppress(Damaged):
            parsed = parse(data)
            envelopes.verify_mine(parsed, identity=self.identity, direction=None)
            return True
        return False

    def _read_heads(self) -> None:
        try:
            self._pins = _unpacked(self.state(STATE_PINS) or {})
        except Damaged as trouble:
            self.note(trouble)
        for role in (SELF, US):
            self._heads[role] = self._end_of(role)
            if self._heads[role].sequence < self._pins[role].sequence:
                self.note(Rollback())

    def _end_of(self, role: str) -> Head:
        stream = self.streams[role]
        last = self.vault.last(stream)
        if last == 0:
            return Head()
        pin = self._pins[role]
        if last == pin.sequence:
            return pin
        return self._end_that_is_mine(stream, pin)

    def _end_that_is_mine(self, stream: bytes, pin: Head) -> Head:
        """Return the end of what I wrote, whatever has been put above it.

        Writing goes on after a damaged end: the break is seen at every reading, and
        what follows it can still be read.
        """
        end = pin
        try:
            for sequence, data in self.vault.envelopes(stream, newest_first=True):
                link = self._my_link(stream, sequence, data)
                if link is not None:
                    end = Head(sequence, link)
                    break
        except Damaged as trouble:
            self.note(trouble)
        while self.vault.envelope(stream, end.sequence + 1) is not None:
            end = Head(end.sequence + 1, sha256(stream))
        return end

    def _my_link(self, stream: bytes, sequence: int, data: bytes) -> bytes | None:
        try:
            parsed = parse(data)
        except Damaged as trouble:
            self.note(trouble)
            return None
        at = parsed.position
        # One of mine that was put elsewhere is no end to go on from.
        if (at.stream, at.sequence) != (stream, sequence):
            self.note(Damaged())
            return None
        is_mine = envelopes.has_my_tag(parsed, identity=self.identity)
        return parsed.link if is_mine else None


def empty_box(identity: Identity, stream: bytes, *, random: Randomness) -> PrivateBox:
    """Return an empty box for someone's stream, to be sealed under a key of theirs."""
    return PrivateBox(stream, _piece_sealer(identity, random), random)


def _piece_sealer(
    identity: Identity, random: Randomness
) -> Callable[[bytes, bytes], bytes]:
    def seal(place: bytes, plain: bytes) -> bytes:
        return seal_box(identity.box_key, "box", place, plain, random=random)

    return seal


def boxed_state(
    identity: Identity,
    name: str,
    body: dict[str, Json],
    *,
    random: Randomness,
    least: int = BODY_FLOOR,
) -> bytes:
    """Return a named piece of someone's state, sealed, of `least` bytes."""
    plain = pad(encode_json(body), floor=least)
    return seal_box(identity.state_key, "state", name.encode(), plain, random=random)


class Pen:
    """Writes envelopes of one's own streams within one change."""

    def __init__(
        self, session: Session, change: Change, heads: dict[str, Head]
    ) -> None:
        self.session = session
        self.change = change
        self.heads = heads
        self.partners_head: dict[str, Head] = {}
        self.afterwards: list[Callable[[], None]] = []
        self.has_shredded = False

    def add(
        self, role: str, facts: Facts, body: dict[str, Json], *, anew: bool = False
    ) -> Envelope:
        """Seal a body as the next envelope of a stream, and keep it.

        With `anew` it takes the place of what may be there.
        """
        session, head = self.session, self.heads[role]
        position = Position(
            stream=session.streams[role],
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
        if anew:
            self.put(sealed)
        else:
            self.change.add_envelope(
                position.stream, position.sequence, sealed.packed()
            )
        self.heads[role] = Head(position.sequence, sealed.link)
        return sealed

    def put(self, envelope: Envelope | Husk) -> None:
        """Keep an envelope at its place, instead of what may be there."""
        place = envelope.position.stream, envelope.position.sequence
        try:
            self.change.replace_envelope(*place, envelope.packed())
        except NotFound:
            self.change.add_envelope(*place, envelope.packed())

    def pin_partner(self, envelope: Envelope | Husk) -> None:
        """Remember how far the partner's stream is known to reach."""
        head = Head(envelope.position.sequence, envelope.link)
        known = self.partners_head.get(PARTNER, self.session.pin(PARTNER))
        if head.sequence > known.sequence:
            self.partners_head = {PARTNER: head}

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


def pins_body(pins: dict[str, Head]) -> dict[str, Json]:
    """Return the ends of streams as the state that keeps them."""
    return {name: [head.sequence, head.link.hex()] for name, head in pins.items()}


def _unpacked(body: dict[str, Json]) -> dict[str, Head]:
    pins = {}
    for name in (SELF, US, PARTNER):
        match body.get(name):
            case [int(sequence), str(link)]:
                pins[name] = Head(sequence, bytes.fromhex(link))
            case _:
                raise Damaged
    return pins
