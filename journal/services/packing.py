"""Make a pack for counselling: one's own, or one to which both agree word by word.

A pack of one's own is made here and stays here. In `our` pack each says their own part
in `us`, and both compute the same text from it; agreement names that exact text, and
so is gone by itself once a word of it changes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, auto
from itertools import chain

from journal.crypto.format import Json
from journal.domain.as_read import Asked
from journal.domain.brought import (
    Brought,
    body_of_brought,
    body_of_struck,
    is_brief,
)
from journal.domain.counselling import HELP_LIMIT, Pack
from journal.domain.entries import Entry, EntryId, PartnerId, PromptId
from journal.domain.packing import (
    brought_in,
    is_changed_since,
    my_pack,
    our_pack,
)
from journal.domain.people import Person
from journal.domain.striking import (
    Cut,
    Cuts,
    Struck,
    as_struck,
    fits,
    names_left,
    seal_of,
    texts_of,
    with_cut,
)
from journal.domain.text import NAME_LIMIT, clean_line, clean_text
from journal.errors import NotFound, NotPossible
from journal.services import exchanging, loading, telling
from journal.services.bonds import say
from journal.services.own_pack import keep_own_part, own_part
from journal.services.parts import ACT_PACK, ACT_PACK_APPROVAL, ACT_PACK_CUTS
from journal.services.preferences import reader
from journal.services.session import Session
from journal.services.shipped import library, questions

NOBODY_TO_AGREE = "Our pack needs a yes from both of you. My pack needs nobody's."
NOTHING_IN_IT = (
    "Pick three to five. One that went well, and one where you came back together."
)
CHANGED_MEANWHILE = "It has changed since you read it. Read it once more, then agree."
_NOT_BRIEF = (
    "That is {words} words, and up to {limit} can stand there. Nothing was changed."
)
_NOT_AGREED = "The file can be made once {who} agreed to this text too."


class Whose(Enum):
    """Which of the two packs: they are never mixed."""

    MINE = auto()
    OURS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A pack as it stands, with what its maker can see and do about it.

    `pack` is exactly what would leave. `part` is what I have said of it, `mine` my own
    entries in it, and `changed` those of them that I changed after words were struck
    out, which stay out until I have looked at them again. `agreed` are those who have
    agreed to exactly this text; with `has_lapsed` I had agreed to another one.
    """

    whose: Whose
    pack: Pack = field(repr=False)
    part: Brought = field(repr=False)
    mine: tuple[Entry, ...] = field(default=(), repr=False)
    changed: tuple[Entry, ...] = field(default=(), repr=False)
    agreed: frozenset[PartnerId] = frozenset()
    has_lapsed: bool = False

    @property
    def digest(self) -> str:
        """What an agreement to this text names."""
        return self.pack.digest()


def bench(session: Session, whose: Whose) -> Bench:
    """Return a pack as it stands now.

    Raises:
        NotMet: our pack, before there are two.
        NotPossible: our pack, when there is nobody to agree to it.
    """
    loading.load(session)
    with session.lock:
        return _own(session) if whose is Whose.MINE else _ours(session)


def bring(
    session: Session, whose: Whose, entries: Iterable[EntryId], *, kept: bool = True
) -> Bench:
    """Bring the moments of these entries to a pack, or no longer.

    Of my own pack, entries of my own; of ours, whatever is offered.

    Raises:
        NotFound: there is no such entry there.
    """
    now, ids = bench(session, whose), frozenset(entries)
    if kept and not ids <= _that_can_come(session, whose):
        raise NotFound
    brings = now.part.brings | ids if kept else now.part.brings - ids
    return change(session, whose, replace(now.part, brings=brings))


def leave_out(session: Session, entry: EntryId, *, kept: bool = True) -> Bench:
    """Leave a side of my own out of our pack, without a word; or put it back."""
    now = bench(session, Whose.OURS)
    if session.my_offer(entry) is None:
        raise NotFound
    leaves = now.part.leaves | {entry} if kept else now.part.leaves - {entry}
    return change(session, Whose.OURS, replace(now.part, leaves=leaves))


def strike(session: Session, whose: Whose, entry: EntryId, cuts: Cuts) -> Bench:
    """Strike these words, and no others, out of an entry of mine; without any, none.

    Raises:
        NotFound: it is no entry of one's own, or in our pack none that is offered.
    """
    now = bench(session, whose)
    found = text_of(session, whose, entry)
    said = {name: tuple(sorted(held)) for name, held in cuts.items() if held}
    struck = {id_: one for id_, one in now.part.struck.items() if id_ != entry}
    if said:
        struck[entry] = Struck(of=seal_of(found), cuts=said)
    return change(session, whose, replace(now.part, struck=struck))


