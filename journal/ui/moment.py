"""One moment, whole: every word of its sides, and nothing where none was told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.bonds import NO_BONDS
from journal.domain.drawing import moment_whole
from journal.domain.drawing_pen import in_blocks
from journal.domain.entries import Entry, MomentId, PartnerId
from journal.domain.marks import Line, Span, Tone
from journal.domain.moments import HELD_BOTH, Moment
from journal.errors import NotFound
from journal.services import bonds, reading, sharing, whole, writing
from journal.services.packing import Whose
from journal.services.session import Session
from journal.services.whole import Whole
from journal.services.writing import Draft
from journal.ui.adding import add_or_take_out, may_add_to_ours
from journal.ui.asides import Said, paragraphs
from journal.ui.days import day_words
from journal.ui.offering import ask_to_seal, ask_who_reads, is_offered, seal_key
from journal.ui.other_side import (
    ASKED,
    PERHAPS,
    ask_for_mine,
    ask_other_side,
    ask_to_part,
    quoted,
)
from journal.ui.reader import Text
from journal.ui.sealed_here import NOTHING_HERE, Here, drawn_here, sealed_here
from journal.ui.thanks import ask_thanks
from journal.ui.working import WorkingPage, trail

GONE = "This moment is not in Us any more."
BEGIN_HELD = f"{HELD_BOTH} A page of your own: F3."
RETURNS = "You let this moment come back of itself."
MAY_RETURN = "It may come back of itself, once you both let it."
RESTS = "You no longer let it come back of itself."
# With the way back, as many as a footer holds.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: a moment, and in Us what there is to do about it.

    `here` is what either has sealed in it.
    """

    moment: Moment = field(repr=False)
    told: Whole | None = field(default=None, repr=False)
    is_offered: bool = False
    here: Here = NOTHING_HERE


