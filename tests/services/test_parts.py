"""What each has said of the pack that both make: the last word of each counts."""

from itertools import permutations

import pytest

from journal.crypto.format import Json
from journal.domain.brought import NOTHING_BROUGHT
from journal.domain.entries import EntryId
from journal.services.parts import Parts
from journal.services.sayings import NO_ENTRY
from tests.domain.builders import ANA, BEN

ENTRY = EntryId("1" * 32)
DIGEST = "d" * 64
SAID: list[tuple[EntryId, dict[str, Json], int]] = [
    (NO_ENTRY, {"act": "pack", "brings": [ENTRY], "help": "First."}, 1),
    (ENTRY, {"act": "pack cuts", "of": "0" * 32, "cuts": {"words": [[0, 1, "x"]]}}, 2),
    (NO_ENTRY, {"act": "pack approval", "of": DIGEST, "on": "2026-11-24"}, 3),
    (NO_ENTRY, {"act": "pack", "brings": [], "help": "Then."}, 4),
    (ENTRY, {"act": "pack cuts", "of": "0" * 32, "cuts": {}}, 5),
    (NO_ENTRY, {"act": "pack approval", "of": None, "on": None}, 6),
    (NO_ENTRY, {"act": "pack fountain"}, 7),
]


def told(said: object) -> bool:
    return said == ENTRY


@pytest.mark.parametrize("order", list(permutations(range(len(SAID)), 7))[::97])
def test_the_last_word_counts_in_whatever_order_it_arrives(
    order: tuple[int, ...],
) -> None:
    parts = Parts()
    for at in order:
        about, body, sequence = SAID[at]
        parts.say(ANA, about, body, sequence)
    found = parts.brought(ANA, tells=told)
    assert (found.help, found.brings, found.struck) == ("Then.", frozenset(), {})
    assert parts.agreed_on(ANA, DIGEST) is None
    assert parts.brought(BEN, tells=told) is NOTHING_BROUGHT


def test_what_one_says_is_not_the_others() -> None:
    parts = Parts()
    for about, body, sequence in SAID[:3]:
        parts.say(ANA, about, body, sequence)
    assert parts.agreed_on(ANA, DIGEST) is not None
    assert parts.agreed_on(ANA, "e" * 64) is None
    assert parts.agreed_on(BEN, DIGEST) is None
    assert ENTRY in parts.brought(ANA, tells=told).struck


def test_cuts_in_what_one_does_not_tell_are_nothing() -> None:
    parts = Parts()
    parts.say(BEN, *SAID[1])
    assert parts.brought(BEN, tells=lambda _: False).struck == {}
    assert ENTRY in parts.brought(BEN, tells=told).struck


def test_cuts_that_cannot_be_read_fit_no_text() -> None:
    parts = Parts()
    parts.say(ANA, ENTRY, {"act": "pack cuts", "of": "0" * 32, "cuts": 7}, 1)
    assert parts.brought(ANA, tells=told).struck[ENTRY].of == ""


@pytest.mark.parametrize("on", [None, 3, "yesterday"])
def test_an_agreement_without_a_day_is_none(on: Json) -> None:
    parts = Parts()
    parts.say(ANA, NO_ENTRY, {"act": "pack approval", "of": DIGEST, "on": on}, 1)
    assert parts.agreed_on(ANA, DIGEST) is None
