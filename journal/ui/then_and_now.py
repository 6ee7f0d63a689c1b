"""Then and now: two of my answers to one question, and no word about the two."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import Entry, EntryId, PromptId
from journal.domain.marks import Line, Span, Tone
from journal.errors import JournalError, NotFound
from journal.services import asking, sealing, sharing
from journal.services.session import Session
from journal.ui import errands
from journal.ui.asides import IN_PERSON, TAKEN_BACK, Said, paragraph
from journal.ui.choice import ChoicePage
from journal.ui.days import day_words
from journal.ui.page import Page
from journal.ui.reader import Text
from journal.ui.sealed import SEALED
from journal.ui.tomorrow import send_now_or_tomorrow

TRAIL = "then and now"
KEEP_BOTH = "keep both private"
LEAVE_BOTH = "leave them as they are"
OFFERED = "Offered. {partner} can read it."
OFFERED_BOTH = "Offered. {partner} can read both."
GUTTER = 4


class _Way(NamedTuple):
    """An answer to who may read them: what is offered, or taken back, and the words."""

    words: str
    offer: tuple[EntryId, ...] = ()
    take_back: tuple[EntryId, ...] = ()
    said: str = ""


def _nothing() -> None:
    """Do nothing, where nobody is to be told."""


class ThenAndNowPage(Page):
    """The latest answer, beside an earlier one.

    Args:
        session: the journal.
        prompt: the prompt that was answered.
        changed: called when who may read an answer has changed.
    """

    FOOTER: ClassVar = ("then.offer", "page.back")
    ALSO: ClassVar = ("then.earlier",)

    def __init__(
        self,
        session: Session,
        prompt: PromptId,
        *,
        changed: Callable[[], object] = _nothing,
    ) -> None:
        super().__init__()
        self._session, self._prompt, self._changed = session, prompt, changed
        self._answers: tuple[Entry, ...] = ()
        self._question, self._theme = "", ""
        self._then: EntryId | None = None
        self._is_busy = False

    @override
    def body(self) -> ComposeResult:
        yield Text(self._drawn)
        yield Said()

    def on_mount(self) -> None:
        """Read the answers."""
        self.trail, self.aside = (Span(TRAIL, Tone.MUTED),), ""
        self.look_again()

    def on_screen_resume(self) -> None:
        """Read again what was changed on a page above this one."""
        self.look_again()

    @override
    def look_again(self) -> None:
        if self.is_mounted and not self._session.is_locked:
            errands.run(
                self, self._read, self._show, trouble=self._fail, session=self._session
            )

    @override
    def footer(self) -> tuple[str, ...]:
        offer = ("then.offer",) if self._may_offer else ()
        more = ("then.earlier",) if len(self._earlier) > 1 else ()
        return (*more, *offer, "page.back")

    @override
    def keys_shown(self) -> tuple[str, ...]:
        return self.footer()

    @override
    def reshape(self) -> None:
        self.query_one(Text).show(keep_place=True)

    @property
    def _earlier(self) -> tuple[Entry, ...]:
        return self._answers[:-1]

    @property
    def _may_offer(self) -> bool:
        if self._session.partner is None or not self._earlier:
            return False
        return not any(self._is_sealed(one.id) for one in self._pair())

    def _pair(self) -> tuple[Entry, ...]:
        """Return the earlier answer that is shown, and the latest."""
        then = [one for one in self._earlier if one.id == self._then]
        return (*then, *self._answers[-1:])

    # What the keys do.

    def action_earlier(self, key: str) -> None:
        """Show another earlier answer: the one before, or the one after it."""
        ids = [one.id for one in self._earlier]
        if self._then not in ids:
            return
        at = ids.index(self._then) + (1 if key == "right" else -1)
        if 0 <= at < len(ids):
            self._then = ids[at]
            self.query_one(Said).tell()
            self.query_one(Text).show()

    def action_offer(self) -> None:
        """Ask who may read the two; the first answer changes nothing."""
        if not self._may_offer or self._is_busy:
            return
        ways = self._ways()
        is_missed = self._theme == "missed" and not any(one.take_back for one in ways)
        page = ChoicePage(
            "",
            [way.words for way in ways],
            lambda index: self._choose(ways[index]),
            notes=(IN_PERSON,) if is_missed else (),
            trail=self.trail,
        )
        self.host.open_page(page)

    def _ways(self) -> list[_Way]:
        name = self._partners_name
        *_, then, now = (one.id for one in self._pair())
        offered = [one for one in (then, now) if self._is_offered(one)]
        closed = tuple(one for one in (then, now) if one not in offered)
        ways = [_Way(LEAVE_BOTH if offered else KEEP_BOTH)]
        said = OFFERED.format(partner=name)
        said_both = OFFERED_BOTH.format(partner=name)
        if not offered:
            ways.append(_Way(f"{name} can read the later one", (now,), said=said))
        if closed:
            ways.append(_Way(f"{name} can read both", closed, said=said_both))
        if offered:
            words = "take both back" if not closed else "take it back"
            back = TAKEN_BACK.format(partner=name)
            ways.append(_Way(words, take_back=tuple(offered), said=back))
        return ways

    def _choose(self, way: _Way) -> None:
        if way.take_back:
            self._go(way)
        elif way.offer:
            send_now_or_tomorrow(
                self.host,
                self._session,
                partial(self._go, way),
                told=lambda said: self.query_one(Said).tell(said),
                trail=self.trail,
            )

    def _go(self, way: _Way) -> None:
        self._is_busy = True
        errands.run(
            self,
            partial(self._do, way),
            partial(self._done, way),
            trouble=self._fail,
            session=self._session,
        )

    def _do(self, way: _Way) -> str:
        """Offer or take back; return what there is to say about the place."""
        said = ""
        for one in way.offer:
            said = sharing.offer(self._session, one).trouble or said
        for one in way.take_back:
            said = sharing.take_back(self._session, one).trouble or said
        return said

    def _done(self, way: _Way, trouble: str) -> None:
        self._is_busy = False
        self.query_one(Said).tell(f"{way.said} {trouble}".strip())
        self._changed()
        self.look_again()

    def _fail(self, trouble: JournalError) -> None:
        self._is_busy = False
        self.query_one(Said).tell(trouble.say)
        # One of the two may have gone through before the other did not.
        self._changed()
        self.look_again()

    # Reading and drawing.

    def _read(self) -> tuple[tuple[Entry, ...], str, str]:
        answers = asking.answers(self._session, self._prompt)
        try:
            prompt = asking.find_prompt(self._session, self._prompt)
        except NotFound:
            # Its pack has gone; what was asked stands with the answers.
            return answers, (answers[-1].asked or "") if answers else "", ""
        return answers, asking.asked(self._session, prompt), prompt.theme

    def _show(self, seen: tuple[tuple[Entry, ...], str, str]) -> None:
        self._answers, self._question, self._theme = seen
        if self._then not in {one.id for one in self._earlier}:
            self._then = self._earlier[-1].id if self._earlier else None
        text = self.query_one(Text)
        text.show(keep_place=True)
        text.focus()
        self.draw_bars()

    @property
    def _partners_name(self) -> str:
        partner = self._session.partner
        return partner.name if partner else ""

    def _is_sealed(self, entry: EntryId) -> bool:
        return sealing.of_mine(self._session, entry) is not None

    def _is_offered(self, entry: EntryId) -> bool:
        return self._session.my_offer(entry) is not None

    def _drawn(self, width: int) -> Sequence[Line]:
        pair = self._pair()
        question = paragraph(self._question, width, Tone.BOLD)
        lines: list[Line] = [*question, (), ()] if question else []
        if self.narrow or not self._earlier:
            for entry in pair:
                lines += [*self._answer(entry, width), (), ()]
            return lines[:-2]
        column = (width - GUTTER) // 2
        then, now = (self._answer(one, column) for one in pair)
        return [*lines, *_beside(then, now, column)]

    def _answer(self, entry: Entry, width: int) -> list[Line]:
        day = day_words(entry.written_on, self._session.today())
        state = "offered" if self._is_offered(entry.id) else "private"
        state = SEALED if self._is_sealed(entry.id) else state
        said = paragraph(f"{day} · {state}", width, Tone.MUTED)
        return [*said, (), *paragraph(entry.words, width)]


def _beside(left: list[Line], right: list[Line], column: int) -> Iterable[Line]:
    for one, other in zip_longest(left, right, fillvalue=()):
        gap = column + GUTTER - sum(cell_len(span.text) for span in one)
        yield (*one, Span(" " * gap, Tone.INK), *other) if other else one