class MomentPage(WorkingPage[Shown | None]):
    """A moment of Us, or, with `in_us=False`, of mine alone."""

    FOOTER: ClassVar = ("page.back",)
    ALSO: ClassVar = (
        "moment.see-now",
        "moment.helped",
        "moment.write",
        "moment.edit",
        "moment.offer",
        "moment.other",
        "moment.return",
        "moment.held",
        "moment.answer",
        "mine.seal",
        "us.add",
        "mine.add",
    )

    def __init__(
        self, session: Session, moment_id: MomentId, *, in_us: bool = True
    ) -> None:
        super().__init__(session)
        self._shown = moment_id
        self._in_us = in_us
        self._at: Shown | None = None
        self._said = ""

    @override
    def inside(self) -> ComposeResult:
        yield Text(self._drawn)
        yield Said(id="asked")

    # Which keys there are.

    @override
    def footer(self) -> tuple[str, ...]:
        return (*islice(dict.fromkeys(self._keys()), _MOST), *self.FOOTER)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        keys = (*self._keys(), *self._quiet_keys(), *self.FOOTER)
        return tuple(dict.fromkeys(keys))

    def _keys(self) -> Iterator[str]:
        """Yield what there is to do here, what matters most first."""
        if self._at is None:
            return
        told, mine = self._told, self._my_entry()
        if told is not None:
            yield from _first_keys(told)
        if mine is not None:
            yield "moment.edit"
        elif self._at.here.mine is not None:
            yield "mine.sealed"
        elif told is not None:
            yield "moment.write"
        if told is not None and told.may_see_now:
            yield "moment.see-now"
        if told is not None:
            yield "moment.part" if told.is_told_by_both else "moment.other"
        if mine is not None:
            yield from self._offer_key()
        if told is not None:
            yield "moment.stay" if told.lets_return else "moment.return"
        yield from self._add_key()

    def _quiet_keys(self) -> Iterator[str]:
        if self._told is not None and self._told.is_both_reaching:
            yield "moment.held"
        if self._told is not None and self._told.is_asked:
            yield "moment.answer"
        mine = self._my_words()
        if mine is not None:
            yield from seal_key(self.session, mine.id)

    def _add_key(self) -> tuple[str, ...]:
        if self._told is not None:
            return ("us.add",) if may_add_to_ours(self.session) else ()
        return ("mine.add",) if self._my_entry() is not None else ()

    def _offer_key(self) -> tuple[str, ...]:
        if self._at is not None and self._at.is_offered:
            return ("moment.offer",)
        return ("mine.offer",) if self.session.partner else ()

    # What is shown.

    @override
    def read(self) -> Shown | None:
        me = self.session.identity.id
        try:
            told = self._found() if self._in_us else None
            moment = (
                told.moment if told else reading.my_moment(self.session, self._shown)
            )
        except NotFound:
            return None
        mine = _side_of(moment, me)
        offered = mine is not None and is_offered(self.session, mine.id)
        here = sealed_here(self.session, moment, in_us=told is not None)
        if told is not None and here.mine is not None:
            told = replace(told, is_asked=False)
        return Shown(moment, told, offered, here)

    def _found(self) -> Whole:
        """Return the moment, also where it has become one with another."""
        try:
            return whole.whole(self.session, self._shown)
        except NotFound:
            if self._at is None:
                raise
        entry = self._my_entry() or self._at.moment.sides[0].entry
        return whole.holding(self.session, entry)

    @override
    def show(self) -> None:
        self._at = self.seen
        text = self.query_one(Text)
        text.show(keep_place=True)
        text.focus()
        place, today = "Us" if self._in_us else "My journal", self.session.today()
        if self._at is None:
            self.trail, self.aside = (Span(place, Tone.MUTED),), ""
            if not self._said:
                self.say(GONE)
        else:
            moment = self._at.moment
            self._shown = moment.id
            self.trail = trail(place, moment.day, today)
            self.aside = day_words(moment.day, today)
        self.query_one("#asked", Said).tell(self._asked())
        self.draw_bars()

    def _asked(self) -> str:
        """Return the one sentence that is met inside a moment and nowhere else."""
        told = self._told
        if told is None:
            return ""
        if told.is_asked:
            return ASKED.format(partner=self.partners_name)
        if told.perhaps is None:
            return ""
        day = day_words(told.perhaps.day, self.session.today())
        title = quoted(told.perhaps.title, self.marks)
        return PERHAPS.format(title=title, day=day)

    def _drawn(self, width: int) -> Sequence[Line]:
        if self._at is None:
            return ()
        told = self._told
        lines = moment_whole(
            self._at.moment,
            self.session.people,
            width=width,
            measure=cell_len,
            marks=self.marks,
            narrow=self.narrow,
            mine=not self._in_us,
            bonds=told.bonds if told else NO_BONDS,
            today=self.session.today(),
        )
        beneath = paragraphs(self._beneath(), width, Tone.MUTED)
        here = self._at.here
        shut = drawn_here(self, here, width, in_us=self._in_us)
        return in_blocks([lines, shut, beneath])

    def _beneath(self) -> Iterator[str]:
        if self._told is not None and self._told.is_both_reaching:
            yield BEGIN_HELD
        if self._told is not None and self._told.lets_return:
            yield RETURNS

    # What the keys do.

    def action_see_now(self) -> None:
        """Begin a page on what I did not see then."""
        if self._told is not None and self._told.may_see_now:
            self._begin(sharing.see_it_now)

    def action_helped(self) -> None:
        """Ask what to say of what the partner gave."""
        if self._told is not None and self._told.thankful_for:
            ask_thanks(self, self._told, self._changed)

    def action_write(self) -> None:
        """Tell my side, where it is the partner's alone so far."""
        if self._told is None or self._my_entry() is not None:
            return
        if self._at is not None and self._at.here.mine is not None:
            return
        if self._told.is_asked:
            self.action_answer()
        else:
            self._begin(sharing.tell_my_side)

    def action_answer(self) -> None:
        """Ask what to do about being asked for my side."""
        if self._told is not None and self._told.is_asked:
            begin = partial(self._begin, sharing.tell_my_side)
            ask_for_mine(self, self._told, begin, self._changed)

    def action_other(self) -> None:
        """Ask for the other side, find it, or part the two."""
        told = self._told
        if told is None:
            return
        if told.is_told_by_both:
            ask_to_part(self, told, self._changed)
        else:
            self.work(
                partial(whole.others, self.session, told.moment.id),
                lambda found: ask_other_side(self, told, found, self._changed),
            )

    def action_return(self) -> None:
        """Let the moment come back of itself, or no longer."""
        told = self._told
        if told is None:
            return
        kept = not told.lets_return
        said = MAY_RETURN if kept else RESTS
        self.work(
            partial(bonds.let_moment_return, self.session, told.moment.id, kept=kept),
            lambda came: self._changed(came.said_after(said)),
        )

    def action_held(self) -> None:
        """Begin a page on what could have held two who were both reaching."""
        if self._told is not None and self._told.is_both_reaching:
            self.work(partial(whole.what_could_hold_us, self.session), self.write)

    def action_edit(self) -> None:
        """Go on with my own words."""
        mine = self._my_entry()
        if mine is not None:
            self.work(partial(writing.draft_of, self.session, mine.id), self.write)

    def action_offer(self) -> None:
        """Ask who may read my side."""
        mine = self._my_words()
        if mine is not None and self._offer_key():
            ask_who_reads(self, mine.id, self._changed)

    def action_seal(self) -> None:
        """Ask to seal my side, or what to do with a sealed one."""
        mine = self._my_words()
        if mine is not None:
            ask_to_seal(self, mine.id, self._changed)

    def action_add(self) -> None:
        """Add the moment to our pack, or my own telling to mine; or take it out."""
        mine = self._my_entry()
        match self._add_key():
            case ("us.add",):
                add_or_take_out(self, Whose.OURS, self._shown)
            case ("mine.add",) if mine is not None:
                add_or_take_out(self, Whose.MINE, mine.id)

    def _begin(self, page_of: Callable[[Session, MomentId], Draft]) -> None:
        self.work(partial(page_of, self.session, self._shown), self.write)

    def _changed(self, said: str) -> None:
        self._said = said
        self.say(said)
        self.look_again()

    @property
    def _told(self) -> Whole | None:
        return self._at.told if self._at else None

    def _my_words(self) -> Entry | None:
        """Return what I have told here, sealed or not."""
        sealed = self._at.here.mine if self._at else None
        return self._my_entry() or sealed

    def _my_entry(self) -> Entry | None:
        me = self.session.identity.id
        return _side_of(self._at.moment, me) if self._at else None


def _first_keys(told: Whole) -> Iterator[str]:
    """Yield what comes before all else, where there is such a thing."""
    if told.is_asked:
        yield "moment.write"
    if told.may_see_now and told.was_missed:
        yield "moment.see-now"
    if told.thankful_for:
        yield "moment.helped"


def _side_of(moment: Moment, author: PartnerId) -> Entry | None:
    return next((s.entry for s in moment.sides if s.author == author), None)
