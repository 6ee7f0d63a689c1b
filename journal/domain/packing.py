"""Make a pack for counselling from entries, and from what each brings to it.

Pure: two people who hold the same offered entries and have said the same get the same
pack, byte for byte. What is struck or left out goes before anything else is made, so
that no title, no line and no sentence can still tell it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from journal.domain.as_read import Asked, Scribe
from journal.domain.brought import Brought
from journal.domain.counselling import (
    FIRST_READ,
    Dots,
    Glance,
    Own,
    Pack,
)
from journal.domain.entries import Entry, EntryId, PartnerId
from journal.domain.insights import taking_turns
from journal.domain.insights_returning import coming_back
from journal.domain.moments import (
    Moment,
    Pair,
    Questions,
    function_sentence,
    pair_of,
    retold,
)
from journal.domain.over_time import over_time
from journal.domain.people import Person
from journal.domain.striking import as_struck, fits
from journal.domain.wording import MONTHS, short_month

LINES_AT_A_GLANCE = 8
MONTHS_AT_A_GLANCE = 12
_NEXT_THINGS = 2


def brought_in(told: Iterable[Moment], parts: Iterable[Brought]) -> tuple[Moment, ...]:
    """Return the moments that either brings, whole, whatever is left out of them."""
    brings = frozenset[EntryId]().union(*(one.brings for one in parts))
    return tuple(one for one in told if brings & {s.entry.id for s in one.sides})


def our_pack(
    told: Iterable[Moment],
    people: tuple[Person, Person],
    parts: Mapping[PartnerId, Brought],
    *,
    asked: Asked,
) -> Pack:
    """Return the pack of two people, made of the moments of Us and nothing else.

    A moment is in it once either has brought it; a side is, unless its author leaves
    it out, or has changed it since words were struck out of it.
    """
    held = tuple(told)
    kept, choosers = [], set()
    for moment in brought_in(held, parts.values()):
        as_read = _kept(moment, parts, asked.questions)
        if as_read is None:
            continue
        kept.append(as_read)
        ids = {side.entry.id for side in moment.sides}
        choosers |= {who for who, part in parts.items() if part.brings & ids}
    writer = _Writer(people, parts, asked, is_ours=True)
    chosen_by = [one.id for one in people if one.id in choosers]
    # A dot of what was left out would say that there is something.
    around = (one for moment in held if (one := _without_what_is_left(moment, parts)))
    return writer.pack(kept, chosen_by, around=around)


def my_pack(
    entries: Iterable[Entry],
    me: Person,
    brought: Brought,
    *,
    asked: Asked,
    reworded: Container[EntryId] = (),
) -> Pack:
    """Return one person's own pack: own entries only, whoever may read them.

    Nothing in it tells of another's side, nor that there is one. `reworded` are those
    whose words were changed after they were first kept.
    """
    kept = []
    for entry in entries:
        if entry.author != me.id or entry.id not in brought.brings:
            continue
        alone = replace(
            entry,
            read_other_first=None,
            asked=None if _is_anothers(entry, asked) else entry.asked,
            revision=2 if entry.id in reworded else 1,
        )
        if (as_read := _as_read(alone, entry, brought)) is not None:
            kept.append(retold(entry.moment, [as_read], asked.questions))
    writer = _Writer((me,), {me.id: brought}, asked, is_ours=False)
    return writer.pack(kept, [me.id] if kept else [], around=())


def is_changed_since(entry: Entry, brought: Brought) -> bool:
    """Whether an entry was changed after words were struck out of it.

    It stands in no pack until its author has looked at it again.
    """
    struck = brought.struck.get(entry.id)
    return struck is not None and not fits(entry, struck)


def _is_anothers(entry: Entry, asked: Asked) -> bool:
    prompt = entry.prompt or ""
    return prompt.startswith("own-") and prompt not in asked.own


def _kept(
    moment: Moment, parts: Mapping[PartnerId, Brought], questions: Questions
) -> Moment | None:
    """Return a moment as it may be read, or None where nobody's side stays."""
    read = [
        as_read
        for side in moment.sides
        if side.entry.id not in parts[side.author].leaves
        and (as_read := _as_read(side.entry, side.entry, parts[side.author]))
    ]
    return retold(moment.id, read, questions) if read else None


def _without_what_is_left(
    moment: Moment, parts: Mapping[PartnerId, Brought]
) -> Moment | None:
    leaves = [s for s in moment.sides if s.entry.id not in parts[s.author].leaves]
    return replace(moment, sides=tuple(leaves)) if leaves else None


