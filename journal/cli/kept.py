"""Words that came in are kept, whatever becomes of what was asked for with them."""

import argparse
import shlex
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from journal.cli.sending import HardEvening
from journal.cli.talk import Talk
from journal.cli.world import World, unlocked
from journal.domain.entries import Entry, EntryId, Visibility
from journal.errors import Busy, JournalError, PlaceTrouble, TooLong
from journal.services import reading, writing
from journal.services.session import Session

KEPT = "It is kept, for you alone."
NOT_SENT = f"{KEPT} It was not sent."
UNFINISHED = "It is kept as an unfinished page."
NOT_READ = "What came in was not read: it is still where it came from."
HARD = "It was a hard evening."
_NOTHING_CHANGED = " Nothing was changed."


@contextmanager
def unlocked_for_words(
    arguments: argparse.Namespace, world: World
) -> Iterator[Session]:
    """Open a journal into which words are to come, like `unlocked`.

    Raises:
        JournalError: it does not open; the sentence says what became of the words.
    """
    with ExitStack() as stack:
        try:
            session = stack.enter_context(unlocked(arguments, world))
        except JournalError as trouble:
            if world.talk.is_terminal:
                raise
            raise type(trouble)(f"{trouble.say} {NOT_READ}") from None
        yield session


def saved(
    session: Session, draft: writing.Draft, said: writing.About | None, talk: Talk
) -> Entry:
    """Save, or keep what was typed until it can be saved."""
    while True:
        try:
            return writing.save(session, draft, said)
        except TooLong as trouble:
            writing.keep_draft(session, draft)
            raise TooLong(f"{trouble.say} {UNFINISHED}") from None
        except (PlaceTrouble, Busy) as trouble:
            # Piped words are still where they came from; typed ones are only here.
            if not talk.is_terminal or not talk.tries_again(trouble.say):
                raise


def kept_anyway(
    session: Session,
    draft: writing.Draft,
    trouble: JournalError,
    talk: Talk,
    *,
    is_sent: bool = False,
) -> int:
    """Keep the words of a page for their writer alone; print its id, and why.

    Returns:
        The exit code of what stood in the way.

    Raises:
        JournalError: what stood in the way, where there are no words yet; or what
            keeps them from being saved at all.
    """
    if draft.words:
        # Saving these words is what could not be done: there is no other way.
        is_in_vain = isinstance(trouble, TooLong | PlaceTrouble | Busy)
    else:
        # Nobody has typed yet, but what is piped in lies there.
        piped = "" if talk.is_terminal else talk.text()
        draft = replace(draft, words=piped)
        is_in_vain = not piped.strip()
    if is_in_vain:
        raise trouble
    entry = saved(session, draft, None, talk)
    talk.say(entry.id)
    say_kept(trouble, talk, is_sent=is_sent)
    return trouble.exit_code


def say_kept(trouble: JournalError, talk: Talk, *, is_sent: bool = False) -> None:
    """Say what stood in the way, and that the words are kept all the same."""
    talk.complain(trouble.say.removesuffix(_NOTHING_CHANGED))
    talk.complain(NOT_SENT if is_sent else KEPT)


def say_not_sent(
    session: Session,
    entry: EntryId,
    trouble: JournalError,
    arguments: argparse.Namespace,
    talk: Talk,
) -> int:
    """Say why a page that is kept was not sent, and how it can be.

    Returns:
        The exit code of what stood in the way.
    """
    is_hard = isinstance(trouble, HardEvening)
    talk.complain(HARD if is_hard else trouble.say.removesuffix(_NOTHING_CHANGED))
    if reading.visibility(session, entry) is Visibility.PRIVATE:
        talk.complain(NOT_SENT)
    if is_hard:
        verb = "seal" if arguments.seal else "offer"
        command = f"leanto {verb} {entry} --as {shlex.quote(arguments.name)} --now"
        talk.complain(f"To send it now: {command}; or look at it tomorrow.")
    return trouble.exit_code
