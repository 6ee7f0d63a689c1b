"""After a hard evening: now, or tomorrow? Asked before anything is sent."""

from collections.abc import Callable

from journal.domain.marks import Line
from journal.services import evenings
from journal.services.session import Session
from journal.ui.choice import ChoicePage
from journal.ui.page import Host

ASKS = "Send it now, or look at it tomorrow?"
TOMORROW, NOW = "look at it tomorrow", "send it now"
NOT_SENT = "It was not sent. Tomorrow is soon enough."


def send_now_or_tomorrow(
    host: Host,
    session: Session,
    send: Callable[[], object],
    *,
    told: Callable[[str], object],
    trail: Line = (),
) -> None:
    """Send it; after a hard evening only if that is the answer.

    Args:
        host: the program.
        session: the journal.
        send: offers or seals.
        told: told that it was not sent, where it was not.
        trail: the left of the header above the question.
    """
    # Before two have met, what is offered is a wish, and asked again.
    if session.partner is None or not evenings.is_cooling(session):
        send()
        return

    def choose(choice: int) -> None:
        if choice:
            send()
        else:
            told(NOT_SENT)

    page = ChoicePage(
        ASKS, (TOMORROW, NOW), choose, trail=trail, skipped=lambda: choose(0)
    )
    host.open_page(page)
