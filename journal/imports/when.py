"""When something was written, and on which day where its writer was."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from journal.imports.found import Gathering, Note

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,3}")
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?")
_FURTHEST_HOURS = 24


@dataclass(frozen=True, slots=True)
class Zones:
    """Where days are told apart: `here` is this computer's, None being the system's."""

    gathering: Gathering
    here: tzinfo | None = None

    def day_of(self, instant: datetime, named: object = None) -> date | None:
        """Return the day an instant fell on where it was written, or None.

        Where a source names no zone the instant's own offset counts, and then this
        computer's zone; where it names one that is not known, the day of Greenwich.
        """
        zone = zone_named(named) if isinstance(named, str) and named.strip() else None
        try:
            if zone is not None:
                return instant.astimezone(zone).date()
            if isinstance(named, str) and named.strip():
                self.gathering.notes[Note.ZONE_UNKNOWN] += 1
                return instant.date()
            if instant.utcoffset():
                return instant.date()
            self.gathering.notes[Note.ZONE_UNSAID] += 1
            return instant.astimezone(self.here).date()
        except (OverflowError, OSError, ValueError):
            return None


@cache
def zone_named(name: str) -> tzinfo | None:
    """Return a zone by its name or its distance from Greenwich, if it is known here."""
    name = name.strip()
    if name in {"UTC", "GMT", "Z"}:
        return UTC
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours >= _FURTHEST_HOURS:
            return None
        east = timedelta(hours=hours, minutes=minutes)
        return timezone(east if offset[1] == "+" else -east)
    if not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        # Where a system keeps no zones, none is known.
        return None


def instant_in(text: object) -> datetime | None:
    """Return the instant that an ISO text tells; without an offset, as of UTC."""
    if not isinstance(text, str) or len(text) > 64:  # noqa: PLR2004 - none is longer
        return None
    try:
        told = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def instant_after(milliseconds: object) -> datetime | None:
    """Return the instant so many milliseconds after the beginning of 1970."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return None
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except (OverflowError, ValueError):
        return None


def day_in(text: object) -> date | None:
    """Return the day that an ISO text begins with, as it stands there."""
    if not isinstance(text, str):
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def clock_on(day: date, time: object) -> datetime | None:
    """Return a day and a time of day as an instant, by which entries are put in order.

    Where no zone is known it is taken for that of Greenwich.
    """
    if not isinstance(time, str):
        return None
    return instant_in(f"{day.isoformat()}T{time.strip()}")
