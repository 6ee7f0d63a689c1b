"""All of one's own words in one place, to be taken out; the partner's only if asked.

Without the partner's words there is nothing of theirs in it: not the question that
they asked, not the entry that is answered, not whether another side was read.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from journal.domain.entries import Entry, EntryId, MomentId, PartnerId
from journal.domain.moments import Moment
from journal.domain.own_prompts import THEME, OwnPrompt
from journal.domain.people import Person
from journal.export.values import Export, Page, Unfinished, Words
from journal.services import (
    arriving,
    asking,
    drafts,
    keepsakes,
    loading,
    reading,
    telling,
)
from journal.services.drafts import Draft
from journal.services.session import Session

_OWN = f"{THEME}-"
Places = Mapping[tuple[PartnerId, EntryId], MomentId]


def gather(session: Session, *, with_offered: bool = False) -> Export:
    """Return everything I wrote and, if asked, what my partner offers me.

    The oldest comes first. While arrivals are quiet, nothing of the partner's is there
    that has not been met.
    """
    # Whoever takes their words along at once, while the pages are still being opened,
    # is not to miss any.
    loading.load(session)
    told_in = _told_in(session) if with_offered else {}
    others = tuple(_others(session, told_in)) if with_offered else ()
    mine = _mine(session, told_in)
    if not with_offered and _was_with_someone(session):
        mine = _by_itself(session, mine)
    return Export(made_on=session.today(), mine=mine, others=others)


def _mine(session: Session, told_in: Places) -> Words:
    me = session.me
    questions = (one for one in asking.our_prompts(session) if one.author == me.id)
    return Words(
        person=me,
        pages=tuple(_my_pages(session, told_in)),
        questions=tuple(questions),
        unfinished=tuple(map(_unfinished, reversed(drafts.drafts(session)))),
    )


def _my_pages(session: Session, told_in: Places) -> Iterable[Page]:
    return _oldest_first(
        Page(
            entry=replace(entry, visibility=reading.visibility(session, entry.id)),
            earlier=session.library.versions(entry.id)[:-1],
            told_in=told_in.get((entry.author, entry.id)),
        )
        for entry in session.library.own_entries()
    )


def _others(session: Session, told_in: Places) -> Iterable[Words]:
    """Yield what each other person offers, or offered until one left."""
    found: dict[PartnerId, _Other] = {}
    partner = session.partner
    if partner is not None:
        other = found[partner.id] = _Other(partner)
        other.entries = {one.id: one for one in arriving.appeared(session)}
        other.questions = tuple(
            one for one in asking.our_prompts(session) if one.author == partner.id
        )
    for person in keepsakes.kept_with(session):
        other = found.setdefault(person.id, _Other(person))
        kept = (one for one in _kept(session) if one.author == person.id)
        other.entries = {one.id: one for one in kept} | other.entries
    for other in found.values():
        pages = [
            Page(entry=one, told_in=told_in.get((one.author, one.id)))
            for one in other.entries.values()
        ]
        yield Words(
            person=other.person,
            pages=tuple(_oldest_first(pages)),
            questions=other.questions,
        )


@dataclass(slots=True)
class _Other:
    person: Person
    entries: dict[EntryId, Entry] = field(default_factory=dict)
    questions: tuple[OwnPrompt, ...] = ()


def _kept(session: Session) -> Iterable[Entry]:
    for kept in session.keepsakes.values():
        yield from kept.tellings.values()


def _told_in(session: Session) -> Places:
    """Return the moment of each side of those that both have told, and I may meet."""
    kept = (
        keepsakes.kept_view(session, one.id).moments
        for one in keepsakes.kept_with(session)
    )
    told: list[Moment] = [moment for moments in kept for moment in moments]
    # Later ones count: what stands in Us now stands above what stood before.
    told += arriving.appearing(session, telling.moments(session))
    return {
        (side.author, side.entry.id): moment.id
        for moment in told
        if len(moment.sides) > 1
        for side in moment.sides
    }


def _was_with_someone(session: Session) -> bool:
    return session.meeting is not None or bool(session.keepsakes)


def _by_itself(session: Session, mine: Words) -> Words:
    """Return my words without what in them would tell of another's."""
    own = frozenset(page.entry.id for page in mine.pages)
    asked = session.own_prompts

    def alone(entry: Entry) -> Entry:
        if entry.repairs is not None and entry.repairs not in own:
            entry = replace(entry, repairs=None)
        if _asked_by_another(entry, asked):
            entry = replace(entry, prompt=None, asked=None)
        return replace(entry, read_other_first=None)

    pages = (
        replace(
            page,
            entry=alone(page.entry),
            earlier=tuple(alone(one) for one in page.earlier),
        )
        for page in mine.pages
    )
    unfinished = (
        replace(page, prompt=None, asked=None)
        if _asked_by_another(page, asked)
        else page
        for page in mine.unfinished
    )
    return replace(mine, pages=tuple(pages), unfinished=tuple(unfinished))


def _asked_by_another(page: Entry | Unfinished, mine: Container[EntryId]) -> bool:
    """Whether it answers a question in another's words.

    Of one that is gone nobody can tell whose it was.
    """
    if page.prompt is None or not page.prompt.startswith(_OWN):
        return False
    return EntryId(page.prompt.removeprefix(_OWN)) not in mine


def _unfinished(draft: Draft) -> Unfinished:
    return Unfinished(
        words=draft.words,
        kept_on=draft.kept_on or date.min,
        prompt=draft.prompt,
        asked=draft.asked,
        entry=draft.entry,
    )


def _oldest_first(pages: Iterable[Page]) -> list[Page]:
    return sorted(
        pages, key=lambda one: (one.entry.day, one.entry.written_at, one.entry.id)
    )
