"""What comes back: one from a year ago, and on a bad night three that both let return.

Which those are is chosen by `journal.domain.insights_returning`.
"""

from datetime import date

from journal.crypto.format import Json
from journal.domain.insights_returning import Mute, Returned
from journal.domain.insights_returning import a_year_ago as choose_year_ago
from journal.domain.insights_returning import bad_night as choose_bad_night
from journal.domain.prompts import Care
from journal.errors import NotPossible
from journal.services import arriving, asking, loading, shipped, telling
from journal.services.bonds import say_alone
from journal.services.sayings import ACT_MUTE, ALL_DAYS
from journal.services.session import Session

_BACKWARDS = "The last day is the first one or after. Nothing was changed."


def a_year_ago(session: Session) -> Returned | None:
    """Return the telling of about a year ago that may come back today, or None."""
    bonds = session.bonds()
    prompts = (*shipped.library().prompts(), *asking.prompts_here(session))
    found = choose_year_ago(
        telling.moments(session),
        today=session.today(),
        reader=session.identity.id,
        seasons=bonds.seasons,
        mute=muted(session),
        heavy={one.id for one in prompts if one.care is Care.HEAVY},
    )
    if found is None or arriving.is_hidden(session, found.moment.id):
        return None
    return found


def bad_night(session: Session) -> tuple[Returned, ...]:
    """Return three moments, or fewer, that both have let come back."""
    meeting = session.meeting
    if meeting is None:
        return ()
    found = choose_bad_night(
        telling.moments(session),
        session.people,
        bonds=session.bonds(),
        reader=session.identity.id,
        key=meeting.couple.deal_key,
        day=session.today(),
    )
    return tuple(one for one in found if not arriving.is_hidden(session, one.moment.id))


def mute(
    session: Session, *, days: tuple[date, date] | None = None, kept: bool = True
) -> None:
    """Let no day of a year ago come back, or none from a first to a last day.

    With `kept` false they may again. Nobody else can tell.

    Raises:
        NotPossible: the last day comes before the first.
    """
    loading.load(session)
    if days is not None and days[1] < days[0]:
        raise NotPossible(_BACKWARDS)
    with session.lock:
        asides = session.asides
        known = asides.mutes_all if days is None else days in asides.muted
        if known is not kept:
            said: Json = [one.isoformat() for one in days] if days else ALL_DAYS
            say_alone(session, {"act": ACT_MUTE, "days": said, "kept": kept})


def muted(session: Session) -> Mute:
    """Return which days I would rather not meet again."""
    asides = session.asides
    return Mute(all_days=asides.mutes_all, spans=asides.muted)
