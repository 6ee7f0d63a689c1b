"""One moment, whole: every word of its sides, and nothing where none was told."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.drawing import moment_whole
from journal.domain.entries import Entry, MomentId, PartnerId
from journal.domain.marks import Line, Span, Tone
from journal.domain.moments import Moment
from journal.errors import NotFound
from journal.services import reading, sharing, writing
from journal.services.session import Session
from journal.ui.days import day_words
from journal.ui.offering import ask_who_reads, is_offered
from journal.ui.reader import Text
from journal.ui.working import WorkingPage, trail

GONE = "This moment is not in Us any more."


class MomentPage(WorkingPage[tuple[Moment | None, bool]]):
    """A moment of Us, or, with `in_us=False`, of mine alone."""

    FOOTER: ClassVar = ("page.back",)
    ALSO: ClassVar = ("moment.write", "moment.edit", "moment.offer")

    def __init__(
        self, session: Session, moment_id: MomentId, *, in_us: bool = True
    ) -> None:
        super().__init__(session)
        self._shown = moment_id
        self._in_us = in_us
        self._moment: Moment | None = None
        self._is_offered = False
        self._said = ""

    @override
    def inside(self) -> ComposeResult:
        yield Text(self._drawn)

    @override
    def footer(self) -> tuple[str, ...]:
        mine = self._my_entry()
        if self._moment is None:
            return self.FOOTER
        if mine is None:
            return ("moment.write", *self.FOOTER)
        return ("moment.edit", *self._offer_key(), *self.FOOTER)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        return self.footer()

    @override
    def read(self) -> tuple[Moment | None, bool]:
        find = sharing.moment_in_us if self._in_us else reading.my_moment
        try:
            moment = find(self.session, self._shown)
        except NotFound:
            return None, False
        mine = _side_of(moment, self.session.identity.id)
        offered = mine is not None and is_offered(self.session, mine.id)
        return moment, offered

    @override
    def show(self) -> None:
        self._moment, self._is_offered = self.seen or (None, False)
        text = self.query_one(Text)
        text.show(keep_place=True)
        text.focus()
        place, today = "Us" if self._in_us else "My journal", self.session.today()
        if self._moment is None:
            self.trail, self.aside = (Span(place, Tone.MUTED),), ""
            if not self._said:
                self.say(GONE)
        else:
            self.trail = trail(place, self._moment.day, today)
            self.aside = day_words(self._moment.day, today)
        self.draw_bars()

    def _drawn(self, width: int) -> Sequence[Line]:
        if self._moment is None:
            return ()
        return moment_whole(
            self._moment,
            self.session.people,
            width=width,
            measure=cell_len,
            marks=self.marks,
            narrow=self.narrow,
        )

    def _my_entry(self) -> Entry | None:
        me = self.session.identity.id
        return _side_of(self._moment, me) if self._moment else None

    def _offer_key(self) -> tuple[str, ...]:
        if self._is_offered:
            return ("moment.offer",)
        return ("mine.offer",) if self.session.partner else ()

    def action_write(self) -> None:
        """Tell my side, where it is the partner's alone so far."""
        if self._moment is None or self._my_entry() is not None or not self._in_us:
            return
        self.work(partial(sharing.tell_my_side, self.session, self._shown), self.write)

    def action_edit(self) -> None:
        """Go on with my own words."""
        mine = self._my_entry()
        if mine is not None:
            self.work(partial(writing.draft_of, self.session, mine.id), self.write)

    def action_offer(self) -> None:
        """Ask who may read my side."""
        mine = self._my_entry()
        if mine is not None and self._offer_key():
            ask_who_reads(self, mine.id, self._changed)

    def _changed(self, said: str) -> None:
        self._said = said
        self.say(said)
        self.look_again()


def _side_of(moment: Moment, author: PartnerId) -> Entry | None:
    return next((s.entry for s in moment.sides if s.author == author), None)
