"""Striking out of one's own words what a counsellor need not read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import Entry, EntryId
from journal.domain.marks import Tone
from journal.domain.stretches import Stretch, between, stretches
from journal.domain.striking import (
    INSTEAD,
    LEFT_OUT,
    Cut,
    Cuts,
    every,
    initial,
    people_named,
    to_months,
    with_cut,
    with_others,
)
from journal.domain.wording import listed
from journal.errors import JournalError
from journal.services import packing, striking_out
from journal.services.packing import Bench, Whose
from journal.services.session import Session
from journal.services.striking_out import Struckable
from journal.ui.asides import Said, paragraphs
from journal.ui.choice import Answer, choice_of
from journal.ui.other_side import quoted
from journal.ui.packing_moments import title_of
from journal.ui.packing_words import CHANGED, step_heading
from journal.ui.page import Words
from journal.ui.strike_text import StrikeText
from journal.ui.ways import Way, WaysPage
from journal.ui.working import WorkingPage

STEP = "strike out"
ONLY_MINE = "Only your own words can be struck out, and only in the pack."
WORDS_LEFT_OUT, LOOK_AGAIN, NOT_IN_IT = "words left out", "look at it again", "left out"
NAMED = "You name {who} here. Enter offers plainer words for them."
FOOT = "   ".join(
    # Each stays on one line with its number.
    f"{number} {words}".replace(" ", "\u00a0")
    for number, words in enumerate(("an initial", "a month", *INSTEAD), start=1)
)
INITIAL, MONTH = 1, 2
WHAT_INSTEAD = "What is to stand in place of {what}?"
WHEREVER = (
    f"{LEFT_OUT} is for this one place. The others are for every place where it stands "
    "on this page."
)
MONTHS = "months in place of every exact date"
IN_PLACE_OF = "{instead}, in place of {name}"
PUT_BACK = "the words that stood there"
MAY_STAY = "nothing: the page may be in the pack as it is now"
NO_DATE = "There is no exact date here."
_LONGEST = 40


class StrikesPage(WaysPage[Bench]):
    """My own tellings in a pack, to choose which one to strike words out of."""

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.whose = whose

    @override
    def read(self) -> Bench:
        return packing.bench(self.session, self.whose)

    @override
    def above(self) -> Sequence[str]:
        return (ONLY_MINE,)

    @override
    def warning(self) -> str:
        return CHANGED if self.seen is not None and self.seen.changed else ""

    @override
    def ways(self) -> Sequence[Way]:
        self.trail, self.aside = step_heading(self.whose, STEP), ""
        return tuple(self._each(self.seen)) if self.seen is not None else ()

    def _each(self, now: Bench) -> Iterator[Way]:
        changed = {one.id for one in now.changed}
        for entry in now.mine:
            state = WORDS_LEFT_OUT if entry.id in now.part.struck else ""
            state = NOT_IN_IT if entry.id in now.part.leaves else state
            state = LOOK_AGAIN if entry.id in changed else state
            yield Way(title_of(entry), partial(self._strike, entry), state)

    def _strike(self, entry: Entry) -> None:
        self.host.open_page(StrikePage(self.session, self.whose, entry.id))


class StrikePage(WorkingPage[Struckable]):
    """One telling of mine: words are marked, and something else stands there instead.

    What was struck is kept when one goes back, or is taken away from the page.
    """

    FOOTER: ClassVar = ("strike.out", "strike.mark", "strike.undo", "page.back")
    ALSO: ClassVar = ("strike.instead", "strike.put-back", "strike.word")
    DEFAULT_CSS = """
    StrikePage #above { padding-bottom: 1; color: $muted; }
    StrikePage #warning { margin-bottom: 1; color: $ink; }
    StrikePage #instead { color: $muted; margin-top: 1; }
    StrikePage.-narrow #instead { display: none; }
    """

    def __init__(self, session: Session, whose: Whose, entry: EntryId) -> None:
        super().__init__(session)
        self.whose, self._entry = whose, entry
        self._begun: Struckable | None = None
        self._cuts: Cuts = {}
        self._earlier: list[Cuts] = []
        self._stretches: tuple[Stretch, ...] = ()

    @override
    def inside(self) -> ComposeResult:
        yield Said(id="warning")
        yield Words(id="above")
        yield StrikeText()
        yield Words(FOOT, id="instead")

    # What is shown.

    @override
    def read(self) -> Struckable:
        return striking_out.struckable(self.session, self.whose, self._entry)

    @override
    def show(self) -> None:
        self.trail, self.aside = step_heading(self.whose, STEP), ""
        found = self.seen
        if found is None:
            return
        if self._begun is None or self._begun.texts != found.texts:
            self._begun, self._cuts, self._earlier = found, dict(found.cuts), []
            self._draw(at=0)
        warning = self.query_one("#warning", Said)
        warning.warn(CHANGED) if found.is_changed else warning.tell()
        self.query_one(StrikeText).focus()

    def _draw(self, *, at: int) -> None:
        self._stretches = stretches(self._texts, self._cuts)
        text = self.query_one(StrikeText)
        text.show(self._stretches, at=at)
        named = [name for name, _ in self._proposals()]
        above = self.query_one("#above", Words)
        said = [NAMED.format(who=listed(named))] if named else []
        above.say(paragraphs(said, max(20, self.app.size.width - 9), Tone.MUTED))
        above.display = bool(said)

    @property
    def _texts(self) -> dict[str, str]:
        return dict(self._begun.texts) if self._begun is not None else {}

    @property
    def _here(self) -> Stretch | None:
        at = self.query_one(StrikeText).at
        return self._stretches[at] if at < len(self._stretches) else None

    def _proposals(self) -> list[tuple[str, str]]:
        """Return who is named, each with a plainer word: children first, then others.

        The two whose journal it is come last, each by an initial.
        """
        people = {one.name: initial(one.name) for one in self.session.people}
        found: dict[str, str] = {}
        for text in self._texts.values():
            found |= people_named(text)
        first = sorted(found, key=lambda name: found[name] != "a child")
        plainer = {name: found[name] for name in first} | people
        return [
            (name, instead)
            for name, instead in plainer.items()
            if self._finds(partial(every, phrase=name, instead=instead))
        ]

    def _finds(self, found: Callable[[str], tuple[Cut, ...]]) -> bool:
        """Whether there is anything of this that is not struck yet."""
        return self._with(found) != self._cuts

    # What the keys do.

    def action_mark(self) -> None:
        """Mark from here on, or no longer."""
        text = self.query_one(StrikeText)
        text.marked = text.at if text.marked is None else None
        text.refresh()

    def on_strike_text_moved(self) -> None:
        """What was said at one word is not left standing at another."""
        self.say("")

    def action_out(self) -> None:
        """Ask what is to stand in place of what is marked."""
        if self._here is None:
            return
        what = quoted(_short(self._phrase), self.marks)
        title = WHAT_INSTEAD.format(what=what)
        page = choice_of(
            title, list(self._answers(self._here)), notes=(WHEREVER,), trail=self.trail
        )
        self.host.open_page(page)

    def _answers(self, here: Stretch) -> Iterator[Answer]:
        yield LEFT_OUT, partial(self._put, LEFT_OUT, wherever=False)
        if here.is_cut:
            yield PUT_BACK, self.action_put_back
        for name, instead in self._proposals():
            words = IN_PLACE_OF.format(instead=instead, name=name)
            found = partial(every, phrase=name, instead=instead)
            yield words, partial(self._put_all, found)
        if self._phrase[:1].isupper():
            yield initial(self._phrase), partial(self._put, initial(self._phrase))
        for instead in INSTEAD:
            yield instead, partial(self._put, instead)
        if self._finds(to_months):
            yield MONTHS, partial(self._put_all, to_months)
        if self._begun is not None and self._begun.is_changed:
            yield MAY_STAY, self._let_stay

    def action_instead(self, key: str) -> None:
        """Put one of the words at the foot in place of what is marked."""
        number = int(key)
        if self._here is None:
            return
        if number == MONTH:
            is_any = self._finds(to_months)
            self._put_all(to_months)
            self.say("" if is_any else NO_DATE)
        elif number == INITIAL:
            self._put(initial(self._phrase))
        else:
            self._put(INSTEAD[number - MONTH - 1])

    def action_put_back(self) -> None:
        """Put the words back that stood where the mark is."""
        here = self._here
        if here is None or not here.is_cut:
            return
        kept = tuple(
            one for one in self._cuts.get(here.name, ()) if one.start != here.start
        )
        self._change({**self._cuts, here.name: kept}, here.name, here.start)

    def action_undo(self) -> None:
        """Undo what was struck last."""
        if self._earlier:
            self._cuts = self._earlier.pop()
            self._draw(at=self.query_one(StrikeText).at)

    # Striking.

    @property
    def _span(self) -> tuple[str, int, int]:
        """Which text is marked, and from where to where."""
        first, last = self.query_one(StrikeText).chosen
        one, other = self._stretches[first], self._stretches[last]
        return (one.name, *between(one, other))

    @property
    def _phrase(self) -> str:
        name, start, end = self._span
        return self._texts[name][start:end]

    def _put(self, instead: str, *, wherever: bool = True) -> None:
        name, start, end = self._span
        here = with_cut(self._cuts.get(name, ()), Cut(start, end, instead))
        phrase, cuts = self._phrase, {**self._cuts, name: here}
        if wherever:
            cuts = self._with(lambda text: every(text, phrase, instead), cuts)
        self._change(cuts, name, start)

    def _put_all(self, found: Callable[[str], tuple[Cut, ...]]) -> None:
        here = self._here
        if here is not None:
            self._change(self._with(found), here.name, here.start)

    def _with(
        self, found: Callable[[str], tuple[Cut, ...]], cuts: Cuts | None = None
    ) -> dict[str, tuple[Cut, ...]]:
        """Return the cuts with what is found in each text, beside those there are."""
        held = self._cuts if cuts is None else cuts
        more = {
            name: with_others(held.get(name, ()), found(text))
            for name, text in self._texts.items()
        }
        return {name: one for name, one in {**held, **more}.items() if one}

    def _change(self, cuts: Cuts, name: str, start: int) -> None:
        cuts = {one: held for one, held in cuts.items() if held}
        if cuts != self._cuts:
            self._earlier.append(self._cuts)
            self._cuts = cuts
        found = stretches(self._texts, cuts)
        at = (n for n, s in enumerate(found) if s.name == name and s.end > start)
        self._draw(at=next(at, 0))

    # Keeping.

    @property
    def _is_kept(self) -> bool:
        return self._begun is None or self._cuts == self._begun.cuts

    def _let_stay(self) -> None:
        self._keep({})

    @override
    def action_back(self) -> None:
        if self._is_kept:
            self.host.back()
        else:
            self._keep(self._cuts)

    def _keep(self, cuts: Cuts) -> None:
        keep = partial(packing.strike, self.session, self.whose, self._entry, cuts)
        self.work(keep, lambda _: self.host.back())

    @override
    def put_away(self) -> None:
        self.to_keep()()

    @override
    def to_keep(self) -> Callable[[], object]:
        if self.session.is_locked or self._is_kept:
            return lambda: None
        keep = partial(
            packing.strike, self.session, self.whose, self._entry, self._cuts
        )

        def kept() -> None:
            # Nobody can be asked any more; what was struck before stays struck.
            with suppress(JournalError):
                keep()

        return kept


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
