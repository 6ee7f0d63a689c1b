"""Write, revise, offer, take back, delete."""

import argparse
from collections.abc import Callable
from dataclasses import replace

from journal.cli import sending, sides, words
from journal.cli.arc import NONE, with_arc
from journal.cli.kept import kept_anyway, saved, say_not_sent, unlocked_for_words
from journal.cli.talk import Talk
from journal.cli.world import World, named_prompt, unlocked
from journal.domain.entries import EntryId, MomentId, PromptId
from journal.domain.prompts import AFTER_CARE, LEAD_IN, Care, Prompt
from journal.errors import JournalError, NotPossible
from journal.services import (
    arriving,
    asking,
    evenings,
    sealing,
    sharing,
    writing,
)
from journal.services.offers import Sealed
from journal.services.session import Session


def write(arguments: argparse.Namespace, world: World) -> int:
    """Write an entry; its id is printed, and its words are kept whatever is refused."""
    talk, is_sent = world.talk, arguments.offer or arguments.seal
    with unlocked_for_words(arguments, world) as session:
        draft = writing.new_draft(session)
        try:
            for ready in (_with_prompt, _with_moment, _beside_sealed, _sendable):
                draft = ready(session, draft, arguments, world)
        except JournalError as trouble:
            return kept_anyway(session, draft, trouble, talk, is_sent=is_sent)
        draft = replace(draft, words=talk.text())
        try:
            said = _all_said(session, arguments, writing.About())
            entry = saved(session, draft, said, talk)
        except JournalError as trouble:
            return kept_anyway(session, draft, trouble, talk, is_sent=is_sent)
        talk.say(entry.id)
        try:
            if is_sent and sending.is_sent_now(session, arguments, world):
                _send(session, entry.id, world, is_sealed=arguments.seal)
        except JournalError as trouble:
            return say_not_sent(session, entry.id, trouble, arguments, talk)
        _say_after(asking.prompt_of(session, draft), talk)
    return 0


def _send(session: Session, entry: EntryId, world: World, *, is_sealed: bool) -> None:
    if is_sealed:
        sides.seal_one(session, entry, world, say=world.talk.complain)
    else:
        _offer_one(session, entry, world.talk, say=world.talk.complain)


def evening(arguments: argparse.Namespace, world: World) -> int:
    """Write on a hard evening: private, and nothing is asked; its id is printed."""
    with unlocked_for_words(arguments, world) as session:
        evenings.begin(session)
        draft = replace(evenings.page(session), words=world.talk.text())
        world.talk.say(saved(session, draft, None, world.talk).id)
    return 0


def _say_before(prompt: Prompt, asked: str, talk: Talk) -> None:
    if talk.is_terminal:
        talk.complain(asked)
        if prompt.care in LEAD_IN:
            talk.complain(LEAD_IN[prompt.care])


def _say_after(prompt: Prompt | None, talk: Talk) -> None:
    if talk.is_terminal and prompt is not None and prompt.care is not Care.NONE:
        talk.complain("\n".join(AFTER_CARE))


def _with_prompt(
    session: Session,
    draft: writing.Draft,
    arguments: argparse.Namespace,
    _world: World,
) -> writing.Draft:
    """Return the page as an answer to the prompt that was named, if one was."""
    if not arguments.prompt:
        return draft
    prompt = named_prompt(session, arguments.prompt)
    return replace(draft, prompt=prompt.id, asked=asking.asked(session, prompt))


def _with_moment(
    session: Session,
    draft: writing.Draft,
    arguments: argparse.Namespace,
    _world: World,
) -> writing.Draft:
    """Return the page as a side of the moment that was named, or on what is seen."""
    named = arguments.moment or arguments.sees_now
    if not named:
        return draft
    moment = session.library.resolve_moment(named)
    begin = sharing.see_it_now if arguments.sees_now else sharing.tell_my_side
    begun = begin(session, moment)
    # What was begun on the screen stays there, unfinished.
    begun = replace(begun, id=draft.id, words="")
    if draft.prompt is None:
        return begun
    return replace(begun, prompt=draft.prompt, asked=draft.asked)


def _beside_sealed(
    session: Session,
    draft: writing.Draft,
    arguments: argparse.Namespace,
    world: World,
) -> writing.Draft:
    """Return the page beside what the partner has sealed, if that is the same."""
    prompt = asking.prompt_of(session, draft) if arguments.prompt else None
    if prompt is not None:
        _say_before(prompt, draft.asked or "", world.talk)
    sealed = _said_answered(session, draft.prompt, draft.moment, world.talk)
    mine = (one.moment for one in session.library.own_entries())
    if sealed is None or draft.moment is not None or sealed.moment in mine:
        return draft
    return replace(draft, moment=sealed.moment)


