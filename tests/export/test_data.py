import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

from journal.domain.attachment import (
    Context,
    Landing,
    Response,
    Role,
    Signal,
    SupportFunction,
)
from journal.domain.entries import Entry, EntryId, Visibility
from journal.domain.own_prompts import OwnPrompt
from journal.domain.people import Person
from journal.domain.prompts import PromptRole
from journal.errors import NotPossible
from journal.export.data import pieces, schema
from journal.export.data_reader import NOT_ONE, TOO_NEW, is_export, read
from journal.export.values import Export, Page, Unfinished, Words
from tests.domain.builders import ANA, BEN
from tests.export.taken import an_entry, exports

DOCS = Path(__file__).parents[2] / "docs"
# Each is a whole export with several entries in it.
FEW = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
DRIVING = set("\x1b\x9b\x7f\x85\u202e\u2066\u2028\r\x00")


@cache
def published() -> Validator:
    validator = Draft202012Validator(json.loads(schema()))
    validator.check_schema(validator.schema)
    return validator


def data_of(export: Export) -> bytes:
    return "".join(pieces(export)).encode()


def an_export() -> Export:
    entry = an_entry(title="Kettle", visibility=Visibility.OFFERED)
    earlier = an_entry(revision=1, words="Kettle.")
    question = OwnPrompt(
        id=EntryId("3" * 32), author=ANA, revision=1, text="What was at the door?"
    )
    return Export(
        made_on=date(2026, 11, 24),
        mine=Words(
            person=Person(id=ANA, name="Ana"),
            pages=(Page(entry=entry, earlier=(earlier,)),),
            questions=(question,),
            unfinished=(Unfinished(words="And", kept_on=date(2026, 11, 23)),),
        ),
        others=(Words(person=Person(id=BEN, name="Ben")),),
    )


@FEW
@given(exports())
def test_what_is_taken_out_reads_back_as_it_was_and_is_as_the_published_schema_says(
    export: Export,
) -> None:
    data = data_of(export)
    assert read(data) == export
    published().validate(json.loads(data))
    assert not DRIVING & set(data.decode())


def test_every_field_of_an_entry_has_its_place_in_the_schema() -> None:
    defined = json.loads(schema())["$defs"]
    known = {*defined["version"]["properties"], *defined["entry"]["properties"]}
    # Whose it is stands above the entries, and what is not known under `later`.
    held = {one.name for one in fields(Entry)} - {"author", "unknown"}
    assert known == held | {"later", "told_in", "earlier"}


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("version/properties/role", Role),
        ("version/properties/function", SupportFunction),
        ("version/properties/context", Context),
        ("version/properties/signal", Signal),
        ("version/properties/landing", Landing),
        ("version/properties/hoped/items", Response),
        ("version/properties/response/items", Response),
        ("entry/properties/visibility", Visibility),
        ("question/properties/role", PromptRole),
    ],
)
def test_the_words_of_the_schema_are_those_of_the_journal(
    where: str, words: Any
) -> None:
    found = json.loads(schema())["$defs"]
    for step in where.split("/"):
        found = found[step]
    assert found["enum"] == [one.value for one in words]


def test_the_schema_is_published_with_the_pages_of_the_docs() -> None:
    assert (DOCS / "leanto-export-1.schema.json").read_text("utf-8") == schema()


def test_the_file_is_written_piece_by_piece() -> None:
    one = an_export()
    (page,) = one.mine.pages
    taken = 0

    def counted() -> Iterator[Page]:
        nonlocal taken
        for number in range(500):
            taken += 1
            yield replace(page, entry=replace(page.entry, id=EntryId(f"{number:032x}")))

    many = replace(one, mine=replace(one.mine, pages=counted()))  # type: ignore[arg-type]  # any iterable will do
    written = pieces(many)
    while "Kettle" not in next(written):
        pass
    assert taken == 1


def test_an_export_is_known_by_its_beginning() -> None:
    assert is_export(data_of(an_export())[:200])
    assert is_export(b"\xef\xbb\xbf" + data_of(an_export())[:200])
    assert not is_export(b'{"metadata": {"version": "1.0"}}')
    assert not is_export(b"leanto-export")


def test_a_mark_at_the_start_of_the_file_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + data_of(an_export())) == an_export()


