"""Two people meet: the couple's keys are made once and handed over, sealed and signed.

The inviter makes the keys and seals them to each of the two cards. The signature
covers the journal, the epoch, the recipients and the ciphertexts, so neither a
swapped card nor a replayed hand-over passes. Both keep the same hand-over.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from journal.crypto.chance import Randomness
from journal.crypto.format import (
    ID_SIZE,
    Json,
    decode_json,
    encode_json,
    refuse_other_formats,
)
from journal.crypto.keys import CoupleKeys, Identity, card_id
from journal.crypto.primitives import (
    hpke_open,
    hpke_seal,
    is_sound_signing_key,
    sign,
    verify,
)
from journal.domain.entries import PartnerId
from journal.domain.text import NAME_LIMIT, clean_line
from journal.errors import BadSignature, CannotOpen, Malformed, Unsupported

CARD_SIZE: Final = 1_253
# MLKEM768_X25519, HKDF-SHA256, ChaCha20-Poly1305. Nothing negotiates it.
SUITE: Final = 1
_PURPOSE: Final = b"keys"


@dataclass(frozen=True, slots=True)
class Card:
    """The public half of a person: 1,253 bytes that others may see."""

    data: bytes
    signing: bytes
    x25519: bytes
    mlkem: bytes

    @property
    def id(self) -> PartnerId:
        """Whose card it is."""
        return card_id(self.data)


def read_card(data: bytes) -> Card:
    """Return the parts of a card.

    Raises:
        Malformed: not a card, or its signing key is unsound.
        Unsupported: a newer version made it.
    """
    refuse_other_formats(data, b"SBID")
    if len(data) != CARD_SIZE:
        raise Malformed
    card = Card(data, signing=data[5:37], x25519=data[37:69], mlkem=data[69:])
    if not is_sound_signing_key(card.signing):
        raise Malformed
    return card


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What two people hold in common once they have met. The inviter stands first."""

    couple: CoupleKeys
    people: tuple[PartnerId, PartnerId]
    names: tuple[str, str] = field(repr=False)
    streams: tuple[bytes, bytes]
    place: str = field(repr=False)

    def direction_ids(self, me: PartnerId) -> tuple[PartnerId, PartnerId]:
        """Return my id and my partner's.

        Raises:
            CannotOpen: I am neither of the two.
        """
        first, second = self.people
        if me not in self.people:
            raise CannotOpen
        return (first, second) if me == first else (second, first)


def hand_over(
    meeting: Meeting, *, inviter: Identity, cards: tuple[bytes, bytes]
) -> dict[str, Json]:
    """Return the body of a `keys` envelope: the meeting sealed to both, and signed.

    Raises:
        Malformed: a card is unsound, or both are one person's.
    """
    readers = [read_card(card) for card in cards]
    if readers[0].id == readers[1].id or inviter.card != cards[0]:
        raise Malformed
    couple = meeting.couple
    plain = encode_json(
        {
            "journal": couple.journal_id.hex(),
            "pair_root": couple.pair_root.hex(),
            "epoch_key": couple.epochs[couple.epoch].hex(),
            "names": list(meeting.names),
            "streams": [stream.hex() for stream in meeting.streams],
            "place": meeting.place,
        }
    )
    sealed = [
        hpke_seal(
            reader.mlkem,
            reader.x25519,
            info=_info(couple.epoch, inviter.id, reader.id),
            plain=plain,
        )
        for reader in readers
    ]
    message = _message(couple.journal_id, couple.epoch, readers, sealed)
    return {
        "suite": SUITE,
        "journal": couple.journal_id.hex(),
        "epoch": couple.epoch,
        "cards": [card.hex() for card in cards],
        "sealed": [one.hex() for one in sealed],
        "signature": sign(inviter.signing_seed, message).hex(),
    }


