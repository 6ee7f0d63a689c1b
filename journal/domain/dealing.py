"""Which prompts are dealt today, computed by each of two people alone.

A day's first prompt depends on a key both hold, the date and the shipped prompts,
and on nothing that either has written: what is dealt tells nothing about anyone. The
other two are the writer's own and lean on what only the writer knows.
"""

import hmac
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto

from journal.domain.entries import Entry, PromptId
from journal.domain.prompts import Care, Depth, Library, Prompt, PromptRole
from journal.errors import NotFound

DAYS_BETWEEN = 60
REST_DAYS = 180
GENTLE_DAYS = 7
AT_ONCE = 3
GOOD_NEWS = "goodnews"
"""The theme that rests while a time is hard for both."""
GENTLE_THEMES = frozenset({"presence", "comfort", "goodnews"})
"""Where the questions of a shaky day come from."""

# A missed signal or a falling-out is chosen, unless the question is a light one.
_LIGHT_ONLY = frozenset({"missed", "repair"})
_SHAKY = 2

Cell = tuple[str, PromptRole]


class Seat(Enum):
    """Which of the two someone is, by the order of their meeting; or alone."""

    FIRST = auto()
    SECOND = auto()
    ALONE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is dealt on one day: two sides of a pair, or one question for both."""

    care_seeker: Prompt
    caregiver: Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What one writer has had to do with the prompts; nobody else's past is in it.

    `dealt` and `answered` hold the last day of each, `resting` the day a rest ends,
    `visits` how often the writer answered a theme in a role. `invited` are mirrors of
    what the partner has offered, and what answers something they have sealed. In a
    hard season, to which both have said yes, questions about good news rest.
    """

    dealt: Mapping[PromptId, date] = field(default_factory=dict)
    answered: Mapping[PromptId, date] = field(default_factory=dict)
    resting: Mapping[PromptId, date] = field(default_factory=dict)
    visits: Mapping[Cell, int] = field(default_factory=dict)
    invited: frozenset[PromptId] = frozenset()
    is_gentle: bool = False
    is_hard_season: bool = False


NO_PAST = Past()


def may_be_dealt(prompt: Prompt) -> bool:
    """Whether a prompt may come unasked.

    Never what is retired, deep or heavy; nor what was missed or mended beyond a light
    question, and of these none that asks the one who missed it, or who did the mending.
    """
    if prompt.retired or prompt.depth is Depth.DEEP or prompt.care is Care.HEAVY:
        return False
    if prompt.theme not in _LIGHT_ONLY:
        return True
    is_of_giver = prompt.role is PromptRole.CAREGIVER
    return prompt.depth is Depth.LIGHT and not is_of_giver


def may_be_shared(prompt: Prompt) -> bool:
    """Whether a prompt may be the one that both know the other is asked today.

    Nothing that stirs things up, and nothing on what was missed or mended: somebody
    may be made to answer for what they wrote, or did not.
    """
    return (
        may_be_dealt(prompt)
        and prompt.care is Care.NONE
        and prompt.theme not in _LIGHT_ONLY
    )


def dealable(library: Library) -> tuple[Unit, ...]:
    """Return everything that may be shared by two people on one day, by id."""
    by_id = {one.id: one for one in library.prompts() if may_be_shared(one)}
    units: list[Unit] = []
    for prompt in by_id.values():
        mirror = by_id.get(prompt.mirror) if prompt.mirror else None
        match prompt.role:
            case PromptRole.BOTH:
                units.append(Unit(care_seeker=prompt, caregiver=prompt))
            case PromptRole.CARE_SEEKER if mirror and mirror.mirror == prompt.id:
                units.append(Unit(care_seeker=prompt, caregiver=mirror))
            case _:
                continue
    return tuple(sorted(units, key=lambda unit: unit.care_seeker.id))


def asks_for_gentleness(entries: Iterable[Entry], day: date) -> bool:
    """Whether the writer's latest entry says that they or the two were not okay.

    It asks for a week at most, or until something else is written.
    """
    latest = max(
        entries, key=lambda one: (one.written_on, one.written_at, one.id), default=None
    )
    if latest is None or latest.after is None:
        return False
    felt = [word for word in (latest.after.i, latest.after.we) if word is not None]
    is_recent = day - latest.written_on < timedelta(days=GENTLE_DAYS)
    return is_recent and any(word <= _SHAKY for word in felt)


