"""Format 1: bytes to fields and back, strict and versioned; knows no keys.

All integers are big-endian. Lengths are checked before anything is allocated,
hashed or opened. `docs/format.md` is the specification; change it first.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, unique
from typing import Final

from journal.crypto.primitives import BOX_OVERHEAD, KEY_SIZE, sha256
from journal.errors import Malformed, Unsupported

MAGIC_ENVELOPE: Final = b"SBE"
MAGIC_HUSK: Final = b"SBX"
VERSION: Final = 1

HEADER_SIZE: Final = 96
SLOT_SIZE: Final = 208
SLOT_PLAIN_SIZE: Final = 128
TAG_SIZE: Final = 32
HUSK_SIZE: Final = 256
ENVELOPE_LIMIT: Final = 1024 * 1024
BODY_FLOOR: Final = 1024
SEALED_BODY_FLOOR: Final = 16 * 1024
BODY_LIMIT: Final = ENVELOPE_LIMIT - HEADER_SIZE - 2 * SLOT_SIZE - 2 * TAG_SIZE
ID_SIZE: Final = 16
LINK_SIZE: Final = 32
NUMBER_LIMIT: Final = 2**32 - 1
SEQUENCE_LIMIT: Final = NUMBER_LIMIT
JSON_DEPTH_LIMIT: Final = 8
INTEGER_LIMIT: Final = 2**53 - 1
# The last second of the year 9999: what every calendar at hand can still show.
CREATED_LIMIT: Final = 253_402_300_799

_HEADER = struct.Struct(">3sB16sQ32s32sI")
_SLOT = struct.Struct(">BBI16sI16s16s16sQ32s14s")
_DAY_SECONDS: Final = 86_400

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@unique
class Kind(IntEnum):
    """What an envelope holds."""

    ENTRY = 1
    TOMBSTONE = 2
    REVEAL = 3
    KEYS = 4
    CHECKPOINT = 5
    CHAFF = 6
    ACT = 7


@unique
class Audience(IntEnum):
    """Whom an envelope is for."""

    PRIVATE = 1
    OFFERED = 2
    SEALED = 3


_KINDS = frozenset(Kind)
_AUDIENCES = frozenset(Audience)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where an envelope stands in its stream; previous is the link before it."""

    stream: bytes
    sequence: int
    previous: bytes

    def __post_init__(self) -> None:
        _refuse_other_sizes(ID_SIZE, self.stream)
        _refuse_other_sizes(LINK_SIZE, self.previous)
        first, bare = self.sequence == 1, not any(self.previous)
        if not 1 <= self.sequence <= SEQUENCE_LIMIT or first != bare:
            raise Malformed


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The plaintext of a slot: 128 bytes. `created` is in whole seconds of UTC.

    What could not be read back is refused when it is made.
    """

    kind: Kind
    audience: Audience
    entry_id: bytes
    created: int
    epoch: int = 0
    revision: int = 1
    prompt_key: bytes = bytes(16)
    moment_id: bytes = bytes(16)
    answers: bytes = bytes(16)
    dek: bytes = field(default=bytes(KEY_SIZE), repr=False)

    def __post_init__(self) -> None:
        ids = (self.entry_id, self.prompt_key, self.moment_id, self.answers)
        _refuse_other_sizes(ID_SIZE, *ids)
        _refuse_other_sizes(KEY_SIZE, self.dek)
        if not (
            0 <= self.epoch <= NUMBER_LIMIT
            and 1 <= self.revision <= NUMBER_LIMIT
            and 0 <= self.created <= CREATED_LIMIT
        ):
            raise Malformed

    def packed(self) -> bytes:
        """Return the 128 bytes that a slot box seals."""
        return _SLOT.pack(
            self.kind,
            self.audience,
            self.epoch,
            self.entry_id,
            self.revision,
            self.prompt_key,
            self.moment_id,
            self.answers,
            self.created,
            self.dek,
            bytes(14),
        )

    def committed(self) -> bytes:
        """Return what the commitment covers: computable from either slot.

        The epoch and the time within the day differ between the slots; the key is
        what commits.
        """
        return struct.pack(
            ">BB16sI16s16s16sQ",
            self.kind,
            self.audience,
            self.entry_id,
            self.revision,
            self.prompt_key,
            self.moment_id,
            self.answers,
            day_start(self.created),
        )


def day_start(created: int) -> int:
    """Return the second at which the UTC day of created began."""
    return created - created % _DAY_SECONDS


def unpack_facts(plain: bytes) -> Facts:
    """Return the fields of a slot's 128 bytes.

    Raises:
        Malformed: wrong length, non-zero padding, revision 0, or a time that no
            calendar shows.
        Unsupported: a kind or an audience this version does not know.
    """
    if len(plain) != SLOT_PLAIN_SIZE:
        raise Malformed
    kind, audience, epoch, entry, revision, prompt, moment, answers, created, dek, z = (
        _SLOT.unpack(plain)
    )
    if any(z):
        raise Malformed
    if kind not in _KINDS or audience not in _AUDIENCES:
        raise Unsupported
    return Facts(
        kind=Kind(kind),
        audience=Audience(audience),
        epoch=epoch,
        entry_id=entry,
        revision=revision,
        prompt_key=prompt,
        moment_id=moment,
        answers=answers,
        created=created,
        dek=dek,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Husk:
    """What stays of a shredded envelope: enough to keep the chain, nothing to open."""

    position: Position
    commitment: bytes
    body_size: int
    hash_self: bytes
    hash_couple: bytes
    hash_body: bytes
    tag_self: bytes = field(repr=False)
    tag_pair: bytes = field(repr=False)

    @property
    def link(self) -> bytes:
        """The 32 bytes by which the next envelope names this one."""
        return _link(
            header_bytes(self.position, self.commitment, self.body_size),
            self.hash_self + self.hash_couple + self.hash_body,
        )

    def packed(self) -> bytes:
        """Return the husk's 256 bytes."""
        header = header_bytes(self.position, self.commitment, self.body_size)
        return (
            MAGIC_HUSK
            + header[3:]
            + self.hash_self
            + self.hash_couple
            + self.hash_body
            + self.tag_self
            + self.tag_pair
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A sealed envelope, field by field."""

    position: Position
    commitment: bytes
    slot_self: bytes = field(repr=False)
    slot_couple: bytes = field(repr=False)
    body: bytes = field(repr=False)
    tag_self: bytes = field(default=bytes(32), repr=False)
    tag_pair: bytes = field(default=bytes(32), repr=False)

    @property
    def header(self) -> bytes:
        """The 96 bytes to which all three boxes are bound."""
        return header_bytes(self.position, self.commitment, len(self.body))

    @property
    def link(self) -> bytes:
        """The 32 bytes by which the next envelope names this one."""
        return _link(self.header, self._hashes())

    def husk(self) -> Husk:
        """Return what may stay when the words are shredded: same link, same tags."""
        hashes = self._hashes()
        return Husk(
            position=self.position,
            commitment=self.commitment,
            body_size=len(self.body),
            hash_self=hashes[:32],
            hash_couple=hashes[32:64],
            hash_body=hashes[64:],
            tag_self=self.tag_self,
            tag_pair=self.tag_pair,
        )

    def packed(self) -> bytes:
        """Return the envelope's bytes."""
        return (
            self.header
            + self.slot_self
            + self.slot_couple
            + self.body
            + self.tag_self
            + self.tag_pair
        )

    def _hashes(self) -> bytes:
        return sha256(self.slot_self) + sha256(self.slot_couple) + sha256(self.body)


def header_bytes(position: Position, commitment: bytes, body_size: int) -> bytes:
    """Return the 96 bytes that open an envelope."""
    return _HEADER.pack(
        MAGIC_ENVELOPE,
        VERSION,
        position.stream,
        position.sequence,
        position.previous,
        commitment,
        body_size,
    )


def _refuse_other_sizes(size: int, *fields: bytes) -> None:
    # `struct` cuts and fills silently; what it changed would never open again.
    if any(len(one) != size for one in fields):
        raise Malformed


def _link(header: bytes, hashes: bytes) -> bytes:
    # A husk has another magic and must have the same link: hash the envelope's magic.
    return sha256(b"sb1|link|" + MAGIC_ENVELOPE + header[3:] + hashes)


def refuse_other_formats(data: bytes, *magics: bytes) -> None:
    """Raise unless data begins with one of magics (of one length) and version 1.

    This comes before any length is looked at: a later version may have others, and
    must be told from damage.

    Raises:
        Malformed: another magic, or version 0, which there never was.
        Unsupported: a newer version wrote it.
    """
    size = len(magics[0])
    if data[:size] not in magics or len(data) == size or data[size] == 0:
        raise Malformed
    if data[size] != VERSION:
        raise Unsupported


def parse(data: bytes) -> Envelope | Husk:
    """Return the fields of an envelope or a husk.

    Raises:
        Malformed: the bytes are not exactly one envelope or husk of format 1.
        Unsupported: a newer version wrote it.
    """
    refuse_other_formats(data, MAGIC_ENVELOPE, MAGIC_HUSK)
    if not HUSK_SIZE <= len(data) <= ENVELOPE_LIMIT:
        raise Malformed
    magic, _, stream, sequence, previous, commitment, body_size = _HEADER.unpack_from(
        data
    )
    if not BODY_FLOOR + BOX_OVERHEAD <= body_size <= BODY_LIMIT:
        raise Malformed
    position = Position(stream=stream, sequence=sequence, previous=previous)
    if magic == MAGIC_HUSK:
        return _parse_husk(data, position, commitment, body_size)
    return _parse_envelope(data, position, commitment, body_size)


def _parse_husk(
    data: bytes, position: Position, commitment: bytes, body_size: int
) -> Husk:
    if len(data) != HUSK_SIZE:
        raise Malformed
    parts = [data[start : start + 32] for start in range(HEADER_SIZE, HUSK_SIZE, 32)]
    return Husk(
        position=position,
        commitment=commitment,
        body_size=body_size,
        hash_self=parts[0],
        hash_couple=parts[1],
        hash_body=parts[2],
        tag_self=parts[3],
        tag_pair=parts[4],
    )


def _parse_envelope(
    data: bytes, position: Position, commitment: bytes, body_size: int
) -> Envelope:
    body_at = HEADER_SIZE + 2 * SLOT_SIZE
    tags_at = body_at + body_size
    if len(data) != tags_at + 2 * TAG_SIZE:
        raise Malformed
    return Envelope(
        position=position,
        commitment=commitment,
        slot_self=data[HEADER_SIZE : HEADER_SIZE + SLOT_SIZE],
        slot_couple=data[HEADER_SIZE + SLOT_SIZE : body_at],
        body=data[body_at:tags_at],
        tag_self=data[tags_at : tags_at + TAG_SIZE],
        tag_pair=data[tags_at + TAG_SIZE :],
    )


def padded_size(size: int, *, floor: int = BODY_FLOOR) -> int:
    """Return the size to which size bytes are padded.

    A power of two up to 16 KiB, so that short texts fall in few classes; above that
    Padmé (Nikitin and others, PETS 2019), at most 12 % more.
    """
    wanted = max(size, floor)
    if wanted <= SEALED_BODY_FLOOR:
        return 1 << (wanted - 1).bit_length()
    exponent = wanted.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (wanted + mask) & ~mask


def pad(plain: bytes, *, floor: int = BODY_FLOOR) -> bytes:
    """Return plain with its length before it and zeros after it."""
    whole = struct.pack(">I", len(plain)) + plain
    return whole + bytes(padded_size(len(whole), floor=floor) - len(whole))


def unpad(whole: bytes) -> bytes:
    """Return what `pad` padded, or raise `Malformed`."""
    if len(whole) < struct.calcsize(">I"):
        raise Malformed
    (size,) = struct.unpack_from(">I", whole)
    plain, zeros = whole[4 : 4 + size], whole[4 + size :]
    if len(plain) != size or zeros.strip(b"\x00"):
        raise Malformed
    return plain


def encode_json(body: Mapping[str, Json]) -> bytes:
    """Return the one canonical encoding of a body: sorted keys, no floats.

    Text is normalised where it enters (`domain/text.py`) and neither changed nor
    refused here: what is NFC depends on the edition of Unicode, and words must open
    under every later one.

    Raises:
        Malformed: something in it has no canonical form.
    """
    whole = dict(body)
    _check_json(whole, depth=1)
    try:
        text = json.dumps(
            whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return text.encode()
    except UnicodeEncodeError as reason:
        raise Malformed from reason


def decode_json(data: bytes) -> dict[str, Json]:
    """Return the object that canonical bytes encode.

    Raises:
        Malformed: anything but the canonical encoding of one object: duplicate or
            unsorted keys, white space, floats, lone surrogates, too deep.
    """
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as reason:
        raise Malformed from reason
    if not isinstance(body, dict) or encode_json(body) != data:
        raise Malformed
    return body


def _check_json(value: object, *, depth: int) -> None:
    match value:
        case None | bool() | str():
            pass
        case int() if abs(value) <= INTEGER_LIMIT:
            pass
        case list() if depth <= JSON_DEPTH_LIMIT:
            for one in value:
                _check_json(one, depth=depth + 1)
        case dict() if depth <= JSON_DEPTH_LIMIT and all(
            isinstance(key, str) for key in value
        ):
            for one in value.values():
                _check_json(one, depth=depth + 1)
        case _:
            raise Malformed
