"""The bytes of format 1: what is read back, what is refused, what lengths tell."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.crypto.format import (
    BODY_LIMIT,
    CREATED_LIMIT,
    ENVELOPE_LIMIT,
    HUSK_SIZE,
    JSON_DEPTH_LIMIT,
    SEQUENCE_LIMIT,
    Audience,
    Envelope,
    Facts,
    Husk,
    Json,
    Kind,
    Position,
    day_start,
    decode_json,
    encode_json,
    pad,
    padded_size,
    parse,
    refuse_other_formats,
    unpack_facts,
    unpad,
)
from journal.errors import JournalError, Malformed, Unsupported
from tests.crypto.people import ENTRY, TWO, US_STREAM

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
    ),
    max_leaves=8,
)
BODIES = st.dictionaries(TEXT, VALUES, max_size=4)
IDS = st.binary(min_size=16, max_size=16)
FACTS = st.builds(
    Facts,
    kind=st.sampled_from(Kind),
    audience=st.sampled_from(Audience),
    entry_id=IDS,
    created=st.integers(0, CREATED_LIMIT),
    epoch=st.integers(0, 2**32 - 1),
    revision=st.integers(1, 2**32 - 1),
    prompt_key=IDS,
    moment_id=IDS,
    answers=IDS,
    dek=st.binary(min_size=32, max_size=32),
)


def depth_of(value: Json) -> int:
    if isinstance(value, list):
        return 1 + max((depth_of(one) for one in value), default=0)
    if isinstance(value, dict):
        return 1 + max((depth_of(one) for one in value.values()), default=0)
    return 0


# Slots


@given(facts=FACTS)
def test_a_slot_is_read_back_as_it_was_packed(facts: Facts) -> None:
    plain = facts.packed()
    assert len(plain) == 128
    assert unpack_facts(plain) == facts
    assert unpack_facts(plain).packed() == plain


@given(plain=st.binary(min_size=128, max_size=128))
def test_a_slot_that_is_read_is_packed_to_the_same_bytes(plain: bytes) -> None:
    plain = bytes([plain[0] % 9, plain[1] % 5]) + plain[2:114] + bytes(14)
    try:
        facts = unpack_facts(plain)
    except (Malformed, Unsupported):
        return
    assert facts.packed() == plain


@pytest.mark.parametrize("size", [0, 127, 129, 208])
def test_a_slot_of_another_size_is_malformed(size: int) -> None:
    with pytest.raises(Malformed):
        unpack_facts(bytes(size))


def test_every_byte_of_a_slots_zeros_must_be_zero() -> None:
    plain = ENTRY.packed()
    for at in range(114, 128):
        with pytest.raises(Malformed):
            unpack_facts(plain[:at] + b"\1" + plain[at + 1 :])


@pytest.mark.parametrize(
    "wrong",
    [
        {"revision": 0},
        {"revision": 2**32},
        {"epoch": -1},
        {"epoch": 2**32},
        {"created": -1},
        {"created": CREATED_LIMIT + 1},
        {"entry_id": bytes(15)},
        {"prompt_key": bytes(17)},
        {"moment_id": b""},
        {"answers": bytes(32)},
        {"dek": bytes(16)},
    ],
    ids=str,
)
def test_facts_that_could_not_be_read_back_are_refused_when_made(
    wrong: dict[str, int | bytes],
) -> None:
    with pytest.raises(Malformed):
        replace(ENTRY, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stream", "sequence", "previous"),
    [
        (bytes(15), 1, bytes(32)),
        (US_STREAM, 0, bytes(32)),
        (US_STREAM, 1, bytes(31)),
        (US_STREAM, 1, b"\1" * 32),
        (US_STREAM, 2, bytes(32)),
        (US_STREAM, SEQUENCE_LIMIT + 1, b"\1" * 32),
    ],
)
def test_a_place_that_no_stream_has_is_refused(
    stream: bytes, sequence: int, previous: bytes
) -> None:
    with pytest.raises(Malformed):
        Position(stream=stream, sequence=sequence, previous=previous)


def test_the_day_begins_at_midnight_of_utc() -> None:
    assert day_start(86_400 * 20_000 + 86_399) == 86_400 * 20_000
    assert day_start(86_400 * 20_000) == 86_400 * 20_000


def test_the_commitment_covers_the_day_and_not_the_time_or_the_epoch() -> None:
    covered = ENTRY.committed()
    assert replace(ENTRY, created=ENTRY.created + 1, epoch=7).committed() == covered
    assert replace(ENTRY, dek=b"k" * 32).committed() == covered
    others = [
        replace(ENTRY, kind=Kind.ACT),
        replace(ENTRY, audience=Audience.SEALED),
        replace(ENTRY, entry_id=bytes(16)),
        replace(ENTRY, revision=2),
        replace(ENTRY, prompt_key=bytes(16)),
        replace(ENTRY, moment_id=bytes(16)),
        replace(ENTRY, answers=b"a" * 16),
        replace(ENTRY, created=ENTRY.created + 86_400),
    ]
    assert len({covered, *(one.committed() for one in others)}) == 9


# Envelopes and husks


@pytest.mark.parametrize("audience", Audience)
def test_an_envelope_and_its_husk_are_read_back(audience: Audience) -> None:
    sealed = TWO.sealed(audience)
    assert parse(sealed.packed()) == sealed
    husk = sealed.husk()
    assert len(husk.packed()) == HUSK_SIZE
    assert parse(husk.packed()) == husk
    assert husk.link == sealed.link


def test_every_length_but_its_own_is_refused() -> None:
    for whole in (TWO.sealed().packed(), TWO.sealed().husk().packed()):
        for size in range(len(whole)):
            with pytest.raises(Malformed):
                parse(whole[:size])
        for more in (b"\0", bytes(32), whole):
            with pytest.raises(Malformed):
                parse(whole + more)


def test_more_than_a_mebibyte_is_refused_whatever_its_header_says() -> None:
    head = TWO.sealed().packed()[:92]
    with pytest.raises(Malformed):
        parse(head + bytes(ENVELOPE_LIMIT))


@pytest.mark.parametrize("size", [0, 1_103, BODY_LIMIT + 1, 2**32 - 1])
def test_a_body_length_out_of_bounds_is_refused_in_an_envelope_and_a_husk(
    size: int,
) -> None:
    for whole in (TWO.sealed().packed(), TWO.sealed().husk().packed()):
        with pytest.raises(Malformed):
            parse(whole[:92] + size.to_bytes(4, "big") + whole[96:])


def test_a_newer_version_is_told_from_damage_whatever_its_length() -> None:
    for magic in (b"SBE", b"SBX"):
        for version in (2, 127, 255):
            for rest in (b"", bytes(100), bytes(2_000), bytes(2 * ENVELOPE_LIMIT)):
                with pytest.raises(Unsupported):
                    parse(magic + bytes([version]) + rest)
        with pytest.raises(Malformed):
            parse(magic + b"\0" + bytes(2_000))
        with pytest.raises(Malformed):
            parse(magic)


@given(data=st.binary(max_size=12))
def test_only_its_own_magic_and_version_pass(data: bytes) -> None:
    try:
        refuse_other_formats(data, b"SBID")
    except (Malformed, Unsupported):
        assert data[:5] != b"SBID\1"
    else:
        assert data[:5] == b"SBID\1"


def test_the_link_covers_all_but_the_tags() -> None:
    sealed = TWO.sealed()
    whole = sealed.packed()
    for at in range(4, len(whole)):
        turned = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            parsed = parse(turned)
        except JournalError:
            continue
        is_tag = at >= len(whole) - 64
        assert (parsed.link == sealed.link) == is_tag


def test_a_husk_says_its_body_had_the_length_it_had() -> None:
    sealed = TWO.sealed()
    husk = parse(sealed.husk().packed())
    assert isinstance(husk, Husk)
    assert husk.body_size == len(sealed.body)


def test_a_husk_keeps_nothing_that_could_be_opened() -> None:
    sealed = TWO.sealed()
    left = sealed.husk().packed()
    for lost in (sealed.slot_self, sealed.slot_couple, sealed.body):
        for start in range(0, len(lost) - 16, 16):
            assert lost[start : start + 16] not in left


# Padding


@given(plain=st.binary(max_size=40_000))
def test_what_is_padded_is_read_back(plain: bytes) -> None:
    whole = pad(plain)
    assert len(whole) == padded_size(len(plain) + 4)
    assert unpad(whole) == plain


def test_short_texts_fall_into_five_classes() -> None:
    sizes = {padded_size(size) for size in range(16 * 1_024 + 1)}
    assert sizes == {1_024, 2_048, 4_096, 8_192, 16_384}


@given(size=st.integers(0, 2**20))
def test_long_texts_are_padded_by_at_most_an_eighth(size: int) -> None:
    padded = padded_size(size)
    assert padded >= size
    assert padded_size(padded) == padded
    if size > 16 * 1_024:
        assert padded - size <= size / 8
    assert padded_size(size, floor=16 * 1_024) == max(padded, 16 * 1_024)


def test_padme_sizes_are_those_of_the_paper() -> None:
    # E = floor(log2 L), S = floor(log2 E) + 1: the last E - S bits become zero.
    known = {16_385: 17_408, 20_000: 20_480, 100_000: 100_352, 2**20 - 1: 2**20}
    assert {size: padded_size(size) for size in known} == known


@pytest.mark.parametrize(
    "whole",
    [b"", bytes(3), b"\0\0\0\1", b"\0\0\0\1ab", b"\xff" * 8, b"\0\0\0\0\0\1\0"],
    ids=bytes.hex,
)
def test_padding_that_is_not_zero_or_a_length_too_great_is_refused(
    whole: bytes,
) -> None:
    with pytest.raises(Malformed):
        unpad(whole)


def sizes_of(words: str) -> set[int]:
    return {
        len(TWO.sealed(audience, body={"words": words}).packed())
        for audience in (Audience.PRIVATE, Audience.OFFERED)
    }


def test_one_character_and_nine_hundred_private_or_offered_look_alike() -> None:
    assert sizes_of("a") == sizes_of("a" * 900) == {1_680}


def test_a_sealed_one_takes_at_least_sixteen_kibibytes() -> None:
    sizes = {
        len(TWO.sealed(Audience.SEALED, body={"words": "a" * count}).packed())
        for count in (1, 900, 16_000)
    }
    assert sizes == {16 * 1_024 + 80 + 576}


# Canonical JSON


@given(body=BODIES)
def test_a_body_has_one_encoding_and_it_is_read_back(body: dict[str, Json]) -> None:
    if depth_of(body) > JSON_DEPTH_LIMIT:
        with pytest.raises(Malformed):
            encode_json(body)
        return
    data = encode_json(body)
    assert decode_json(data) == body
    assert encode_json(dict(reversed(body.items()))) == data
    assert json.loads(data) == body


@given(body=BODIES)
def test_another_encoding_of_the_same_body_is_refused(body: dict[str, Json]) -> None:
    for text in (
        "\n" + json.dumps(body, indent=1),
        json.dumps(body) + " ",
        "\ufeff" + json.dumps(body),
    ):
        with pytest.raises(Malformed):
            decode_json(text.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b'"a"',
        b"1",
        b"{",
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1e999}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":' + b"9" * 5_000 + b"}",
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xff"}',
        b'{"a":"\xc1\x81"}',
        b'{"a":"\n"}',
        b'{"a":"\x00"}',
        b'{"a":1}\x00',
        '{"a":1}'.encode("utf-16"),
        b'{"a":' * 100_000,
        b"[" * 100_000,
    ],
    ids=lambda data: data[:24].hex() + f"-{len(data)}",
)
def test_what_is_not_the_one_encoding_of_one_object_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        decode_json(data)


def test_eight_levels_are_read_and_nine_are_not() -> None:
    eight = b'{"a":' + b"[" * 7 + b"]" * 7 + b"}"
    assert decode_json(eight)
    with pytest.raises(Malformed):
        decode_json(b'{"a":' + eight + b"}")


def test_keys_stand_in_the_order_of_their_code_points() -> None:
    keys = ["\U00010000", "\uffff", "é", "z", "a", "Z", "", "10", "9"]
    data = encode_json(dict.fromkeys(keys))
    in_order = "".join(f',"{key}":null' for key in sorted(keys))
    assert data == ("{" + in_order[1:] + "}").encode()


def test_the_escapes_are_these_and_no_others() -> None:
    data = encode_json({"a": '"\\\b\f\n\r\t\x00\x1f\x7f\u2028é/'})
    expected = '{"a":"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\u2028é/"}'
    assert data == expected.encode()


@pytest.mark.parametrize(
    "body",
    [{"a": 1.5}, {"a": b"x"}, {"a": {1: 2}}, {1: 2}, {"a": (1,)}, {"a": "\ud800"}],
    ids=str,
)
def test_what_has_no_encoding_is_refused(body: dict[str, Json]) -> None:
    with pytest.raises(Malformed):
        encode_json(body)


def test_words_open_under_every_edition_of_unicode() -> None:
    # A later edition may hold that words were not in NFC which an earlier one wrote
    # as they were: the reading must not depend on it.
    for words in ("e\u0301", "\u1100\u1161", "\u212b"):
        body: dict[str, Json] = {"words": words}
        assert decode_json(encode_json(body)) == body


def test_an_envelope_is_equal_to_itself_alone() -> None:
    sealed = TWO.sealed()
    assert sealed == TWO.sealed()
    assert isinstance(sealed, Envelope)
    assert sealed != TWO.sealed(seed="another")