def strike_also(
    session: Session,
    whose: Whose,
    entry: EntryId,
    find: Callable[[str], Iterable[Cut]],
) -> Bench:
    """Strike what is found in each text of an entry of mine, beside what is struck.

    Where the entry was changed since, what was struck before is looked for no more.

    Raises:
        NotFound: it is no entry of one's own, or in our pack none that is offered.
    """
    found = text_of(session, whose, entry)
    struck = bench(session, whose).part.struck.get(entry)
    before = struck.cuts if struck is not None and fits(found, struck) else {}
    cuts = {}
    for name, text in texts_of(found).items():
        held = before.get(name, ())
        for cut in find(text):
            held = with_cut(held, cut)
        cuts[name] = held
    return strike(session, whose, entry, cuts)


def names_to_check(now: Bench) -> dict[str, tuple[EntryId, ...]]:
    """Return every capitalised name left in what I tell in a pack, and where it is.

    Not the names under which its people stand in it.
    """
    left: dict[str, list[EntryId]] = {}
    out = {one.id for one in now.changed} | now.part.leaves
    for entry in now.mine:
        if entry.id in out:
            continue
        struck = now.part.struck.get(entry.id)
        texts = texts_of(as_struck(entry, struck) if struck else entry)
        for name in dict.fromkeys(chain(*map(names_left, texts.values()))):
            if name not in now.pack.names:
                left.setdefault(name, []).append(entry.id)
    for name in names_left(f"{now.part.help}\n{now.part.trying}\n{now.part.questions}"):
        if name not in now.pack.names:
            left.setdefault(name, [])
    return {name: tuple(places) for name, places in left.items()}


def text_of(session: Session, whose: Whose, entry: EntryId) -> Entry:
    """Return an entry of my own as a pack would show it, before anything is struck.

    Raises:
        NotFound: it is no entry of one's own, or in our pack none that is offered.
    """
    if whose is Whose.MINE:
        return session.library.own(entry)
    shown = {one.id: one for one in _my_offered(session)}
    if entry not in shown:
        raise NotFound
    return shown[entry]


def change(session: Session, whose: Whose, part: Brought) -> Bench:
    """Say my part of a pack anew, and return the pack as it then stands.

    What is the same as before is not said again.

    Raises:
        NotPossible: what heads a pack is longer than eighty words.
    """
    part = _cleaned(part)
    for text in (part.help, part.trying):
        if not is_brief(text):
            words = len(text.split())
            raise NotPossible(_NOT_BRIEF.format(words=words, limit=HELP_LIMIT))
    if whose is Whose.MINE:
        keep_own_part(session, part)
        return bench(session, whose)
    exchanging.adopt_first(session)
    with session.lock:
        known = part_of(session, session.identity.id)
        if body_of_brought(part) != body_of_brought(known):
            say(session, {"act": ACT_PACK, **body_of_brought(part)})
        for id_ in sorted(part.struck.keys() | known.struck.keys()):
            said = part.struck.get(id_, Struck(of=""))
            if said != known.struck.get(id_, Struck(of="")):
                body: dict[str, Json] = {"act": ACT_PACK_CUTS, **body_of_struck(said)}
                say(session, body, about=id_)
    exchanging.exchange(session)
    return bench(session, whose)


def agree(session: Session, digest: str, *, kept: bool = True) -> Bench:
    """Agree to our pack as I have read it, word for word; or no longer.

    Raises:
        NotPossible: it is not the same any more, or there is nothing in it.
    """
    exchanging.adopt_first(session)
    with session.lock:
        now = bench(session, Whose.OURS)
        me = session.identity.id
        if not kept and me in now.agreed:
            say(session, {"act": ACT_PACK_APPROVAL, "of": None, "on": None})
        elif kept and now.digest != digest:
            raise NotPossible(CHANGED_MEANWHILE)
        elif kept and not now.pack.moments:
            raise NotPossible(NOTHING_IN_IT)
        elif kept and me not in now.agreed:
            on = session.today().isoformat()
            say(session, {"act": ACT_PACK_APPROVAL, "of": digest, "on": on})
    exchanging.exchange(session)
    return bench(session, Whose.OURS)


