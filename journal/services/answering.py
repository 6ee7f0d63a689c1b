"""Sealing as a person meets it: what they can seal, and what the other has sealed."""

from collections.abc import Iterable
from dataclasses import dataclass

from journal.domain.entries import Entry, EntryId, MomentId, PromptId
from journal.domain.moments import Moment
from journal.domain.prompts import Care, PromptRole
from journal.errors import NotFound, NotPossible, SideTaken
from journal.services import arriving, asking, our_prompts, sealing, sharing, telling
from journal.services.offers import NOTHING, Sealed
from journal.services.preferences import reader
from journal.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """That the partner has sealed an answer here, and no more is known of it.

    `is_side`: it is a side of a moment, and not an answer to a question.
    `is_answered`: I have answered it, and it opens when the partner next unlocks.
    """

    is_side: bool
    is_answered: bool


def can_seal(session: Session, id_: EntryId) -> bool:
    """Whether an entry of mine can be sealed, and there is somebody to answer it.

    Not what is offered or sealed already, nor an answer to a question that the
    partner does not meet, or that is for nobody but its writer.
    """
    if reader(session) is None or sealing.of_mine(session, id_) is not None:
        return False
    entry = session.library.own(id_)
    try:
        sharing.refuse_sealing(session, entry)
    except (NotPossible, SideTaken):
        return False
    prompt = asking.prompt_of(session, entry)
    if prompt is None:
        return True
    is_for_two = prompt.role is not PromptRole.SELF and prompt.care is not Care.HEAVY
    return is_for_two and _is_met_by_both(session, prompt.id)


def met(
    session: Session, *, prompt: PromptId | None = None, moment: MomentId | None = None
) -> Met | None:
    """Return the partner's sealed answer as one meets it on a prompt, or a moment.

    One that I have not answered comes first. While arrivals are quiet, only what had
    come when Us was last opened.
    """
    keys = sealing.prompt_keys(prompt)
    return _met(
        session,
        (
            one
            for one in _theirs(session)
            if one.prompt_key in keys or one.moment == moment
        ),
    )


def met_inside(session: Session, told: Moment) -> Met | None:
    """Return the partner's sealed answer as one meets it in a moment of Us."""
    mine = telling.side_of(session, told, mine=True)
    me, offers = session.identity.id, session.offers
    answered = offers.names_answered(me, mine.entry.id) if mine else frozenset()
    names = telling.names(told)
    return _met(
        session,
        (
            one
            for one in _theirs(session)
            if one.moment in names or one.name in answered
        ),
    )


def mine_inside(session: Session, told: Moment) -> Entry | None:
    """Return my own sealed side of a moment of Us, as it was sealed, or None."""
    names = telling.names(told)
    for sealed in session.offers.all_sealed(session.identity.id):
        if sealed.moment in names:
            return sealed.entry
    return None


def answers_theirs(session: Session, id_: EntryId) -> bool:
    """Whether an entry of mine answers what the partner has sealed and not opened yet.

    While arrivals are quiet, only of what had come when Us was last opened.
    """
    named = session.offers.names_answered(session.identity.id, id_)
    theirs = arriving.sealed_appearing(session, _theirs(session))
    return any(one.name in named for one in theirs)


def is_changed_since_sealed(session: Session, id_: EntryId) -> bool:
    """Whether an entry of mine that waits, sealed, says something else by now."""
    sealed = sealing.of_mine(session, id_)
    if sealed is None or sealed.entry is None:
        return False
    return sealed.entry.words != session.library.own(id_).words


def is_released(session: Session, id_: EntryId) -> bool:
    """Whether an entry of mine was sealed, and opened because it had been answered."""
    return session.offers.is_released(session.identity.id, id_)


def _theirs(session: Session) -> list[Sealed]:
    partner = session.partner
    return session.offers.all_sealed(partner.id) if partner else []


def _met(session: Session, found: Iterable[Sealed]) -> Met | None:
    if reader(session) is None:
        return None
    there = arriving.sealed_appearing(session, found)
    if not there:
        return None
    answered = session.offers.all_names_answered(session.identity.id)
    first = min(there, key=lambda one: one.name in answered)
    return Met(is_side=first.prompt_key == NOTHING, is_answered=first.name in answered)


def _is_met_by_both(session: Session, prompt: PromptId) -> bool:
    """Whether a question is not one of my own that I have kept to myself."""
    try:
        own = our_prompts.own_prompt(session, prompt)
    except NotFound:
        return True
    return our_prompts.is_offered(session, own)
