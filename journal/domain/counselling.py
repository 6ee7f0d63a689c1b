"""A pack for counselling: what is read in the room, and nothing else of a journal.

It is built from texts out of which everything struck has already gone, and holds no id,
no time of day and no earlier version: whatever writes it down can give away only this.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date

from journal.domain.attachment import Role

HELP_LIMIT = 80
"""How many words each may say of what they would like help with."""
FIRST_READ = 5
"""How many moments stand in a pack before what is further is put in an appendix."""
_WORDS_A_MINUTE = 200

ALONE = "One person's account. The other partner has not seen or agreed to this."
AGREED = "Both partners have read and agreed to all of this on {day}."
NOT_AGREED = "This is a draft. It has not been agreed to by both partners."
FREE_TO_REFUSE = (
    "Agreement was given in the app; it does not show that either was free to refuse. "
    "Please ask each alone."
)
WHAT_IT_IS = (
    "This comes from a private journal about the times when one partner turned to the "
    "other. It is personal writing, not an assessment. What is counted or dotted here "
    "is what was written down, not what happened between them."
)

GLOSSARY = (
    ("Reached", "the care-seeker in that moment: turned to the other. It changes."),
    ("Was there", "the caregiver in that moment: was turned to, or came. It changes."),
    ("Something was hard", "the other as a safe haven: somebody to come back to."),
    ("Something was possible", "the other as a secure base: somebody to set out from."),
    ("How it showed", "the signal of a need: words, hints, without words, kept back."),
    ("How it landed", "how what came back arrived. Passed by: it did not get through."),
    ("Coming back together", "what mended a break between the two, then or later."),
    ("Two sides", "two tellings of one moment. Neither is the true one."),
)
"""The words of a pack that may need one, each with what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one person says in their own words; `text` may have several lines."""

    name: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person's telling of a moment, as it will be read.

    `asked` is the question it answers and `depth` how much that asks of a person.
    `lines` are what its author said beside telling it, each with its label, which is
    empty where the words stand by themselves. `changed` are words that its author put
    in place of those that were sealed; `afterwards` is what they went on to.
    `told_after_reading` is None where the account is not known to answer another.
    """

    name: str = field(repr=False)
    role: str
    words: str = field(repr=False)
    about: str = ""
    asked: str = field(default="", repr=False)
    depth: str = ""
    lines: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    changed: str = field(default="", repr=False)
    afterwards: str = field(default="", repr=False)
    told_after_reading: bool | None = None
    is_edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A moment in a pack: one account, or two in the order in which they stand.

    `when` is a day or a month in words. `about` is what it was about where all agree;
    where they differ it stands in each account. `in_both` is what both named, `said`
    the sentences that hold for both.
    """

    title: str = field(repr=False)
    when: str
    accounts: tuple[Account, ...]
    about: str = ""
    in_both: str = ""
    said: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """One person's months in one role: which of the table's months they told of it."""

    name: str = field(repr=False)
    role: Role
    months: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What can be seen at once: some lines, and a dot a month and role of each.

    `months` are the heads of the columns of the dots, such as "Nov", and `span` is from
    when to when they go.
    """

    lines: tuple[str, ...] = field(default=(), repr=False)
    months: tuple[str, ...] = ()
    span: str = ""
    dots: tuple[Dots, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A whole pack, in the order in which it is read.

    `first` and `last` are the days or months covered, in words; empty without a
    moment. `chosen_by` are the names of who chose the moments. `differs` are open lines
    on where two accounts differ. `further` is the appendix. `agreed_on` is the day on
    which the second of the two agreed to exactly this; None for one person's own pack,
    and for one that is not agreed to.
    """

    is_ours: bool
    names: tuple[str, ...] = field(repr=False)
    first: str = ""
    last: str = ""
    chosen_by: tuple[str, ...] = field(default=(), repr=False)
    trying: tuple[Own, ...] = ()
    help: tuple[Own, ...] = ()
    glance: Glance = field(default_factory=Glance)
    moments: tuple[Told, ...] = ()
    differs: tuple[str, ...] = field(default=(), repr=False)
    questions: tuple[Own, ...] = ()
    further: tuple[Told, ...] = ()
    agreed_on: date | None = None

    @property
    def all_told(self) -> tuple[Told, ...]:
        """Every moment in it, those of the appendix last."""
        return self.moments + self.further

    @property
    def minutes(self) -> int:
        """About how many minutes it takes to read, at least one."""
        return max(1, round(len(_content(self).split()) / _WORDS_A_MINUTE))

    def digest(self) -> str:
        """Return what exactly this text is agreed to by: 64 hexadecimal digits.

        It covers every word and every choice in the pack, and not the agreement itself.
        """
        return hashlib.sha256(b"sb1|pack|" + _content(self).encode()).hexdigest()


def _content(pack: Pack) -> str:
    held = asdict(pack)
    del held["agreed_on"]
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
