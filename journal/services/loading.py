"""From sealed envelopes to the journal in memory.

My own stream is read from its newest end, so that the pages a person sees first are
there first. Every link and every tag is checked on the way. What does not verify is
counted and said, and never stops what does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from journal.crypto import envelope as envelopes
from journal.crypto.envelope import Opened
from journal.crypto.format import (
    Audience,
    Envelope,
    Facts,
    Husk,
    Json,
    Kind,
    day_start,
    parse,
)
from journal.crypto.pairing import Meeting, take_over
from journal.domain.entries import Entry, EntryId, MomentId, PartnerId, Visibility
from journal.domain.moments import name_of
from journal.domain.own_prompts import OwnPrompt, own_prompt_from
from journal.domain.payload import Place, entry_from
from journal.errors import (
    CannotOpen,
    Damaged,
    Fork,
    Gap,
    JournalError,
    Rollback,
    Unsupported,
)
from journal.services import keepsakes, telling
from journal.services.offers import Sealed, Withdrawal
from journal.services.sayings import Sayings
from journal.services.segments import known_runs, recut
from journal.services.session import NO_LINK, PARTNER, SELF, US, Head, Session
from journal.services.shipped import questions

STATE_MEETING = "meeting"
ACT_TAKE_BACK = "take back"
ACT_WISH = "wish"
ACT_PROMPT = "prompt"
ACT_ANSWER = "answer"
BATCH = 200


def read_meeting(session: Session) -> None:
    """Let a session know its partner, from the copy kept for quick opening."""
    try:
        body = session.state(STATE_MEETING)
        if body is not None:
            session.know_partner(take_over(body, me=session.identity))
    except (Damaged, CannotOpen) as trouble:
        session.note(trouble if isinstance(trouble, Damaged) else Damaged())


def load(session: Session, *, progress: Callable[[], None] | None = None) -> None:
    """Open every envelope into the library; `progress` is called now and then.

    Meant for a worker. Troubles are said in `session.troubles`; none is raised.
    """
    with session.load_turn:
        if session.is_complete:
            return
        left = _load_self(session, progress)
        if session.meeting is not None:
            _load_us(session)
        name_moments(session)
        with session.lock:
            if session.is_locked:
                return
            session.library.mark_complete()
            session.is_complete = True
            _tidy(session, left)
    if progress is not None:
        progress()


def _tidy(session: Session, left: list[int]) -> None:
    """Finish what was begun before: pages deleted while they were being read."""
    try:
        if left:
            with session.writing() as pen:
                for sequence in left:
                    pen.shred(session.streams[SELF], sequence)
        session.scrub()
    except JournalError as trouble:
        session.note(trouble)


def name_moments(session: Session) -> None:
    """Let the titles of moments be found.

    A moment nobody named is shown by the first words of its opener. Of the partner's
    those are not searched: the journal is no dossier.
    """
    me = session.identity.id
    titles: dict[MomentId, str | None] = {}
    for moment in telling.moments(session):
        opener = next(one.entry for one in moment.sides if one.author == moment.opener)
        is_words = name_of(opener, questions()) is None
        is_hidden = is_words and opener.author != me
        titles[moment.id] = None if is_hidden else moment.title
    session.library.name_moments(titles)


def _load_self(session: Session, progress: Callable[[], None] | None) -> list[int]:
    """Take in my own stream; return where words of deleted entries still lie."""
    stream = session.streams[SELF]
    check = _Walk(session, session.pin(SELF))
    gone = session.deleted
    settled: set[EntryId] = set()
    left: list[int] = []
    for count, (sequence, data) in enumerate(
        _from_the_newest(session, stream), start=1
    ):
        with _noting(session):
            parsed = parse(data)
            check.step_back(sequence, parsed)
            if isinstance(parsed, Envelope):
                opened = envelopes.open_mine(
                    parsed, identity=session.identity, direction=None
                )
                _take_mine(session, opened, sequence, gone, settled)
                if _is_deleted(opened, gone):
                    left.append(sequence)
            else:
                envelopes.verify_mine(parsed, identity=session.identity, direction=None)
        if progress is not None and count % BATCH == 0:
            progress()
    check.finish()
    return left


def _is_deleted(opened: Opened, gone: set[EntryId]) -> bool:
    """Whether an envelope holds words of what its author deleted."""
    is_told = opened.facts.kind is Kind.ENTRY or keepsakes.is_of_mine(opened)
    has_words = is_told or _is_prompt(opened)
    return has_words and EntryId(opened.facts.entry_id.hex()) in gone


def _is_prompt(opened: Opened) -> bool:
    return opened.facts.kind is Kind.ACT and opened.body.get("act") == ACT_PROMPT


def _from_the_newest(session: Session, stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield what can be read of a stream; end quietly when the journal is locked."""
    rows = session.vault.envelopes(stream, newest_first=True, batch=BATCH)
    try:
        for row in rows:
            if session.is_locked:
                return
            yield row
    except JournalError as trouble:
        if not session.is_locked:
            session.note(trouble)


