"""Sealed segments: what opens, and everything that must not."""

import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.crypto.chance import system_random
from journal.crypto.format import (
    HUSK_SIZE,
    Envelope,
    Husk,
    Position,
    padded_size,
    parse,
)
from journal.crypto.keys import CoupleKeys
from journal.crypto.primitives import (
    BOX_OVERHEAD,
    aes_siv_seal,
    open_box,
    seal_box,
    sha256,
)
from journal.errors import CannotOpen, Damaged, JournalError, Malformed, Unsupported
from journal.exchange import segment as segment_module
from journal.exchange.segment import (
    ENVELOPES_LIMIT,
    MAGIC_SEGMENT,
    SEGMENT_LIMIT,
    alias_of,
    how_many_fit,
    name_inside,
    open_segment,
    read_name,
    seal_segment,
)

SealRun = Callable[[Sequence[bytes]], tuple[str, bytes]]

OVERHEAD = 4 + BOX_OVERHEAD


def husk_of(envelope: bytes) -> bytes:
    parsed = parse(envelope)
    assert isinstance(parsed, Envelope)
    return parsed.husk().packed()


def stream_of(envelope: bytes) -> bytes:
    return parse(envelope).position.stream


def name_from(
    keys: CoupleKeys,
    *,
    alias: bytes,
    first: int,
    last: int,
    head: bytes,
) -> str:
    facts = struct.pack(">8sII6s2s", alias, first, last, head, b"\x00\x00")
    sealed = aes_siv_seal(keys.names_key, facts)
    number = int.from_bytes(sealed, "big")
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(letters[number >> 5 * at & 31] for at in reversed(range(64)))


def boxed(plain: bytes, name: str, keys: CoupleKeys) -> bytes:
    key = keys.epochs[-1]
    box = seal_box(key, "segment", name.encode(), plain, random=system_random)
    return b"SBG\x01" + box


def plain_of(envelopes: Sequence[bytes], *, count: int | None = None) -> bytes:
    plain = struct.pack(">I", len(envelopes) if count is None else count)
    for envelope in envelopes:
        plain += struct.pack(">I", len(envelope)) + envelope
    return plain.ljust(padded_size(len(plain)), b"\x00")


def true_name(envelopes: Sequence[bytes], keys: CoupleKeys) -> str:
    first, last = parse(envelopes[0]), parse(envelopes[-1])
    return name_from(
        keys,
        alias=alias_of(first.position.stream, keys),
        first=first.position.sequence,
        last=last.position.sequence,
        head=last.link[:6],
    )


# What opens.


def test_a_segment_opens_to_the_envelopes_that_were_sealed(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    name, data = seal_run(ana[2:9])
    opened = open_segment(data, name=name, keys=keys)
    assert opened.envelopes == ana[2:9]
    assert (opened.first, opened.last) == (3, 9)
    assert opened.alias == alias_of(stream_of(ana[0]), keys)


def test_a_name_is_64_small_letters_and_digits_and_says_which_run_it_is(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    name, _ = seal_run(ana[4:6])
    assert re.fullmatch(r"[a-z2-7]{64}", name)
    facts = read_name(name, keys)
    assert (facts.first, facts.last) == (5, 6)
    assert facts.head == parse(ana[5]).link[:6]
    assert facts.alias == alias_of(stream_of(ana[0]), keys)
    assert len(facts.salt) == 2


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 23),
    length=st.integers(1, 24),
    husks=st.sets(st.integers(0, 23)),
)
def test_any_run_of_envelopes_and_husks_comes_back(
    ana: tuple[bytes, ...],
    keys: CoupleKeys,
    seal_run: SealRun,
    *,
    start: int,
    length: int,
    husks: set[int],
) -> None:
    run = tuple(
        husk_of(envelope) if at in husks else envelope
        for at, envelope in enumerate(ana)
    )[start : start + length]
    name, data = seal_run(run)
    assert open_segment(data, name=name, keys=keys).envelopes == run
    assert len(data) - OVERHEAD == padded_size(4 + sum(4 + len(one) for one in run))


