"""Names for stretches of time: list them, say one, and say yes or no to one."""

import argparse
from collections.abc import Callable, Iterator

from journal.cli import words
from journal.cli.season_options import OPEN
from journal.cli.world import World, how_it_was, said_whose, unlocked
from journal.domain.bonds import Season
from journal.domain.entries import Json
from journal.domain.wording import as_sentence, span_words
from journal.services import naming
from journal.services.session import Session

NONE_YET = (
    "Nothing here yet. A stretch of time has a name once both of you have said yes to "
    "it: leanto seasons name."
)
AGREED, THEIRS, MINE = "agreed", "theirs", "mine"


def seasons(arguments: argparse.Namespace, world: World) -> int:
    """List the seasons, or do what else was asked with them."""
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        session.require_meeting()
        _DOES[arguments.action](session, arguments, world)
        return how_it_was(session)


def _listed(session: Session, arguments: argparse.Namespace, world: World) -> None:
    found = list(_here(session))
    if arguments.json:
        listed: list[Json] = [_json(session, season, state) for season, state in found]
        world.talk.say_json({"seasons": listed})
        return
    texts = [_text(session, season, state) for season, state in found]
    world.talk.say("\n\n".join(texts) or NONE_YET)


def _name(session: Session, arguments: argparse.Namespace, world: World) -> None:
    season = naming.propose_season(
        session,
        " ".join(arguments.words),
        first=arguments.first,
        last=arguments.last,
        is_hard=arguments.hard,
    )
    world.talk.say(season.id)
    _say_whether_both(session, season, world)


def _change(session: Session, arguments: argparse.Namespace, world: World) -> None:
    before = naming.resolve_season(session, arguments.season)
    last = arguments.last or before.last
    is_hard = before.is_hard if arguments.hard is None else arguments.hard == "yes"
    season = naming.propose_season(
        session,
        arguments.words or before.name,
        first=arguments.first or before.first,
        last=None if last == OPEN else last,
        is_hard=is_hard,
        season=before.id,
    )
    _say_whether_both(session, season, world)


def _agree(session: Session, arguments: argparse.Namespace, world: World) -> None:
    season = naming.resolve_season(session, arguments.season)
    naming.agree_season(session, season.id)
    _say_whether_both(session, season, world)


def _decline(session: Session, arguments: argparse.Namespace, world: World) -> None:
    season = naming.resolve_season(session, arguments.season)
    naming.decline_season(session, season.id)
    world.talk.say(words.declined(session))


def _leave(session: Session, arguments: argparse.Namespace, world: World) -> None:
    season = naming.resolve_season(session, arguments.season)
    naming.leave_season(session, season.id)
    world.talk.say(words.SEASON_LEFT)


def _let_return(session: Session, arguments: argparse.Namespace, world: World) -> None:
    season = naming.resolve_season(session, arguments.season)
    naming.season_days_may_return(session, season.id)
    world.talk.say(words.DAYS_MAY_RETURN)


def _keep_away(session: Session, arguments: argparse.Namespace, world: World) -> None:
    season = naming.resolve_season(session, arguments.season)
    naming.season_days_may_return(session, season.id, kept=False)
    world.talk.say(words.DAYS_STAY_AWAY)


_DOES: dict[str, Callable[[Session, argparse.Namespace, World], None]] = {
    "": _listed,
    "name": _name,
    "change": _change,
    "agree": _agree,
    "decline": _decline,
    "leave": _leave,
    "let-return": _let_return,
    "keep-away": _keep_away,
}


def _say_whether_both(session: Session, season: Season, world: World) -> None:
    is_mine = any(one.id == season.id for one in naming.named(session).mine)
    world.talk.complain(words.in_us_once(session) if is_mine else words.IN_US_NOW)


def _here(session: Session) -> Iterator[tuple[Season, str]]:
    here = naming.named(session)
    yield from ((one, THEIRS) for one in here.theirs)
    yield from ((one, AGREED) for one in here.agreed)
    yield from ((one, MINE) for one in here.mine)


def _json(session: Session, season: Season, state: str) -> Json:
    return {
        "id": season.id,
        "name": season.name,
        "first": season.first.isoformat(),
        "last": season.last.isoformat() if season.last else None,
        "hard": season.is_hard,
        "said": state,
        "days_may_return": session.identity.id in season.days_may_return,
    }


def _text(session: Session, season: Season, state: str) -> str:
    partner = session.partner.name if session.partner else ""
    whose = {
        AGREED: "In Us",
        THEIRS: f"From {partner}",
        MINE: "Named by you",
    }[state]
    hard = ", a hard time" if season.is_hard else ""
    days = f"{span_words(season.first, season.last)}{hard}"
    lines = [
        as_sentence(season.name),
        f"{days[:1].upper()}{days[1:]}. {whose}. {season.id}",
    ]
    if session.identity.id in season.days_may_return:
        lines.append(words.DAYS_MAY_RETURN)
    return "\n".join(lines)
