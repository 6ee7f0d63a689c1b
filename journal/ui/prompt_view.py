"""The shelf of prompts on the screen: its sections, and the questions of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from typing_extensions import override

from journal.domain.marks import GLYPHS, Line, Marks, Span, Tone
from journal.domain.wrapping import shorten
from journal.services.packs import HeldPack
from journal.services.session import Session
from journal.ui.lines import Lines
from journal.ui.page import Words
from journal.ui.prompt_list import (
    about_ideas,
    deep_above,
    pack_head,
    question_lines,
    theme_above,
)
from journal.ui.prompt_shelf import (
    IDEAS,
    KEPT,
    OWN,
    AboutIdeas,
    Question,
    Section,
    Shelf,
    Thing,
    id_of,
)
from journal.ui.prompt_which import EVERY, Which
from journal.ui.us import NONE_OF_THOSE
from journal.ui.working import OPENING

ALL = "all"
ALL_THEMES = "all themes"
NOT_FOUND = "No question has those words."
_LONGEST_TITLE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What of the shelf is shown: a section, which questions, those of some words.

    With words, and where one has chosen which ones and is `ALL`, it goes across the
    sections.
    """

    at: str = ""
    which: Which = EVERY
    terms: tuple[str, ...] = ()

    @property
    def is_across(self) -> bool:
        """Are questions of several sections shown in one list?"""
        return bool(self.terms) or self.at == ALL


class _Titles(Lines):
    """The sections. A line of scrolling between two columns would look like a wall."""

    @override
    def scroll_span(self) -> tuple[int, int] | None:
        return super().scroll_span() if self.has_focus else None