def _as_read(shown: Entry, whole: Entry, brought: Brought) -> Entry | None:
    """Return an entry without what was struck, or None where it has changed since."""
    struck = brought.struck.get(whole.id)
    if struck is None:
        return shown
    if not fits(whole, struck):
        return None
    as_read = as_struck(whole, struck)
    return replace(
        as_read,
        read_other_first=shown.read_other_first,
        revision=shown.revision,
        asked=as_read.asked if shown.asked is not None else None,
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of one pack, everywhere by the names its people chose."""

    people: tuple[Person, ...]
    parts: Mapping[PartnerId, Brought]
    asked: Asked
    is_ours: bool

    @property
    def names(self) -> dict[PartnerId, str]:
        called = {one.id: self.parts[one.id].called or one.name for one in self.people}
        if len({name.casefold() for name in called.values()}) == len(called):
            return called
        # Nobody stands in a pack by the other's name: whose account it is must show.
        return {one.id: one.name for one in self.people}

    @property
    def scribe(self) -> Scribe:
        by_month = any(one.by_month for one in self.parts.values())
        return Scribe(names=self.names, asked=self.asked, by_month=by_month)

    def pack(
        self, kept: list[Moment], choosers: list[PartnerId], *, around: Iterable[Moment]
    ) -> Pack:
        oldest = sorted(kept, key=lambda one: (one.day, one.id))
        # What both have told is read first; of those the newest.
        ranked = sorted(oldest, key=lambda one: (len(one.sides), one.day, one.id))
        first = {one.id for one in ranked[-FIRST_READ:]}
        days, scribe = [one.day for one in oldest], self.scribe
        return Pack(
            is_ours=self.is_ours,
            names=tuple(self.names.values()),
            first=scribe.when(days[0]) if days else "",
            last=scribe.when(days[-1]) if days else "",
            chosen_by=tuple(self.names[one] for one in choosers),
            trying=self.own("trying"),
            help=self.own("help"),
            glance=self.glance(oldest, around),
            moments=tuple(scribe.told(one) for one in oldest if one.id in first),
            differs=tuple(self.differs(oldest)),
            questions=self.own("questions"),
            further=tuple(scribe.told(one) for one in oldest if one.id not in first),
        )

    def own(self, what: str) -> tuple[Own, ...]:
        said = ((one.id, getattr(self.parts[one.id], what)) for one in self.people)
        return tuple(Own(name=self.names[id_], text=text) for id_, text in said if text)

    def glance(self, moments: list[Moment], around: Iterable[Moment]) -> Glance:
        if not moments:
            return Glance()
        first, last = (one.day.replace(day=1) for one in (moments[0], moments[-1]))
        # Of all that was offered in these months, and not of the few that were chosen.
        then = [one for one in around if first <= one.day.replace(day=1) <= last]
        dots = over_time(then, self.people) if self.is_ours else None
        window = dots.window(MONTHS_AT_A_GLANCE) if dots else ()
        strips = dots.strips if dots else ()
        return Glance(
            lines=tuple(self.lines(moments, then))[:LINES_AT_A_GLANCE],
            months=tuple(short_month(month) for month in window),
            span=_span(window),
            dots=tuple(
                Dots(
                    name=self.names[strip.person],
                    role=strip.role,
                    months=tuple(month in strip.months for month in window),
                )
                for strip in strips
            ),
        )

    def lines(self, moments: list[Moment], then: list[Moment]) -> Iterator[str]:
        if self.is_ours and taking_turns(then, self.people):
            oldest = min(one.day for one in then)
            yield (
                "Both partners have reached, and both have been there, in what they "
                f"wrote since {_month(oldest)}."
            )
        told = [(one, side) for one in moments for side in one.sides]
        came = [(one, side) for one, side in told if side.entry.returned_to]
        for moment, side in came[-_NEXT_THINGS:]:
            said = " ".join((side.entry.returned_to or "").split())
            yield f"{moment.title}: {self.names[side.author]}, afterwards: {said}"
        for back in coming_back(moments):
            yield f"Came back together: {back.earlier.title}, then {back.later.title}."
        for moment in moments:
            if pair_of(moment) is Pair.BOTH_REACHING:
                yield f"Both reached: {moment.title}."

    def differs(self, moments: list[Moment]) -> Iterator[str]:
        for moment in moments:
            if said := function_sentence(moment, self.names):
                yield f"{moment.title}: {said}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _span(window: Sequence[date]) -> str:
    if not window:
        return ""
    first, last = _month(window[0]), _month(window[-1])
    return first if first == last else f"{first} to {last}"
