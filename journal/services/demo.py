"""A made-up couple's year, built with the real journal in a folder that is removed."""

import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from journal.crypto.stretch import Stretch
from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import MomentId
from journal.services import asking, exchanging, meeting, opening, sharing, writing
from journal.services.arriving import mark_seen
from journal.services.conditions import Conditions
from journal.services.session import Session

PASSPHRASES = {"Ana": "half an orange", "Ben": "the kettle is on"}
# The last day of the written year, a Sunday. Days move by whole weeks, so that the
# weekdays in the words stay true.
LAST_DAY = date(2026, 11, 22)
# What came after this day has not been looked at yet by either.
LAST_SHOWN = date(2026, 11, 17)
# Nothing here is anyone's: a guess may be cheap, and the demo opens at once.
_CHEAP = Stretch(m_kib=64, t=1, p=1, floor_kib=8)


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
    moments: dict[str, MomentId] = {}
    is_shown = False
    for row in _rows():
        day = _day(row, "written")
        if day > LAST_SHOWN and not is_shown:
            is_shown = True
            _pass_on(both)
            for session in both:
                mark_seen(session, in_us=False)
        if row.get("moment") in moments:
            _pass_on(both)
        clock.stand_at(day + shift)
        _write(by[row["by"]], row, shift, moments)
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


def _told(name: str) -> dict[str, Any]:
    path = files("journal") / "demo" / f"{name.lower()}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _rows() -> list[dict[str, Any]]:
    rows = [
        entry | {"by": name} for name in PASSPHRASES for entry in _told(name)["entry"]
    ]
    # A side told in answer follows the side it answers.
    return sorted(
        rows, key=lambda row: (_day(row, "written"), "title" not in row, row["key"])
    )


def _write(
    session: Session,
    row: Mapping[str, Any],
    shift: timedelta,
    moments: dict[str, MomentId],
) -> None:
    moment = moments.get(row["moment"]) if "moment" in row else None
    draft = writing.new_draft(session, words=row["words"].strip(), moment=moment)
    if "prompt" in row:
        prompt = asking.find_prompt(session, row["prompt"])
        asked = asking.asked(session, prompt)
        draft = replace(draft, prompt=prompt.id, asked=asked)
    entry = writing.save(
        session,
        draft,
        writing.About(
            role=Role(row["role"]) if "role" in row else None,
            function=SupportFunction(row["function"]) if "function" in row else None,
            title=row.get("title"),
            happened_on=_day(row, "day") + shift,
            returned_to=row.get("returned_to"),
        ),
    )
    if "moment" in row:
        moments.setdefault(row["moment"], entry.moment)
    if row.get("offered"):
        sharing.keep_offer(session, entry.id)


def _day(row: Mapping[str, Any], key: str) -> date:
    return date.fromisoformat(row.get(key, row["day"]))


def _whole_weeks(today: date) -> timedelta:
    return timedelta(weeks=(today - LAST_DAY).days // 7)
