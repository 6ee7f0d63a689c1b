"""Leave: alone, at once, without a word to anyone.

All that one wrote comes along, and all that the two had offered each other. It lies
in the same file under new keys, so that what the other has of the old ones opens
nothing of it, and nothing goes out or comes in any more. Only meeting again, by both,
undoes it.
"""

from collections.abc import Iterator

from journal.crypto import envelope as envelopes
from journal.crypto.envelope import Opened
from journal.crypto.format import Envelope, Facts, Json, Kind, Position, parse
from journal.crypto.keys import Identity, SlotKind, passphrase_slot
from journal.crypto.primitives import open_box, seal_box
from journal.domain.entries import EntryId
from journal.errors import CannotOpen, Damaged, JournalError, NotPossible
from journal.services import arriving, exchanging, passphrases, telling
from journal.services.keepsakes import is_of_mine, keepsake_of
from journal.services.loading import ACT_PROMPT, ACT_WISH, STATE_MEETING, load
from journal.services.pieces import own_rows
from journal.services.sayings import ACT_NOT_THIS
from journal.services.session import (
    PARTNER,
    SELF,
    STATE_PINS,
    STATE_SCRUB,
    US,
    Head,
    Session,
    boxed_state,
    empty_box,
    pins_body,
)
from journal.storage.change import Change
from journal.storage.private_box import PrivateBox

LEFT = (
    "You have left. Your own words came along, and what the two of you had offered "
    "each other; nothing more goes out or comes in."
)
NOT_TOLD = "Nobody is told."
SAME_WAY_IN = (
    "The same passphrase opens your journal. If somebody may know it, change it now."
)
NEW_CODE = "Your recovery code opens it no more. You can make a new one."
NOBODY_TO_LEAVE = "There is nobody to leave: you write alone here. Nothing was changed."
NOT_READABLE = (
    "Part of this journal cannot be read at the moment, and leaving would drop it. "
    "Nothing was changed. Look it over with: leanto check"
)
# What belongs to the two, or is made anew.
_LEFT_BEHIND = frozenset({STATE_MEETING, STATE_PINS, STATE_SCRUB, arriving.STATE})
_ABOUT_TWO = frozenset({ACT_WISH, ACT_NOT_THIS})


def leave(session: Session, passphrase: str) -> tuple[str, ...]:
    """Leave; the journal is locked afterwards. Return what to say.

    It has happened whole or not at all.

    Raises:
        CannotOpen: the passphrase does not open this journal.
        NotPossible: there is nobody to leave, or part of it cannot be read.
        NoRoom, MayNotWrite, Busy, Damaged: nothing was changed.
    """
    load(session)
    if session.meeting is None:
        raise NotPossible(NOBODY_TO_LEAVE)
    passphrases.confirm(session, passphrase)
    # What was offered already and lies in the place comes along. Nothing is sent.
    exchanging.only_collect(session)
    with session.lock:
        had_code = session.vault.slot(SlotKind.RECOVERY) is not None
        kept = [*_own_words(session), *_told_by_two(session)]
        root = session.conditions.random(32)
        slot = passphrase_slot(
            root,
            passphrase,
            stretch=session.conditions.stretch,
            random=session.conditions.random,
        )
        mover = _Mover(session, Identity(root))
        with session.vault.change() as change:
            drafts, states = mover.drafts(), mover.states()
            us = session.conditions.random(16)
            change.begin_anew({SELF: mover.stream, US: us}, mover.box())
            change.put_slot(SlotKind.PASSPHRASE, slot.data)
            mover.write(change, kept, drafts, states)
        # What lies in the gaps of the file now is of the old keys. Where it cannot
        # go yet, it goes at the next opening.
        session.vault.scrub()
        session.close()
    little = [passphrases.LITTLE_MEMORY] if slot.lowered else []
    code = [NEW_CODE] if had_code else []
    return (LEFT, NOT_TOLD, SAME_WAY_IN, *code, *little)


