"""A made-up couple's year, built with the real journal in a folder that is removed."""

import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from journal.crypto.format import Json
from journal.crypto.stretch import Stretch
from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.bonds import Thanks
from journal.domain.entries import EntryId, MomentId
from journal.services import (
    asking,
    bonds,
    exchanging,
    meeting,
    naming,
    opening,
    packing,
    sharing,
    writing,
)
from journal.services.arriving import mark_seen
from journal.services.conditions import Conditions
from journal.services.sayings import ACT_RETURN
from journal.services.session import Session

PASSPHRASES = {"Ana": "half an orange", "Ben": "the kettle is on"}
# The last day of the written year, a Sunday. Days move by whole weeks, so that the
# weekdays in the words stay true.
LAST_DAY = date(2026, 11, 22)
# What came after this day has not been looked at yet by either.
LAST_SHOWN = date(2026, 11, 17)
# Nothing here is anyone's: a guess may be cheap, and the demo opens at once.
_CHEAP = Stretch(m_kib=64, t=1, p=1, floor_kib=8)

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The made-up couple: how to open their journals, and under which conditions."""

    people: tuple[tuple[str, str], ...] = field(repr=False)
    conditions: Conditions


@contextmanager
def throw_away_home() -> Iterator[Path]:
    """Give a private folder that is gone afterwards, however the block ends."""
    home = Path(tempfile.mkdtemp(prefix="leanto-demo-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def make(home: Path, *, conditions: Conditions) -> Demo:
    """Build both journals in a home, as if written through the past year."""
    now = replace(conditions, stretch=_CHEAP)
    clock = _Clock(now.clock())
    then = replace(now, clock=clock)
    shift = _whole_weeks(now.today())
    sessions = {
        name: opening.begin(home, name, passphrase, conditions=then)
        for name, passphrase in PASSPHRASES.items()
    }
    try:
        meeting.meet(sessions["Ana"], sessions["Ben"])
        _live_through(list(sessions.values()), sessions, clock, shift)
    finally:
        for session in sessions.values():
            session.close()
    return Demo(people=tuple(PASSPHRASES.items()), conditions=now)


def _live_through(
    both: list[Session], by: Mapping[str, Session], clock: "_Clock", shift: timedelta
) -> None:
    year = _Year(by, shift)
    is_shown = False
    for row in _rows():
        day = _written(row)
        if day > LAST_SHOWN and not is_shown:
            is_shown = True
            _pass_on(both)
            _say_between(year, clock)
            for session in both:
                mark_seen(session, in_us=False)
        if row.get("moment") in year.moments:
            _pass_on(both)
        clock.stand_at(day + shift)
        year.write(row)
    _pass_on(both)
    _bring_to_counsellor(year)
    _pass_on(both)
    for name, session in by.items():
        for draft in _told(name)["draft"]:
            page = writing.new_draft(session, words=draft["words"])
            writing.keep_draft(session, page)


def _pass_on(both: list[Session]) -> None:
    for session in (*both, both[0]):
        exchanging.exchange(session)


class _Clock:
    """The clock of the made-up year: moved from evening to evening."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        return self._now

    def stand_at(self, day: date) -> None:
        evening = datetime.combine(day, time(21, 30), tzinfo=self._now.tzinfo)
        self._now = evening