def take_over(body: Mapping[str, Json], *, me: Identity) -> Meeting:
    """Return the meeting that a hand-over holds for me.

    The signature is by the first card of the body itself: it ties the parts of the
    hand-over to each other. That the cards are those of the two people who met is
    for the caller to know (`Meeting.people`).

    Raises:
        BadSignature: the inviter did not sign exactly this.
        CannotOpen: it is not for me.
        Malformed, Unsupported: it is no such hand-over.
    """
    journal_id, epoch, cards, sealed, signature = _parts(body)
    readers = [read_card(card) for card in cards]
    if readers[0].id == readers[1].id:
        raise Malformed
    inviter = readers[0]
    message = _message(journal_id, epoch, readers, sealed)
    verify(inviter.signing, message, signature)
    ids = [reader.id for reader in readers]
    if me.id not in ids:
        raise CannotOpen
    plain = hpke_open(
        *me.kem_seeds,
        info=_info(epoch, inviter.id, me.id),
        sealed=sealed[ids.index(me.id)],
    )
    return _meeting(decode_json(plain), journal_id, (ids[0], ids[1]))


def _parts(
    body: Mapping[str, Json],
) -> tuple[bytes, int, list[bytes], list[bytes], bytes]:
    suite, epoch = body.get("suite"), body.get("epoch")
    if type(suite) is not int or type(epoch) is not int:
        raise Malformed
    if suite != SUITE or epoch != 0:
        raise Unsupported
    cards, sealed = _hex_list(body, "cards"), _hex_list(body, "sealed")
    return _hex(body, "journal", 16), epoch, cards, sealed, _hex(body, "signature", 64)


def _meeting(
    plain: Mapping[str, Json],
    journal_id: bytes,
    people: tuple[PartnerId, PartnerId],
) -> Meeting:
    names, place = plain.get("names"), plain.get("place")
    match names:
        case [str(first), str(second)] if isinstance(place, str):
            pass
        case _:
            raise Malformed
    if _hex(plain, "journal", 16) != journal_id:
        raise BadSignature
    streams = _hex_list(plain, "streams", size=ID_SIZE)
    if streams[0] == streams[1]:
        raise Malformed
    return Meeting(
        couple=CoupleKeys(
            journal_id=journal_id,
            pair_root=_hex(plain, "pair_root", 32),
            epochs=(_hex(plain, "epoch_key", 32),),
        ),
        people=people,
        names=(
            clean_line(first, limit=NAME_LIMIT),
            clean_line(second, limit=NAME_LIMIT),
        ),
        streams=(streams[0], streams[1]),
        place=place,
    )


def new_couple_keys(random: Randomness) -> CoupleKeys:
    """Return fresh keys for two people, in epoch 0."""
    return CoupleKeys(journal_id=random(16), pair_root=random(32), epochs=(random(32),))


def _info(epoch: int, sender: PartnerId, recipient: PartnerId) -> bytes:
    ids = bytes.fromhex(sender) + bytes.fromhex(recipient)
    return b"sb1|couple|" + struct.pack(">I", epoch) + ids + _PURPOSE


def _message(
    journal_id: bytes, epoch: int, readers: list[Card], sealed: list[bytes]
) -> bytes:
    parts = [b"sb1|keys|", bytes([SUITE]), journal_id, struct.pack(">I", epoch)]
    for reader, one in zip(readers, sealed, strict=True):
        parts += [bytes.fromhex(reader.id), struct.pack(">I", len(one)), one]
    return b"".join(parts)


def _hex(body: Mapping[str, Json], key: str, size: int) -> bytes:
    value = body.get(key)
    return _bytes(value, size)


def _hex_list(
    body: Mapping[str, Json], key: str, *, size: int | None = None
) -> list[bytes]:
    values = body.get(key)
    if not isinstance(values, list) or len(values) != 2:  # noqa: PLR2004 - two people
        raise Malformed
    return [_bytes(value, size) for value in values]


def _bytes(value: Json, size: int | None) -> bytes:
    if not isinstance(value, str):
        raise Malformed
    try:
        data = bytes.fromhex(value)
    except ValueError as reason:
        raise Malformed from reason
    if value != data.hex() or (size is not None and len(data) != size):
        raise Malformed
    return data