def _take_mine(
    session: Session,
    opened: Opened,
    sequence: int,
    gone: set[EntryId],
    settled: set[EntryId],
) -> None:
    facts = opened.facts
    id_ = EntryId(facts.entry_id.hex())
    match facts.kind:
        case Kind.ENTRY if id_ not in gone:
            keep_mine(session, opened, sequence)
        case Kind.ACT if _is_prompt(opened) and id_ not in gone:
            session.places[id_].add(sequence)
            # Read from the newest: what was said of it last holds.
            found = _own_prompt(opened, session.identity.id)
            session.own_prompts.setdefault(id_, found)
        case Kind.TOMBSTONE:
            gone.add(id_)
        case Kind.KEYS if session.meeting is None:
            # The copy for quick opening is damaged or gone: make it anew.
            session.know_partner(take_over(opened.body, me=session.identity))
            session.note(Damaged())
            with _noting(session):
                session.keep_state(STATE_MEETING, opened.body)
        case Kind.ACT if opened.body.get("act") == ACT_WISH and id_ not in settled:
            # Read from the newest: the first word on an entry is the last one said.
            settled.add(id_)
            if opened.body.get("kept") is True and id_ not in gone:
                session.wishes.add(id_)
        case Kind.ACT if opened.body.get("act") == keepsakes.ACT_KEEPSAKE:
            if id_ not in gone or not keepsakes.is_of_mine(opened):
                keepsakes.take(session, opened, sequence)
        case Kind.ACT:
            session.asides.say(opened.body, sequence)
        case _:
            pass


def keep_mine(session: Session, opened: Opened, sequence: int) -> Entry:
    """Put one revision of my own into the library."""
    entry = _entry(opened, session.identity.id, Visibility.PRIVATE)
    session.places[entry.id].add(sequence)
    session.library.keep_own(entry)
    return entry


def reload_offers(session: Session) -> None:
    """Read anew what both have offered, and said about it."""
    session.offers, session.sayings = session.new_offers(), Sayings()
    _load_us(session)


def _load_us(session: Session) -> None:
    meeting = session.require_meeting()
    me, partner = meeting.direction_ids(session.identity.id)
    for whose in (me, partner):
        stream = _stream_of(meeting, whose)
        check = _Walk(session, session.pin(US if whose == me else PARTNER))
        held: set[int] = set()
        for sequence, data in _from_the_newest(session, stream):
            with _noting(session):
                parsed = parse(data)
                check.step_back(sequence, parsed)
                verify_offered(session, whose, parsed)
                held.add(sequence)
                take_offered(session, whose, parsed)
        check.finish(holes_are_ordinary=whose == partner)
        runs = known_runs(session, stream)
        is_held = all(held.issuperset(run.places) for run in runs)
        if not is_held and not session.is_locked:
            session.damaged.add(whose)
            session.note(Gap())
    for whose in (me, partner):
        settle(session, whose)


def take_offered(session: Session, whose: PartnerId, parsed: Envelope | Husk) -> None:
    """Verify one envelope of an `us` stream and note what it says.

    Raises:
        Damaged or CannotOpen: it does not verify or open.
    """
    verify_offered(session, whose, parsed)
    if isinstance(parsed, Husk):
        return
    if whose == session.identity.id:
        opened = envelopes.open_mine(
            parsed, identity=session.identity, direction=session.direction(US)
        )
    else:
        direction = session.partners_direction()
        facts = envelopes.withheld_facts(parsed, direction=direction)
        if facts is not None:
            _note_sealed(session, whose, parsed, Opened(facts, {}))
            return
        opened = envelopes.open_partners(parsed, direction=direction)
    if opened.facts.audience is Audience.SEALED:
        _note_sealed(session, whose, parsed, opened)
    else:
        note_offered(session, whose, opened, parsed.position.sequence)


