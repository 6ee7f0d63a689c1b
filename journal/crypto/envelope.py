"""Seal words for the people who may read them, and open them again.

An envelope of the `self` stream is its author's alone. One of the `us` stream is
for the couple; withheld (sealed), its couple slot lacks the key to the body. Tags
are HMACs, not signatures: inside the couple they prove who wrote, to a third party
they prove nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from journal.crypto.chance import Randomness
from journal.crypto.format import (
    BODY_FLOOR,
    BODY_LIMIT,
    SEALED_BODY_FLOOR,
    SLOT_SIZE,
    Audience,
    Envelope,
    Facts,
    Husk,
    Json,
    Position,
    day_start,
    decode_json,
    encode_json,
    header_bytes,
    pad,
    padded_size,
    unpack_facts,
    unpad,
)
from journal.crypto.keys import CoupleKeys, Identity
from journal.crypto.primitives import (
    BOX_OVERHEAD,
    KEY_SIZE,
    equal,
    hmac_sha256,
    open_box,
    seal_box,
    sha256,
)
from journal.domain.entries import PartnerId
from journal.errors import (
    BadTag,
    CannotOpen,
    CommitmentBroken,
    Malformed,
    TooLong,
    Unsupported,
)

SELF_EPOCH: Final = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """What an envelope held."""

    facts: Facts
    body: dict[str, Json] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Direction:
    """The couple's keys, and who writes to whom with them."""

    couple: CoupleKeys
    author: PartnerId
    reader: PartnerId

    def tag(self, link: bytes) -> bytes:
        """Return tag-pair: the reader's proof that author wrote this link."""
        key = self.couple.link_key(self.author, self.reader)
        return hmac_sha256(key, b"sb1|tag|" + link)


def prompt_key(prompt: str | None) -> bytes:
    """Return the 16 bytes that name a shipped prompt; zeros for none."""
    return sha256(b"sb1|prompt|" + prompt.encode())[:16] if prompt else bytes(16)


def seal(  # noqa: PLR0913 - each is a different thing, all but two by name
    facts: Facts,
    body: Mapping[str, Json],
    *,
    position: Position,
    identity: Identity,
    direction: Direction | None,
    random: Randomness,
) -> Envelope:
    """Return a sealed envelope: for its author alone, or, with a direction, for both.

    The DEK is made here; facts need none. With `Audience.SEALED` the couple slot
    carries everything but the DEK.

    Raises:
        TooLong: the body does not fit one envelope.
    """
    if (facts.audience is Audience.PRIVATE) != (direction is None):
        raise Malformed
    sealed = facts.audience is Audience.SEALED
    plain = encode_json(body)
    floor = SEALED_BODY_FLOOR if sealed else BODY_FLOOR
    body_size = padded_size(len(plain) + 4, floor=floor) + BOX_OVERHEAD
    if body_size > BODY_LIMIT:
        raise TooLong
    dek = random(KEY_SIZE)
    mine = replace(facts, dek=dek, epoch=SELF_EPOCH)
    commitment = commitment_of(mine, position)
    header = header_bytes(position, commitment, body_size)
    envelope = Envelope(
        position=position,
        commitment=commitment,
        slot_self=seal_box(
            identity.self_key(SELF_EPOCH),
            "slot-self",
            header,
            mine.packed(),
            random=random,
        ),
        slot_couple=_couple_slot(mine, header, direction, random),
        body=seal_box(dek, "body", header, pad(plain, floor=floor), random=random),
    )
    tag_self, tag_pair = _own_tags(envelope.link, identity, direction)
    return replace(envelope, tag_self=tag_self, tag_pair=tag_pair)


def _couple_slot(
    mine: Facts, header: bytes, direction: Direction | None, random: Randomness
) -> bytes:
    if direction is None:
        # The same length as every other: a private entry looks like any entry.
        return random(SLOT_SIZE)
    couple = direction.couple
    withheld = mine.audience is Audience.SEALED
    theirs = replace(
        mine,
        epoch=couple.epoch,
        created=day_start(mine.created),
        dek=bytes(KEY_SIZE) if withheld else mine.dek,
    )
    key = couple.epochs[couple.epoch]
    return seal_box(key, "slot-couple", header, theirs.packed(), random=random)


def commitment_of(facts: Facts, position: Position) -> bytes:
    """Return the HMAC, under the DEK, that fixes all but the words' keys' holder.

    Binding, since two DEKs with one commitment would be a collision; hiding, since
    the DEK is 256 random bits.
    """
    place = position.stream + position.sequence.to_bytes(8, "big")
    return hmac_sha256(facts.dek, b"sb1|commit|" + place + facts.committed())


def _own_tags(
    link: bytes, identity: Identity, direction: Direction | None
) -> tuple[bytes, bytes]:
    tag_self = hmac_sha256(identity.link_self, b"sb1|tag|" + link)
    if direction is None:
        return tag_self, hmac_sha256(identity.link_self, b"sb1|tag2|" + link)
    return tag_self, direction.tag(link)