def _sendable(
    session: Session,
    draft: writing.Draft,
    arguments: argparse.Namespace,
    world: World,
) -> writing.Draft:
    """Return the page; refuse, before a word is typed, what could not be sent."""
    if arguments.offer and arguments.seal:
        raise NotPossible(words.OFFER_OR_SEAL)
    if arguments.seal:
        sides.say_before_sealing(session, draft.prompt, draft.moment, world)
    return draft


def _said_answered(
    session: Session, prompt: PromptId | None, moment: MomentId | None, talk: Talk
) -> Sealed | None:
    """Say, once one writes on it, that the partner's sealed answer waits."""
    sealed = sealing.of_partner(session, prompt=prompt, moment=moment)
    if sealed is None or arriving.is_quiet(session):
        return None
    talk.complain(words.has_answered(session))
    return sealed


def say(arguments: argparse.Namespace, world: World) -> int:
    """Keep what is said about an entry; what was not given stays as it was."""
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        head = session.library.own(entry)
        said = _all_said(session, arguments, writing.about(head))
        if writing.describe(session, entry, said) != head:
            _say_what_stays(session, entry, world.talk)
    return 0


def _all_said(
    session: Session, arguments: argparse.Namespace, before: writing.About
) -> writing.About:
    said = with_arc(arguments, before)
    back_to = arguments.back_to
    if back_to is None:
        return said
    is_none = back_to.casefold() == NONE
    repairs = None if is_none else sides.resolve_either(session, back_to)
    return replace(said, repairs=repairs)


def _say_what_stays(session: Session, entry: EntryId, talk: Talk) -> None:
    """Say what of an entry the partner reads still, after it was changed."""
    if sealing.of_mine(session, entry) is not None:
        talk.complain(words.STILL_AS_SEALED)
    elif session.my_offer(entry) is not None:
        talk.complain(words.still_as_offered(session))


def revise(arguments: argparse.Namespace, world: World) -> int:
    """Write an entry anew; earlier versions are kept."""
    with unlocked_for_words(arguments, world) as session:
        # What was begun on the screen stays there, unfinished.
        fresh = writing.new_draft(session)
        try:
            entry = session.library.resolve_own(arguments.entry)
        except JournalError as trouble:
            return kept_anyway(session, fresh, trouble, world.talk)
        head = session.library.own(entry)
        _said_answered(session, head.prompt, head.moment, world.talk)
        fresh = replace(fresh, words=world.talk.text(), entry=entry)
        saved(session, fresh, None, world.talk)
        _say_what_stays(session, entry, world.talk)
    return 0


def offer(arguments: argparse.Namespace, world: World) -> int:
    """Let the partner read an entry as it is now."""
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        if sending.is_sent_now(session, arguments, world):
            _offer_one(session, entry, world.talk, say=world.talk.say)
    return 0


def _offer_one(
    session: Session, entry: EntryId, talk: Talk, *, say: Callable[[str], object]
) -> None:
    """Offer, and say who can read it; until it can leave, that it waits."""
    came = sharing.offer(session, entry)
    if session.meeting is None:
        talk.complain(words.WISH)
    elif came.trouble:
        talk.say_trouble(came.trouble)
    else:
        say(words.offered(session))


def take_back(arguments: argparse.Namespace, world: World) -> int:
    """Stop offering an entry."""
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        was_offered = session.my_offer(entry) is not None
        was_sealed = sealing.of_mine(session, entry) is not None
        came = sharing.take_back(session, entry)
        world.talk.say(words.TAKEN_BACK)
        if was_sealed:
            world.talk.complain(words.never_opened(session))
        elif was_offered:
            world.talk.complain(words.taken_back(session))
        world.talk.say_trouble(came.trouble)
    return 0


def delete(arguments: argparse.Namespace, world: World) -> int:
    """Shred an entry for good."""
    talk = world.talk
    if not talk.is_terminal and not arguments.yes:
        raise NotPossible("To delete without being asked, add --yes.")
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        if not arguments.yes and talk.ask("Delete this? d deletes it:") != "d":
            talk.complain("Kept.")
            return 0
        was_offered = session.my_offer(entry) is not None
        writing.delete(session, entry)
        if was_offered:
            talk.complain(words.taken_back(session))
    return 0
