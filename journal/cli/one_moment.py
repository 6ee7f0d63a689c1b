"""One moment whole: what both read of it, and what it says to the one who reads it."""

import argparse
from collections.abc import Iterator, Sequence

from journal.cli import sides, words
from journal.cli.arc_told import arc_json, arc_text
from journal.cli.world import World, how_it_was, unlocked
from journal.domain.bonds import Bonds
from journal.domain.entries import Json, MomentId, PartnerId
from journal.domain.moments import HELD_BOTH, Moment, Side, sentences
from journal.domain.people import names_of
from journal.domain.shared_view import moment_json, side_json, side_lines
from journal.domain.what_helps import in_both
from journal.domain.wording import (
    as_sentence,
    function_words,
    listed,
    long_day,
    response_words,
)
from journal.errors import NotFound
from journal.services import answering, arriving, bonds, telling, whole
from journal.services.session import Session
from journal.services.whole import Whole

# What lay underneath and how one was after is not offered.
_NOT_OFFERED = frozenset({"underneath", "after_me", "after_us"})


def moment(arguments: argparse.Namespace, world: World) -> int:
    """Print one moment whole, or the day and title of each there is in Us."""
    with unlocked(arguments, world) as session:
        if arguments.moment is None:
            told = arriving.appearing(session, telling.moments(session))
            _print_titles(session, told, arguments, world)
        else:
            one = whole.whole(session, meant(session, arguments.moment))
            if arguments.json:
                world.talk.say_json(_whole_json(session, one))
            else:
                world.talk.say("\n\n".join(_whole_text(session, one)))
        return how_it_was(session)


def let_come_back(arguments: argparse.Namespace, world: World) -> int:
    """Let a moment come back of itself once both have said so, or no longer."""
    with unlocked(arguments, world) as session:
        one = meant(session, arguments.moment)
        kept = not arguments.stop
        came = bonds.let_moment_return(session, one, kept=kept)
        world.talk.say_trouble(came.trouble)
        world.talk.say(words.MAY_RETURN if kept else words.RESTS)
    return 0


def meant(session: Session, start: str) -> MomentId:
    """Return the moment of Us whose id, or that of one of its sides, begins so.

    Raises:
        NotFound: none does, or it is not to appear yet.
        NotPossible: several do.
    """
    try:
        id_ = session.library.resolve_moment(start)
    except NotFound:
        entry = sides.resolve_either(session, start)
        found = [
            one
            for one in telling.moments(session)
            if entry in {side.entry.id for side in one.sides}
        ]
    else:
        near = telling.moments_near(session, {id_})
        found = [one for one in near if id_ in telling.names(one)]
        # One that was parted keeps its id; another may only have had it once.
        found.sort(key=lambda one: one.id != id_)
    for one in arriving.appearing(session, found):
        return one.id
    raise NotFound


def _print_titles(
    session: Session,
    told: Sequence[Moment],
    arguments: argparse.Namespace,
    world: World,
) -> None:
    if arguments.json:
        rows: list[Json] = [
            {"id": one.id, "title": one.title, "day": one.day.isoformat()}
            for one in told
        ]
        world.talk.say_json({"moments": rows})
        return
    empty = words.EMPTY_US if session.meeting is not None else words.ALONE_US
    world.talk.say("\n".join(map(_heading, told)) or empty)


def _heading(told: Moment) -> str:
    title = as_sentence(" ".join(told.title.split()))
    return f"{long_day(told.day)}. {title} {told.id}"


def _whole_json(session: Session, one: Whole) -> dict[str, Json]:
    names = names_of(session.people)
    theirs = answering.met_inside(session, one.moment)
    is_sealed = theirs is not None or answering.mine_inside(session, one.moment)
    said = moment_json(one.moment, names, is_sealed=bool(is_sealed))
    return {
        **said,
        "sides": [_side_json(side, one.bonds, names) for side in one.moment.sides],
        "sentences": list(sentences(one.moment, names)),
        "in_both": [one.value for one in in_both(one.moment)],
        "asked": one.is_asked,
        "asks": one.asks,
        "may_be_one_with": one.perhaps.id if one.perhaps else None,
        "let_come_back": one.lets_return,
    }


def _side_json(side: Side, held: Bonds, names: dict[PartnerId, str]) -> dict[str, Json]:
    thanks = held.thanks.get(side.entry.id)
    arc = arc_json(side.entry)
    return {
        **side_json(side, names),
        **{key: said for key, said in arc.items() if key not in _NOT_OFFERED},
        "thanks": thanks and {"by": _other(side, names), "words": thanks.value},
    }


def _whole_text(session: Session, one: Whole) -> Iterator[str]:
    names = names_of(session.people)
    told = one.moment
    yield _heading(told)
    for side in told.sides:
        yield "\n".join(_side_text(side, one.bonds, names))
    both = [response_words(word, hoped=True) for word in in_both(told)]
    if both:
        yield f"In both: {listed(both)}."
    said = sentences(told, names)
    if said:
        yield "\n".join(said)
    yield from _for_the_reader(session, one)


def _side_text(side: Side, held: Bonds, names: dict[PartnerId, str]) -> Iterator[str]:
    yield side_lines(side, names)
    if side.function is not None:
        yield as_sentence(function_words(side.function).capitalize())
    arc = arc_text(side.entry)
    if arc:
        yield arc
    thanks = held.thanks.get(side.entry.id)
    if thanks is not None:
        yield f"{_other(side, names)}: {as_sentence(thanks.value)}"
    yield f"Entry: {side.entry.id}"


def _for_the_reader(session: Session, one: Whole) -> Iterator[str]:
    """Yield what a moment says to the one who reads it, and to nobody else."""
    if one.is_asked:
        yield words.would_like_your_side(session)
    if one.asks:
        yield words.YOU_ASK
    if one.perhaps is not None:
        yield f"This may be one moment with: {_heading(one.perhaps)}"
    if one.is_both_reaching:
        yield f"{HELD_BOTH} That could be a page of your own."
    if one.lets_return:
        yield words.LETS_RETURN


def _other(side: Side, names: dict[PartnerId, str]) -> str:
    return next((name for who, name in names.items() if who != side.author), "")
