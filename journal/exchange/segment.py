"""Envelopes to sealed segment files and back, and the opaque names of those files.

A segment is a run of one stream's envelopes and husks in one more box, so that who
keeps the place sees neither stream, nor sequence, nor how many people write. Its
name is sealed too and says, to the couple alone, which run it is.
"""

import re
import struct
from base64 import b32decode, b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from journal.crypto.chance import Randomness
from journal.crypto.format import (
    ENVELOPE_LIMIT,
    HUSK_SIZE,
    Envelope,
    Husk,
    padded_size,
    parse,
)
from journal.crypto.keys import CoupleKeys
from journal.crypto.primitives import (
    BOX_OVERHEAD,
    aes_siv_open,
    aes_siv_seal,
    hmac_sha256,
    open_box,
    seal_box,
)
from journal.errors import CannotOpen, Malformed, Unsupported

MAGIC_SEGMENT: Final = b"SBG"
SEGMENT_VERSION: Final = 1
SEGMENT_LIMIT: Final = 4 * 1024 * 1024
ENVELOPES_LIMIT: Final = 4_096
NAME_LENGTH: Final = 64
ALIAS_SIZE: Final = 8
HEAD_SIZE: Final = 6

_MAGIC: Final = MAGIC_SEGMENT + bytes([SEGMENT_VERSION])
_PLAIN_LIMIT: Final = SEGMENT_LIMIT - len(_MAGIC) - BOX_OVERHEAD
_LABEL: Final = "segment"
_NAME: Final = re.compile(r"[a-z2-7]{64}")
_FACTS = struct.Struct(">8sII6s2s")
_U32 = struct.Struct(">I")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFacts:
    """What a segment's name says of it, to those who hold the couple's keys."""

    alias: bytes
    first: int
    last: int
    head: bytes
    salt: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """An opened segment: envelopes and husks first to last of the stream so named.

    Their tags are not checked here; the caller knows who may write that stream.
    """

    alias: bytes
    first: int
    last: int
    envelopes: tuple[bytes, ...] = field(repr=False)


def alias_of(stream: bytes, keys: CoupleKeys) -> bytes:
    """Return the 8 bytes that stand for a stream in segments' names."""
    return hmac_sha256(keys.names_key, stream)[:ALIAS_SIZE]


def name_inside(file_name: str) -> str | None:
    """Return what may be a segment's name in a file's, or None.

    Software that finds two files of one name adds to one of the names; the segment
    in it is as good as ever.
    """
    found = _NAME.search(file_name)
    return found.group() if found else None


def read_name(name: str, keys: CoupleKeys) -> NameFacts:
    """Return what a name says.

    Raises:
        CannotOpen: no name that this couple's keys made.
    """
    if not _NAME.fullmatch(name):
        raise CannotOpen
    sealed = b32decode(name.upper())
    alias, first, last, head, salt = _FACTS.unpack(aes_siv_open(keys.names_key, sealed))
    if not 1 <= first <= last < first + ENVELOPES_LIMIT:
        raise CannotOpen
    return NameFacts(alias=alias, first=first, last=last, head=head, salt=salt)


def how_many_fit(sizes: Iterable[int]) -> int:
    """Return how many envelopes of these sizes, from the start, fit one segment."""
    total = _U32.size
    count = 0
    for size in sizes:
        total += _U32.size + size
        if count == ENVELOPES_LIMIT or padded_size(total) > _PLAIN_LIMIT:
            break
        count += 1
    return count


