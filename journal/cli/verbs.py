"""What each command does: open, collect, do one thing, publish, close."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from journal.cli import words
from journal.cli.talk import Talk
from journal.crypto.stretch import Stretch
from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import Entry, EntryId
from journal.domain.prompts import Depth, PromptRole
from journal.domain.shared_view import Chosen, SharedView, as_json, linear
from journal.errors import JournalError, NotPossible, PlaceTrouble, TooLong
from journal.services import (
    asking,
    exchanging,
    keeping,
    loading,
    meeting,
    opening,
    reading,
    sharing,
    writing,
)
from journal.services.conditions import Conditions, system_clock
from journal.services.plain_words import PLAIN_WORDS
from journal.services.session import Session
from journal.services.support import support_text
from journal.storage.places import home_folder

NOT_NOW = "not now"


@dataclass(frozen=True, slots=True)
class World:
    """Where and under which conditions a command runs, and with whom it talks."""

    talk: Talk
    home: Path
    conditions: Conditions


Command = Callable[[argparse.Namespace, World], int]


def run(
    command: str,
    arguments: argparse.Namespace,
    talk: Talk,
    stretch: Stretch | None,
    clock: Callable[[], datetime] | None,
) -> int:
    """Run a command by its name and return its exit code."""
    import os

    conditions = Conditions(stretch=stretch or Stretch(), clock=clock or system_clock)
    home = home_folder(arguments.home, os.environ)
    return COMMANDS[command](arguments, World(talk, home, conditions))


def demo(arguments: argparse.Namespace, world: World) -> int:
    """Open a made-up couple's journal that leaves nothing behind."""
    del arguments
    if not (world.talk.is_terminal and world.talk.stdout.isatty()):
        raise NotPossible("The demo needs a terminal.")
    from journal.services import demo as made_up
    from journal.ui import launch

    with made_up.throw_away_home() as home:
        world.talk.complain("Setting the table for Ana and Ben …")
        couple = made_up.make(home, conditions=world.conditions)
        return launch.run(home, conditions=couple.conditions, demo=couple)


def new(arguments: argparse.Namespace, world: World) -> int:
    """Begin a journal."""
    talk = world.talk
    if talk.is_terminal:
        talk.complain(PLAIN_WORDS + "\n")
        six = opening.six_words(world.conditions)
        talk.complain(f"Ten characters or more. Six words would be: {six}")
    passphrase = talk.passphrase("Passphrase")
    if talk.is_terminal and talk.passphrase("The same again") != passphrase:
        raise NotPossible("The two were not the same. Nothing was made.")
    session = opening.begin(
        world.home, arguments.name, passphrase, conditions=world.conditions
    )
    try:
        _say_troubles(session, talk)
        if talk.is_terminal:
            _offer_code(session, talk)
        else:
            talk.complain(words.NO_CODE)
    finally:
        session.close()
    talk.say(f"A journal for {session.vault.label} is here.")
    return 0


def _offer_code(session: Session, talk: Talk) -> None:
    if talk.ask("Make a recovery code to write on paper? (yes or no)") not in {
        "y",
        "yes",
    }:
        talk.complain(words.NO_CODE)
        return
    code = keeping.new_code(session)
    talk.complain(f"\n    {code}\n\n{words.CODE}")
    while typed := talk.ask("Its last four, or nothing to go without:"):
        try:
            keeping.keep_code(session, code, typed=typed)
        except JournalError as trouble:
            talk.complain(trouble.say)
        else:
            talk.complain("The code opens this journal from now on.")
            return
    talk.complain(words.NO_CODE)


def meet(arguments: argparse.Namespace, world: World) -> int:
    """Introduce two journals; each person types their own passphrase, alone."""
    first_door = opening.find_door(world.home, arguments.name)
    other_door = opening.find_door(world.home, arguments.other)
    if first_door == other_door:
        raise NotPossible(words.NEUTRAL)
    with (
        _sitting_alone(world, first_door) as first,
        _sitting_alone(world, other_door) as other,
    ):
        try:
            meeting.meet(first, other)
        except PlaceTrouble:
            raise
        except JournalError as trouble:
            raise _neutral(trouble) from None
        names = f"{first.me.name} and {other.me.name}"
    world.talk.say(f"{names} have met. What either offers, the other can read.")
    return 0