def _note_sealed(
    session: Session, whose: PartnerId, parsed: Envelope, opened: Opened
) -> None:
    """Note that an answer waits; what it says is known to its author alone."""
    facts = opened.facts
    if facts.kind is not Kind.ENTRY:
        return
    is_mine = whose == session.identity.id
    session.offers.seal(
        Sealed(
            author=whose,
            id=EntryId(facts.entry_id.hex()),
            sequence=parsed.position.sequence,
            name=parsed.commitment[:16],
            answers=facts.answers,
            prompt_key=facts.prompt_key,
            moment=MomentId(facts.moment_id.hex()),
            day=datetime.fromtimestamp(facts.created, UTC).date(),
            entry=_entry(opened, whose, Visibility.SEALED) if is_mine else None,
        )
    )


def verify_offered(session: Session, whose: PartnerId, parsed: Envelope | Husk) -> None:
    """Raise `BadTag` unless the one whose stream it is wrote this."""
    if whose == session.identity.id:
        envelopes.verify_mine(
            parsed, identity=session.identity, direction=session.direction(US)
        )
    else:
        envelopes.verify_partners(parsed, direction=session.partners_direction())


def note_offered(
    session: Session, whose: PartnerId, opened: Opened, sequence: int
) -> None:
    """Note what an opened envelope of an `us` stream says of an entry."""
    id_ = EntryId(opened.facts.entry_id.hex())
    match opened.facts.kind:
        case Kind.ENTRY:
            entry = _entry(opened, whose, Visibility.OFFERED)
            session.offers.tell(entry, sequence, answers=opened.facts.answers)
        case Kind.REVEAL:
            sealed_at = opened.body.get("sequence")
            if isinstance(sealed_at, int):
                is_early = opened.body.get("early") is True
                session.offers.reveal(
                    whose, id_, sealed_at, sequence, is_early=is_early
                )
        case Kind.ACT if opened.body.get("act") == ACT_ANSWER:
            session.offers.answer(whose, id_, sequence, opened.facts.answers)
        case Kind.ACT if _is_prompt(opened):
            session.offers.tell(_own_prompt(opened, whose), sequence)
        case _:
            how = withdrawal_of(opened.facts, opened.body)
            if how is not None:
                session.offers.withdraw(whose, id_, sequence, how)
                session.sayings.withdraw(whose, id_, sequence)
            elif opened.facts.kind is Kind.ACT:
                session.sayings.say(whose, id_, opened.body, sequence)


def withdrawal_of(facts: Facts, body: Mapping[str, Json]) -> Withdrawal | None:
    """Return how an envelope of an `us` stream withdraws an entry, if it does."""
    if facts.kind is Kind.TOMBSTONE:
        return Withdrawal.DELETED
    if facts.kind is Kind.ACT and body.get("act") == ACT_TAKE_BACK:
        return Withdrawal.TAKEN_BACK
    return None


def settle(session: Session, whose: PartnerId) -> None:
    """Make the library hold exactly what a person offers now, and I may read.

    What answers a sealed entry of mine stays shut until mine is opened for them.
    """
    open_revealed(session, whose)
    standing = {entry.id: entry for entry in session.offers.all_shown(whose)}
    if whose != session.identity.id:
        for id_ in held_back(session, list(standing)):
            del standing[id_]
    for entry in session.library.offered_entries():
        if entry.author == whose and standing.get(entry.id) != entry:
            session.library.drop_offered(whose, entry.id)
    for entry in standing.values():
        session.library.keep_offered(entry)


def held_back(session: Session, entries: Iterable[EntryId]) -> frozenset[EntryId]:
    """Return which of the partner's entries stay shut until mine is opened for them."""
    partner, _ = session.partners_stream()
    me, offers = session.identity.id, session.offers
    waiting = offers.all_sealed(me)
    names = {sealed.name for sealed in waiting}
    hidden = offers.hidden_behind_sealed(partner)
    asked = {n for sealed in waiting for n in offers.names_answered(me, sealed.id)}
    return frozenset(
        entry
        for entry in entries
        if entry in hidden
        or offers.names_answered(partner, entry) & names
        or offers.names_of(partner, entry) & asked
    )


