"""The line of Settings for when the partner has died; it is asked about, once."""

from collections.abc import Callable
from functools import partial

from journal.domain.marks import Span, Tone
from journal.services import outliving, preferences
from journal.services.plain_words import OUTLIVING
from journal.services.session import Session
from journal.ui.choice import ChoicePage
from journal.ui.lock_settings import Row
from journal.ui.page import Page

IF_DIED, HAS_DIED = "If {name} has died", "so it is"
MEANS = "What you told each other stays, and nothing waits for {name} any more."
LEAVE_IT, SO_IT_IS, NOT_SO = "leave it as it is", "so it is", "it is not so"


def outlived_row(page: Page, session: Session, change: Callable[..., object]) -> Row:
    """Return the line; `change` does what was chosen in a thread, and looks again."""
    partner = session.partner
    name = partner.name if partner else ""
    died = preferences.preferences(session).is_bereaved

    def chosen(choice: int) -> None:
        if choice:
            change(partial(outliving.say_died, session, died=not died))

    def ask() -> None:
        notes = [one.format(name=name) for one in OUTLIVING]
        page.host.open_page(
            ChoicePage(
                "",
                (LEAVE_IT, NOT_SO if died else SO_IT_IS),
                chosen,
                notes=() if died else notes,
                trail=(Span("Settings", Tone.MUTED),),
            )
        )

    return Row(
        IF_DIED.format(name=name),
        HAS_DIED if died else "",
        MEANS.format(name=name),
        ask,
        lambda: None,
    )