@contextmanager
def _sitting_alone(world: World, door: opening.Door) -> Iterator[Session]:
    talk = world.talk
    if talk.is_terminal:
        talk.complain(words.before_meeting(door.label))
        if talk.ask('Enter goes on; "not now" ends it:').casefold() == NOT_NOW:
            raise NotPossible(words.NEUTRAL)
    try:
        passphrase = talk.passphrase(f"Passphrase of {door.label}")
        session = opening.unlock(door, passphrase, conditions=world.conditions)
    except JournalError as trouble:
        raise _neutral(trouble) from None
    try:
        loading.load(session)
        yield session
    finally:
        session.close()


def _neutral(trouble: JournalError) -> JournalError:
    # One sentence for every way in which a meeting does not come about, so that
    # nobody is asked why. The code is for scripts.
    return type(trouble)(words.NEUTRAL)


def write(arguments: argparse.Namespace, world: World) -> int:
    """Write an entry; its id is printed."""
    prompt = asking.find_prompt(arguments.prompt) if arguments.prompt else None
    with _unlocked(arguments, world) as session:
        draft = writing.new_draft(session)
        if arguments.moment:
            moment = session.library.resolve_moment(arguments.moment)
            # What was begun on the screen stays there, unfinished.
            unfinished = sharing.tell_my_side(session, moment)
            draft = replace(unfinished, id=draft.id)
        if prompt is not None:
            asked = asking.asked(session, prompt)
            draft = replace(draft, prompt=prompt.id, asked=asked)
            if world.talk.is_terminal:
                world.talk.complain(asked)
        draft = replace(draft, words=world.talk.text())
        said = writing.About(
            role=_role(arguments),
            function=_function(arguments),
            title=arguments.title,
            happened_on=arguments.on,
        )
        entry = _saved(session, draft, said, world.talk)
        world.talk.say(entry.id)
        if arguments.offer:
            _offer_one(session, entry.id, world.talk)
    return 0


def _saved(
    session: Session, draft: writing.Draft, said: writing.About | None, talk: Talk
) -> Entry:
    """Save, or keep what was typed until it can be saved."""
    while True:
        try:
            return writing.save(session, draft, said)
        except TooLong as trouble:
            writing.keep_draft(session, draft)
            raise TooLong(f"{trouble.say} {words.UNFINISHED}") from None
        except PlaceTrouble as trouble:
            # Piped words are still where they came from; typed ones are only here.
            if not talk.is_terminal or not talk.tries_again(trouble.say):
                raise


def revise(arguments: argparse.Namespace, world: World) -> int:
    """Write an entry anew; earlier versions are kept."""
    with _unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        # What was begun on the screen stays there, unfinished.
        fresh = writing.new_draft(session, words=world.talk.text())
        _saved(session, replace(fresh, entry=entry), None, world.talk)
        if session.my_offer(entry) is not None:
            world.talk.complain(words.still_as_offered(session))
    return 0


def offer(arguments: argparse.Namespace, world: World) -> int:
    """Let the partner read an entry as it is now."""
    with _unlocked(arguments, world) as session:
        _offer_one(session, session.library.resolve_own(arguments.entry), world.talk)
    return 0


def _offer_one(session: Session, entry: EntryId, talk: Talk) -> None:
    came = sharing.offer(session, entry)
    if session.meeting is None:
        talk.complain(words.WISH)
    talk.say_troubles([came.trouble] if came.trouble else [])


def take_back(arguments: argparse.Namespace, world: World) -> int:
    """Stop offering an entry."""
    with _unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        came = sharing.take_back(session, entry)
        if session.partner is not None:
            world.talk.complain(words.taken_back(session))
        world.talk.say_troubles([came.trouble] if came.trouble else [])
    return 0


def delete(arguments: argparse.Namespace, world: World) -> int:
    """Shred an entry for good."""
    talk = world.talk
    if not talk.is_terminal and not arguments.yes:
        raise NotPossible("To delete without being asked, add --yes.")
    with _unlocked(arguments, world) as session:
        entry = session.library.resolve_own(arguments.entry)
        if not arguments.yes and talk.ask("Delete this? d deletes it:") != "d":
            talk.complain("Kept.")
            return 0
        was_offered = session.my_offer(entry) is not None
        writing.delete(session, entry)
        if was_offered:
            talk.complain(words.taken_back(session))
    return 0


