"""Whether what two people bring to a counsellor shows more than what was hard."""

from collections.abc import Iterable

from journal.domain.attachment import Context, Landing, Response, SupportFunction
from journal.domain.entries import Entry
from journal.domain.moments import Moment

_WENT_PAST = frozenset({Landing.MISSED, Landing.TOO_MUCH})
_POSSIBLE = frozenset({SupportFunction.SECURE_BASE, SupportFunction.BOTH})


def holds_only_hard(moments: Iterable[Moment]) -> bool:
    """Whether there are moments, and all of them tell of what was hard.

    One in which it arrived, in which something was possible, or in which two came
    back together is not; nor is one of which nothing is said but its words.
    """
    entries = [[side.entry for side in one.sides] for one in moments]
    return bool(entries) and all(_is_hard(sides) for sides in entries)


def _is_hard(sides: list[Entry]) -> bool:
    return any(map(_tells_of_hard, sides)) and not any(map(_went_well, sides))


def _tells_of_hard(entry: Entry) -> bool:
    return (
        entry.function is SupportFunction.SAFE_HAVEN
        or entry.landing in _WENT_PAST
        or entry.context is Context.BETWEEN_US
    )


def _went_well(entry: Entry) -> bool:
    if entry.landing in _WENT_PAST:
        return False
    came_back = entry.repairs is not None or Response.CAME_BACK in entry.response
    arrived = entry.landing in {Landing.LANDED, Landing.LATER}
    return came_back or arrived or entry.function in _POSSIBLE
