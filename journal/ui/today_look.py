"""What Today reads, in a worker; and what has come, for as long as it is open."""

from contextlib import suppress
from dataclasses import dataclass

from journal.domain.entries import Entry
from journal.domain.insights_returning import Returned
from journal.domain.own_prompts import OwnPrompt
from journal.errors import NotFound
from journal.services import (
    arriving,
    asking,
    evenings,
    opening,
    reading,
    recovery,
    returning,
    sharing,
    writing,
)
from journal.services.arriving import Arrival, Arrivals
from journal.services.asking import Table
from journal.services.session import Session

EMPTY = Table(prompts=(), is_gentle=False, rests=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read; `may_meet` says that someone else keeps a journal here.

    `year_ago` is what comes back today, if anything does; `evening` the page of a
    hard evening, of which one line is said; and `drill` says that one may try the
    paper with the recovery code.
    """

    today: reading.Today
    may_meet: bool
    year_ago: Returned | None = None
    evening: Entry | None = None
    drill: bool = False


def seen_in(session: Session) -> Seen:
    """Read what Today shows; what is shown once is noted now.

    What to ask depends on everything that was written: until all of it is loaded,
    nothing is asked.
    """
    year_ago = evening = None
    drill = False
    with session.lock:
        if session.is_complete:
            today = reading.today(session)
            evening = evenings.next_day(session)
            if evening is not None:
                evenings.let_rest(session)
            arriving.mark_seen(session, in_us=False)
            year_ago = returning.a_year_ago(session)
            drill = recovery.offers_drill(session)
        else:
            today = reading.Today(
                day=session.today(),
                table=EMPTY,
                drafts=writing.drafts(session),
                arrivals=Arrivals(),
                wishes=(),
            )
    may_meet = opening.may_meet(session)
    return Seen(
        today, may_meet=may_meet, year_ago=year_ago, evening=evening, drill=drill
    )


class Arrived:
    """What has come; it stays on the page for as long as that is open."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._moments: dict[str, Arrival] = {}
        self._prompts: dict[str, OwnPrompt] = {}

    def add(self, fresh: Arrivals) -> None:
        """Let more have come."""
        self._moments |= {one.moment: one for one in fresh.moments}
        self._prompts |= {one.id: one for one in fresh.prompts}

    def left(self) -> Arrivals:
        """Return what has come and was not taken back since."""
        known = asking.our_prompts(self._session) if self._prompts else ()
        ids = {one.id for one in known}
        return Arrivals(
            moments=tuple(filter(self._has_moment, self._moments.values())),
            prompts=tuple(one for one in self._prompts.values() if one.id in ids),
        )

    def _has_moment(self, arrival: Arrival) -> bool:
        with suppress(NotFound):
            return bool(sharing.moment_in_us(self._session, arrival.moment).sides)
        return False
