"""What two people have each said in `us` of the pack that they make together."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from journal.crypto.format import Json
from journal.domain.brought import (
    NOTHING_BROUGHT,
    Brought,
    brought_from,
    struck_from,
)
from journal.domain.entries import EntryId, PartnerId
from journal.domain.striking import Struck

ACT_PACK: Final = "pack"
ACT_PACK_CUTS: Final = "pack cuts"
ACT_PACK_APPROVAL: Final = "pack approval"

# Cuts that cannot be read fit no text: what they were made in stays out of the pack.
_FIT_NOTHING = Struck(of="")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Parts:
    """What each brings, and to what exact text each agreed. The last word counts."""

    def __init__(self) -> None:
        self._brought: dict[PartnerId, tuple[int, Mapping[str, Json]]] = {}
        self._agreed: dict[PartnerId, tuple[int, str, date | None]] = {}
        self._cuts: defaultdict[
            PartnerId, dict[EntryId, tuple[int, Mapping[str, Json]]]
        ]
        self._cuts = defaultdict(dict)

    def say(
        self, who: PartnerId, about: EntryId, body: Mapping[str, Json], sequence: int
    ) -> None:
        """Note an act at a place in someone's stream; an unknown one says nothing."""
        match body:
            case {"act": "pack"}:
                known = self._brought.get(who, (0, body))
                self._brought[who] = _later(known, (sequence, body))
            case {"act": "pack cuts"}:
                cuts = self._cuts[who].get(about, (0, body))
                self._cuts[who][about] = _later(cuts, (sequence, body))
            case {"act": "pack approval", "of": str() | None as of}:
                said = sequence, of or "", _day(body.get("on"))
                self._agreed[who] = max(
                    said, self._agreed.get(who, said), key=lambda one: one[0]
                )
            case _:
                pass

    def brought(self, who: PartnerId, *, tells: Callable[[EntryId], bool]) -> Brought:
        """Return what someone brings; of cuts, those in entries that they tell."""
        if who not in self._brought and who not in self._cuts:
            return NOTHING_BROUGHT
        _, body = self._brought.get(who, (0, {}))
        struck = {
            about: struck_from(said) or _FIT_NOTHING
            for about, (_, said) in self._cuts[who].items()
            if tells(about) and said.get("cuts") != {}
        }
        return brought_from(body, struck)

    def agreed_on(self, who: PartnerId, digest: str) -> date | None:
        """Return the day on which someone agreed to exactly this text, or None."""
        _, of, on = self._agreed.get(who, (0, "", None))
        return on if of == digest and _DIGEST.fullmatch(of) else None

    def agreed_to_another(self, who: PartnerId, digest: str) -> bool:
        """Whether the text to which someone agreed last is not this one."""
        _, of, _ = self._agreed.get(who, (0, "", None))
        return bool(_DIGEST.fullmatch(of)) and of != digest


def _later(
    one: tuple[int, Mapping[str, Json]], other: tuple[int, Mapping[str, Json]]
) -> tuple[int, Mapping[str, Json]]:
    return max(one, other, key=lambda said: said[0])


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
