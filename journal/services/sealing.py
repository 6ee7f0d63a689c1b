"""Sealed answers: kept shut until the other has answered, and then opened for both.

What is sealed cannot be read by the partner by any means before its author's journal
gives the key away, and cannot be changed after: the envelope has committed to it. The
author's journal gives the key once it holds an authentic answer that names the sealed
one, and keeps that answer from its own eyes until the key is on the disk.
"""

from journal.crypto import envelope as envelopes
from journal.crypto.envelope import prompt_key
from journal.crypto.format import (
    Audience,
    Envelope,
    Facts,
    Json,
    Kind,
    day_start,
    parse,
)
from journal.domain.entries import EntryId, MomentId, PromptId
from journal.errors import Damaged, NotFound, NotPossible
from journal.services import telling
from journal.services.loading import ACT_ANSWER
from journal.services.offers import NOTHING, Sealed
from journal.services.session import US, Session
from journal.services.shipped import library


def of_partner(
    session: Session,
    *,
    prompt: PromptId | None = None,
    moment: MomentId | None = None,
) -> Sealed | None:
    """Return the partner's sealed answer to a prompt or its mirror, or of a moment.

    The earliest that I have not answered. There is an answer, and that is all there
    is to know of it.
    """
    partner = session.partner
    if partner is None:
        return None
    answered = session.offers.all_names_answered(session.identity.id)
    keys = prompt_keys(prompt)
    for sealed in session.offers.all_sealed(partner.id):
        is_same = sealed.prompt_key in keys or sealed.moment == moment
        if is_same and sealed.name not in answered:
            return sealed
    return None


def of_mine(session: Session, entry: EntryId) -> Sealed | None:
    """Return my own entry as it waits, sealed, or None."""
    return session.offers.sealed(session.identity.id, entry)


def prompt_keys(prompt: PromptId | None) -> frozenset[bytes]:
    """Return the keys of a prompt and of its mirror, which counts as the same."""
    if prompt is None:
        return frozenset()
    keys = {prompt_key(prompt)}
    try:
        mirror = library().prompt(prompt).mirror
    except NotFound:
        mirror = None
    return frozenset(keys | {prompt_key(mirror)} if mirror else keys)


def name_answered(
    session: Session, *, prompt: PromptId | None, moment: MomentId
) -> bytes:
    """Return the name of the sealed answer that an entry answers, or zeros."""
    sealed = of_partner(session, prompt=prompt, moment=moment)
    return NOTHING if sealed is None else sealed.name


def release(session: Session) -> int:
    """Open what of mine has been answered, durably; return how many were.

    Where both have sealed an answer without knowing of the other's, each says that
    theirs answers the other's: that changes nothing of what either has committed to.

    Raises:
        NoRoom, MayNotWrite, Busy: nothing was opened, and nothing will be shown.
    """
    partner = session.partner
    if partner is None:
        return 0
    me, offers = session.identity.id, session.offers
    answered = offers.all_names_answered(partner.id)
    revealed = offers.names_revealed(partner.id)
    opened = 0
    for sealed in offers.all_sealed(me):
        mine_answers = offers.names_answered(me, sealed.id)
        if sealed.name in answered or mine_answers & revealed:
            reveal(session, sealed)
            session.opened.add(sealed.id)
            opened += 1
        elif not mine_answers:
            _answer_the_others(session, sealed)
    return opened


def reveal(session: Session, sealed: Sealed, *, is_early: bool = False) -> None:
    """Give the partner the key to an answer of mine; twice changes nothing.

    What is opened early is offered as any other entry is. What is opened for an
    answer stays what it was: both see apart from it what is changed after.
    """
    data = session.vault.envelope(session.streams[US], sealed.sequence)
    parsed = parse(data or b"")
    if not isinstance(parsed, Envelope):
        raise Damaged
    opened = envelopes.open_mine(
        parsed, identity=session.identity, direction=session.direction(US)
    )
    body: dict[str, Json] = {
        "sequence": sealed.sequence,
        "dek": opened.facts.dek.hex(),
        **({"early": True} if is_early else {}),
    }
    facts = _facts(session, sealed.id, kind=Kind.REVEAL)
    with session.writing() as pen:
        made = pen.add(US, facts, body)
        place = made.position.sequence
        pen.after(
            lambda: session.offers.reveal(
                session.identity.id,
                sealed.id,
                sealed.sequence,
                place,
                is_early=is_early,
            )
        )


def refuse_unsealable(
    session: Session, *, prompt: PromptId | None, moment: MomentId
) -> None:
    """Raise `NotPossible` unless there is something that the other could answer."""
    told = telling.moments_near(session, {moment}) if prompt is None else ()
    if prompt is None and all(one.id != moment for one in told):
        raise NotPossible(
            "Only an answer to a prompt, or a side of a moment that is told already, "
            "can be sealed: the other has to know what to answer."
        )


def _answer_the_others(session: Session, sealed: Sealed) -> None:
    theirs = _beside(session, sealed)
    if theirs is None:
        return
    me = session.identity.id
    facts = _facts(session, sealed.id, kind=Kind.ACT, answers=theirs.name)
    with session.writing() as pen:
        made = pen.add(US, facts, {"act": ACT_ANSWER})
        place = made.position.sequence
        pen.after(lambda: session.offers.answer(me, sealed.id, place, theirs.name))


def _beside(session: Session, sealed: Sealed) -> Sealed | None:
    """Return the partner's sealed answer to what mine answers, if there is one."""
    entry = sealed.entry
    prompt = entry.prompt if entry else None
    return of_partner(session, prompt=prompt, moment=sealed.moment)


def _facts(
    session: Session, entry: EntryId, *, kind: Kind, answers: bytes = NOTHING
) -> Facts:
    return Facts(
        kind=kind,
        audience=Audience.OFFERED,
        entry_id=bytes.fromhex(entry),
        created=day_start(session.conditions.seconds()),
        answers=answers,
    )