def test_what_drives_a_terminal_is_cleaned_from_a_file_made_by_someone_else() -> None:
    said = json.loads(data_of(an_export()))
    said["mine"]["entries"][0]["words"] = "\x1b[2JYou\u202e put the kettle on."
    said["mine"]["person"]["name"] = "A\nna"
    found = read(json.dumps(said).encode()).mine
    assert found.pages[0].entry.words == "[2JYou put the kettle on."
    assert found.person.name == "A na"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe{}",
        b"[]",
        b"{",
        b"{}",
        b'{"format": "leanto-export", "format": "leanto-export"}',
        b'{"format": "leanto-export", "version": 1.0}',
        b'{"format": "leanto-export", "version": NaN}',
        b'{"format": "someone-else", "version": 1}',
        b'{"format": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
    ],
)
def test_what_is_no_export_is_refused_with_one_sentence(data: bytes) -> None:
    with pytest.raises(NotPossible) as refused:
        read(data)
    assert refused.value.say == NOT_ONE


def test_an_export_of_a_later_version_asks_for_a_newer_program() -> None:
    said = json.loads(data_of(an_export())) | {"version": 2}
    with pytest.raises(NotPossible) as refused:
        read(json.dumps(said).encode())
    assert refused.value.say == TOO_NEW


def set_at(said: Any, path: str, value: Any) -> None:
    *steps, last = [int(one) if one.isdigit() else one for one in path.split("/")]
    for step in steps:
        said = said[step]
    if value is ...:
        del said[last]
    else:
        said[last] = value


ENTRY = "mine/entries/0"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", 0),
        ("version", True),
        ("made_on", "2026-02-30"),
        ("made_on", "20261124"),
        ("made_on", 5),
        ("mine", ...),
        ("mine", []),
        ("others", {}),
        ("others", ["Ben"]),
        ("more", 1),
        ("mine/more", 1),
        ("mine/person/id", "A" * 32),
        ("mine/person/more", 1),
        ("mine/entries", ...),
        (f"{ENTRY}/id", "../../etc"),
        (f"{ENTRY}/moment", None),
        (f"{ENTRY}/revision", 0),
        (f"{ENTRY}/revision", 1),
        (f"{ENTRY}/revision", True),
        (f"{ENTRY}/revision", 2**32),
        (f"{ENTRY}/visibility", "open"),
        (f"{ENTRY}/written_at", "2026-11-22T20:15:00"),
        (f"{ENTRY}/written_at", "2026-11-22T25:15:00Z"),
        (f"{ENTRY}/words", ...),
        (f"{ENTRY}/words", 7),
        (f"{ENTRY}/written_on", "someday"),
        (f"{ENTRY}/role", "witness"),
        (f"{ENTRY}/title", None),
        (f"{ENTRY}/more", 1),
        (f"{ENTRY}/later", []),
        (f"{ENTRY}/later", {"words": "twice"}),
        (f"{ENTRY}/later", {"x": 2**53}),
        (f"{ENTRY}/later", {"x": "\ud800"}),
        (f"{ENTRY}/later", {"\ud800": 1}),
        (f"{ENTRY}/later", {"x": [[[[[[[[1]]]]]]]]}),
        (f"{ENTRY}/changed_after_reading", 1),
        (f"{ENTRY}/told_in", "m1"),
        (f"{ENTRY}/earlier/0/visibility", "private"),
        (f"{ENTRY}/earlier/0", 1),
        ("mine/questions/0/text", "\x00"),
        ("mine/questions/0/role", "witness"),
        ("mine/questions/0/more", 1),
        ("mine/unfinished/0/prompt", "../x"),
        ("mine/unfinished/0/entry", "x"),
        ("mine/unfinished/0/more", 1),
    ],
)
def test_what_is_not_as_it_should_be_is_refused_with_where_it_stands(
    path: str, value: Any
) -> None:
    said = json.loads(data_of(an_export()))
    set_at(said, path, value)
    with pytest.raises(NotPossible) as refused:
        read(json.dumps(said).encode())
    assert refused.value.say.endswith("is not as it should be. Nothing was changed.")
    assert "kettle" not in refused.value.say


def test_two_entries_of_one_id_are_refused() -> None:
    said = json.loads(data_of(an_export()))
    said["mine"]["entries"] *= 2
    with pytest.raises(NotPossible, match="entries"):
        read(json.dumps(said).encode())


def test_a_word_for_a_thing_that_only_a_later_version_knows_is_kept() -> None:
    one = an_export()
    entry = an_entry(unknown={"role": "witness", "place": [[[[[[[1]]]]]]]})
    mine = replace(one.mine, pages=(Page(entry=entry),))
    export = replace(one, mine=mine)
    assert read(data_of(export)) == export


def test_a_year_before_the_thousandth_has_four_digits() -> None:
    entry = an_entry(happened_on=date(33, 4, 3))
    export = Export(
        made_on=date(987, 1, 1),
        mine=Words(person=Person(id=ANA, name="Ana"), pages=(Page(entry=entry),)),
    )
    assert read(data_of(export)) == export
