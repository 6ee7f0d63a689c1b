"""Two people at one computer are introduced; neither sees or sets the other's key."""

from journal.crypto.format import Audience, Facts, Json, Kind
from journal.crypto.pairing import Meeting, hand_over, new_couple_keys, take_over
from journal.errors import AlreadyMet, Damaged
from journal.exchange.store import Folder
from journal.services import exchanging
from journal.services.loading import STATE_MEETING, load
from journal.services.session import SELF, US, Session
from journal.storage import places

PLACE_PREFIX = "couple-"


def meet(inviter: Session, other: Session) -> None:
    """Introduce two unlocked vaults in one sitting.

    The inviter makes the keys; each keeps the same hand-over, sealed to both and
    signed. If a sitting was cut off between the two writes, doing it again finishes
    it.

    Raises:
        AlreadyMet: either belongs to a couple, or both are one person's.
        Damaged: one knows the other, and what it knows can no longer be read.
        NoRoom, MayNotWrite: one may know the other already; meet again.
    """
    if inviter.identity.id == other.identity.id:
        raise AlreadyMet
    for session in (inviter, other):
        # The copy for quick opening may be damaged: the stream itself is what counts.
        load(session)
    body = _unfinished(inviter, other)
    if body is None:
        body = _introduce(inviter, other)
    for session in (inviter, other):
        if session.meeting is None:
            _keep(session, body)
    for session in (inviter, other):
        exchanging.exchange(session)


def _unfinished(inviter: Session, other: Session) -> dict[str, Json] | None:
    """Return the hand-over that only one of the two has kept, if there is one."""
    both = {inviter.identity.id, other.identity.id}
    for knows, lacks in ((inviter, other), (other, inviter)):
        if knows.meeting is None:
            continue
        if lacks.meeting is not None or set(knows.meeting.people) != both:
            raise AlreadyMet
        body = knows.state(STATE_MEETING)
        if body is None:
            raise Damaged
        return body
    return None


def _introduce(inviter: Session, other: Session) -> dict[str, Json]:
    random = inviter.conditions.random
    meeting = Meeting(
        couple=new_couple_keys(random),
        people=(inviter.identity.id, other.identity.id),
        names=(inviter.vault.label, other.vault.label),
        streams=(inviter.streams[US], other.streams[US]),
        place=PLACE_PREFIX + random(4).hex(),
    )
    home = inviter.vault.path.parent
    places.prepare_home(home)
    Folder.create(home / meeting.place)
    cards = (inviter.identity.card, other.identity.card)
    body = hand_over(meeting, inviter=inviter.identity, cards=cards)
    for session in (inviter, other):
        _check(session, body, meeting)
    return body


def _check(session: Session, body: dict[str, Json], meeting: Meeting) -> None:
    if take_over(body, me=session.identity) != meeting:
        raise AlreadyMet


def _keep(session: Session, body: dict[str, Json]) -> None:
    facts = Facts(
        kind=Kind.KEYS,
        audience=Audience.PRIVATE,
        entry_id=bytes(16),
        created=session.conditions.seconds(),
    )
    meeting = take_over(body, me=session.identity)

    def follow() -> None:
        session.know_partner(meeting)
        session.has_adopted = False

    with session.writing() as pen:
        pen.add(SELF, facts, body)
        pen.change.put_state(STATE_MEETING, session.sealed_state(STATE_MEETING, body))
        pen.after(follow)