class ShelfView(Vertical):
    """Sections at the left, their questions at the right; narrow, one section a line.

    Args:
        session: the journal.
        marks: the marks this terminal can show.
    """

    DEFAULT_CSS = """
    ShelfView #themes { width: 26; }
    ShelfView #beside { padding-left: 1; }
    ShelfView.-wide #themes { width: 32; }
    ShelfView.-narrow #beside { padding-left: 0; }
    ShelfView #theme { display: none; padding: 0 2 1 0; color: $muted; }
    ShelfView.-narrow #themes { display: none; }
    ShelfView.-narrow #theme { display: block; }
    ShelfView #which { display: none; padding: 0 2 1 0; color: $muted; }
    ShelfView.-chosen #which { display: block; }
    ShelfView.-narrow.-looking #theme { display: none; }
    ShelfView.-looking #which { display: none; }
    ShelfView #none { display: none; padding: 0 3 1 2; }
    ShelfView.-empty #none { display: block; }
    """

    class Turned(Message):
        """Another section is shown, as the person wished."""

    def __init__(self, session: Session, marks: Marks) -> None:
        super().__init__()
        self._session, self._marks = session, marks
        self._shelf = Shelf(())
        self._sections: tuple[Section, ...] = ()
        self._things: tuple[Thing, ...] = ()
        self._shown: Look | None = None
        self.look = Look()

    @override
    def compose(self) -> ComposeResult:
        yield Words(id="theme")
        yield Words(id="which")
        with Horizontal():
            yield _Titles(0, self._title, heading=self._apart, id="themes")
            with Vertical(id="beside"):
                yield Words(id="none")
                yield Lines(
                    0,
                    self._drawn,
                    heading=self._above,
                    gap_rows=1,
                    bold_all=True,
                    id="questions",
                )

    @property
    def questions(self) -> Lines:
        """The list of questions."""
        return self.query_one("#questions", Lines)

    @property
    def section(self) -> Section | None:
        """The section that is shown; none while one looks for words."""
        if self.look.terms:
            return None
        return next((one for one in self._sections if one.id == self.look.at), None)

    @property
    def thing(self) -> Thing | None:
        """What the mark is at."""
        at = self.questions.selected
        return self._things[at] if 0 <= at < len(self._things) else None

    @property
    def is_emptied(self) -> bool:
        """Are there none here only because of what was chosen?"""
        if self.look.which == EVERY or self.look.terms or self.look.at == IDEAS:
            return False
        return not any(isinstance(thing, Question) for thing in self._things)

    def show(self, shelf: Shelf, look: Look, *, wanted: str = "") -> None:
        """Show this of the shelf.

        Args:
            shelf: what there is.
            look: what of it is shown.
            wanted: the id of what the mark is to be at; without, it stays at what
                it is at, where that is there.
        """
        self._shelf = shelf
        self._sections = tuple(_sections(shelf, look.which))
        ids = [section.id for section in self._sections]
        self.look = look if look.at in ids else replace(look, at=ids[0])
        is_same = self._shown == self.look
        at, thing = self.questions.selected, self.thing
        self._shown = self.look
        self._things = self._things_now()
        known = [id_of(one) for one in self._things]
        wanted = wanted or (id_of(thing) if is_same else "")
        stays = max(0, at) if is_same else 0
        self.questions.show(
            len(known), selected=known.index(wanted) if wanted in known else stays
        )
        self.query_one("#themes", Lines).show(
            len(ids), selected=ids.index(self.look.at)
        )
        self._say(ids)

    def turn(self, way: int) -> None:
        """Show the section that is so many further on, round and round."""
        ids = [section.id for section in self._sections]
        if ids:
            self._turn_to((ids.index(self.look.at) + way) % len(ids))

    def _turn_to(self, at: int) -> None:
        section = self._sections[at].id
        if section != self.look.at:
            self.show(self._shelf, replace(self.look, at=section, terms=()))
            self.post_message(self.Turned())

    def on_lines_moved(self, event: Lines.Moved) -> None:
        """Show the section the mark came to; at a question found, its theme in bold."""
        themes = self.query_one("#themes", Lines)
        if event.lines is not themes:
            if self.look.terms:
                themes.show(themes.count, selected=themes.selected)
        elif themes.has_focus:
            # Where the mark is now; it may have moved on since it said so.
            self._turn_to(themes.selected)

    def on_lines_opened(self, event: Lines.Opened) -> None:
        """Go from the sections to their questions; what is opened there goes on up."""
        if event.lines.id == "themes":
            event.stop()
            self.questions.focus()

    def _things_now(self) -> tuple[Thing, ...]:
        if self.look.terms:
            return self._shelf.holding(self.look.terms)
        return self.section.things if self.section is not None else ()

    # Drawing.

    def _say(self, ids: list[str]) -> None:
        none = self._said_of_none()
        self.set_class(bool(none), "-empty")
        self.query_one("#none", Words).say(none)
        self.set_class(self.look.which != EVERY, "-chosen")
        self.query_one("#which", Words).say(self.look.which.words)
        at = ids.index(self.look.at)
        more, here = self._marks.more, self._marks.here
        title = shorten(self._sections[at].title, _LONGEST_TITLE, cell_len, more=more)
        there = "‹" if here == GLYPHS.here else "<"  # noqa: RUF001 - marks of turning
        said = f"{there} {title} {here}   {at + 1} of {len(ids)}"
        self.query_one("#theme", Words).say(said)

    def _said_of_none(self) -> str:
        if self.look.terms:
            return "" if self._things else NOT_FOUND
        if self.is_emptied:
            return NONE_OF_THOSE
        if self._things or self.section is None:
            return ""
        return self.section.none if self._session.is_complete else OPENING

    def _title(self, index: int, width: int) -> Sequence[Line]:
        section, bold = self._sections[index], self.look.at
        if self.look.terms:
            thing = self.thing
            bold = thing.prompt.theme if isinstance(thing, Question) else ""
        tone = Tone.BOLD if section.id == bold else Tone.MUTED
        title = shorten(section.title, width, cell_len, more=self._marks.more)
        return [(Span(title, tone),)]

    def _apart(self, index: int, _width: int) -> Sequence[Line]:
        before = self._sections[index - 1].id if index else ""
        is_apart = before == ALL or self._sections[index].id in {KEPT, IDEAS}
        return [()] if is_apart else []

    def _drawn(self, index: int, width: int) -> Sequence[Line]:
        thing, today = self._things[index], self._session.today()
        match thing:
            case Question():
                partner = self._session.partner
                return question_lines(
                    thing,
                    width,
                    today=today,
                    partner=partner.name if partner else "",
                    found=self.look.terms,
                )
            case HeldPack():
                return pack_head(thing, width, today=today)
            case AboutIdeas():
                return about_ideas(width)

    def _above(self, index: int, width: int) -> Sequence[Line]:
        if self.look.is_across:
            return theme_above(self._things, index)
        if self.look.at in {KEPT, OWN}:
            return []
        return deep_above(self._things, index, width)


def _sections(shelf: Shelf, which: Which) -> Iterator[Section]:
    """Return the sections with what is chosen of them; before them, all at once."""

    def is_chosen(thing: Thing) -> bool:
        return not isinstance(thing, Question) or which.takes(thing.prompt)

    if which != EVERY:
        chosen = tuple(one for one in shelf.questions if is_chosen(one))
        yield Section(id=ALL, title=ALL_THEMES, things=chosen)
    for section in shelf.sections:
        things = tuple(thing for thing in section.things if is_chosen(thing))
        yield replace(section, things=things)
