"""Two people meet: what a hand-over gives each, and what it refuses."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from journal.crypto.format import Json, encode_json
from journal.crypto.keys import Identity
from journal.crypto.pairing import (
    CARD_SIZE,
    Meeting,
    hand_over,
    new_couple_keys,
    read_card,
    take_over,
)
from journal.crypto.primitives import hpke_seal, sha256, sign
from journal.domain.text import NAME_LIMIT
from journal.errors import (
    BadSignature,
    CannotOpen,
    Malformed,
    Unsupported,
)
from tests.crypto.people import TWO, counted

CLO = Identity(sha256(b"clo"))
STREAMS = (sha256(b"ana us")[:16], sha256(b"ben us")[:16])
MEETING = Meeting(
    couple=TWO.couple,
    people=(TWO.ana.id, TWO.ben.id),
    names=("Ana", "Ben"),
    streams=STREAMS,
    place="between-us",
)
CARDS = (TWO.ana.card, TWO.ben.card)
PLAIN: dict[str, Json] = {
    "journal": TWO.couple.journal_id.hex(),
    "pair_root": TWO.couple.pair_root.hex(),
    "epoch_key": TWO.couple.epochs[0].hex(),
    "names": ["Ana", "Ben"],
    "streams": [stream.hex() for stream in STREAMS],
    "place": "between-us",
}


def handed_over() -> dict[str, Json]:
    return hand_over(MEETING, inviter=TWO.ana, cards=CARDS)


def signed(plain: bytes, *, inviter: Identity = TWO.ana) -> dict[str, Json]:
    """Return a hand-over that a modified client made: any plaintext, truly signed."""
    journal, epoch = TWO.couple.journal_id, bytes(4)
    message = b"sb1|keys|\1" + journal + epoch
    sealed = []
    for card in (inviter.card, TWO.ben.card):
        reader = read_card(card)
        ids = bytes.fromhex(inviter.id) + bytes.fromhex(reader.id)
        info = b"sb1|couple|" + epoch + ids + b"keys"
        one = hpke_seal(reader.mlkem, reader.x25519, info=info, plain=plain)
        message += bytes.fromhex(reader.id) + len(one).to_bytes(4, "big") + one
        sealed.append(one.hex())
    return {
        "suite": 1,
        "journal": journal.hex(),
        "epoch": 0,
        "cards": [inviter.card.hex(), TWO.ben.card.hex()],
        "sealed": list(sealed),
        "signature": sign(inviter.signing_seed, message).hex(),
    }


def test_both_receive_the_same_meeting() -> None:
    body = handed_over()
    for me in (TWO.ana, TWO.ben):
        assert take_over(body, me=me) == MEETING
    assert encode_json(body)


def test_a_third_person_receives_nothing() -> None:
    with pytest.raises(CannotOpen):
        take_over(handed_over(), me=CLO)


def test_each_knows_which_of_the_two_they_are_and_a_third_is_neither() -> None:
    assert MEETING.direction_ids(TWO.ana.id) == (TWO.ana.id, TWO.ben.id)
    assert MEETING.direction_ids(TWO.ben.id) == (TWO.ben.id, TWO.ana.id)
    with pytest.raises(CannotOpen):
        MEETING.direction_ids(CLO.id)


def test_what_is_signed_by_hand_as_the_format_says_is_taken_over() -> None:
    assert take_over(signed(encode_json(PLAIN)), me=TWO.ben) == MEETING


@pytest.mark.parametrize(
    "cards",
    [
        (TWO.ana.card, TWO.ana.card),
        (TWO.ben.card, TWO.ana.card),
        (CLO.card, TWO.ben.card),
        (TWO.ana.card, b""),
        (TWO.ana.card, TWO.ben.card[:69] + b"\xff" * 1_184),
        (TWO.ana.card, TWO.ben.card[:37] + bytes(32) + TWO.ben.card[69:]),
    ],
    ids=["one person", "not by her", "another", "none", "bad mlkem", "low order"],
)
def test_keys_are_handed_over_to_two_sound_cards_alone(
    cards: tuple[bytes, bytes],
) -> None:
    with pytest.raises(Malformed):
        hand_over(MEETING, inviter=TWO.ana, cards=cards)


def test_an_inviter_whom_the_reader_does_not_expect_is_seen_in_the_meeting() -> None:
    # The signature is by the first card of the body itself; who that is stands in
    # the meeting, and the caller compares it.
    meeting = take_over(signed(encode_json(PLAIN), inviter=CLO), me=TWO.ben)
    assert meeting.people == (CLO.id, TWO.ben.id)


def test_a_swapped_card_breaks_the_signature() -> None:
    body = handed_over()
    for cards in (
        [TWO.ana.card.hex(), CLO.card.hex()],
        [TWO.ben.card.hex(), TWO.ana.card.hex()],
        [CLO.card.hex(), TWO.ben.card.hex()],
    ):
        for me in (TWO.ben, CLO):
            with pytest.raises(BadSignature):
                take_over(body | {"cards": list(cards)}, me=me)


def test_parts_of_two_hand_overs_do_not_mix() -> None:
    one, two = handed_over(), handed_over()
    for key in ("sealed", "signature"):
        with pytest.raises(BadSignature):
            take_over(one | {key: two[key]}, me=TWO.ben)
    other = {"journal": sha256(b"other journal")[:16].hex()}
    with pytest.raises(BadSignature):
        take_over(one | other, me=TWO.ben)


def test_a_journal_that_differs_inside_is_refused_though_signed() -> None:
    plain = PLAIN | {"journal": bytes(16).hex()}
    with pytest.raises(BadSignature):
        take_over(signed(encode_json(plain)), me=TWO.ben)


@pytest.mark.parametrize(
    "new",
    [
        {"suite": None},
        {"suite": True},
        {"epoch": None},
        {"epoch": "0"},
        {"epoch": False},
        {"journal": None},
        {"journal": "00" * 15},
        {"journal": "zz" * 16},
        {"journal": "AA" * 16},
        {"journal": "é" * 32},
        {"cards": None},
        {"cards": []},
        {"cards": [TWO.ana.card.hex()]},
        {"cards": [TWO.ana.card.hex(), 1]},
        {"cards": [TWO.ana.card.hex(), TWO.ana.card.hex()]},
        {"cards": [TWO.ana.card.hex(), TWO.ben.card.hex() + "00"]},
        {"sealed": "00"},
        {"sealed": ["00", "00", "00"]},
        {"signature": "00" * 63},
        {"signature": "00 " * 64},
    ],
    ids=lambda new: f"{str(new)[:24]} {len(str(new))}",
)
def test_a_hand_over_of_another_shape_is_malformed(new: Mapping[str, Json]) -> None:
    with pytest.raises(Malformed):
        take_over(handed_over() | dict(new), me=TWO.ben)


@pytest.mark.parametrize("new", [{"suite": 2}, {"suite": 0}, {"epoch": 1}], ids=str)
def test_a_newer_hand_over_is_left_alone(new: Mapping[str, Json]) -> None:
    with pytest.raises(Unsupported):
        take_over(handed_over() | dict(new), me=TWO.ben)


@pytest.mark.parametrize(
    "new",
    [
        {"names": ["Ana"]},
        {"names": ["Ana", None]},
        {"names": "Ana"},
        {"place": None},
        {"pair_root": "00"},
        {"epoch_key": None},
        {"streams": [STREAMS[0].hex(), STREAMS[0].hex()]},
        {"streams": [STREAMS[0].hex(), "00"]},
        {"streams": [STREAMS[0].hex()]},
    ],
    ids=str,
)
def test_a_signed_hand_over_with_something_else_inside_is_malformed(
    new: Mapping[str, Json],
) -> None:
    plain = encode_json(PLAIN | dict(new))
    with pytest.raises(Malformed):
        take_over(signed(plain), me=TWO.ben)


@pytest.mark.parametrize("plain", [b"", b"{}", b"[]", b"\xff", b'{"a": 1}'])
def test_a_signed_hand_over_of_no_meeting_is_malformed(plain: bytes) -> None:
    with pytest.raises(Malformed):
        take_over(signed(plain), me=TWO.ben)


def test_a_name_from_outside_cannot_drive_a_terminal() -> None:
    plain = PLAIN | {"names": ["A\x1b[2Jna\u202e", "B" * 500]}
    meeting = take_over(signed(encode_json(plain)), me=TWO.ben)
    assert meeting.names == ("A[2Jna", "B" * 40)


def test_a_card_has_its_parts_where_the_format_says() -> None:
    card = read_card(TWO.ana.card)
    assert len(card.data) == CARD_SIZE == 5 + 32 + 32 + 1_184
    assert card.id == TWO.ana.id == sha256(card.data)[:16].hex()
    assert card.data == b"SBID\1" + card.signing + card.x25519 + card.mlkem


def test_a_card_of_every_other_length_is_malformed() -> None:
    for size in [*range(CARD_SIZE), CARD_SIZE + 1, 2 * CARD_SIZE]:
        with pytest.raises(Malformed):
            read_card((TWO.ana.card * 2)[:size])


def test_new_keys_are_new_each_time() -> None:
    one, two = new_couple_keys(counted("one")), new_couple_keys(counted("two"))
    assert one != two
    assert one.epoch == 0
    assert one == new_couple_keys(counted("one"))


def test_a_meeting_prints_neither_names_nor_place_nor_keys() -> None:
    shown = repr(replace(MEETING, names=("Anabel", "Benedict")))
    for secret in ("Anabel", "Benedict", "between-us", TWO.couple.pair_root.hex()):
        assert secret not in shown
    assert repr(TWO.couple.pair_root) not in shown


def test_a_name_that_an_inviter_signed_is_as_short_as_any() -> None:
    names: list[Json] = ["A" * 90, "B" * 90]
    meeting = take_over(signed(encode_json(PLAIN | {"names": names})), me=TWO.ben)
    assert meeting.names == ("A" * NAME_LIMIT, "B" * NAME_LIMIT)