def verify_mine(
    parsed: Envelope | Husk, *, identity: Identity, direction: Direction | None
) -> None:
    """Raise `BadTag` unless I wrote this, to the last byte."""
    tag_self, tag_pair = _own_tags(parsed.link, identity, direction)
    sound_self = equal(tag_self, parsed.tag_self)
    sound_pair = equal(tag_pair, parsed.tag_pair)
    if not (sound_self and sound_pair):
        raise BadTag


def has_my_tag(parsed: Envelope | Husk, *, identity: Identity) -> bool:
    """Whether I wrote this, told by tag-self alone: needs no word on the couple."""
    tag_self, _ = _own_tags(parsed.link, identity, None)
    return equal(tag_self, parsed.tag_self)


def verify_partners(parsed: Envelope | Husk, *, direction: Direction) -> None:
    """Raise `BadTag` unless the author of direction wrote this for its reader.

    Covers every byte but tag-self, which only its author can check.
    """
    if not equal(direction.tag(parsed.link), parsed.tag_pair):
        raise BadTag


def open_mine(
    envelope: Envelope, *, identity: Identity, direction: Direction | None
) -> Opened:
    """Open what I wrote: of my `self` stream without, of `us` with a direction.

    Raises:
        BadTag, CannotOpen, CommitmentBroken, Malformed, Unsupported: see errors.
    """
    verify_mine(envelope, identity=identity, direction=direction)
    header = envelope.header
    key = identity.self_key(SELF_EPOCH)
    facts = unpack_facts(open_box(key, "slot-self", header, envelope.slot_self))
    if (facts.audience is Audience.PRIVATE) != (direction is None):
        raise Malformed
    if facts.epoch != SELF_EPOCH:
        raise Malformed
    return _opened(envelope, facts)


def open_partners(envelope: Envelope, *, direction: Direction) -> Opened:
    """Open what the partner offered.

    Raises:
        CannotOpen: sealed and not yet opened by its author, or keys of another pair.
        BadTag, CommitmentBroken, Malformed, Unsupported: see errors.
    """
    verify_partners(envelope, direction=direction)
    facts = _couple_facts(envelope, direction.couple)
    if facts.audience is Audience.PRIVATE or facts.created != day_start(facts.created):
        raise Malformed
    # Withheld is withheld: a sealed one opens by its author's reveal, not from here.
    if facts.audience is Audience.SEALED:
        raise CannotOpen
    return _opened(envelope, facts)


def withheld_facts(envelope: Envelope, *, direction: Direction) -> Facts | None:
    """Return what the partner can know of an answer they have not opened, or None.

    Its key is zeros and its words are nowhere in it. None where the envelope is no
    sealed one: then something else is to be done with it, or is wrong with it.

    Raises:
        BadTag: the author of direction did not write it.
    """
    verify_partners(envelope, direction=direction)
    try:
        facts = _couple_facts(envelope, direction.couple)
    except (CannotOpen, Malformed):
        return None
    if facts.audience is not Audience.SEALED:
        return None
    return replace(facts, dek=bytes(KEY_SIZE))


def open_released(envelope: Envelope, dek: bytes, *, direction: Direction) -> Opened:
    """Open what the partner had sealed, with the key their reveal gave.

    Raises:
        CommitmentBroken: the key is not the one the envelope committed to.
        BadTag, CannotOpen, Malformed, Unsupported: see errors.
    """
    facts = withheld_facts(envelope, direction=direction)
    if facts is None or facts.created != day_start(facts.created):
        raise Malformed
    if len(dek) != KEY_SIZE:
        raise CommitmentBroken
    return _opened(envelope, replace(facts, dek=dek))


def facts_left(
    envelope: Envelope, *, identity: Identity, couple: CoupleKeys | None
) -> Facts | None:
    """Return what a damaged envelope still tells of itself, or None: to be told of it.

    Nothing here is proved: the rest of the envelope may be anyone's.
    """
    key = identity.self_key(SELF_EPOCH)
    with suppress(CannotOpen, Malformed, Unsupported):
        plain = open_box(key, "slot-self", envelope.header, envelope.slot_self)
        return unpack_facts(plain)
    if couple is not None:
        with suppress(CannotOpen, Malformed, Unsupported):
            return _couple_facts(envelope, couple)
    return None


def _couple_facts(envelope: Envelope, couple: CoupleKeys) -> Facts:
    header = envelope.header
    for epoch in reversed(range(len(couple.epochs))):
        try:
            plain = open_box(
                couple.epochs[epoch], "slot-couple", header, envelope.slot_couple
            )
        except CannotOpen:
            continue
        facts = unpack_facts(plain)
        if facts.epoch != epoch:
            raise Malformed
        return facts
    raise CannotOpen


def _opened(envelope: Envelope, facts: Facts) -> Opened:
    if not equal(commitment_of(facts, envelope.position), envelope.commitment):
        raise CommitmentBroken
    plain = open_box(facts.dek, "body", envelope.header, envelope.body)
    return Opened(facts, decode_json(unpad(plain)))
