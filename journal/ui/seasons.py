"""Seasons: names for stretches of time, which are in Us once both have said yes."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, unique
from functools import partial
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.bonds import Season
from journal.domain.marks import Line, Span, Tone
from journal.domain.wording import span_words
from journal.services import naming
from journal.services.naming import Named
from journal.services.session import Session
from journal.ui.asides import named, paragraph, paragraphs
from journal.ui.choice import Answer, choice_of
from journal.ui.lines import Lines
from journal.ui.page import Words
from journal.ui.season_asked import Asked, Meant
from journal.ui.working import OPENING, WorkingPage

ABOUT = (
    "A name for a stretch of time, such as the winter of Dad. In Us its moments stand "
    "together under it, once both of you have said yes. Nobody is told of a no."
)
LATER, YES, CHANGE, NOT_THIS = "later", "yes, call it that", "change it", "not this one"
LEAVE_IT, TAKE_BACK = "leave it as it is", "take it back"
LEAVE = "let it go: it is no longer in Us"
LET_RETURN = "let its days come back to me"
KEEP_AWAY = "let its days come back to me no longer"
IN_US = "It is in Us now."
ONCE_BOTH = "It is in Us once {partner} has said yes too."
DECLINED = "You are not asked this again, and {partner} is not told."
LEFT = "It is no longer in Us. The moments are where they were."
TAKEN_BACK = "It is not said any more."
RETURN = "Its days may come back to you."
RETURN_NO_MORE = "Its days do not come back to you."


@unique
class Kind(Enum):
    """Whose word a season is; the headings of the list."""

    THEIRS = "From"
    AGREED = "In Us"
    MINE = "Named by you"


class Row(NamedTuple):
    """A season in the list."""

    kind: Kind
    season: Season


class SeasonsPage(WorkingPage[Named | None]):
    """The names there are, and what becomes of each."""

    FOOTER: ClassVar = ("seasons.open", "seasons.name", "page.back")
    DEFAULT_CSS = "SeasonsPage #about { padding-bottom: 2; }"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: list[Row] = []

    @override
    def inside(self) -> ComposeResult:
        yield Words(id="about")
        yield Lines(0, self._drawn, heading=self._above, gap_rows=1)

    @override
    def footer(self) -> tuple[str, ...]:
        opens = ("seasons.open",) if self._rows else ()
        return (*opens, "seasons.name", "page.back")

    @override
    def keys_shown(self) -> tuple[str, ...]:
        return self.footer()

    @override
    def read(self) -> Named | None:
        return naming.named(self.session) if self.session.is_complete else None

    @override
    def show(self) -> None:
        self.trail = (Span("Us · seasons", Tone.MUTED),)
        width = max(20, self.app.size.width - 9)
        said = OPENING if self.seen is None else ABOUT
        self.query_one("#about", Words).say(paragraphs((said,), width, Tone.MUTED))
        before = self._chosen()
        self._rows = list(_rows(self.seen or Named()))
        ids = [row.season.id for row in self._rows]
        at = ids.index(before.season.id) if before and before.season.id in ids else 0
        lines = self.query_one(Lines)
        lines.show(len(self._rows), selected=at)
        lines.focus()
        self.draw_bars()

    def _chosen(self) -> Row | None:
        at = self.query_one(Lines).selected
        return self._rows[at] if 0 <= at < len(self._rows) else None

    # What the keys do.

    def on_lines_opened(self) -> None:
        """Ask what becomes of the season the mark is at."""
        self.action_open()

    def action_open(self) -> None:
        """Ask what becomes of the one the mark is at; the first answer is nothing."""
        row = self._chosen()
        if row is None:
            return
        answers = list(self._answers(row))
        self.host.open_page(
            choice_of(
                row.season.name,
                answers,
                notes=(_facts(row.season),),
                trail=self.trail,
            )
        )

    def action_name(self) -> None:
        """Give a stretch of time a name."""
        if self.seen is not None:
            self._ask(None)

    def _answers(self, row: Row) -> Iterator[Answer]:
        season, session = row.season, self.session
        change: Answer = (CHANGE, partial(self._ask, season))
        if row.kind is Kind.THEIRS:
            yield LATER, _nothing
            agree = partial(naming.agree_season, session, season.id)
            yield YES, lambda: self._do(agree, self._said_of(season.id))
            yield change
            no = partial(naming.decline_season, session, season.id)
            said = DECLINED.format(partner=self.partners_name)
            yield NOT_THIS, lambda: self._do(no, lambda: said)
            return
        yield LEAVE_IT, _nothing
        if row.kind is Kind.AGREED and season.is_hard:
            may = session.me.id not in season.days_may_return
            let = partial(naming.season_days_may_return, session, season.id, kept=may)
            told = RETURN if may else RETURN_NO_MORE
            yield LET_RETURN if may else KEEP_AWAY, lambda: self._do(let, lambda: told)
        yield change
        leave = partial(naming.leave_season, session, season.id)
        is_agreed = row.kind is Kind.AGREED
        left = LEFT if is_agreed else TAKEN_BACK
        yield LEAVE if is_agreed else TAKE_BACK, lambda: self._do(leave, lambda: left)

    def _ask(self, before: Season | None) -> None:
        asked = Asked(
            self.host,
            self.session.today(),
            self._propose,
            before=before,
            trail=self.trail,
        )
        asked.ask()

    def _propose(self, meant: Meant) -> None:
        def propose() -> Season:
            return naming.propose_season(
                self.session,
                meant.name,
                first=meant.first,
                last=meant.last,
                is_hard=meant.is_hard,
                season=meant.id,
            )

        self.work(propose, lambda season: self._tell(self._said_of(season.id)()))

    def _do(self, toil: Callable[[], object], said: Callable[[], str]) -> None:
        self.work(toil, lambda _: self._tell(said()))

    def _said_of(self, season: str) -> Callable[[], str]:
        """Return what tells whether both have said yes by now."""

        def said() -> str:
            here = naming.named(self.session)
            if any(one.id == season for one in here.mine):
                return ONCE_BOTH.format(partner=self.partners_name)
            return IN_US

        return said

    def _tell(self, words: str) -> None:
        self.say(words)
        self.look_again()

    # Drawing.

    def _drawn(self, index: int, width: int) -> Sequence[Line]:
        season = self._rows[index].season
        return [
            *paragraph(season.name, width),
            *paragraph(_facts(season), width, Tone.MUTED),
        ]

    def _above(self, index: int, _width: int) -> Sequence[Line]:
        kind = self._rows[index].kind
        if index and self._rows[index - 1].kind is kind:
            return ()
        heading: Line = (Span(kind.value, Tone.MUTED),)
        partner = self.session.partner
        if kind is Kind.THEIRS and partner is not None:
            from_ = Span("From ", Tone.MUTED)
            heading = (from_, *named(partner, self.session.people))
        return [heading]


def _nothing() -> None:
    """Change nothing."""


def _rows(here: Named) -> Iterator[Row]:
    yield from (Row(Kind.THEIRS, one) for one in here.theirs)
    yield from (Row(Kind.AGREED, one) for one in here.agreed)
    yield from (Row(Kind.MINE, one) for one in here.mine)


def _facts(season: Season) -> str:
    hard = " · a hard time" if season.is_hard else ""
    return f"{span_words(season.first, season.last)}{hard}"