class Deck:
    """The prompts as one person is dealt them.

    Args:
        library: the shipped prompts.
        key: what both of a couple hold, and nobody else; for someone alone, theirs.
        seat: which of the two it is, or alone.

    Someone alone is dealt no prompt that is about the answer of two.

    Raises:
        NotFound: the library has nothing that may be dealt.
    """

    def __init__(self, library: Library, *, key: bytes, seat: Seat) -> None:
        self._key, self._seat = key, seat
        units = dealable(library)
        pool = [one for one in library.prompts() if may_be_dealt(one)]
        if seat is Seat.ALONE:
            pool = [one for one in pool if one.role is not PromptRole.BOTH]
        if not pool or not (units or seat is Seat.ALONE):
            raise NotFound
        self._pool = tuple(pool)
        self._order = sorted(
            units, key=lambda unit: self._draw("order", unit.care_seeker)
        )
        self._rounds: dict[int, list[Unit]] = {}

    def shared(self, day: date) -> Prompt:
        """Return the first prompt of a day, whatever its reader has done before.

        Both of a couple are dealt the same unit; which of them gets the care-seeker's
        side changes from day to day. Every unit comes once in each round, and not
        again for 60 days where there are more than 60 units. Someone alone has none.
        """
        today = day.toordinal()
        round_, place = divmod(today, len(self._order))
        if round_ not in self._rounds:
            self._rounds[round_] = self._round(round_)
        unit = self._rounds[round_][place]
        is_first = self._seat is not Seat.SECOND
        return unit.care_seeker if is_first == (today % 2 == 0) else unit.caregiver

    def deal(self, day: date, past: Past = NO_PAST) -> tuple[Prompt, ...]:
        """Return the prompts to choose from: three, fewer where the pool is spent.

        The first is the shared one, or the next where the writer rests it. The second
        is of a kind the writer has visited least, the third the one not dealt for
        longest; they differ from each other and the first in theme and in role as far
        as can be. Nothing comes again within 60 days, no two tender ones come in a
        row, and after a shaky day everything is light and near at hand.
        """
        near = frozenset(self._near(day)) if self._is_shared else frozenset()
        fresh = [
            one
            for one in self._pool
            if one.id not in near and _is_fresh(one, day, past)
        ]
        if past.is_gentle:
            return self._gently(day, past, fresh)
        oldest = sorted(fresh, key=lambda one: self._age(one, past))
        if self._is_shared:
            dealt = [self._first(day, past)]
            tomorrow = [self.shared(day + timedelta(days=1))]
        else:
            plain = [one for one in oldest if one.care is not Care.TENDER]
            dealt, tomorrow = plain[:1] or oldest[:1], []
        dealt += self._pick(self._by_visits(fresh, day, past), dealt)
        dealt += self._pick(oldest, dealt, before=tomorrow)
        return tuple(dealt)

    def more(
        self, day: date, past: Past = NO_PAST, *, apart_from: Collection[PromptId] = ()
    ) -> tuple[Prompt, ...]:
        """Return every other prompt there is to ask for, in the day's order.

        What was not dealt lately comes before what was; what rests does not come.
        """
        seen = set(apart_from)
        rest = [
            one
            for one in self._pool
            if one.id not in seen and not rests(one, day, past)
        ]
        if past.is_gentle:
            rest = [one for one in rest if _is_near(one)]
        label = f"another|{day.toordinal()}|{self._seat.name}"
        rest.sort(
            key=lambda one: (
                not _is_fresh(one, day, past),
                self._draw(label, one),
            )
        )
        return tuple(_tender_apart(rest))

    def for_two(self, day: date, *, is_hard_season: bool = False) -> tuple[Prompt, ...]:
        """Return what two may talk about at one screen, in the day's order.

        The same for both, and nothing that may not be shared: the other is sitting
        there. In a hard season good news rests here too.
        """
        past = Past(is_hard_season=is_hard_season)
        both = [
            unit.care_seeker
            for unit in self._order
            if unit.care_seeker.role is PromptRole.BOTH
            and not rests(unit.care_seeker, day, past)
        ]
        label = f"together|{day.toordinal()}"
        return tuple(sorted(both, key=lambda one: self._draw(label, one)))

    @property
    def _is_shared(self) -> bool:
        return self._seat is not Seat.ALONE

    # The shared order.

    def _round(self, round_: int) -> list[Unit]:
        """Return the order of one round.

        It is fixed but for a shuffle within blocks: two dealings of a unit are then at
        least len(units) - block + 1 days apart, which is 61 where there are more than
        60 units. Where there are fewer, the order is fixed. If their number is even, a
        unit would then always fall on a day of the same side, and one person would
        never be asked the other: so neighbours change places every other round.
        """
        count = len(self._order)
        if count > DAYS_BETWEEN:
            size = count - DAYS_BETWEEN
            blocks = (self._order[at : at + size] for at in range(0, count, size))
            label = f"round|{round_}"
            return [
                unit
                for block in blocks
                for unit in sorted(
                    block, key=lambda unit: self._draw(label, unit.care_seeker)
                )
            ]
        if count % 2 == 0 and round_ % 2 == 1:
            return [self._order[place ^ 1] for place in range(count)]
        return self._order

    def _near(self, day: date) -> Iterator[PromptId]:
        """Yield what the shared order brings today and within the days between."""
        for ahead in range(DAYS_BETWEEN + 1):
            yield self.shared(day + timedelta(days=ahead)).id

    def _first(self, day: date, past: Past) -> Prompt:
        """Return the shared prompt, or one that takes its place.

        That one stands so far ahead in the order that its own day is no repeat.
        """
        today = self.shared(day)
        if not rests(today, day, past):
            return today
        for ahead in range(DAYS_BETWEEN + 1, 2 * len(self._order)):
            later = self.shared(day + timedelta(days=ahead))
            if later != today and _is_fresh(later, day, past):
                return later
        return today

    # What is the writer's own.

    def _by_visits(
        self, fresh: Iterable[Prompt], day: date, past: Past
    ) -> list[Prompt]:
        themes: Counter[str] = Counter()
        for (theme, _), times in past.visits.items():
            themes[theme] += times
        label = f"least|{day.toordinal()}"

        def place(one: Prompt) -> tuple[bool, int, int, bytes]:
            is_invited = one.id in past.invited and one.id not in past.dealt
            visits = past.visits.get((one.theme, one.role), 0)
            return not is_invited, visits, themes[one.theme], self._draw(label, one)

        return sorted(fresh, key=place)

    def _pick(
        self,
        ordered: Iterable[Prompt],
        dealt: Collection[Prompt],
        *,
        before: Collection[Prompt] = (),
    ) -> list[Prompt]:
        """Return the first that stands well after these, in a list; or none."""
        shown = {one.id for one in dealt}
        is_tender_near = any(one.care is Care.TENDER for one in (*dealt, *before))
        left = [
            one
            for one in ordered
            if one.id not in shown and not (is_tender_near and one.care is Care.TENDER)
        ]
        themes, roles = {one.theme for one in dealt}, {one.role for one in dealt}
        ways: tuple[Callable[[Prompt], bool], ...] = (
            lambda one: one.theme not in themes and one.role not in roles,
            lambda one: one.theme not in themes,
            lambda _: True,
        )
        for fits in ways:
            for one in left:
                if fits(one):
                    return [one]
        return []

    def _gently(
        self, day: date, past: Past, fresh: Collection[Prompt]
    ) -> tuple[Prompt, ...]:
        """Return up to three that ask little; rather fewer than from further off."""
        dealt: list[Prompt] = []
        if self._is_shared:
            shared = self.shared(day)
            if _is_near(shared) and not rests(shared, day, past):
                dealt.append(shared)
        oldest = sorted(filter(is_gentle, fresh), key=lambda one: self._age(one, past))
        near = [one for one in oldest if _is_near(one)]
        while len(dealt) < AT_ONCE and (picked := self._pick(near, dealt)):
            dealt += picked
        # Better one from further off, or one that comes again, than none.
        known = sorted(
            filter(is_gentle, self._pool),
            key=lambda one: (rests(one, day, past), self._age(one, past)),
        )
        return tuple(dealt or oldest[:1] or known[:1])

    def _age(self, prompt: Prompt, past: Past) -> tuple[date, bytes]:
        return past.dealt.get(prompt.id, date.min), self._draw("age", prompt)

    def _draw(self, label: str, prompt: Prompt) -> bytes:
        return hmac.digest(self._key, f"{label}|{prompt.id}".encode(), "sha256")


