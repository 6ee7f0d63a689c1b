"""Us: the times we were there for each other, the same picture for both people."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget
from typing_extensions import override

from journal.domain.entries import MomentId
from journal.domain.marks import Line, Span, Tone
from journal.domain.moments import Moment
from journal.domain.shared_view import EVERYTHING, Chosen, SharedView
from journal.domain.wording import as_sentence, days_between_words
from journal.errors import JournalError
from journal.services import arriving, bonds, opening, reading
from journal.services.packing import Whose
from journal.services.preferences import reader
from journal.services.session import Session
from journal.ui import errands
from journal.ui.adding import add_or_take_out, may_add_to_ours
from journal.ui.choice import ChoicePage
from journal.ui.moment import MomentPage
from journal.ui.page import Words
from journal.ui.seasons import SeasonsPage
from journal.ui.us_moments import Moments, Pick, TheseMomentsPage
from journal.ui.us_night import NightPage
from journal.ui.us_views import (
    NOTHING_CAME_BACK,
    Months,
    Repairs,
    UsBar,
    UsText,
    View,
    drawn,
    has_over_time,
)
from journal.ui.which import WhichPage, chosen_words
from journal.ui.working import OPENING, WorkingPage

NONE_YET = """Nothing here yet, and nothing is late.

When one of you offers a page, it appears here. When the other tells their side, the \
two are set next to each other.

