"""Two sides of one moment: seal an answer, open it, ask, link, part, say thanks."""

import argparse
from collections.abc import Callable

from journal.cli import sending, words
from journal.cli.world import World, how_it_was, unlocked
from journal.domain.bonds import Thanks
from journal.domain.entries import EntryId, MomentId, PromptId
from journal.errors import NotFound, NotPossible
from journal.services import arriving, bonds, sealing, sharing, telling
from journal.services.exchanging import Exchanged
from journal.services.session import Session

NOT_TOGETHER = "Those two do not stand beside each other. Nothing was changed."


def seal(arguments: argparse.Namespace, world: World) -> int:
    """Offer an entry so that it opens once the other has answered."""
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        head = session.library.own(entry)
        if sealing.of_mine(session, entry) is None:
            say_before_sealing(session, head.prompt, head.moment, world)
        if sending.is_sent_now(session, arguments, world):
            seal_one(session, entry, world, say=world.talk.say)
    return 0


def say_before_sealing(
    session: Session,
    prompt: PromptId | None,
    moment: MomentId | None,
    world: World,
) -> None:
    """Say when what answers these would open, and what its opening shows.

    Raises:
        NotMet, NotPossible: it could not be sealed.
    """
    session.require_meeting()
    # A page that tells no moment yet will have one that nobody has told.
    told = moment or MomentId("")
    sealing.refuse_unsealable(session, prompt=prompt, moment=told)
    # To a prompt there can be another answer; a moment can only be told anew.
    is_side = prompt is None
    theirs = sealing.of_partner(session, prompt=prompt, moment=moment)
    is_answered = theirs is not None and not arriving.is_quiet(session)
    sentence = words.before_sealing(session, is_side=is_side, is_answered=is_answered)
    world.talk.complain(sentence)


def seal_one(
    session: Session, entry: EntryId, world: World, *, say: Callable[[str], object]
) -> None:
    """Seal an entry, and say so; what is sealed already stays so."""
    came = sharing.seal(session, entry)
    say(words.SEALED)
    _said(came, world)


def open_early(arguments: argparse.Namespace, world: World) -> int:
    """Open an answer of mine before the other has given theirs."""
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        _said(sharing.open_early(session, entry), world)
        world.talk.say(words.opened(session))
    return 0


def ask(arguments: argparse.Namespace, world: World) -> int:
    """Say that I would like the other side of an entry of mine, or no longer."""
    with unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        if arguments.stop:
            _said(bonds.stop_asking(session, entry), world)
        else:
            _said(bonds.ask(session, entry), world)
            world.talk.say(words.asked(session))
    return 0


def link(arguments: argparse.Namespace, world: World) -> int:
    """Say that an entry of mine and one of the other's are one moment."""
    with unlocked(arguments, world) as session:
        mine = session.library.resolve_own(arguments.entry)
        theirs = _resolve_theirs(session, arguments.other)
        _said(bonds.link(session, mine, theirs), world)
        is_one = theirs in _told_with(session, mine)
        world.talk.say(words.LINKED if is_one else words.half_linked(session))
    return 0


def unlink(arguments: argparse.Namespace, world: World) -> int:
    """Part two sides of a moment, at once and for good."""
    with unlocked(arguments, world) as session:
        mine = session.library.resolve_own(arguments.entry)
        theirs = _resolve_theirs(session, arguments.other)
        if theirs not in _told_with(session, mine):
            raise NotPossible(NOT_TOGETHER)
        moment = telling.moment_of(session, session.identity.id, mine)
        _said(bonds.unlink(session, moment.id), world)
        world.talk.say(words.PARTED)
    return 0


def thank(arguments: argparse.Namespace, world: World) -> int:
    """Say of an entry of the other's that it helped, or take that away."""
    # The parser has turned the words into what they mean.
    said = arguments.words if isinstance(arguments.words, Thanks) else None
    with unlocked(arguments, world) as session:
        entry = _resolve_theirs(session, arguments.entry)
        _said(bonds.thank(session, entry, said), world)
        if said is not None:
            world.talk.say(words.THANKED)
    return 0


def suggestions(arguments: argparse.Namespace, world: World) -> int:
    """List what may be one moment, told by each of the two."""
    with unlocked(arguments, world) as session:
        # While arrivals are quiet, nothing here tells of what has come.
        found = [
            (mine, theirs)
            for mine, theirs in bonds.suggestions(session)
            if not arriving.is_hidden(
                session, telling.moment_of(session, theirs.author, theirs.id).id
            )
        ]
        if arguments.json:
            world.talk.say_json(words.suggestions_json(found))
        else:
            world.talk.say(words.suggestions_text(session, found))
        return how_it_was(session)


def not_this(arguments: argparse.Namespace, world: World) -> int:
    """Say no, for myself alone, to an ask or to a suggestion."""
    with unlocked(arguments, world) as session:
        theirs = _resolve_theirs(session, arguments.entry)
        other = arguments.other
        mine = session.library.resolve_own(other) if other else None
        bonds.decline(session, theirs, beside=mine)
        world.talk.say(words.declined(session))
    return 0


def _said(came: Exchanged, world: World) -> None:
    world.talk.say_trouble(came.trouble)


def resolve_either(session: Session, start: str) -> EntryId:
    """Return an entry of mine whose id begins so, else one the partner offers.

    Raises:
        NotFound, NotPossible: none does, or several do.
    """
    try:
        return session.library.resolve_own(start)
    except NotFound:
        return _resolve_theirs(session, start)


def _resolve_theirs(session: Session, start: str) -> EntryId:
    partner = session.partner
    if partner is None:
        raise NotFound
    return session.library.resolve_offered(partner.id, start)


def _told_with(session: Session, mine: EntryId) -> set[EntryId]:
    """Return what stands beside an entry of mine, if that is offered."""
    try:
        told = telling.moment_of(session, session.identity.id, mine)
    except NotFound:
        return set()
    return {side.entry.id for side in told.sides if side.entry.id != mine}