def _own_words(session: Session) -> Iterator[tuple[Facts, dict[str, Json]]]:
    """Yield all that my own stream holds, in its order, but for what is of the two."""
    box = session.vault.box
    if box is not None and box.is_spoilt:
        raise NotPossible(NOT_READABLE)
    try:
        for _, data in own_rows(session):
            parsed = parse(data)
            if isinstance(parsed, Envelope):
                opened = envelopes.open_mine(
                    parsed, identity=session.identity, direction=None
                )
                if _comes_along(session, opened):
                    yield opened.facts, opened.body
    except (Damaged, CannotOpen) as trouble:
        raise NotPossible(NOT_READABLE) from trouble


def _comes_along(session: Session, opened: Opened) -> bool:
    act = opened.body.get("act")
    is_of_entry = opened.facts.kind is Kind.ENTRY or act == ACT_PROMPT
    if is_of_entry or is_of_mine(opened):
        return EntryId(opened.facts.entry_id.hex()) not in session.deleted
    return opened.facts.kind is Kind.ACT and act not in _ABOUT_TWO


def _told_by_two(session: Session) -> Iterator[tuple[Facts, dict[str, Json]]]:
    """Yield every side that I could read in Us, as a keepsake of my own."""
    for told in telling.moments(session):
        for side in told.sides:
            yield keepsake_of(told, side.entry, me=session.me, people=session.people)


class _Mover:
    """Seals under new keys what was open under the old ones."""

    def __init__(self, session: Session, fresh: Identity) -> None:
        self._session, self._fresh = session, fresh
        self._random = session.conditions.random
        self.stream = self._random(16)

    def box(self) -> PrivateBox | None:
        """Return a box for my private stream, if it lies in one now."""
        if self._session.vault.box is None:
            return None
        return empty_box(self._fresh, self.stream, random=self._random)

    def drafts(self) -> list[tuple[bytes, bytes]]:
        """Return every unfinished page, open.

        Raises:
            NotPossible: one cannot be read.
        """
        key = self._session.identity.draft_key
        try:
            return [
                (id_, open_box(key, "draft", id_, box))
                for id_, box in self._session.vault.drafts()
            ]
        except (Damaged, CannotOpen) as trouble:
            raise NotPossible(NOT_READABLE) from trouble

    def states(self) -> list[tuple[str, bytes]]:
        """Return every piece of state that is mine alone and can be read, open."""
        found = []
        vault, key = self._session.vault, self._session.identity.state_key
        for name in vault.state_names():
            if name in _LEFT_BEHIND:
                continue
            try:
                box = vault.state(name) or b""
                found.append((name, open_box(key, "state", name.encode(), box)))
            except JournalError:
                # What one chose may be chosen again; words are never kept here.
                continue
        return found

    def write(
        self,
        change: Change,
        kept: list[tuple[Facts, dict[str, Json]]],
        drafts: list[tuple[bytes, bytes]],
        states: list[tuple[str, bytes]],
    ) -> None:
        """Within a change: write it all."""
        head = self._envelopes(change, kept)
        fresh, random = self._fresh, self._random
        for id_, plain in drafts:
            box = seal_box(fresh.draft_key, "draft", id_, plain, random=random)
            change.put_draft(id_, box)
        for name, plain in states:
            box = seal_box(
                fresh.state_key, "state", name.encode(), plain, random=random
            )
            change.put_state(name, box)
        pins = pins_body({SELF: head, US: Head(), PARTNER: Head()})
        scrub: dict[str, Json] = {"due": True}
        for name, body in ((STATE_PINS, pins), (STATE_SCRUB, scrub)):
            change.put_state(name, boxed_state(fresh, name, body, random=random))

    def _envelopes(
        self, change: Change, kept: list[tuple[Facts, dict[str, Json]]]
    ) -> Head:
        head = Head()
        for facts, body in kept:
            position = Position(
                stream=self.stream, sequence=head.sequence + 1, previous=head.link
            )
            sealed = envelopes.seal(
                facts,
                body,
                position=position,
                identity=self._fresh,
                direction=None,
                random=self._random,
            )
            change.add_envelope(self.stream, position.sequence, sealed.packed())
            head = Head(position.sequence, sealed.link)
        return head
