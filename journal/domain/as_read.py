"""A moment as it is read on paper: who tells it, in which words and what context."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from journal.domain.arc_words import said_beside
from journal.domain.counselling import Account, Told
from journal.domain.entries import Entry, PartnerId, PromptId
from journal.domain.moments import Moment, Pair, Questions, Side, pair_of
from journal.domain.prompts import Depth
from journal.domain.what_helps import in_both
from journal.domain.wording import (
    MONTHS,
    function_words,
    landing_sentence,
    listed,
    long_day,
    response_words,
    role_words,
)

WORTH_KEEPING = "worth keeping"
HOW_IT_SHOWED, HOW_IT_LANDED = "how it showed", "how it landed"

_DEPTHS = {
    Depth.LIGHT: "a light question",
    Depth.WARM: "a warm question",
    Depth.DEEP: "a deep question",
}
_PAIRS = {
    Pair.BOTH_REACHING: "Both tell this as reaching.",
    Pair.BOTH_GIVING: "Each tells this as looking after the other.",
    Pair.MUTUAL: "Both tell this as going both ways.",
    Pair.CHANGED_PLACES: "They changed places partway.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What questions ask, in words that name neither of the two, and how much.

    `own` are the questions of one's own of the one whose pack it is: of another's
    nothing stands in it.
    """

    questions: Questions
    depths: Mapping[PromptId, Depth] = field(default_factory=dict)
    own: frozenset[PromptId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scribe:
    """Writes moments down, everywhere by the same names; with `by_month`, no day."""

    names: Mapping[PartnerId, str] = field(repr=False)
    asked: Asked
    by_month: bool = False

    def when(self, day: date) -> str:
        """Return the day of something, or its month."""
        month = f"{MONTHS[day.month - 1]} {day.year}"
        return month if self.by_month else long_day(day)

    def told(self, moment: Moment) -> Told:
        """Return a moment with every word of its sides, and what follows from both."""
        functions = {side.function for side in moment.sides}
        agreed = functions.pop() if len(functions) == 1 else None
        in_words = [response_words(one, hoped=True) for one in in_both(moment)]
        said = _PAIRS.get(pair_of(moment) or Pair.OPEN)
        return Told(
            title=" ".join(moment.title.split()),
            when=self.when(moment.day),
            about=function_words(agreed) if agreed else "",
            accounts=tuple(
                self._account(side, says_about=agreed is None) for side in moment.sides
            ),
            in_both=listed(in_words),
            said=(said,) if said else (),
        )

    def _account(self, side: Side, *, says_about: bool) -> Account:
        entry, prompt = side.entry, side.entry.prompt
        lines = tuple(_labelled(entry))
        keep = " ".join((entry.keep or "").split())
        depth = self.asked.depths.get(prompt) if prompt else None
        return Account(
            name=self.names[side.author],
            role=role_words(side.role, first_person=False),
            about=function_words(side.function) if says_about and side.function else "",
            asked=self._question(entry),
            depth=_DEPTHS[depth] if depth else "",
            words=entry.words,
            changed=entry.changed_after_reading or "",
            lines=(*lines, (WORTH_KEEPING, keep)) if keep else lines,
            afterwards=" ".join((entry.returned_to or "").split()),
            told_after_reading=side.told_after_reading,
            is_edited=entry.revision > 1,
        )

    def _question(self, entry: Entry) -> str:
        shipped = self.asked.questions.get(entry.prompt) if entry.prompt else None
        return shipped or entry.asked or ""


def _labelled(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what is said beside telling, for whoever does not know the pages here."""
    landed = landing_sentence(entry.landing, entry.role) if entry.landing else ""
    for label, words in said_beside(entry, mine=False):
        yield label or (HOW_IT_LANDED if words == landed else HOW_IT_SHOWED), words
