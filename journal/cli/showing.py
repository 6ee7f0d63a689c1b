"""Print what is there: for the eye, for the ear, for a program."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from journal.cli import words
from journal.cli.world import (
    World,
    how_it_was,
    said_function,
    said_role,
    unlocked,
)
from journal.domain.drawing_linear import (
    linear_came_next,
    linear_coming_back,
    linear_over_time,
    linear_what_helps,
)
from journal.domain.entries import Entry, Json
from journal.domain.shared_view import (
    EVERYTHING,
    Chosen,
    SharedView,
    as_json,
    linear,
)
from journal.errors import NotPossible
from journal.services import arriving, reading, writing
from journal.services.session import Session
from journal.services.support import support_text

_LINEAR: Mapping[str, Callable[[SharedView], str]] = {
    "over-time": linear_over_time,
    "what-helps": linear_what_helps,
    "coming-back": linear_coming_back,
    "what-came-next": linear_came_next,
}
_KEYS = {
    "over-time": ("over_time",),
    "what-helps": ("what_helps",),
    "coming-back": ("coming_back",),
    "what-came-next": ("came_next", "then_and_now"),
}
_OVER_EVERYTHING = (
    "That view is over everything: leave out --role, --function and --since."
)


def read(arguments: argparse.Namespace, world: World) -> int:
    """Print what I wrote, the newest day first, or one entry."""
    with unlocked(arguments, world) as session:
        if arguments.entry:
            entry = session.library.resolve_own(arguments.entry)
            entries: Sequence[Entry] = [session.library.own(entry)]
        else:
            entries = reading.my_journal(session)
        if arguments.json:
            rows = [words.entry_json(session, entry) for entry in entries]
            world.talk.say_json({"entries": list(rows)})
        else:
            world.talk.say(words.entries_text(session, entries))
        return how_it_was(session)


def us(arguments: argparse.Namespace, world: World) -> int:
    """Print the shared view; both people get the same."""
    chosen = _chosen(arguments)
    is_of_all = arguments.view in _LINEAR
    if is_of_all and chosen != Chosen():
        raise NotPossible(_OVER_EVERYTHING)
    with unlocked(arguments, world) as session:
        empty = words.EMPTY_US if session.meeting is not None else words.ALONE_US
        view = reading.us(session, chosen)
        if is_of_all:
            alone = "" if session.meeting is not None else empty
            _print_said(view, arguments, world, alone)
        else:
            _print_view(session, view, arguments, world, empty)
            if chosen == EVERYTHING:
                # What was narrowed may not have shown all that has come.
                arriving.mark_seen(session, in_us=True)
        return how_it_was(session)


def mine(arguments: argparse.Namespace, world: World) -> int:
    """Print the same picture over everything I wrote, and what is unfinished."""
    with unlocked(arguments, world) as session:
        chosen = _chosen(arguments)
        view = reading.mine(session, chosen)
        # Of an unfinished page nothing is known by which it could be chosen.
        unfinished = writing.drafts(session) if chosen == EVERYTHING else ()
        if arguments.json:
            rows: list[Json] = [words.draft_json(one) for one in unfinished]
            world.talk.say_json({**as_json(view), "unfinished": rows})
        else:
            reads = partial(words.who_reads, session)
            told = linear(view, session.today(), who_reads=reads).rstrip("\n")
            parts = (words.drafts_text(unfinished), told)
            said = "\n\n".join(part for part in parts if part)
            world.talk.say(said or _nothing(view, words.EMPTY_MINE))
        return how_it_was(session)


def _print_view(
    session: Session,
    view: SharedView,
    arguments: argparse.Namespace,
    world: World,
    empty: str,
) -> None:
    if arguments.json:
        world.talk.say_json(as_json(view))
    else:
        told = linear(view, session.today()).rstrip("\n")
        world.talk.say(told or _nothing(view, empty))


def _nothing(view: SharedView, empty: str) -> str:
    """Return what to say where there is nothing to show, chosen or at all."""
    return empty if view.chosen == EVERYTHING else "None of those."


def _print_said(
    view: SharedView, arguments: argparse.Namespace, world: World, alone: str
) -> None:
    """Print what is said of all moments, or that there is nothing to say."""
    name = arguments.view
    if arguments.json:
        said = as_json(view)
        world.talk.say_json({key: said[key] for key in _KEYS[name] if key in said})
    else:
        text = alone or _LINEAR[name](view).rstrip("\n")
        world.talk.say(text or words.EMPTY_VIEWS[name])


def find(arguments: argparse.Namespace, world: World) -> int:
    """Search my own words, and the titles of moments."""
    with unlocked(arguments, world) as session:
        found = reading.find(session, " ".join(arguments.words))
        if arguments.json:
            world.talk.say_json(words.found_json(session, found))
        else:
            world.talk.say(words.found_text(session, found))
        return how_it_was(session)


def ideas(arguments: argparse.Namespace, world: World) -> int:
    """Print what the prompts rest on; needs no journal."""
    from journal.services import ideas as about_ideas

    passages, found = about_ideas.about(), about_ideas.ideas()
    if arguments.json:
        world.talk.say_json(words.ideas_json(passages, found))
    else:
        world.talk.say(words.ideas_text(passages, found))
    return 0


def support(arguments: argparse.Namespace, world: World) -> int:
    """Print where to find someone to talk to; opens nothing."""
    del arguments
    world.talk.say(support_text())
    return 0


def _chosen(arguments: argparse.Namespace) -> Chosen:
    return Chosen(
        role=said_role(arguments),
        function=said_function(arguments),
        since=arguments.since,
    )