@dataclass
class _Year:
    """What has been written so far, each page by its key in the demo's files."""

    by: Mapping[str, Session]
    shift: timedelta
    arcs: Mapping[str, Any] = field(default_factory=lambda: _told("arc"), repr=False)
    moments: dict[str, MomentId] = field(default_factory=dict)
    pages: dict[str, tuple[Session, EntryId]] = field(default_factory=dict)

    def write(self, row: Mapping[str, Any]) -> None:
        """Write a page as its row says, offered or sealed where that says so."""
        session = self.by[row["by"]]
        moment = self.moments.get(row["moment"]) if "moment" in row else None
        draft = writing.new_draft(session, words=row["words"].strip(), moment=moment)
        if "prompt" in row:
            prompt = asking.find_prompt(session, row["prompt"])
            asked = asking.asked(session, prompt)
            draft = replace(draft, prompt=prompt.id, asked=asked)
        entry = writing.save(session, draft, self._about(row))
        self.pages[row["key"]] = session, entry.id
        if "moment" in row:
            self.moments.setdefault(row["moment"], entry.moment)
        if row.get("offered"):
            sharing.keep_offer(session, entry.id)
        elif row.get("sealed"):
            sharing.seal(session, entry.id)

    def _about(self, row: Mapping[str, Any]) -> writing.About:
        said = row | self.arcs.get(row["key"], {})
        repairs = said.get("repairs")
        return writing.About(
            role=_one(Role, said, "role"),
            function=_one(SupportFunction, said, "function"),
            title=said.get("title"),
            happened_on=date.fromisoformat(said["day"]) + self.shift,
            context=_one(Context, said, "context"),
            signal=_one(Signal, said, "signal"),
            signal_held=said.get("signal_held"),
            underneath=said.get("underneath"),
            swapped=said.get("swapped"),
            ahead=said.get("ahead", False),
            hoped=frozenset(map(Response, said.get("hoped", ()))),
            response=frozenset(map(Response, said.get("response", ()))),
            guess=said.get("guess"),
            landing=_one(Landing, said, "landing"),
            returned_to=said.get("returned_to"),
            repairs=self.pages[repairs][1] if repairs else None,
            keep=said.get("keep"),
        )


def _say_between(year: _Year, clock: "_Clock") -> None:
    """Let the two say what they have said about their moments, besides telling them."""
    said = _told("between")
    clock.stand_at(LAST_SHOWN + year.shift)
    for name in said["what_helps"]:
        bonds.tell_what_helps(year.by[name])
    for key in said["asks"]:
        bonds.ask(*year.pages[key])
    for thanks in said["thanks"]:
        _, page = year.pages[thanks["of"]]
        bonds.thank(year.by[thanks["by"]], page, Thanks(thanks["words"]))
    for session in year.by.values():
        for key in said["may_return"]:
            # All of it leaves together, with what is written next.
            body: dict[str, Json] = {"act": ACT_RETURN, "kept": True}
            bonds.say(session, body, about=year.pages[key][1])
    for season in said["season"]:
        _name_season(year, season)


def _bring_to_counsellor(year: _Year) -> None:
    """Let each bring a moment to the pack for a counsellor."""
    for said in _told("between")["pack"]:
        session = year.by[said["by"]]
        _, page = year.pages[said["brings"]]
        part = packing.bring(session, packing.Whose.OURS, [page]).part
        part = replace(part, help=said.get("help", ""))
        packing.change(session, packing.Whose.OURS, part)


def _name_season(year: _Year, season: Mapping[str, Any]) -> None:
    named = naming.propose_season(
        year.by[season["by"]],
        season["name"],
        first=season["first"] + year.shift,
        last=season["last"] + year.shift,
        is_hard=season["hard"],
    )
    _pass_on(list(year.by.values()))
    for name, session in year.by.items():
        if season["agreed"] and name != season["by"]:
            naming.agree_season(session, named.id)


def _told(name: str) -> dict[str, Any]:
    path = files("journal") / "demo" / f"{name.lower()}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _rows() -> list[dict[str, Any]]:
    rows = [
        entry | {"by": name} for name in PASSPHRASES for entry in _told(name)["entry"]
    ]
    # A side told in answer follows the side it answers.
    return sorted(rows, key=lambda row: (_written(row), "title" not in row, row["key"]))


def _written(row: Mapping[str, Any]) -> date:
    return date.fromisoformat(row.get("written", row["day"]))


def _one(kind: type[_Word], said: Mapping[str, Any], key: str) -> _Word | None:
    return kind(said[key]) if key in said else None


def _whole_weeks(today: date) -> timedelta:
    return timedelta(weeks=(today - LAST_DAY).days // 7)
