"""Two people, what they share, and chance that comes out the same each time."""

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from journal.crypto.chance import Randomness
from journal.crypto.envelope import Direction, seal
from journal.crypto.format import Audience, Envelope, Facts, Json, Kind, Position
from journal.crypto.keys import CoupleKeys, Identity
from journal.crypto.primitives import hmac_sha256, sha256

SELF_STREAM = sha256(b"self stream")[:16]
US_STREAM = sha256(b"us stream")[:16]
ENTRY = Facts(
    kind=Kind.ENTRY,
    audience=Audience.OFFERED,
    entry_id=sha256(b"entry")[:16],
    prompt_key=sha256(b"prompt")[:16],
    moment_id=sha256(b"moment")[:16],
    created=1_795_420_800 + 43_200,
)
BODY: dict[str, Json] = {"words": "You made tea.", "written_on": "2026-11-23"}


def counted(seed: str) -> Randomness:
    """Return the stream of SHA-256(seed || counter), as the vectors describe it."""

    def stream() -> Iterator[int]:
        for counter in itertools.count():
            yield from sha256(seed.encode() + struct.pack(">Q", counter))

    left = stream()
    return lambda size: bytes(itertools.islice(left, size))


@dataclass(frozen=True)
class Two:
    """Ana, who writes; Ben, for whom she writes; and their keys."""

    ana: Identity
    ben: Identity
    couple: CoupleKeys

    @property
    def to_ben(self) -> Direction:
        return Direction(self.couple, author=self.ana.id, reader=self.ben.id)

    @property
    def to_ana(self) -> Direction:
        return Direction(self.couple, author=self.ben.id, reader=self.ana.id)

    def sealed(
        self,
        audience: Audience = Audience.OFFERED,
        *,
        facts: Facts = ENTRY,
        body: dict[str, Json] | None = None,
        position: Position | None = None,
        seed: str = "chance",
    ) -> Envelope:
        """Return an envelope that Ana sealed."""
        private = audience is Audience.PRIVATE
        stream = SELF_STREAM if private else US_STREAM
        return seal(
            replace(facts, audience=audience),
            BODY if body is None else body,
            position=position
            or Position(stream=stream, sequence=1, previous=bytes(32)),
            identity=self.ana,
            direction=None if private else self.to_ben,
            random=counted(seed),
        )


TWO = Two(
    ana=Identity(sha256(b"ana")),
    ben=Identity(sha256(b"ben")),
    couple=CoupleKeys(
        journal_id=sha256(b"journal")[:16],
        pair_root=sha256(b"pair root"),
        epochs=(sha256(b"epoch 0"),),
    ),
)


def retagged(envelope: Envelope) -> Envelope:
    """Return an envelope with Ana's true tags, whatever else is in it."""
    return replace(
        envelope,
        tag_self=hmac_sha256(TWO.ana.link_self, b"sb1|tag|" + envelope.link),
        tag_pair=TWO.to_ben.tag(envelope.link),
    )
