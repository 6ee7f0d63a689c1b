"""The page that specifies format 1 says what the code does."""

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

import pytest

from journal.crypto import format as fmt
from journal.crypto import keys, stretch
from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import Entry, EntryId, Okay, PromptId
from journal.domain.payload import body_of, offered_body
from journal.exchange import segment
from tests.domain.builders import ANA, told

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")


def everything_said() -> Entry:
    """Return an entry whose writer has said all there is to say."""
    return told(
        1,
        ANA,
        title="Tea",
        happened_on=told(1).written_on,
        about_when=True,
        prompt=PromptId("comfort-01"),
        asked="When?",
        role=Role.BOTH,
        function=SupportFunction.BOTH,
        context=Context.WORRY,
        signal=Signal.ASKED,
        signal_held=True,
        underneath="fear",
        read_other_first=True,
        swapped=True,
        ahead=True,
        hoped=frozenset({Response.TOUCH}),
        response=frozenset({Response.IDEAS}),
        guess="perhaps",
        landing=Landing.LANDED,
        after=Okay(1, 2),
        returned_to="work",
        repairs=EntryId("ab" * 16),
        keep="this",
    )


def rows_of_the_entry_table() -> dict[str, bool]:
    table = PAGE[PAGE.index("**Entry** (kind 1") : PAGE.index("A day is `YYYY")]
    rows = re.findall(r"^\| `(\w+)` \|.*\| (yes|no) \|$", table, re.MULTILINE)
    return {key: said == "yes" for key, said in rows}


def test_the_table_names_every_key_of_an_entry_and_what_is_offered() -> None:
    entry, table = everything_said(), rows_of_the_entry_table()
    assert set(body_of(entry)) == set(table)
    assert set(offered_body(entry)) == {key for key, yes in table.items() if yes}


@pytest.mark.parametrize(
    "values", [Role, SupportFunction, Context, Signal, Response, Landing]
)
def test_every_stored_word_is_on_the_page(values: Iterable[Enum]) -> None:
    assert [one for one in values if f"`{one.value}`" not in PAGE] == []


def test_the_kinds_and_audiences_are_on_the_page() -> None:
    for numbers in (fmt.Kind, fmt.Audience, keys.SlotKind):
        for one in numbers:
            assert f"{one.value} {one.name.lower()}" in PAGE


def test_the_numbers_on_the_page_are_those_of_the_code() -> None:
    page = " ".join(PAGE.replace("**", "").split())
    for words in (
        f"{fmt.BODY_FLOOR + 80:,} to {fmt.BODY_LIMIT:,}",
        f"{keys.KEYSLOT_SIZE} bytes that give the root",
        f"{stretch.Stretch().floor_kib:,} <= m <= {stretch.CEILING_KIB:,}",
        f"{stretch.TIMES_FLOOR} <= t <= {stretch.TIMES_CEILING}",
        f"1 <= p <= {stretch.LANES_CEILING}",
        f"t <= {stretch.WORK_CEILING:,}",
        f"1 to {keys.EPOCH_LIMIT} epoch keys",
        f"m = {stretch.Stretch().m_kib:,}, t = {stretch.Stretch().t}, p = 1",
        f"the memory, m = {stretch.Stretch().floor_kib:,}",
        f"shredded envelope, {fmt.HUSK_SIZE} bytes",
        f"{segment.ENVELOPES_LIMIT:,} envelopes",
        f"lower case, {segment.NAME_LENGTH} characters",
        f"{fmt.JSON_DEPTH_LIMIT} levels",
    ):
        assert words in page