Until then, My journal is yours."""
ALONE = (
    "This is where two sides are set next to each other. For now there is one of you, "
    "and your journal is whole without it."
)
HOW_TO_MEET = (
    "When someone else keeps a journal on this computer too, Today shows how to meet."
)
SOMEONE_HERE = "Someone else keeps a journal here: j on Today."
NONE_OF_THOSE = "None of those. v shows everything again."
WHAT_HELPED = "What helped you, in your own words"
WHAT_HELPED_NOTE = (
    "It is taken from the pages you have offered, and both of you see it. Neither of "
    "you is asked to."
)
KEEP_IT_OUT, SHOW_IT = "leave it out of Us", "show it in Us"


class UsPage(WorkingPage[SharedView | str]):
    """What both have offered, side by side; neither sees more than the other."""

    PLACE: ClassVar = "us"
    FOOTER: ClassVar = ("us.read", "us.view", "us.which", "night.begin")
    ALSO: ClassVar = ("us.months", "us.seasons", "us.add")

    DEFAULT_CSS = """
    UsPage #none { display: none; width: 68; max-width: 100%; }
    UsPage #which { display: none; color: $muted; margin-bottom: 1; }
    UsPage.-which #views { margin-bottom: 0; }
    UsPage.-which #which { display: block; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.chosen = EVERYTHING
        self.view = View.MOMENTS
        self._months = Months()
        self._may_meet = False
        self._noted: SharedView | str | None = None

    @override
    def inside(self) -> ComposeResult:
        yield UsBar(id="views")
        yield Words(id="which")
        yield Words(id="none")
        yield Moments(id="moments")
        yield Repairs(id="repairs")
        yield UsText(self._turn, id="text")

    # The keys.

    @override
    def footer(self) -> tuple[str, ...]:
        view = ("us.view",) if self._picture is not None else ()
        pair = self.session.partner is not None
        night: tuple[str, ...] = ("night.begin",) if pair else ()
        night += ("app.together",) if reader(self.session) is not None else ()
        opens, which = self._open_key(), self._which_key()
        # In a narrow window the first key alone is shown.
        return (*opens, *view, *which, *night) if opens else (*which, *view, *night)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        keys = self.footer()
        if self._added is not None:
            keys = (*keys, "us.add")
        if self.session.partner is not None:
            keys = (*keys, "us.seasons")
        return (*keys, "us.months") if self.view is View.OVER_TIME else keys

    def _open_key(self) -> tuple[str, ...]:
        picture = self._picture
        if picture is None or not self._is_there(picture):
            return ()
        match self.view:
            case View.MOMENTS:
                return ("us.read",)
            case View.OVER_TIME | View.COMING_BACK:
                return ("us.read-these",)
            case View.WHAT_HELPS:
                return ("us.helps",)
            case View.CAME_NEXT:
                return ()

    @property
    def _added(self) -> MomentId | None:
        """The moment that the key of our pack is about, where there is one."""
        is_listed = self._picture is not None and self.view is View.MOMENTS
        is_there = is_listed and may_add_to_ours(self.session)
        return self.query_one(Moments).moment_id if is_there else None

    def _which_key(self) -> tuple[str, ...]:
        if self.view is not View.MOMENTS:
            return ()
        is_any = self.query_one(Moments).count or self._is_filtered
        return ("us.which",) if is_any else ()

    def _is_there(self, picture: SharedView) -> bool:
        """Whether there is anything for Enter to open."""
        match self.view:
            case View.MOMENTS:
                return bool(picture.moments)
            case View.OVER_TIME:
                return has_over_time(picture)
            case View.WHAT_HELPS:
                return True
            case View.COMING_BACK:
                return bool(picture.coming_back)
            case View.CAME_NEXT:
                return False

    # What is shown.

    @property
    def _is_filtered(self) -> bool:
        return self.chosen != EVERYTHING

    @property
    def _picture(self) -> SharedView | None:
        """What was read, where there are two to see it."""
        if self.session.partner is None or not isinstance(self.seen, SharedView):
            return None
        return self.seen

    @override
    def read(self) -> SharedView | str:
        if not self.session.is_complete:
            return OPENING
        self._may_meet = opening.may_meet(self.session)
        return reading.us(self.session, self.chosen)

    @override
    def show(self) -> None:
        moments, none = self.query_one(Moments), self.query_one("#none", Words)
        if isinstance(self.seen, SharedView):
            moments.show_view(
                self.seen, self.session.today(), narrow=self.narrow, tall=self.tall
            )
        self._show_bar()
        shown = self._shown()
        for widget in (none, moments, self.query_one(Repairs), self._text):
            widget.display = widget is shown
        none.say(self._said_of_none())
        if shown is not none:
            shown.focus()
        self.draw_bars()
        if isinstance(self.seen, SharedView) and self.seen is not self._noted:
            self._noted = self.seen
            self._note()

    def _shown(self) -> Widget:
        """Fill what the view is shown in, and return it."""
        none, text, picture = self.query_one("#none", Words), self._text, self._picture
        moments, repairs = self.query_one(Moments), self.query_one(Repairs)
        if picture is None:
            return moments if moments.count else none
        if self.view is View.MOMENTS:
            return moments if moments.count else none
        if self.view is View.COMING_BACK:
            repairs.show_view(picture)
            return repairs if repairs.count else none
        if self.view is View.OVER_TIME:
            way = self._months.drawn(text, picture, narrow=self.narrow)
        else:
            way = drawn(text, self.view, picture, narrow=self.narrow)
        text.show(way, keep_place=True)
        return text

    @property
    def _text(self) -> UsText:
        return self.query_one("#text", UsText)

    def _show_bar(self) -> None:
        words, bar = "", self.query_one(UsBar)
        is_any = self.query_one(Moments).count or self._is_filtered
        if self.view is View.MOMENTS and is_any:
            words = chosen_words(self.chosen, self.session.people)
        has_room = bar.has_room(words, narrow=self.narrow)
        if self._picture is None:
            bar.say([View.MOMENTS], View.MOMENTS, words)
        else:
            bar.show_name(self.view, words if has_room else "", narrow=self.narrow)
        beneath = words if self._is_filtered and not has_room else ""
        self.query_one("#which", Words).say(beneath)
        self.set_class(bool(beneath), "-which")

    def _note(self) -> None:
        """Write down that what has come was shown."""

        def say(trouble: JournalError) -> None:
            self.say(trouble.say)

        session = self.session
        errands.run(
            self,
            lambda: arriving.mark_seen(session, in_us=True),
            lambda _: None,
            trouble=say,
            session=session,
        )

    def _said_of_none(self) -> str | list[Line]:
        if self.seen == OPENING:
            return [(Span(OPENING, Tone.MUTED),)]
        if self.session.partner is None:
            return [
                (Span(ALONE, Tone.INK),),
                (),
                (Span(SOMEONE_HERE if self._may_meet else HOW_TO_MEET, Tone.MUTED),),
            ]
        if self.view is View.COMING_BACK:
            return NOTHING_CAME_BACK
        return NONE_OF_THOSE if self._is_filtered else NONE_YET

    # What the keys do.

    def on_lines_opened(self) -> None:
        """Read what the mark is at."""
        self.action_read()

    def action_read(self) -> None:
        """Open what the view is of."""
        picture = self._picture
        if picture is None or not self._is_there(picture):
            return
        match self.view:
            case View.MOMENTS:
                self._read_moment()
            case View.OVER_TIME:
                self._read_months(picture)
            case View.COMING_BACK:
                self._read_repair(picture)
            case View.WHAT_HELPS:
                self._ask_what_helps()
            case View.CAME_NEXT:
                pass

    action_read_these = action_read
    action_helps = action_read

    def action_view(self, key: str) -> None:
        """Show the view beside this one."""
        if self._picture is not None:
            self.view = self.view.beside(1 if key == "right" else -1)
            self._months.back = 0
            self._text.row = 0
            self.say("")
            self.show()

    def action_months(self, key: str) -> None:
        """Move over time by a month."""
        self._turn(key)

    def action_which(self) -> None:
        """Choose which moments are shown; after an empty choice, all of them."""
        if self.view is not View.MOMENTS:
            return
        if self.query_one(Moments).count:
            self.host.open_page(WhichPage(self.session, self.chosen, self.choose))
        elif self._is_filtered:
            self.choose(EVERYTHING)

    def action_add(self) -> None:
        """Bring the moment the mark is at to our pack, or no longer."""
        if self._added is not None:
            add_or_take_out(self, Whose.OURS, self._added)

    def action_begin(self) -> None:
        """Show three moments that both have let come back."""
        if self.session.partner is not None:
            self.host.open_page(NightPage(self.session))

    def action_seasons(self) -> None:
        """Show the names the two give to stretches of time."""
        if self.session.partner is not None:
            self.host.open_page(SeasonsPage(self.session))

    def choose(self, chosen: Chosen) -> None:
        """Show these moments only."""
        self.chosen = chosen
        self.look_again()

    def _turn(self, key: str) -> bool:
        """Move the months, where the keys of pages do; say whether they do."""
        picture = self._picture
        if self.view is not View.OVER_TIME or picture is None:
            return False
        self._months.turn(key, self._text, picture, narrow=self.narrow)
        self._text.show(keep_place=True)
        return True

    def _read_moment(self) -> None:
        id_ = self.query_one(Moments).moment_id
        if id_ is not None:
            self.host.open_page(MomentPage(self.session, id_))

    def _read_these(self, pick: Pick, note: str = "") -> None:
        self.host.open_page(
            TheseMomentsPage(self.session, pick, place=self.view.value, note=note)
        )

    def _read_months(self, picture: SharedView) -> None:
        """Read the moments of the months in sight; without months, all of them."""
        months = self._months.shown(self._text, picture, narrow=self.narrow)

        def pick(seen: SharedView) -> list[Moment]:
            return [
                one
                for one in seen.moments
                if not months or one.day.replace(day=1) in months
            ]

        self._read_these(pick)

    def _read_repair(self, picture: SharedView) -> None:
        one = picture.coming_back[self.query_one(Repairs).selected]
        ids = {one.earlier.id, one.later.id}
        note = as_sentence(days_between_words(one.days_between).capitalize())
        self._read_these(lambda seen: (m for m in seen.moments if m.id in ids), note)

    def _ask_what_helps(self) -> None:
        session = self.session

        def choose(choice: int) -> None:
            tell = partial(bonds.tell_what_helps, session, kept=bool(choice))
            self.work(tell, lambda done: self._changed(done.trouble or ""))

        self.host.open_page(
            ChoicePage(
                WHAT_HELPED,
                (KEEP_IT_OUT, SHOW_IT),
                choose,
                notes=(WHAT_HELPED_NOTE,),
                trail=(Span(f"Us · {self.view}", Tone.MUTED),),
            )
        )

    def _changed(self, said: str) -> None:
        self.say(said)
        self.look_again()