def finished(session: Session, whose: Whose, digest: str) -> Pack:
    """Return the pack as it may leave: the one that was read, and agreed to by both.

    Raises:
        NotPossible: it is another by now, there is nothing in it, or one of the two has
            not agreed to it.
    """
    now = bench(session, whose)
    if now.digest != digest:
        raise NotPossible(CHANGED_MEANWHILE)
    if not now.pack.moments:
        raise NotPossible(NOTHING_IN_IT)
    if whose is Whose.MINE:
        return now.pack
    for person in session.people:
        if person.id not in now.agreed:
            is_me = person.id == session.identity.id
            who = "you have" if is_me else f"{person.name} has"
            raise NotPossible(_NOT_AGREED.format(who=who))
    return now.pack


def _own(session: Session) -> Bench:
    part = own_part(session)
    held = [entry for id_ in sorted(part.brings) if (entry := _my_entry(session, id_))]
    reworded = frozenset(one.id for one in held if _is_reworded(session, one))
    own = frozenset(PromptId(f"own-{id_}") for id_ in session.own_prompts)
    pack = my_pack(held, session.me, part, asked=_asked(own=own), reworded=reworded)
    return _bench(Whose.MINE, pack, part, held)


def _ours(session: Session) -> Bench:
    session.require_meeting()
    if reader(session) is None:
        raise NotPossible(NOBODY_TO_AGREE)
    first, second = session.people
    parts = {one.id: part_of(session, one.id) for one in (first, second)}
    around = telling.moments(session)
    told = brought_in(around, parts.values())
    pack = our_pack(around, (first, second), parts, asked=_asked())
    digest = pack.digest()
    days = {one.id: _agreed_on(session, one, digest) for one in (first, second)}
    agreed = frozenset(id_ for id_, day in days.items() if day is not None)
    said = [day for day in days.values() if day is not None]
    if len(said) == len(days):
        pack = replace(pack, agreed_on=max(said))
    part = parts[session.identity.id]
    me = session.identity.id
    held = [s.entry for one in told for s in one.sides if s.author == me]
    found = _bench(Whose.OURS, pack, part, held)
    lapsed = session.sayings.parts.agreed_to_another(me, digest)
    return replace(found, agreed=agreed, has_lapsed=lapsed)


def _bench(whose: Whose, pack: Pack, part: Brought, held: Iterable[Entry]) -> Bench:
    mine = tuple(sorted(held, key=lambda one: (one.day, one.id)))
    changed = tuple(one for one in mine if is_changed_since(one, part))
    return Bench(whose=whose, pack=pack, part=part, mine=mine, changed=changed)


def _agreed_on(session: Session, person: Person, digest: str) -> date | None:
    """Return the day someone agreed; of one that is not there yet nothing is believed.

    It may be a day ahead where the two are not in one zone.
    """
    day = session.sayings.parts.agreed_on(person.id, digest)
    return day if day and day <= session.today() + timedelta(days=1) else None


def part_of(session: Session, who: PartnerId) -> Brought:
    """Return what one of the two has said of our pack."""

    def tells(entry: EntryId) -> bool:
        return session.offers.shown(who, entry) is not None

    return session.sayings.parts.brought(who, tells=tells)


def _my_offered(session: Session) -> list[Entry]:
    me = session.identity.id
    return [one for one in session.library.offered_entries() if one.author == me]


def _that_can_come(session: Session, whose: Whose) -> frozenset[EntryId]:
    if whose is Whose.MINE:
        return frozenset(one.id for one in session.library.own_entries())
    return frozenset(one.id for one in session.library.offered_entries())


def _my_entry(session: Session, id_: EntryId) -> Entry | None:
    try:
        return session.library.own(id_)
    except NotFound:
        return None


def _is_reworded(session: Session, entry: Entry) -> bool:
    versions = session.library.versions(entry.id)
    return any(one.words != entry.words for one in versions)


def _asked(own: frozenset[PromptId] = frozenset()) -> Asked:
    depths = {one.id: one.depth for theme in library().themes for one in theme.prompts}
    return Asked(questions=questions(), depths=depths, own=own)


def _cleaned(part: Brought) -> Brought:
    return replace(
        part,
        help=clean_text(part.help).strip(),
        trying=clean_text(part.trying).strip(),
        questions=clean_text(part.questions).strip(),
        called=clean_line(part.called, limit=NAME_LIMIT),
    )