def read(arguments: argparse.Namespace, world: World) -> int:
    """Print what I wrote, the newest day first, or one entry."""
    with _unlocked(arguments, world) as session:
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
        return _how_it_was(session)


def us(arguments: argparse.Namespace, world: World) -> int:
    """Print the shared view; both people get the same."""
    with _unlocked(arguments, world) as session:
        empty = words.EMPTY_US if session.meeting is not None else words.ALONE_US
        _print_view(reading.us(session, _chosen(arguments)), arguments, world, empty)
        return _how_it_was(session)


def mine(arguments: argparse.Namespace, world: World) -> int:
    """Print the same picture over everything I wrote."""
    with _unlocked(arguments, world) as session:
        view = reading.mine(session, _chosen(arguments))
        _print_view(view, arguments, world, words.EMPTY_MINE)
        return _how_it_was(session)


def _print_view(
    view: SharedView, arguments: argparse.Namespace, world: World, empty: str
) -> None:
    if arguments.json:
        world.talk.say_json(as_json(view))
    elif not view.moments and view.chosen != Chosen():
        world.talk.say("None of those.")
    else:
        world.talk.say(linear(view).rstrip("\n") or empty)


def find(arguments: argparse.Namespace, world: World) -> int:
    """Search my own words, and the titles of moments."""
    with _unlocked(arguments, world) as session:
        found = reading.find(session, " ".join(arguments.words))
        if arguments.json:
            world.talk.say_json(words.found_json(session, found))
        else:
            world.talk.say(words.found_text(session, found))
        return _how_it_was(session)


def prompts(arguments: argparse.Namespace, world: World) -> int:
    """List the prompts; needs no journal."""
    library = asking.library()
    themes = [theme.id for theme in library.themes]
    if arguments.theme and arguments.theme not in themes:
        raise NotPossible(f"The themes are: {', '.join(themes)}.")
    chosen = library.prompts(
        theme=arguments.theme,
        role=PromptRole(arguments.role) if arguments.role else None,
        depth=Depth(arguments.depth) if arguments.depth else None,
    )
    if arguments.json:
        world.talk.say_json({"prompts": [words.prompt_json(one) for one in chosen]})
    else:
        for one in chosen:
            world.talk.say(words.prompt_text(one))
    return 0


def backup(arguments: argparse.Namespace, world: World) -> int:
    """Copy the sealed vault, consistently."""
    with _unlocked(arguments, world) as session:
        keeping.backup(session, Path(arguments.file).expanduser())
    world.talk.say("The copy is made. It opens with the same passphrase.")
    return 0


def support(arguments: argparse.Namespace, world: World) -> int:
    """Print where to find someone to talk to; opens nothing."""
    del arguments
    world.talk.say(support_text())
    return 0


@contextmanager
def _unlocked(arguments: argparse.Namespace, world: World) -> Iterator[Session]:
    """Open, collect, and afterwards publish and close."""
    door = opening.find_door(world.home, arguments.name)
    passphrase = world.talk.passphrase("Passphrase")
    session = opening.unlock(door, passphrase, conditions=world.conditions)
    try:
        loading.load(session)
        _exchange(session, world.talk)
        yield session
        _exchange(session, world.talk)
    finally:
        session.close()


def _exchange(session: Session, talk: Talk) -> None:
    came = exchanging.exchange(session)
    _say_troubles(session, talk)
    talk.say_troubles([came.trouble] if came.trouble else [])


def _say_troubles(session: Session, talk: Talk) -> None:
    talk.say_troubles(trouble.say for trouble in session.troubles)


def _how_it_was(session: Session) -> int:
    return max((trouble.exit_code for trouble in session.troubles), default=0)


def _chosen(arguments: argparse.Namespace) -> Chosen:
    return Chosen(
        role=_role(arguments), function=_function(arguments), since=arguments.since
    )


def _role(arguments: argparse.Namespace) -> Role | None:
    return Role(arguments.role) if arguments.role else None


def _function(arguments: argparse.Namespace) -> SupportFunction | None:
    return SupportFunction(arguments.function) if arguments.function else None


COMMANDS: dict[str, Command] = {
    "backup": backup,
    "delete": delete,
    "demo": demo,
    "find": find,
    "meet": meet,
    "mine": mine,
    "new": new,
    "offer": offer,
    "prompts": prompts,
    "read": read,
    "revise": revise,
    "support": support,
    "take-back": take_back,
    "us": us,
    "write": write,
}
