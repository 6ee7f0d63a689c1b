"""The stored values, spelt out: a changed one would orphan what people have written."""

from enum import StrEnum

import pytest

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import Visibility

STORED = {
    Role: "care-seeker caregiver both unclear",
    SupportFunction: "safe-haven secure-base both",
    Signal: "asked hinted showed kept-back sideways unprompted not-seen",
    Response: (
        "was-reachable asked-about listened stayed-near touch took-seriously reassured "
        "practical-help ideas encouraged made-room came-back celebrated took-over "
        "moved-on not-there"
    ),
    Landing: "landed partly too-much missed later",
    Context: (
        "ordinary hard-day worry loss illness between-us goal risk good-news parting"
    ),
    Visibility: "private offered sealed",
}


@pytest.mark.parametrize("words", STORED, ids=lambda kind: str(kind.__name__))
def test_the_stored_words_have_not_changed(words: type[StrEnum]) -> None:
    assert [word.value for word in words] == STORED[words].split()


@pytest.mark.parametrize("words", STORED, ids=lambda kind: str(kind.__name__))
def test_no_word_labels_a_person(words: type[StrEnum]) -> None:
    for word in words:
        for label in ("avoidant", "anxious", "needy", "clingy", "style", "score"):
            assert label not in word.value
