"""Name a stretch of time together: it is a season once both have said yes to it."""

from dataclasses import dataclass, field
from datetime import date

from journal.crypto.format import Json
from journal.domain.bonds import Season
from journal.domain.text import clean_line
from journal.errors import NotFound, NotPossible
from journal.services import exchanging, loading
from journal.services.bonds import say, say_alone
from journal.services.exchanging import Exchanged
from journal.services.preferences import reader
from journal.services.sayings import ACT_NOT_THIS
from journal.services.seasons import ACT_SEASON, ACT_SEASON_RETURN, body_of
from journal.services.session import Session

_NOBODY_TO_AGREE = (
    "A name for a time needs a yes from both of you. Nothing was changed."
)
_NO_NAME = "A season needs a name. Nothing was changed."
_BACKWARDS = "A season ends on the day it begins or after. Nothing was changed."
_NO_SEASON = "There is no season of that id."
_SEVERAL = "Several seasons begin so. Give a little more of it."
FEWEST_SIGNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The names there are: those of both, those the partner says, and mine.

    What one of the two has said anew of a season stands beside it, until both have.
    """

    agreed: tuple[Season, ...] = field(default=(), repr=False)
    theirs: tuple[Season, ...] = field(default=(), repr=False)
    mine: tuple[Season, ...] = field(default=(), repr=False)


def named(session: Session) -> Named:
    """Return every name for a stretch of time that I may do something about."""
    partner, said = session.partner, session.sayings.seasons
    if partner is None:
        return Named()
    return Named(
        agreed=said.agreed(),
        theirs=proposed_seasons(session),
        mine=tuple(one for one in _mine(session) if not said.has_said(partner.id, one)),
    )


def resolve_season(session: Session, start: str) -> Season:
    """Return the season whose id begins so, as the partner's word stands, or mine.

    Raises:
        NotFound: there is none.
        NotPossible: several begin so, or too little was given.
    """
    here = named(session)
    declined = _theirs(session)
    found = {one.id: one for one in (*declined, *here.agreed, *here.mine, *here.theirs)}
    ids = [id_ for id_ in found if id_.startswith(start)]
    if len(start) < FEWEST_SIGNS or not ids:
        raise NotFound(_NO_SEASON)
    if len(ids) > 1:
        raise NotPossible(_SEVERAL)
    return found[ids[0]]


def propose_season(  # noqa: PLR0913 - what a season is, by name
    session: Session,
    name: str,
    *,
    first: date,
    last: date | None = None,
    is_hard: bool = False,
    season: str | None = None,
) -> Season:
    """Propose a name for a stretch of time, or with its id a change to one.

    What stands goes on standing until both have said yes to the change.

    Raises:
        NotMet: there is nobody to propose it to.
        NotFound: there is no season of that id.
        NotPossible: it has no name, or ends before it begins.
    """
    exchanging.adopt_first(session)
    session.require_meeting()
    if reader(session) is None:
        raise NotPossible(_NOBODY_TO_AGREE)
    cleaned = clean_line(name)
    if not cleaned:
        raise NotPossible(_NO_NAME)
    if last is not None and last < first:
        raise NotPossible(_BACKWARDS)
    with session.lock:
        if season is not None:
            _refuse_unknown(session, season)
        proposed = Season(
            id=season or session.conditions.random(16).hex(),
            name=cleaned,
            first=first,
            last=last,
            is_hard=is_hard,
        )
        _agree(session, proposed)
    exchanging.exchange(session)
    return proposed


def proposed_seasons(session: Session) -> tuple[Season, ...]:
    """Return what the partner proposes and I have answered neither yes nor no."""
    me = session.identity.id
    return tuple(
        season
        for season in _theirs(session)
        if not session.sayings.seasons.has_said(me, season)
        and not session.asides.declined(season.id)
    )


def agree_season(session: Session, season: str) -> Exchanged:
    """Say yes to a season as the partner has said it last.

    Raises:
        NotFound: the partner says none of that id.
    """
    exchanging.adopt_first(session)
    with session.lock:
        for one in _theirs(session):
            if one.id == season:
                _agree(session, one)
                break
        else:
            raise NotFound(_NO_SEASON)
    return exchanging.exchange(session)


def decline_season(session: Session, season: str) -> None:
    """Say no to a season, for myself alone; the partner cannot tell.

    Raises:
        NotFound: there is no season of that id.
    """
    loading.load(session)
    with session.lock:
        _refuse_unknown(session, season)
        _say_no(session, season)


def leave_season(session: Session, season: str) -> Exchanged:
    """Take my yes away: the season is no longer in Us.

    Raises:
        NotFound: I have said yes to none of that id.
    """
    exchanging.adopt_first(session)
    with session.lock:
        if all(one.id != season for one in _mine(session)):
            raise NotFound(_NO_SEASON)
        say(session, {"act": ACT_SEASON, "id": season, "kept": False})
        _say_no(session, season)
    return exchanging.exchange(session)


def season_days_may_return(
    session: Session, season: str, *, kept: bool = True
) -> Exchanged:
    """Let the days of a hard season come back to me; or no longer.

    Raises:
        NotFound: there is no season of that id.
    """
    exchanging.adopt_first(session)
    with session.lock:
        _refuse_unknown(session, season)
        me = session.identity.id
        if session.sayings.seasons.lets_return(me, season) is not kept:
            body: dict[str, Json] = {"act": ACT_SEASON_RETURN, "id": season}
            say(session, body | {"kept": kept})
    return exchanging.exchange(session)


def _agree(session: Session, season: Season) -> None:
    seasons, me = session.sayings.seasons, session.identity.id
    # What was said before something else is said again: the last word counts.
    if season not in seasons.said_by(me):
        say(session, body_of(season))


def _say_no(session: Session, season: str) -> None:
    if not session.asides.declined(season):
        say_alone(session, {"act": ACT_NOT_THIS, "of": season})


def _theirs(session: Session) -> tuple[Season, ...]:
    partner = session.partner
    return session.sayings.seasons.said_by(partner.id) if partner else ()


def _mine(session: Session) -> tuple[Season, ...]:
    return session.sayings.seasons.said_by(session.identity.id)


def _refuse_unknown(session: Session, season: str) -> None:
    if all(one.id != season for one in (*_mine(session), *_theirs(session))):
        raise NotFound(_NO_SEASON)
