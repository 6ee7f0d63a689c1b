import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import (
    Entry,
    EntryId,
    Json,
    MomentId,
    Okay,
    PromptId,
    Visibility,
)
from journal.domain.payload import Place, body_of, entry_from, offered_body
from journal.errors import Malformed
from tests.domain.builders import ANA, entries, told

KNOWN = set(body_of(told(1))) | {
    "words", "written_on", "title", "happened_on", "about_when", "prompt", "asked",
    "role", "function", "context", "signal", "signal_held", "underneath",
    "read_other_first", "swapped", "ahead", "hoped", "response", "guess", "landing",
    "after", "returned_to", "repairs", "keep",
}  # fmt: skip
# What the partner may receive, spelt out: adding to it is a decision, not an accident.
OFFERED = KNOWN - {"underneath", "after", "happened_on"}

PLACE = Place(
    id=EntryId("1" * 32),
    author=ANA,
    moment=MomentId("2" * 32),
    revision=3,
    written_at=datetime(2026, 11, 22, 20, 15, tzinfo=UTC),
    visibility=Visibility.PRIVATE,
)
JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
LATER_KEYS = st.dictionaries(st.text().filter(lambda key: key not in KNOWN), JSON)


def place_of(entry: Entry) -> Place:
    return Place(
        id=entry.id,
        author=entry.author,
        moment=entry.moment,
        revision=entry.revision,
        written_at=entry.written_at,
        visibility=entry.visibility,
    )


@given(entries(), LATER_KEYS)
def test_an_entry_reads_back_as_it_was_and_keeps_what_a_later_version_wrote(
    entry: Entry, later: dict[str, Json]
) -> None:
    entry = replace(entry, unknown=later)
    body = json.loads(json.dumps(body_of(entry)))
    assert entry_from(body, place_of(entry)) == entry
    assert body_of(entry_from(body, place_of(entry))) == body


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("role", "witness"),
        ("function", "harbour"),
        ("context", "moving"),
        ("signal", "sang"),
        ("landing", "slowly"),
        ("hoped", ["listened", "sang"]),
        ("response", "listened"),
        ("role", 7),
        ("swapped", "yes"),
        ("happened_on", "some time in May"),
        ("after", {"i": 6, "we": 1}),
        ("after", {"i": 1, "we": 6}),
        ("after", {"i": 0}),
        ("after", {"i": True}),
        ("after", {"i": 1, "they": 2}),
        ("after", 3),
    ],
)
def test_a_value_from_a_later_version_is_kept_and_written_again(
    key: str, value: Json
) -> None:
    body: dict[str, Json] = {"words": "w", "written_on": "2026-11-22", key: value}
    entry = entry_from(body, PLACE)
    assert entry.unknown == {key: value}
    assert body_of(replace(entry, revision=4)) == body


def test_what_a_person_now_says_replaces_what_could_not_be_read() -> None:
    body: dict[str, Json] = {"words": "w", "written_on": "2026-11-22", "role": "x"}
    entry = replace(entry_from(body, PLACE), role=Role.CAREGIVER)
    assert body_of(entry)["role"] == "caregiver"


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)) | st.text(), JSON))
def test_any_object_is_read_or_refused_and_never_anything_else(
    body: dict[str, Json],
) -> None:
    try:
        entry = entry_from(body, PLACE)
    except Malformed:
        return
    assert isinstance(entry.words, str)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"words": "w"},
        {"written_on": "2026-11-22"},
        {"words": 5, "written_on": "2026-11-22"},
        {"words": "w", "written_on": "yesterday"},
    ],
)
def test_a_body_without_words_or_a_day_is_refused(body: dict[str, Json]) -> None:
    with pytest.raises(Malformed):
        entry_from(body, PLACE)


def test_text_is_cleaned_when_it_is_read_too() -> None:
    body: dict[str, Json] = {
        "words": "\x1b]0;owned\x07 words",
        "written_on": "2026-11-22",
        "title": "\u202eeltit",
    }
    entry = entry_from(body, PLACE)
    assert entry.words == "]0;owned words"
    assert entry.title == "eltit"


@pytest.mark.parametrize("key", ["prompt", "repairs"])
def test_what_is_no_id_is_kept_aside_and_never_shown(key: str) -> None:
    body: dict[str, Json] = {
        "words": "Tea.",
        "written_on": "2026-11-22",
        key: "\x1b[31m\nBen reached:",
    }
    entry = entry_from(body, PLACE)
    assert getattr(entry, key) is None
    assert entry.unknown == {key: body[key]}
    assert key not in offered_body(entry)


def test_a_title_is_one_line_whatever_was_sent() -> None:
    body: dict[str, Json] = {
        "words": "Tea.",
        "written_on": "2026-11-22",
        "title": "Tea.\nAna reached:\nI was wrong.",
    }
    assert entry_from(body, PLACE).title == "Tea. Ana reached: I was wrong."


