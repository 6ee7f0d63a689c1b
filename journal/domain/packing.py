"""Make a pack for counselling from entries, and from what each brings to it.

Pure: two people who hold the same offered entries and have said the same get the same
pack, byte for byte. What is struck or left out goes before anything else is made, so
that no title, no line and no sentence can still tell it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from journal.domain.arc_words import said_beside
from journal.domain.brought import Brought
from journal.domain.counselling import (
    FIRST_READ,
    Account,
    Dots,
    Glance,
    Own,
    Pack,
    Told,
)
from journal.domain.entries import Entry, EntryId, PartnerId, PromptId
from journal.domain.insights import taking_turns, what_came_next
from journal.domain.insights_returning import coming_back
from journal.domain.moments import (
    Moment,
    Pair,
    Questions,
    Side,
    function_sentence,
    pair_of,
    retold,
)
from journal.domain.over_time import over_time
from journal.domain.people import Person
from journal.domain.prompts import Depth
from journal.domain.striking import as_struck, fits
from journal.domain.what_helps import in_both
from journal.domain.wording import (
    MONTHS,
    function_words,
    listed,
    long_day,
    month_heading,
    response_words,
    role_words,
    short_month,
)

LINES_AT_A_GLANCE = 8
MONTHS_AT_A_GLANCE = 12
_NEXT_THINGS = 2
_DEPTHS = {
    Depth.LIGHT: "a light question",
    Depth.WARM: "a warm question",
    Depth.DEEP: "a deep question",
}
_PAIRS = {
    Pair.BOTH_REACHING: "Both tell this as reaching.",
    Pair.BOTH_GIVING: "Each tells this as looking after the other.",
    Pair.MUTUAL: "Both tell this as going both ways.",
    Pair.CHANGED_PLACES: "They changed places partway.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What questions ask, in words that name neither of the two, and how much.

    `own` are the questions of one's own of the one whose pack it is: of another's
    nothing stands in it.
    """

    questions: Questions
    depths: Mapping[PromptId, Depth] = field(default_factory=dict)
    own: frozenset[PromptId] = frozenset()


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
    return writer.pack(kept, chosen_by, around=held)


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
    def by_month(self) -> bool:
        return any(one.by_month for one in self.parts.values())

    def pack(
        self, kept: list[Moment], choosers: list[PartnerId], *, around: Iterable[Moment]
    ) -> Pack:
        oldest = sorted(kept, key=lambda one: (one.day, one.id))
        # What both have told is read first; of those the newest.
        ranked = sorted(oldest, key=lambda one: (len(one.sides), one.day, one.id))
        first = {one.id for one in ranked[-FIRST_READ:]}
        days = [one.day for one in oldest]
        return Pack(
            is_ours=self.is_ours,
            names=tuple(self.names.values()),
            first=self.when(days[0]) if days else "",
            last=self.when(days[-1]) if days else "",
            chosen_by=tuple(self.names[one] for one in choosers),
            trying=self.own("trying"),
            help=self.own("help"),
            glance=self.glance(oldest, around),
            moments=tuple(self.told(one) for one in oldest if one.id in first),
            differs=tuple(self.differs(oldest)),
            questions=self.own("questions"),
            further=tuple(self.told(one) for one in oldest if one.id not in first),
        )

    def own(self, what: str) -> tuple[Own, ...]:
        said = ((one.id, getattr(self.parts[one.id], what)) for one in self.people)
        return tuple(Own(name=self.names[id_], text=text) for id_, text in said if text)

    def when(self, day: date) -> str:
        month = f"{MONTHS[day.month - 1]} {day.year}"
        return month if self.by_month else long_day(day)

    def told(self, moment: Moment) -> Told:
        functions = {side.function for side in moment.sides}
        agreed = functions.pop() if len(functions) == 1 else None
        in_words = [response_words(one, hoped=True) for one in in_both(moment)]
        said = _PAIRS.get(pair_of(moment) or Pair.OPEN)
        return Told(
            title=" ".join(moment.title.split()),
            when=self.when(moment.day),
            about=function_words(agreed) if agreed else "",
            accounts=tuple(
                self.account(side, says_about=agreed is None) for side in moment.sides
            ),
            in_both=listed(in_words),
            said=(said,) if said else (),
        )

    def account(self, side: Side, *, says_about: bool) -> Account:
        entry, prompt = side.entry, side.entry.prompt
        lines = said_beside(entry, mine=False)
        keep = " ".join((entry.keep or "").split())
        depth = self.asked.depths.get(prompt) if prompt else None
        return Account(
            name=self.names[side.author],
            role=role_words(side.role, first_person=False),
            about=function_words(side.function) if says_about and side.function else "",
            asked=self.question(entry),
            depth=_DEPTHS[depth] if depth else "",
            words=entry.words,
            changed=entry.changed_after_reading or "",
            lines=(*lines, ("worth keeping", keep)) if keep else lines,
            afterwards=" ".join((entry.returned_to or "").split()),
            told_after_reading=side.told_after_reading,
            is_edited=entry.revision > 1,
        )

    def question(self, entry: Entry) -> str:
        shipped = self.asked.questions.get(entry.prompt) if entry.prompt else None
        return shipped or entry.asked or ""

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
            since = month_heading(oldest, moments[-1].day.year)
            yield (
                "Both partners have reached, and both have been there, "
                f"in what they wrote since {since}."
            )
        for one in what_came_next(moments)[:_NEXT_THINGS]:
            yield f"{self.names[one.author]}, afterwards: {one.text}"
        for back in coming_back(moments):
            yield f"Came back together: {back.earlier.title}, then {back.later.title}."
        for moment in moments:
            if pair_of(moment) is Pair.BOTH_REACHING:
                yield f"Both reached: {moment.title}."

    def differs(self, moments: list[Moment]) -> Iterator[str]:
        for moment in moments:
            if said := function_sentence(moment, self.names):
                yield f"{moment.title}: {said}"