def test_the_same_envelopes_sealed_twice_differ_and_both_open(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    one, other = seal_run(ana[:3]), seal_run(ana[:3])
    assert one[0] != other[0]
    # Neither a salt nor anything sealed may repeat: a repeated key is a two-time pad.
    assert not {one[1][at : at + 16] for at in range(4, len(one[1]), 16)} & {
        other[1][at : at + 16] for at in range(4, len(other[1]), 16)
    }
    for name, data in (one, other):
        assert open_segment(data, name=name, keys=keys).envelopes == ana[:3]


def test_one_name_may_stand_over_different_bytes_that_both_open(
    ana: tuple[bytes, ...], keys: CoupleKeys
) -> None:
    name = true_name(ana[:2], keys)
    one, other = (boxed(plain_of(ana[:2]), name, keys) for _ in range(2))
    assert one != other
    assert one[4:36] != other[4:36]
    assert open_segment(one, name=name, keys=keys) == open_segment(
        other, name=name, keys=keys
    )


def test_a_segment_is_sealed_under_the_newest_key_and_older_ones_still_open(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    name, data = seal_run(ana[:1])
    assert open_box(keys.epochs[1], "segment", name.encode(), data[4:])
    later = replace(keys, epochs=(*keys.epochs, sha256(b"epoch 2")))
    assert open_segment(data, name=name, keys=later).envelopes == ana[:1]
    earlier = replace(keys, epochs=keys.epochs[:1])
    with pytest.raises(CannotOpen):
        open_segment(data, name=name, keys=earlier)


def test_a_file_shows_neither_stream_nor_envelope_and_says_neither_when_printed(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    name, data = seal_run(ana[:2])
    assert stream_of(ana[0]) not in data
    # The three letters alone would turn up by chance in one run of some thousands.
    assert ana[0].startswith(b"SBE")
    assert ana[0][:8] not in data
    opened = open_segment(data, name=name, keys=keys)
    assert "SBE" not in repr(opened)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_short_segments_come_in_few_sizes(
    ana: tuple[bytes, ...], seal_run: SealRun, count: int
) -> None:
    _, data = seal_run(ana[:count])
    assert len(data) - OVERHEAD in {2048, 4096, 8192}


# What is never sealed.


def test_only_one_whole_linked_run_is_sealed(
    ana: tuple[bytes, ...], ben: tuple[bytes, ...], keys: CoupleKeys
) -> None:
    stream, head = stream_of(ana[0]), parse(ana[2]).link

    def refused(
        envelopes: Sequence[bytes],
        *,
        stream: bytes = stream,
        first: int = 1,
        head: bytes = head,
    ) -> None:
        with pytest.raises(Malformed):
            seal_segment(
                envelopes,
                stream=stream,
                first=first,
                head=head,
                keys=keys,
                random=system_random,
            )

    refused([])
    refused([ana[0], ana[2]])
    refused([ana[0], ben[1], ana[2]])
    refused(ana[:3], first=2)
    refused(ana[:3], first=0)
    refused(ana[:3], stream=bytes(16))
    refused(ana[:3], head=bytes(32))
    refused([ana[0][:-1]])


def test_a_run_with_a_broken_link_is_not_sealed(
    ana: tuple[bytes, ...], seal_run: SealRun
) -> None:
    other = parse(ana[1])
    assert isinstance(other, Envelope)
    forked = replace(other, commitment=bytes(32)).packed()
    with pytest.raises(Malformed):
        seal_run([ana[0], forked, ana[2]])


def chain_of_husks(count: int) -> list[bytes]:
    husks: list[bytes] = []
    previous = bytes(32)
    pattern = Husk(
        position=position_at(1, previous),
        commitment=bytes(32),
        body_size=2048,
        hash_self=bytes(32),
        hash_couple=bytes(32),
        hash_body=bytes(32),
        tag_self=bytes(32),
        tag_pair=bytes(32),
    )
    for sequence in range(1, count + 1):
        husk = replace(pattern, position=position_at(sequence, previous))
        previous = husk.link
        husks.append(husk.packed())
    return husks


def position_at(sequence: int, previous: bytes) -> Position:
    return Position(stream=b"a stream of Ana!", sequence=sequence, previous=previous)


def test_as_many_as_fit_are_sealed_and_not_one_more(
    keys: CoupleKeys, seal_run: SealRun
) -> None:
    husks = chain_of_husks(ENVELOPES_LIMIT + 1)
    assert how_many_fit(len(husk) for husk in husks) == ENVELOPES_LIMIT
    name, data = seal_run(husks[:-1])
    assert len(open_segment(data, name=name, keys=keys).envelopes) == ENVELOPES_LIMIT
    with pytest.raises(Malformed):
        seal_run(husks)


@given(st.lists(st.integers(HUSK_SIZE, 1024 * 1024), max_size=40))
def test_what_is_said_to_fit_fits_the_limit_of_a_file(sizes: list[int]) -> None:
    fitting = how_many_fit(sizes)

    def file_size(count: int) -> int:
        return OVERHEAD + padded_size(4 + sum(4 + size for size in sizes[:count]))

    assert not sizes or fitting >= 1
    assert file_size(fitting) <= SEGMENT_LIMIT
    assert fitting == len(sizes) or file_size(fitting + 1) > SEGMENT_LIMIT


# What must not open.


def test_another_couple_cannot_open_it_nor_read_its_name(
    ana: tuple[bytes, ...], strangers: CoupleKeys, seal_run: SealRun
) -> None:
    name, data = seal_run(ana[:1])
    with pytest.raises(CannotOpen):
        read_name(name, strangers)
    with pytest.raises(CannotOpen):
        open_segment(data, name=name, keys=strangers)


def test_a_segment_does_not_open_under_the_name_of_another(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    one, other = seal_run(ana[:2]), seal_run(ana[:2])
    with pytest.raises(CannotOpen):
        open_segment(one[1], name=other[0], keys=keys)


def test_every_flipped_byte_is_refused(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    name, data = seal_run([husk_of(ana[0])])
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << at % 8
        with pytest.raises((Damaged, CannotOpen)):
            open_segment(bytes(flipped), name=name, keys=keys)


def test_every_truncation_and_every_longer_file_is_refused(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    name, data = seal_run([husk_of(ana[0])])
    for size in range(len(data)):
        with pytest.raises((Malformed, CannotOpen)):
            open_segment(data[:size], name=name, keys=keys)
    with pytest.raises(CannotOpen):
        open_segment(data + b"\x00", name=name, keys=keys)


def test_every_changed_letter_of_a_name_is_refused(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    name, _ = seal_run(ana[:1])
    for at, letter in enumerate(name):
        changed = name[:at] + ("a" if letter != "a" else "b") + name[at + 1 :]
        with pytest.raises(CannotOpen):
            read_name(changed, keys)


@pytest.mark.parametrize("name", ["", "a" * 63, "a" * 65, "A" * 64, "1" * 64, "é" * 64])
def test_what_is_no_name_is_refused(name: str, keys: CoupleKeys) -> None:
    with pytest.raises(CannotOpen):
        read_name(name, keys)


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, ENVELOPES_LIMIT + 1)])
def test_a_name_of_no_possible_run_is_refused_though_it_verifies(
    first: int, last: int, keys: CoupleKeys
) -> None:
    name = name_from(keys, alias=bytes(8), first=first, last=last, head=bytes(6))
    with pytest.raises(CannotOpen):
        read_name(name, keys)


def test_a_newer_version_is_told_from_damage(
    ana: tuple[bytes, ...], keys: CoupleKeys, seal_run: SealRun
) -> None:
    name, data = seal_run(ana[:1])
    with pytest.raises(Unsupported):
        open_segment(MAGIC_SEGMENT + b"\x02" + data[4:], name=name, keys=keys)
    with pytest.raises(Malformed):
        open_segment(MAGIC_SEGMENT + b"\x00" + data[4:], name=name, keys=keys)
    newer = ana[0][:3] + b"\x02" + ana[0][4:]
    name = true_name(ana[:1], keys)
    with pytest.raises(Unsupported):
        open_segment(boxed(plain_of([newer]), name, keys), name=name, keys=keys)


def test_a_file_over_the_limit_is_refused_before_it_is_opened(
    keys: CoupleKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []

    def record(_key: bytes, _label: str, _aad: bytes, box: bytes) -> bytes:
        opened.append(len(box))
        raise CannotOpen

    monkeypatch.setattr(segment_module, "open_box", record)
    name = name_from(keys, alias=bytes(8), first=1, last=1, head=bytes(6))
    largest = b"SBG\x01".ljust(SEGMENT_LIMIT, b"\x00")
    with pytest.raises(Malformed):
        open_segment(largest + b"\x00", name=name, keys=keys)
    assert opened == []
    with pytest.raises(CannotOpen):
        open_segment(largest, name=name, keys=keys)
    assert opened == [SEGMENT_LIMIT - 4] * 2


def test_a_holder_of_the_keys_cannot_pass_off_another_run(
    ana: tuple[bytes, ...], ben: tuple[bytes, ...], keys: CoupleKeys
) -> None:
    run = ana[1:4]
    alias = alias_of(stream_of(run[0]), keys)
    head = parse(run[-1]).link[:6]

    def opens(name: str, envelopes: Sequence[bytes]) -> bool:
        try:
            open_segment(boxed(plain_of(envelopes), name, keys), name=name, keys=keys)
        except Malformed:
            return False
        return True

    name = name_from(keys, alias=alias, first=2, last=4, head=head)
    assert opens(name, run)
    assert not opens(name, ben[1:4])
    assert not opens(name, [run[0], ben[2], run[2]])
    assert not opens(name, [run[0], run[2]])
    assert not opens(name, [run[1], run[0], run[2]])
    assert not opens(name, run[1:])
    for first, last in ((1, 4), (3, 4), (2, 3), (2, 5)):
        other = name_from(keys, alias=alias, first=first, last=last, head=head)
        assert not opens(other, run)
    assert not opens(name_from(keys, alias=bytes(8), first=2, last=4, head=head), run)
    assert not opens(name_from(keys, alias=alias, first=2, last=4, head=bytes(6)), run)


def test_contents_that_lie_about_their_lengths_are_refused(
    ana: tuple[bytes, ...], keys: CoupleKeys
) -> None:
    husk = husk_of(ana[0])
    sound = plain_of([husk])
    name = true_name([husk], keys)
    number = struct.Struct(">I").pack
    opened = open_segment(boxed(sound, name, keys), name=name, keys=keys)
    assert opened.envelopes == (husk,)
    for plain in (
        b"",
        b"\x00\x00\x00",
        number(0).ljust(1024, b"\x00"),
        plain_of([husk], count=0),
        plain_of([husk], count=2),
        plain_of([husk], count=ENVELOPES_LIMIT + 1),
        number(1),
        number(1) + number(HUSK_SIZE - 1) + sound[8:],
        number(1) + number(HUSK_SIZE + 1) + sound[8:],
        number(1) + number(1025) + sound[8:],
        number(1) + number(2**32 - 1) + sound[8:],
        sound[:-1] + b"\x01",
        sound[: -(1024 - 8 - HUSK_SIZE)],
        sound[:-1],
        sound + bytes(1024),
    ):
        with pytest.raises(Malformed):
            open_segment(boxed(plain, name, keys), name=name, keys=keys)


def test_too_many_envelopes_are_refused_before_one_is_read(
    ana: tuple[bytes, ...], keys: CoupleKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    husk = husk_of(ana[0])
    name = true_name([husk], keys)
    many = boxed(plain_of([husk] * (ENVELOPES_LIMIT + 1)), name, keys)
    read: list[bytes] = []
    monkeypatch.setattr(segment_module, "parse", read.append)
    with pytest.raises(Malformed):
        open_segment(many, name=name, keys=keys)
    assert read == []


# Whatever comes, only our own errors leave the parser.


@given(data=st.binary(max_size=400), newer=st.booleans())
def test_bytes_from_outside_never_crash_it(
    keys: CoupleKeys, data: bytes, *, newer: bool
) -> None:
    name = name_from(keys, alias=bytes(8), first=1, last=1, head=bytes(6))
    for start in (b"", b"SBG\x02" if newer else b"SBG\x01"):
        with pytest.raises(JournalError):
            open_segment(start + data, name=name, keys=keys)


@settings(deadline=None)
@given(
    parts=st.lists(
        st.one_of(
            st.binary(max_size=300),
            st.integers(0, 2**32 - 1).map(struct.Struct(">I").pack),
            st.integers(0, 3).map(struct.Struct(">I").pack),
            st.sampled_from([b"SBE\x01", b"SBX\x01", b"SBX\x02", bytes(256)]),
        ),
        max_size=8,
    )
)
def test_contents_from_a_holder_of_the_keys_never_crash_it(
    keys: CoupleKeys, parts: list[bytes]
) -> None:
    name = name_from(keys, alias=bytes(8), first=1, last=1, head=bytes(6))
    plain = b"".join(parts)
    for contents in (plain, plain.ljust(padded_size(len(plain)), b"\x00")):
        with pytest.raises(JournalError):
            open_segment(boxed(contents, name, keys), name=name, keys=keys)


@given(st.text())
def test_names_from_outside_never_crash_it(keys: CoupleKeys, text: str) -> None:
    inside = name_inside(text)
    assert inside is None or (inside in text and len(inside) == 64)
    with pytest.raises(CannotOpen):
        read_name(text, keys)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "{}.seg",
        "{} (1)",
        "{} (Ana's conflicted copy 2026-11-24)",
        "{}.sync-conflict-20261124-054319-74R6LD6",
        "{}-conflict",
        "{}2",
        "Copy of {}",
        "{}.TXT",
    ],
)
def test_a_name_is_found_inside_the_names_of_conflict_copies(
    around: str, ana: tuple[bytes, ...], seal_run: SealRun
) -> None:
    name, _ = seal_run(ana[:1])
    assert name_inside(around.format(name)) == name
    assert name_inside(around.format(name[:63] + "-")) is None
