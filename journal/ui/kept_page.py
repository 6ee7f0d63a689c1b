"""What was told with someone one has left: to be read, by oneself alone."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.drawing import moment_whole
from journal.domain.entries import MomentId
from journal.domain.marks import Line, Span, Tone
from journal.domain.people import Person
from journal.domain.shared_view import SharedView
from journal.services import keepsakes
from journal.services.session import Session
from journal.ui.days import day_words
from journal.ui.page import Words
from journal.ui.reader import Text
from journal.ui.us_moments import Moments
from journal.ui.working import WorkingPage, trail

ONLY_YOU = "Only you see this. Nothing of it goes out, and nothing is added to it."


class KeptPage(WorkingPage[SharedView]):
    """The moments told with one person, the newest first."""

    FOOTER: ClassVar = ("us.read", "page.back")
    DEFAULT_CSS = "KeptPage #note { color: $muted; margin-bottom: 1; }"

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(session)
        self._person = person

    @override
    def inside(self) -> ComposeResult:
        yield Words(ONLY_YOU, id="note")
        yield Moments()

    @override
    def read(self) -> SharedView:
        return keepsakes.kept_view(self.session, self._person.id)

    @override
    def show(self) -> None:
        self.trail = (Span(f"With {self._person.name}", Tone.MUTED),)
        moments = self.query_one(Moments)
        if self.seen is not None:
            moments.show_view(
                self.seen, self.session.today(), narrow=self.narrow, tall=self.tall
            )
        moments.focus()

    def on_lines_opened(self) -> None:
        """Read the moment the mark is at."""
        self.action_read()

    def action_read(self) -> None:
        """Read the moment the mark is at."""
        id_ = self.query_one(Moments).moment_id
        if id_ is not None:
            self.host.open_page(KeptMomentPage(self.session, self._person, id_))


class KeptMomentPage(WorkingPage[SharedView]):
    """One of those moments, whole."""

    FOOTER: ClassVar = ("page.back",)

    def __init__(self, session: Session, person: Person, moment: MomentId) -> None:
        super().__init__(session)
        self._person, self._shown = person, moment

    @override
    def inside(self) -> ComposeResult:
        yield Text(self._drawn)

    @override
    def read(self) -> SharedView:
        view = keepsakes.kept_view(self.session, self._person.id)
        moment = keepsakes.kept_moment(self.session, self._person.id, self._shown)
        return SharedView(
            moments=(moment,),
            people=view.people,
            chosen=view.chosen,
            turns=None,
            next_things=(),
        )

    @override
    def show(self) -> None:
        text = self.query_one(Text)
        text.show(keep_place=True)
        text.focus()
        if self.seen is not None:
            day, today = self.seen.moments[0].day, self.session.today()
            self.trail = trail(f"With {self._person.name}", day, today)
            self.aside = day_words(day, today)

    def _drawn(self, width: int) -> Sequence[Line]:
        if self.seen is None:
            return ()
        return moment_whole(
            self.seen.moments[0],
            self.seen.people,
            width=width,
            measure=cell_len,
            marks=self.marks,
            narrow=self.narrow,
        )
