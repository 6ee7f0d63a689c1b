"""Prompts of our own: write one, offer it to the partner, take it back, delete it.

One travels sealed like an entry, in the same two streams: all of it in one's own, and
a projection of it in `us` for as long as it is offered.
"""

from dataclasses import replace

from journal.crypto.format import Audience, Facts, Kind, day_start
from journal.domain.entries import EntryId
from journal.domain.own_prompts import OwnPrompt, clean_question, prompt_body
from journal.domain.prompts import PromptRole
from journal.errors import NotFound, NotPossible
from journal.services import exchanging
from journal.services.loading import ACT_TAKE_BACK
from journal.services.pages import keep_own_prompt, shred_page, tombstone, withdraw
from journal.services.session import US, Session

_NOT_MINE = "There is no prompt of your own with that id."


def write_prompt(
    session: Session, text: str, *, role: PromptRole = PromptRole.BOTH
) -> OwnPrompt:
    """Keep a prompt in one's own words, for oneself.

    Raises:
        NothingWritten, NotPossible: it is empty, or too long.
        NoRoom, MayNotWrite, Busy: nothing was changed.
    """
    prompt = OwnPrompt(
        id=EntryId(session.conditions.random(16).hex()),
        author=session.identity.id,
        revision=1,
        text=clean_question(text),
        role=role,
    )
    with session.writing() as pen:
        keep_own_prompt(pen, prompt)
    return prompt


def say_whose(session: Session, id_: str, role: PromptRole) -> OwnPrompt:
    """Say whose moment a prompt of mine asks about; its words stay as they are.

    Raises:
        NotFound: I wrote none of that id.
    """
    changed = replace(own_prompt(session, id_), role=role)
    with session.writing() as pen:
        keep_own_prompt(pen, changed)
    return changed


def own_prompt(session: Session, id_: str) -> OwnPrompt:
    """Return a prompt that I wrote, by its id with or without `own-` before it.

    Raises:
        NotFound: I wrote none of that id.
    """
    bare = EntryId(id_.removeprefix("own-"))
    if bare not in session.own_prompts:
        raise NotFound(_NOT_MINE)
    return session.own_prompts[bare]


def is_offered(session: Session, prompt: OwnPrompt) -> bool:
    """Whether the partner can be asked a prompt of mine."""
    return session.offers.standing(session.identity.id, prompt.id) is not None


def offer_prompt(session: Session, id_: str) -> exchanging.Exchanged:
    """Let the partner be asked a prompt of mine; doing it twice does nothing more.

    Raises:
        NotFound: I wrote none of that id.
        NotMet: there is nobody to offer it to.
    """
    exchanging.adopt_first(session)
    prompt = own_prompt(session, id_)
    session.require_meeting()
    with session.lock:
        if not is_offered(session, prompt):
            _offer(session, prompt)
    return exchanging.exchange(session)


def take_back_prompt(session: Session, id_: str) -> exchanging.Exchanged:
    """Stop offering a prompt; what was answered to it stays with who answered.

    Raises:
        NotFound: I wrote none of that id.
        NotPossible: it is not offered.
    """
    exchanging.adopt_first(session)
    prompt = own_prompt(session, id_)
    if not is_offered(session, prompt):
        raise NotPossible("That prompt is not offered. Nothing was changed.")
    with session.writing() as pen:
        facts = _facts(session, prompt, kind=Kind.ACT)
        withdraw(session, pen, facts, {"act": ACT_TAKE_BACK})
    session.scrub()
    return exchanging.exchange(session)


def delete_prompt(session: Session, id_: str) -> None:
    """Shred a prompt of mine, here and where it was offered.

    Raises:
        NotFound: I wrote none of that id.
    """
    exchanging.adopt_first(session)
    prompt = own_prompt(session, id_)
    places = session.offers.places(session.identity.id, prompt.id)
    with session.writing() as pen:
        shred_page(session, pen, prompt.id)
        if places:
            withdraw(session, pen, tombstone(session, prompt.id, Audience.OFFERED), {})
    session.scrub()
    exchanging.exchange(session)


def _offer(session: Session, prompt: OwnPrompt) -> None:
    me = session.identity.id
    revision = session.offers.last_revision(me, prompt.id) + 1
    facts = _facts(session, prompt, kind=Kind.ACT, revision=revision)
    told = OwnPrompt(
        id=prompt.id,
        author=me,
        revision=revision,
        text=prompt.text,
        role=prompt.role,
    )
    with session.writing() as pen:
        sealed = pen.add(US, facts, prompt_body(told))
        sequence = sealed.position.sequence
        pen.after(lambda: session.offers.tell(told, sequence))


def _facts(
    session: Session, prompt: OwnPrompt, *, kind: Kind, revision: int = 1
) -> Facts:
    return Facts(
        kind=kind,
        audience=Audience.OFFERED,
        entry_id=bytes.fromhex(prompt.id),
        created=day_start(session.conditions.seconds()),
        revision=revision,
    )
