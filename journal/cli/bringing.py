"""Prompts of our own, and packs that someone was handed."""

import argparse
from collections.abc import Callable
from pathlib import Path

from journal.cli import prompt_words, words
from journal.cli.kept import kept_anyway, say_kept, unlocked_for_words
from journal.cli.talk import Talk
from journal.cli.world import World, how_it_was, named_prompt, said_whose, unlocked
from journal.domain.own_prompts import OwnPrompt
from journal.domain.prompts import PromptRole
from journal.errors import JournalError, NotPossible
from journal.services import our_prompts, packs, writing
from journal.services.exchanging import Exchanged
from journal.services.session import Session

REALLY = "Delete this? d deletes it:"
USE_IT = "Use it? y to use it:"


# Our own.


def new(arguments: argparse.Namespace, world: World) -> int:
    """Write a prompt of one's own; its id is printed."""
    said_whose(arguments)
    talk = world.talk
    with unlocked_for_words(arguments, world) as session:
        if arguments.offer and talk.is_terminal:
            # Nobody types first, and is then told that there is nobody to offer it to.
            session.require_meeting()
        text = talk.text()
        role = PromptRole(arguments.role or PromptRole.BOTH)
        try:
            own = our_prompts.write_prompt(session, text, role=role)
        except JournalError as trouble:
            page = writing.new_draft(session, words=text)
            return kept_anyway(session, page, trouble, talk)
        talk.say(own.prompt.id)
        if arguments.offer:
            try:
                came = our_prompts.offer_prompt(session, own.id)
            except JournalError as trouble:
                say_kept(trouble, talk, is_sent=True)
                return trouble.exit_code
            _say_offered(session, came, talk, say=talk.complain)
    return 0


def _say_offered(
    session: Session, came: Exchanged, talk: Talk, *, say: Callable[[str], object]
) -> None:
    """Say who can be asked it; until it can leave, that it waits."""
    if came.trouble:
        talk.say_trouble(came.trouble)
    else:
        say(words.offered_prompt(session))


def offer(arguments: argparse.Namespace, world: World) -> int:
    """Let the partner be asked a prompt of mine."""
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        own = _mine(session, arguments.prompt)
        came = our_prompts.offer_prompt(session, own.id)
        _say_offered(session, came, world.talk, say=world.talk.say)
    return 0


def take_back(arguments: argparse.Namespace, world: World) -> int:
    """Stop offering a prompt of mine."""
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        own = _mine(session, arguments.prompt)
        came = our_prompts.take_back_prompt(session, own.id)
        world.talk.complain(words.taken_back(session))
        world.talk.say_trouble(came.trouble)
    return 0


def delete(arguments: argparse.Namespace, world: World) -> int:
    """Shred a prompt of mine for good; what was written to it stays."""
    said_whose(arguments)
    talk = world.talk
    if not talk.is_terminal and not arguments.yes:
        raise NotPossible("To delete without being asked, add --yes.")
    with unlocked(arguments, world) as session:
        own = _mine(session, arguments.prompt)
        if not arguments.yes:
            talk.complain(own.text)
            if talk.ask(REALLY) != "d":
                talk.complain("Kept.")
                return 0
        was_offered = our_prompts.is_offered(session, own)
        our_prompts.delete_prompt(session, own.id)
        if was_offered:
            talk.complain(words.taken_back(session))
    return 0


def _mine(session: Session, given: str) -> OwnPrompt:
    return our_prompts.own_prompt(session, named_prompt(session, given).id)


# Packs.


def add(arguments: argparse.Namespace, world: World) -> int:
    """Print a pack in full, and keep it if that is wanted."""
    said_whose(arguments)
    talk = world.talk
    pack, text = packs.read_pack(_file(arguments))
    if not talk.is_terminal and not arguments.yes:
        talk.say(prompt_words.pack_text(pack))
        raise NotPossible(prompt_words.ADD_YES)
    with unlocked(arguments, world) as session:
        talk.say(prompt_words.pack_text(pack, prompt_words.partner_of(session)))
        if not arguments.yes and talk.ask(USE_IT) != "y":
            talk.complain(prompt_words.NOTHING_KEPT)
            return 0
        packs.add_pack(session, text, file=_file(arguments).name)
        talk.complain(prompt_words.ADDED)
    return 0


def show(arguments: argparse.Namespace, world: World) -> int:
    """Print a pack in full; needs no journal."""
    pack, _ = packs.read_pack(_file(arguments))
    if arguments.json:
        rows = [prompt_words.prompt_json(one) for one in pack.prompts]
        about = prompt_words.pack_json(pack)
        world.talk.say_json({"pack": about, "prompts": list(rows)})
    else:
        world.talk.say(prompt_words.pack_text(pack))
    return 0


def remove(arguments: argparse.Namespace, world: World) -> int:
    """Let a pack go; what was answered in it stays."""
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        packs.remove_pack(session, arguments.pack.removeprefix("pack-"))
        world.talk.say("Removed. What was written to it stays.")
    return 0


def list_packs(arguments: argparse.Namespace, world: World) -> int:
    """List the packs that are here."""
    said_whose(arguments)
    with unlocked(arguments, world) as session:
        held = packs.packs(session)
        if arguments.json:
            rows = [prompt_words.held_json(one) for one in held]
            world.talk.say_json({"packs": list(rows)})
        else:
            texts = [prompt_words.held_text(one) for one in held]
            world.talk.say("\n\n".join(texts) or prompt_words.NO_PACKS)
        return how_it_was(session)


def _file(arguments: argparse.Namespace) -> Path:
    return Path(arguments.file)
