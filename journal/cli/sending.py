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


class HardEvening(NotPossible):
    """It would have to be asked whether to send it, and nobody can answer."""

    say = ADD_NOW


def is_sent_now(session: Session, arguments: argparse.Namespace, world: World) -> bool:
    """Ask, until the evening after a hard one; what is not said is tomorrow.

    Raises:
        HardEvening: there is nobody to ask.
    """
    if not _asks(session, arguments):
        return True
    if not world.talk.is_terminal:
        raise HardEvening
    if world.talk.ask(ASKS).casefold() == NOW:
        return True
    world.talk.complain(TOMORROW)
    return False


def _asks(session: Session, arguments: argparse.Namespace) -> bool:
    # Before two have met, what is offered is a wish, and asked again.
    is_sent = session.meeting is not None and not arguments.now
    return is_sent and evenings.is_cooling(session)
