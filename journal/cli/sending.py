"""After a hard evening: now, or tomorrow? Asked before anything is sent."""

import argparse

from journal.cli.world import World
from journal.errors import NotPossible
from journal.services import evenings
from journal.services.session import Session

ASKS = "Send it now, or look at it tomorrow? now sends it:"
NOW = "now"
TOMORROW = "It was not sent. Tomorrow is soon enough."
ADD_NOW = (
    "It was a hard evening, and it was not sent. To send it now, add --now; or look at "
    "it tomorrow."
)


def refuse_unasked(
    session: Session, arguments: argparse.Namespace, world: World
) -> None:
    """Refuse what would have to be asked where nobody can answer.

    Raises:
        NotPossible: it says how to send it all the same.
    """
    if not world.talk.is_terminal and _asks(session, arguments):
        raise NotPossible(ADD_NOW)


def is_sent_now(session: Session, arguments: argparse.Namespace, world: World) -> bool:
    """Ask, until the evening after a hard one; what is not said is tomorrow.

    Raises:
        NotPossible: there is nobody to ask.
    """
    refuse_unasked(session, arguments, world)
    if not _asks(session, arguments):
        return True
    if world.talk.ask(ASKS).casefold() == NOW:
        return True
    world.talk.complain(TOMORROW)
    return False


def _asks(session: Session, arguments: argparse.Namespace) -> bool:
    # Before two have met, what is offered is a wish, and asked again.
    is_sent = session.meeting is not None and not arguments.now
    return is_sent and evenings.is_cooling(session)
