"""Whether what is brought to a counsellor shows more than what was hard."""

from typing import Any

import pytest

from journal.domain.attachment import Context, Landing, Response, SupportFunction
from journal.domain.balance import holds_only_hard
from journal.domain.entries import EntryId
from journal.domain.moments import Moment, moments_from
from tests.domain import builders

HARD = {"function": SupportFunction.SAFE_HAVEN}


def told(**said: Any) -> Moment:
    return moments_from([builders.told(1, **said)])[0]


def test_nothing_is_not_only_hard() -> None:
    assert not holds_only_hard([])


@pytest.mark.parametrize(
    "said",
    [
        HARD,
        HARD | {"landing": Landing.MISSED},
        {"function": SupportFunction.SECURE_BASE, "landing": Landing.TOO_MUCH},
        {"context": Context.BETWEEN_US},
        {"landing": Landing.MISSED, "response": frozenset({Response.CAME_BACK})},
    ],
)
def test_what_was_hard_and_did_not_arrive_is_hard(said: dict[str, Any]) -> None:
    assert holds_only_hard([told(**said)])


@pytest.mark.parametrize(
    "said",
    [
        {},
        HARD | {"landing": Landing.LANDED},
        HARD | {"landing": Landing.LATER},
        HARD | {"repairs": EntryId("0" * 32)},
        HARD | {"response": frozenset({Response.CAME_BACK})},
        {"function": SupportFunction.SECURE_BASE, "context": Context.BETWEEN_US},
        {"function": SupportFunction.BOTH},
    ],
)
def test_one_that_went_well_or_of_which_nothing_is_said_is_enough(
    said: dict[str, Any],
) -> None:
    assert not holds_only_hard([told(**HARD), told(**said)])