def test_a_line_is_cut_at_four_hundred_characters_and_a_remark_at_four_thousand() -> (
    None
):
    body: dict[str, Json] = {
        "words": "Tea.",
        "written_on": "2026-11-22",
        "asked": "a" * 4001,
        "keep": "k" * 4001,
    }
    entry = entry_from(body, PLACE)
    assert (entry.asked, entry.keep) == ("a" * 400, "k" * 4000)


@pytest.mark.parametrize("how", range(1, 6))
def test_how_it_was_afterwards_is_from_one_to_five(how: int) -> None:
    for after in (Okay(i=how), Okay(we=how)):
        entry = told(1, after=after)
        assert entry_from(body_of(entry), place_of(entry)).after == after


def test_all_that_may_be_said_has_its_key() -> None:
    everything = told(
        1,
        day=date(2026, 11, 23),
        words="You put the kettle on.",
        title="Tea",
        happened_on=date(2026, 11, 22),
        about_when=True,
        prompt=PromptId("comfort-kettle"),
        asked="What did Ben do?",
        role=Role.CARE_SEEKER,
        function=SupportFunction.SAFE_HAVEN,
        context=Context.HARD_DAY,
        signal=Signal.HINTED,
        signal_held=True,
        underneath="I was afraid.",
        read_other_first=False,
        swapped=False,
        ahead=True,
        hoped=frozenset({Response.TOUCH}),
        response=frozenset({Response.LISTENED, Response.IDEAS}),
        guess="That I was tired.",
        landing=Landing.LATER,
        after=Okay(i=4, we=None),
        returned_to="rang my sister",
        repairs=EntryId("f" * 32),
        keep="The kettle.",
    )
    body: dict[str, Json] = {
        "words": "You put the kettle on.",
        "written_on": "2026-11-23",
        "title": "Tea",
        "happened_on": "2026-11-22",
        "about_when": True,
        "prompt": "comfort-kettle",
        "asked": "What did Ben do?",
        "role": "care-seeker",
        "function": "safe-haven",
        "context": "hard-day",
        "signal": "hinted",
        "signal_held": True,
        "underneath": "I was afraid.",
        "read_other_first": False,
        "swapped": False,
        "ahead": True,
        "hoped": ["touch"],
        "response": ["ideas", "listened"],
        "guess": "That I was tired.",
        "landing": "later",
        "after": {"i": 4, "we": None},
        "returned_to": "rang my sister",
        "repairs": "f" * 32,
        "keep": "The kettle.",
    }
    assert body_of(everything) == body
    assert entry_from(body, place_of(everything)) == everything
    assert set(body) == KNOWN


def test_what_was_not_said_is_not_written() -> None:
    assert body_of(told(1)) == {
        "words": "You put the kettle on.",
        "written_on": "2026-11-22",
    }


@given(entries(), LATER_KEYS)
def test_the_partner_receives_only_what_is_on_the_list(
    entry: Entry, later: dict[str, Json]
) -> None:
    secret = replace(entry, unknown=later, underneath="SECRET", after=Okay(1, 2))
    offered = offered_body(secret)
    assert set(offered) <= OFFERED
    assert "SECRET" not in json.dumps(offered)
    assert offered["written_on"] == entry.day.isoformat()


def test_a_value_this_version_cannot_read_stays_with_its_author() -> None:
    body: dict[str, Json] = {"words": "w", "written_on": "2026-11-22", "role": "x"}
    assert "role" not in offered_body(entry_from(body, PLACE))


@given(entries(), st.integers(2, 50), st.binary(max_size=4))
def test_what_is_offered_is_equal_however_often_it_was_revised(
    entry: Entry, revisions: int, later: bytes
) -> None:
    first = replace(entry, revision=1, written_on=entry.day)
    revised = replace(
        first,
        revision=revisions,
        written_at=datetime(2027, 1, 1, 3, 12, len(later), tzinfo=UTC),
        written_on=date(2027, 1, 1),
        happened_on=entry.day,
        visibility=Visibility.OFFERED,
        unknown={"drafts": revisions},
    )
    assert json.dumps(offered_body(first)) == json.dumps(offered_body(revised))


@given(entries())
def test_what_is_offered_reads_back_as_the_same_side(entry: Entry) -> None:
    received = entry_from(offered_body(entry), place_of(entry))
    assert received.words == entry.words
    assert received.day == entry.day
    assert received.role is entry.role
    assert received.response == entry.response
    assert received.underneath is None
    assert received.after is None


def test_the_responses_are_written_in_one_order() -> None:
    said = frozenset({Response.TOUCH, Response.LISTENED, Response.IDEAS})
    assert body_of(told(1, hoped=said))["hoped"] == ["ideas", "listened", "touch"]
