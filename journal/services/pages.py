"""My own pages: how the `self` stream keeps them, and how it lets one go."""

from dataclasses import replace

from journal.crypto.envelope import Opened, prompt_key
from journal.crypto.format import Audience, Facts, Json, Kind
from journal.domain.entries import Entry, EntryId, PartnerId, Visibility
from journal.domain.own_prompts import OwnPrompt, prompt_body
from journal.domain.payload import body_of
from journal.errors import NotFound
from journal.services import keepsakes
from journal.services.loading import name_moments, note_offered
from journal.services.segments import recut
from journal.services.session import SELF, US, Pen, Session


def keep_entry(pen: Pen, entry: Entry) -> None:
    """Within a change: keep a revision in my own stream, and then in the library."""
    facts = Facts(
        kind=Kind.ENTRY,
        audience=Audience.PRIVATE,
        entry_id=bytes.fromhex(entry.id),
        created=int(entry.written_at.timestamp()),
        revision=entry.revision,
        prompt_key=prompt_key(entry.prompt),
        moment_id=bytes.fromhex(entry.moment),
    )
    sealed = pen.add(SELF, facts, body_of(entry))
    session = pen.session

    def follow() -> None:
        session.places[entry.id].add(sealed.position.sequence)
        session.library.keep_own(entry)

    pen.after(follow)


def keep_own_prompt(pen: Pen, prompt: OwnPrompt) -> None:
    """Within a change: keep a question of my own in my stream, and then in memory."""
    session = pen.session
    facts = Facts(
        kind=Kind.ACT,
        audience=Audience.PRIVATE,
        entry_id=bytes.fromhex(prompt.id),
        created=session.conditions.seconds(),
    )
    sealed = pen.add(SELF, facts, prompt_body(prompt))

    def follow() -> None:
        session.places[prompt.id].add(sealed.position.sequence)
        session.own_prompts[prompt.id] = prompt

    pen.after(follow)


def tombstone(session: Session, entry: EntryId, audience: Audience) -> Facts:
    """Return the facts of a tombstone for an entry."""
    return Facts(
        kind=Kind.TOMBSTONE,
        audience=audience,
        entry_id=bytes.fromhex(entry),
        created=session.conditions.seconds(),
    )


def shred_page(session: Session, pen: Pen, entry: EntryId) -> None:
    """Within a change: leave nothing of an entry in my own stream but husks."""
    own = session.streams[SELF]
    pen.add(SELF, tombstone(session, entry, Audience.PRIVATE), {})
    for sequence in session.places[entry]:
        pen.shred(own, sequence)
    pen.after(lambda: _forget(session, entry))


def withdraw(session: Session, pen: Pen, facts: Facts, body: dict[str, Json]) -> None:
    """Within a change: say that an entry is no longer offered, and shred what was."""
    entry = EntryId(facts.entry_id.hex())
    us = session.streams[US]
    sealed = pen.add(US, facts, body)
    places = session.offers.places(session.identity.id, entry)
    for sequence in places:
        pen.shred(us, sequence)
    recut(session, pen, places)

    def follow() -> None:
        me = session.identity.id
        said = Opened(facts, body)
        note_offered(session, me, said, sealed.position.sequence)
        for sequence in places:
            session.offers.shredded(me, entry, sequence)
        session.library.drop_offered(me, entry)
        name_moments(session)

    pen.after(follow)


def agree_with_offers(session: Session) -> None:
    """Make my own pages agree with what I have offered.

    After a backup was copied back, entries may stand offered of which this vault has
    no page, and pages may lie here that were deleted since; or what was deleted here
    meanwhile may still stand offered.
    """
    me = session.identity.id
    _agree_on_prompts(session, me)
    waiting = (one.entry for one in session.offers.all_sealed(me))
    sealed = [one for one in waiting if one is not None]
    for standing in (*session.offers.all_standing(me), *sealed):
        if standing.id in session.deleted:
            facts = tombstone(session, standing.id, Audience.OFFERED)
            with session.writing() as pen:
                withdraw(session, pen, facts, {})
            continue
        page = _lacking_page(session, standing)
        if page is not None:
            with session.writing() as pen:
                keep_entry(pen, page)
    for page in session.library.own_entries():
        if session.offers.is_deleted(me, page.id):
            with session.writing() as pen:
                shred_page(session, pen, page.id)
    session.scrub()


def _agree_on_prompts(session: Session, me: PartnerId) -> None:
    for standing in session.offers.prompts(me):
        if standing.id in session.deleted:
            facts = tombstone(session, standing.id, Audience.OFFERED)
            with session.writing() as pen:
                withdraw(session, pen, facts, {})
        elif standing.id not in session.own_prompts:
            with session.writing() as pen:
                keep_own_prompt(pen, replace(standing, revision=1))
    for id_ in list(session.own_prompts):
        if session.offers.is_deleted(me, id_):
            with session.writing() as pen:
                shred_page(session, pen, id_)


def _lacking_page(session: Session, standing: Entry) -> Entry | None:
    """Return the page that holds offered words of mine, unless one is here."""
    try:
        versions = session.library.versions(standing.id)
    except NotFound:
        return replace(standing, revision=1, visibility=Visibility.PRIVATE)
    if any(version.words == standing.words for version in versions):
        return None
    # What only I may read of it was never offered and stays as it was.
    head = versions[-1]
    return replace(
        standing,
        revision=head.revision + 1,
        visibility=Visibility.PRIVATE,
        written_on=head.written_on,
        happened_on=standing.day,
        underneath=head.underneath,
        after=head.after,
        repairs=standing.repairs or head.repairs,
        unknown=head.unknown,
    )


def _forget(session: Session, entry: EntryId) -> None:
    session.deleted.add(entry)
    session.library.drop_own(entry)
    keepsakes.drop_mine(session, entry)
    session.own_prompts.pop(entry, None)
    session.places.pop(entry, None)
    session.wishes.discard(entry)
