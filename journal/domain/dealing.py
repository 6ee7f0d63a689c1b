"""Which prompt is dealt today, computed by each of two people alone.

A day's first prompt depends on a key both hold, the date and the shipped prompts,
and on nothing that either has written: what is dealt tells nothing about anyone.
"""

import hmac
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from journal.domain.entries import PromptId
from journal.domain.prompts import Care, Depth, Library, Prompt, PromptRole
from journal.errors import NotFound

DAYS_BETWEEN = 60

# A missed signal or a falling-out is chosen, unless the question is a light one.
_LIGHT_ONLY = frozenset({"missed", "repair"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is dealt on one day: two sides of a pair, or one question for both."""

    care_seeker: Prompt
    caregiver: Prompt


def dealable(library: Library) -> tuple[Unit, ...]:
    """Return everything that may be dealt to two people on one day, by id.

    Never what is deep or heavy, nor a missed signal asked of the one who missed it.
    """
    by_id = {one.id: one for one in library.prompts() if _may_be_dealt(one)}
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


def prompt_of_day(library: Library, *, key: bytes, day: date, first: bool) -> Prompt:
    """Return the first prompt of a day for the first or the second of two people.

    Both are dealt the same unit; which of them gets the care-seeker's side changes
    from day to day. Every unit comes once in each round, and not again for 60 days
    where there are more than 60 units.

    Raises:
        NotFound: the library has nothing that may be dealt.
    """
    units = dealable(library)
    if not units:
        raise NotFound
    today = day.toordinal()
    round_, place = divmod(today, len(units))
    unit = _unit_at(units, key, round_, place)
    return unit.care_seeker if first == (today % 2 == 0) else unit.caregiver


def others(
    library: Library, *, key: bytes, day: date, first: bool
) -> tuple[Prompt, ...]:
    """Return every other prompt that may be dealt, in the day's order.

    Two tender ones stand next to each other only where nothing else is left.
    """
    dealt = prompt_of_day(library, key=key, day=day, first=first)
    rest = [one for one in library.prompts() if _may_be_dealt(one) and one != dealt]
    label = f"another|{day.toordinal()}|{int(first)}"
    ordered = sorted(rest, key=lambda one: _draw(key, label, one.id))
    return tuple(_tender_apart(ordered, after=dealt))


def _may_be_dealt(prompt: Prompt) -> bool:
    if prompt.depth is Depth.DEEP or prompt.care is Care.HEAVY:
        return False
    if prompt.theme == "missed" and prompt.role is PromptRole.CAREGIVER:
        return False
    return prompt.depth is Depth.LIGHT or prompt.theme not in _LIGHT_ONLY


def _unit_at(units: tuple[Unit, ...], key: bytes, round_: int, place: int) -> Unit:
    """Return the unit at a place of a round.

    The order is fixed but for a shuffle within blocks: two dealings of a unit are
    then at least len(units) - block + 1 days apart, which is 61 where there are more
    than 60 units. Where there are fewer, the order is fixed. If their number is even,
    a unit would then always fall on a day of the same side, and one person would
    never be asked the other: so neighbours change places every other round.
    """
    count = len(units)
    fixed = sorted(units, key=lambda unit: _draw(key, "order", unit.care_seeker.id))
    if count > DAYS_BETWEEN:
        size, label = count - DAYS_BETWEEN, f"round|{round_}"
        start = place - place % size
        block = fixed[start : start + size]
        block.sort(key=lambda unit: _draw(key, label, unit.care_seeker.id))
        return block[place - start]
    if count % 2 == 0 and round_ % 2 == 1:
        return fixed[place ^ 1]
    return fixed[place]


def _draw(key: bytes, label: str, prompt_id: PromptId) -> bytes:
    return hmac.digest(key, f"{label}|{prompt_id}".encode(), "sha256")


def _tender_apart(ordered: Iterable[Prompt], *, after: Prompt) -> Iterable[Prompt]:
    tender: deque[Prompt] = deque()
    previous = after
    for prompt in ordered:
        if prompt.care is Care.TENDER and previous.care is Care.TENDER:
            tender.append(prompt)
            continue
        yield prompt
        previous = prompt
        if tender and prompt.care is not Care.TENDER:
            yield (previous := tender.popleft())
    yield from tender
