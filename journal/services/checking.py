"""Look at every sealed piece of a journal, and say what of it is not as it was kept.

Nothing is changed by looking, and nothing of what was written is in what is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique

from journal.crypto.format import Audience, Json, Kind
from journal.crypto.keys import SlotKind
from journal.domain.text import NAME_LIMIT, clean_line
from journal.domain.wording import long_day
from journal.errors import CannotOpen, Damaged
from journal.exchange.segment import open_segment
from journal.services.drafts import opened_draft
from journal.services.pieces import Piece, pieces, stream_of
from journal.services.segments import known_runs, merged, without
from journal.services.session import NO_LINK, PARTNER, SELF, US, Session
from journal.storage.change import SLOT_COPIES


@unique
class Part(StrEnum):
    """A part of a vault."""

    FILE = "file"
    LOCK = "lock"
    PRIVATE = "private"
    OFFERED = "offered"
    PARTNERS = "partner's"
    UNFINISHED = "unfinished"
    NOTED = "noted"
    SEGMENT = "on its way"
    POSTED = "in the folder"


_OF_STREAM = {SELF: Part.PRIVATE, US: Part.OFFERED, PARTNER: Part.PARTNERS}
_SAYS = {
    Part.PRIVATE: "private {}",
    Part.OFFERED: "{} that you offered",
    Part.PARTNERS: "{} that came from your partner",
}
_LOCKS = {
    SlotKind.PASSPHRASE: "the lock that your passphrase opens",
    SlotKind.RECOVERY: "the lock that your recovery code opens",
}
_FILE = "The file itself is damaged in places."
_BOX = "The box that your private writing lies in is damaged in places."
_STRAYS = "The file holds rows that Lean-to never wrote; they are left as they lie."
_LOCK_OF_OTHERS = (
    "There is a lock of a kind that Lean-to does not know; it opens nothing."
)
_PIN = "The end is missing: this was longer when it was last closed."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was kept, in a sentence without a word of it.

    `is_lost` when it held something that cannot be read any more.
    """

    part: Part
    say: str
    day: date | None = None
    is_lost: bool = True

    def as_json(self) -> dict[str, Json]:
        """Return it for a program to read."""
        day = self.day.isoformat() if self.day else None
        return {
            "part": self.part,
            "day": day,
            "lost": self.is_lost,
            "says": self.say,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """How many pieces of each part are as they were kept, and what is not."""

    sound: dict[Part, int]
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was kept."""
        return not self.findings

    def and_posted(self, sound: int, findings: tuple[Finding, ...]) -> "Report":
        """Return it with what was found in the folder that two people share."""
        counts = self.sound | {Part.POSTED: sound}
        return Report(counts, self.findings + findings)


def examine(session: Session) -> Report:
    """Look at everything in a journal; nothing is changed."""
    with session.lock:
        looks = _Looks(session)
        looks.at_file()
        looks.at_locks()
        looks.at_state()
        looks.at_drafts()
        looks.at_stream(SELF)
        if session.meeting is not None:
            looks.at_stream(US)
            looks.at_stream(PARTNER)
            looks.at_segments()
        return Report(looks.sound, tuple(looks.findings))


class _Looks:
    """Goes from part to part and keeps what it finds."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sound: dict[Part, int] = dict.fromkeys(Part, 0)
        self.findings: list[Finding] = []

    def find(
        self, part: Part, say: str, day: date | None = None, *, is_lost: bool = True
    ) -> None:
        self.findings.append(Finding(part, say, day, is_lost))

    def at_file(self) -> None:
        if self.session.vault.is_whole():
            self.sound[Part.FILE] = 1
        else:
            self.find(Part.FILE, _FILE, is_lost=False)

    def at_locks(self) -> None:
        vault, ours = self.session.vault, set(SlotKind)
        copies = vault.slots_found
        self.sound[Part.LOCK] = sum(
            kind in ours for kind, is_right in copies if is_right
        )
        if any(kind not in ours for kind, _ in copies):
            self.find(Part.LOCK, _LOCK_OF_OTHERS, is_lost=False)
        for kind in SlotKind:
            found = [is_right for one, is_right in copies if one == kind]
            name = _LOCKS[kind]
            try:
                # A third copy may be right where neither of these is.
                is_there = vault.slot(kind) is not None
            except Damaged:
                say = f"Every copy of {name} is damaged: it no longer opens this."
                self.find(Part.LOCK, say)
            else:
                if is_there and found != [True] * SLOT_COPIES:
                    say = f"A copy of {name} was damaged."
                    self.find(Part.LOCK, say, is_lost=False)

    def at_state(self) -> None:
        with self._reading(Part.NOTED):
            for name in self.session.vault.state_names():
                try:
                    self.session.state(name)
                except Damaged:
                    # The name is in clear: whoever had the file may have set it.
                    shown = clean_line(name, limit=NAME_LIMIT)
                    self.find(
                        Part.NOTED,
                        f"What Lean-to notes for itself as “{shown}” cannot be read.",
                    )
                else:
                    self.sound[Part.NOTED] += 1

    def at_drafts(self) -> None:
        with self._reading(Part.UNFINISHED):
            for id_, box in self.session.vault.drafts():
                try:
                    opened_draft(self.session, id_, box)
                except (CannotOpen, Damaged):
                    self.find(Part.UNFINISHED, "An unfinished page cannot be read.")
                else:
                    self.sound[Part.UNFINISHED] += 1

    def at_stream(self, whose: str) -> None:
        part = _OF_STREAM[whose]
        box = self.session.vault.box
        if whose == SELF and box is not None and box.is_spoilt:
            self.find(part, _BOX, is_lost=False)
        found = pieces(self.session, whose)
        self.sound[part] += sum(piece.is_sound for piece in found)
        for number, piece in enumerate(found):
            if not piece.is_sound:
                days = _days_around(found, number)
                self.find(part, _said_of(piece, part, days), piece.day)
        self._at_strays(whose)
        furthest = self._at_holes(whose, found)
        self._at_links(whose, found)
        if self.session.pin(whose).sequence > furthest:
            self.find(part, _PIN)

    def _at_strays(self, whose: str) -> None:
        vault, part = self.session.vault, _OF_STREAM[whose]
        strays = vault.strays(stream_of(self.session, whose))
        if whose == SELF:
            box = vault.box
            strays |= box.has_strays if box is not None else bool(vault.container())
        if strays:
            self.find(part, _STRAYS, is_lost=False)

    def _at_holes(self, whose: str, found: list[Piece]) -> int:
        """Say what lies between; return the furthest place that was to be here."""
        part = _OF_STREAM[whose]
        wanted: list[range] = []
        if whose != SELF:
            stream = stream_of(self.session, whose)
            wanted = [run.places for run in known_runs(self.session, stream)]
        # What does not open says nothing of how far a stream goes, wherever it stands.
        known = self.session.pin(whose).sequence
        end = max(
            (one.sequence for one in found if one.is_sound or one.sequence <= known),
            default=0,
        )
        if whose != PARTNER:
            wanted.append(range(1, end + 1))
        here = merged(range(one.sequence, one.sequence + 1) for one in found)
        wanted = merged(wanted)
        for hole in without(wanted, here):
            first, count = hole.start, len(hole)
            before = [piece for piece in found if piece.sequence < first]
            after = reversed(found[len(before) :])
            days = _between(_last_day(before), _last_day(after))
            noun = _SAYS[part].format("piece" if count == 1 else "pieces")
            verb = "is" if count == 1 else "are"
            self.find(part, f"{count} {noun}{days} {verb} not here any more.")
        return max([end, *(run.stop - 1 for run in wanted)])

    def _at_links(self, whose: str, found: list[Piece]) -> None:
        previous: Piece | None = None
        for piece in found:
            is_next = previous is not None and piece.sequence == previous.sequence + 1
            if piece.sequence == 1:
                expected: bytes | None = NO_LINK
            else:
                sound = is_next and previous is not None and previous.is_sound
                above = previous.parsed if previous is not None and sound else None
                expected = above.link if above is not None else None
            parsed = piece.parsed if piece.is_sound else None
            if parsed and expected is not None and parsed.position.previous != expected:
                part = _OF_STREAM[whose]
                say = "What was kept one after the other does not follow any more."
                self.find(part, say, piece.day, is_lost=False)
            previous = piece

    def at_segments(self) -> None:
        session = self.session
        with self._reading(Part.SEGMENT):
            for name, data in session.vault.outbox():
                if not data:
                    continue
                try:
                    open_segment(data, name=name, keys=session.require_meeting().couple)
                except (CannotOpen, Damaged):
                    self.find(
                        Part.SEGMENT,
                        "What is to go to your partner next is damaged; it is made "
                        "anew from your journal.",
                        is_lost=False,
                    )
                else:
                    self.sound[Part.SEGMENT] += 1

    def _reading(self, part: Part) -> "_Reading":
        return _Reading(self, part)


class _Reading:
    """Says it where the rows of a part cannot be read at all."""

    def __init__(self, looks: _Looks, part: Part) -> None:
        self._looks, self._part = looks, part

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, reason: BaseException | None, __: object) -> bool:
        if not isinstance(reason, Damaged):
            return False
        self._looks.find(self._part, f"Part of what is {self._part} cannot be read.")
        return True


def _said_of(piece: Piece, part: Part, days: str) -> str:
    facts, day = piece.facts, piece.day
    noun = "piece"
    if facts is not None and facts.audience is Audience.SEALED:
        noun = "sealed page"
    elif facts is not None and facts.kind is Kind.ENTRY:
        noun = "page"
    said = f"A {_SAYS[part].format(noun)}"
    if piece.is_newer:
        return f"{said} was written by a newer Lean-to; it is left alone."
    when = f", of {long_day(day)}," if day else days
    return f"{said}{when} cannot be read."


def _days_around(found: list[Piece], number: int) -> str:
    return _between(_last_day(found[:number]), _last_day(reversed(found[number + 1 :])))


def _last_day(found: Iterable[Piece]) -> date | None:
    day = None
    for piece in found:
        if piece.is_sound and piece.day is not None:
            day = piece.day
    return day


def _between(after: date | None, before: date | None) -> str:
    if after is not None and after == before:
        return f", kept on {long_day(after)},"
    if after is not None and before is not None:
        return f", kept between {long_day(after)} and {long_day(before)},"
    if after is not None:
        return f", kept after {long_day(after)},"
    return f", kept before {long_day(before)}," if before is not None else ""