def is_gentle(prompt: Prompt) -> bool:
    """Whether a prompt may be dealt on a shaky day: it asks little of anyone."""
    return (
        prompt.depth is Depth.LIGHT
        and prompt.care is Care.NONE
        and prompt.theme not in _LIGHT_ONLY
    )


def _is_near(prompt: Prompt) -> bool:
    return is_gentle(prompt) and prompt.theme in GENTLE_THEMES


def rests(prompt: Prompt, day: date, past: Past) -> bool:
    """Whether a prompt is not to come unasked on a day."""
    if past.is_hard_season and prompt.theme == GOOD_NEWS:
        return True
    return past.resting.get(prompt.id, date.min) > day


def _is_fresh(prompt: Prompt, day: date, past: Past) -> bool:
    since = max(
        past.dealt.get(prompt.id, date.min), past.answered.get(prompt.id, date.min)
    )
    is_recent = since > date.min and day - since <= timedelta(days=DAYS_BETWEEN)
    return not is_recent and not rests(prompt, day, past)


def _tender_apart(ordered: Iterable[Prompt]) -> Iterator[Prompt]:
    """Let two tender ones stand together only where nothing else is left."""
    tender: deque[Prompt] = deque()
    was_tender = True
    for prompt in ordered:
        if prompt.care is Care.TENDER and was_tender:
            tender.append(prompt)
            continue
        yield prompt
        was_tender = prompt.care is Care.TENDER
        if tender and not was_tender:
            yield tender.popleft()
            was_tender = True
    yield from tender