def open_revealed(session: Session, whose: PartnerId) -> None:
    """Read what its author has opened since it was sealed."""
    for sealed, reveal_at in session.offers.unopened(whose):
        with _noting(session):
            if sealed.entry is not None:
                told = replace(sealed.entry, visibility=Visibility.OFFERED)
            else:
                told = _revealed(session, whose, sealed, reveal_at)
            session.offers.tell(told, sealed.sequence)


def _revealed(
    session: Session, whose: PartnerId, sealed: Sealed, reveal_at: int
) -> Entry:
    stream = _stream_of(session.require_meeting(), whose)
    direction = session.partners_direction()
    shut, reveal = (
        parse(session.vault.envelope(stream, place) or b"")
        for place in (sealed.sequence, reveal_at)
    )
    if not isinstance(shut, Envelope) or not isinstance(reveal, Envelope):
        raise Damaged
    dek = envelopes.open_partners(reveal, direction=direction).body.get("dek")
    opened = envelopes.open_released(shut, _key(dek), direction=direction)
    return _entry(opened, whose, Visibility.OFFERED)


def _key(value: Json) -> bytes:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return b""


def shred_withdrawn(session: Session, whose: PartnerId) -> None:
    """Leave husks where someone's withdrawn words still lie.

    Whatever the order in which envelopes arrived, and after any interruption, this
    ends with none left; of mine, neither in what still waits to be published.
    """
    left = session.offers.to_shred(whose)
    if not left:
        return
    stream = _stream_of(session.require_meeting(), whose)
    with session.writing() as pen:
        for _, sequence in left:
            pen.shred(stream, sequence)
        if whose == session.identity.id:
            recut(session, pen, (sequence for _, sequence in left))
    for entry, sequence in left:
        session.offers.shredded(whose, entry, sequence)
    session.scrub()


def _stream_of(meeting: Meeting, whose: PartnerId) -> bytes:
    return meeting.streams[meeting.people.index(whose)]


def _entry(opened: Opened, author: PartnerId, visibility: Visibility) -> Entry:
    facts = opened.facts
    created = facts.created
    if visibility is not Visibility.PRIVATE:
        # Its author's slot may tell an hour that the reader's does not.
        created = day_start(created)
    return entry_from(
        opened.body,
        Place(
            id=EntryId(facts.entry_id.hex()),
            author=author,
            moment=MomentId(facts.moment_id.hex()),
            revision=facts.revision,
            written_at=datetime.fromtimestamp(created, UTC),
            visibility=visibility,
        ),
    )


def _own_prompt(opened: Opened, author: PartnerId) -> OwnPrompt:
    facts = opened.facts
    return own_prompt_from(
        opened.body,
        id_=EntryId(facts.entry_id.hex()),
        author=author,
        revision=facts.revision,
    )


class _Walk:
    """Follows a chain backwards from its newest end and notes where it breaks."""

    def __init__(self, session: Session, pin: Head) -> None:
        self._session = session
        self._pin = pin
        self._above: tuple[int, bytes] | None = None
        self._trouble: JournalError | None = None

    def step_back(self, sequence: int, parsed: Envelope | Husk) -> None:
        """Check that this stands right below the one seen before."""
        position = parsed.position
        if position.sequence != sequence:
            self._trouble = Fork()
        if self._above is None and sequence < self._pin.sequence:
            self._trouble = Rollback()
        if self._above is not None:
            above, previous = self._above
            if sequence != above - 1:
                self._trouble = self._trouble or Gap()
            elif previous != parsed.link:
                self._trouble = Fork()
        self._above = (position.sequence, position.previous)

    def finish(self, *, holes_are_ordinary: bool = False) -> None:
        """Say what was found; a hole in what travels has usually just not arrived."""
        if self._session.is_locked:
            return
        if self._above is None and self._pin.sequence:
            self._trouble = Rollback()
        if self._above is not None and self._above[1] != NO_LINK:
            self._trouble = self._trouble or Gap()
        if isinstance(self._trouble, Gap) and holes_are_ordinary:
            return
        if self._trouble is not None:
            self._session.note(self._trouble)


@contextmanager
def _noting(session: Session) -> Iterator[None]:
    try:
        yield
    except Unsupported as trouble:
        session.note(trouble)
    except CannotOpen:
        # After unlock a box that does not open is damaged.
        session.note(Damaged())
    except Damaged as trouble:
        session.note(trouble)