def seal_segment(  # noqa: PLR0913 - each is a different thing, all but one by name
    envelopes: Sequence[bytes],
    *,
    stream: bytes,
    first: int,
    head: bytes,
    keys: CoupleKeys,
    random: Randomness,
) -> tuple[str, bytes]:
    """Return the name and the bytes of a segment of envelopes from first on.

    Sealing the same run again gives another name and other bytes. `head` is the
    link of the last envelope, as the writer holds it.

    Raises:
        Malformed: not one whole linked run of that stream with that head, or too
            much for one segment (see `how_many_fit`).
    """
    sizes = [len(envelope) for envelope in envelopes]
    if not sizes or how_many_fit(sizes) != len(sizes):
        raise Malformed
    parsed = _parse_run(envelopes, first)
    _refuse_broken_links(parsed)
    # A run cut over a hole would renumber history under a valid key: what is sealed
    # must end in the head that its writer holds.
    if parsed[0].position.stream != stream or parsed[-1].link != head:
        raise Malformed
    facts = _FACTS.pack(
        alias_of(stream, keys),
        first,
        parsed[-1].position.sequence,
        head[:HEAD_SIZE],
        random(2),
    )
    name = b32encode(aes_siv_seal(keys.names_key, facts)).decode().lower()
    key = keys.epochs[keys.epoch]
    box = seal_box(key, _LABEL, name.encode(), _pack(envelopes), random=random)
    return name, _MAGIC + box


def open_segment(data: bytes, *, name: str, keys: CoupleKeys) -> Segment:
    """Return what a segment holds, if it is what its name says.

    Raises:
        CannotOpen: of another couple or name, truncated or changed.
        Malformed: no segment, or not the run that its name says.
        Unsupported: it, or an envelope in it, is of a newer version.
    """
    if not len(_MAGIC) + BOX_OVERHEAD <= len(data) <= SEGMENT_LIMIT:
        raise Malformed
    if data[:3] != MAGIC_SEGMENT or data[3] == 0:
        raise Malformed
    if data[3] != SEGMENT_VERSION:
        raise Unsupported
    facts = read_name(name, keys)
    envelopes = _unpack(_open_under_any(data[len(_MAGIC) :], name, keys))
    parsed = _parse_run(envelopes, facts.first)
    last = parsed[-1]
    sound = (
        last.position.sequence == facts.last
        and last.link[:HEAD_SIZE] == facts.head
        and alias_of(last.position.stream, keys) == facts.alias
    )
    if not sound:
        raise Malformed
    return Segment(
        alias=facts.alias, first=facts.first, last=facts.last, envelopes=envelopes
    )


def _open_under_any(box: bytes, name: str, keys: CoupleKeys) -> bytes:
    for key in reversed(keys.epochs):
        try:
            return open_box(key, _LABEL, name.encode(), box)
        except CannotOpen:
            continue
    raise CannotOpen


def _pack(envelopes: Sequence[bytes]) -> bytes:
    parts = [_U32.pack(len(envelopes))]
    for envelope in envelopes:
        parts += [_U32.pack(len(envelope)), envelope]
    plain = b"".join(parts)
    return plain + bytes(padded_size(len(plain)) - len(plain))


def _unpack(plain: bytes) -> tuple[bytes, ...]:
    if len(plain) < _U32.size:
        raise Malformed
    (count,) = _U32.unpack_from(plain)
    if not 1 <= count <= ENVELOPES_LIMIT:
        raise Malformed
    envelopes = []
    at = _U32.size
    for _ in range(count):
        if len(plain) - at < _U32.size:
            raise Malformed
        (size,) = _U32.unpack_from(plain, at)
        at += _U32.size
        if not HUSK_SIZE <= size <= min(ENVELOPE_LIMIT, len(plain) - at):
            raise Malformed
        envelopes.append(plain[at : at + size])
        at += size
    if len(plain) != padded_size(at) or plain.count(0, at) != len(plain) - at:
        raise Malformed
    return tuple(envelopes)


def _parse_run(envelopes: Sequence[bytes], first: int) -> list[Envelope | Husk]:
    parsed = [parse(envelope) for envelope in envelopes]
    stream = parsed[0].position.stream
    for sequence, one in enumerate(parsed, start=first):
        if one.position.sequence != sequence or one.position.stream != stream:
            raise Malformed
    return parsed


def _refuse_broken_links(parsed: Sequence[Envelope | Husk]) -> None:
    previous = parsed[0].position.previous
    for one in parsed:
        if one.position.previous != previous:
            raise Malformed
        previous = one.link
