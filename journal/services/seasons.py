"""Names for stretches of time, as two people have each said them in `us`."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from journal.crypto.format import Json
from journal.domain.bonds import Season
from journal.domain.entries import PartnerId
from journal.domain.text import clean_line

ACT_SEASON: Final = "season"
ACT_SEASON_RETURN: Final = "season return"

_ID = re.compile(r"[0-9a-f]{32}")
_Places = dict[PartnerId, int]


class Seasons:
    """What each has said of each season. Of what both have said, the last stands."""

    def __init__(self) -> None:
        self._said: defaultdict[str, dict[Season, _Places]] = defaultdict(dict)
        self._left: dict[tuple[str, PartnerId], int] = {}
        self._returns: dict[tuple[str, PartnerId], tuple[int, bool]] = {}

    def say(self, who: PartnerId, body: Mapping[str, Json], sequence: int) -> None:
        """Note an act at a place in someone's stream; an unknown one says nothing."""
        match body:
            case {"act": "season return", "id": str(id_), "kept": bool(kept)}:
                said = sequence, kept
                self._returns[id_, who] = max(said, self._returns.get((id_, who), said))
            case {"act": "season", "id": str(id_), "kept": False}:
                left = self._left.get((id_, who), 0)
                self._left[id_, who] = max(sequence, left)
            case {"act": "season", "id": str(id_)}:
                season = _season(id_, body)
                if season is not None:
                    places = self._said[id_].setdefault(season, {})
                    places[who] = max(sequence, places.get(who, 0))
            case _:
                pass

    def agreed(self) -> tuple[Season, ...]:
        """Return the seasons to which both have said yes, by their days."""
        found = []
        for id_ in self._said:
            # What comes later in both streams has the greater sum; where the two have
            # crossed, what is said settles it the same for both.
            both = [
                (sum(places.values()), *_in_order(season), season)
                for season, places in self._standing(id_)
                if len(places) > 1
            ]
            if both:
                season = max(both)[-1]
                found.append(replace(season, days_may_return=self._who_lets(id_)))
        return tuple(sorted(found, key=_in_order))

    def said_by(self, who: PartnerId) -> tuple[Season, ...]:
        """Return each season as someone has said it last, by their days."""
        found = []
        for id_ in self._said:
            said = [
                (places[who], *_in_order(season), season)
                for season, places in self._standing(id_)
                if who in places
            ]
            if said:
                found.append(max(said)[-1])
        return tuple(sorted(found, key=_in_order))

    def has_said(self, who: PartnerId, season: Season) -> bool:
        """Whether someone has said yes to a season just as it is."""
        standing = dict(self._standing(season.id))
        return who in standing.get(replace(season, days_may_return=frozenset()), {})

    def lets_return(self, who: PartnerId, season: str) -> bool:
        """Whether someone lets the days of a season come back."""
        return who in self._who_lets(season)

    def _standing(self, id_: str) -> Iterator[tuple[Season, _Places]]:
        """Yield what was said of a season, by those who have not let go of it since."""
        for season, places in self._said[id_].items():
            yield (
                season,
                {
                    who: at
                    for who, at in places.items()
                    if at > self._left.get((id_, who), 0)
                },
            )

    def _who_lets(self, id_: str) -> frozenset[PartnerId]:
        return frozenset(
            who
            for (known, who), (_, kept) in self._returns.items()
            if known == id_ and kept
        )


def body_of(season: Season) -> dict[str, Json]:
    """Return the act that says a season as it is."""
    return {
        "act": ACT_SEASON,
        "id": season.id,
        "name": season.name,
        "first": season.first.isoformat(),
        "last": season.last.isoformat() if season.last else None,
        "hard": season.is_hard,
    }


def _season(id_: str, body: Mapping[str, Json]) -> Season | None:
    match body:
        case {
            "name": str(name),
            "first": str(first),
            "last": str() | None as last,
            "hard": bool(hard),
        } if _ID.fullmatch(id_):
            pass
        case _:
            return None
    try:
        days = [date.fromisoformat(day) for day in (first, last) if day is not None]
    except ValueError:
        return None
    cleaned = clean_line(name)
    if not cleaned or days != sorted(days):
        return None
    return Season(
        id=id_,
        name=cleaned,
        first=days[0],
        last=days[1] if last is not None else None,
        is_hard=hard,
    )


def _in_order(season: Season) -> tuple[date, date, str, str, bool]:
    last = season.last or date.max
    return season.first, last, season.name, season.id, season.is_hard
