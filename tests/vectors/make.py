"""Make the vectors of format 1: run once, kept to show how each came about.

Existing files are never written again, with other bytes least of all: a vector that
changes is a format that broke. What is new here is added; what differs is refused.

    python tests/vectors/make.py

Chance is a stream that a seed names: SHA-256(seed || 0) || SHA-256(seed || 1) || ...,
the counter as eight big-endian bytes, read on from draw to draw. HPKE draws its own,
so the hand-over of keys is stored as it came and must open.
"""

import hashlib
import json
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from journal.crypto.envelope import Direction, commitment_of, seal
from journal.crypto.format import (
    Audience,
    Envelope,
    Facts,
    Json,
    Kind,
    Position,
    encode_json,
    header_bytes,
    pad,
)
from journal.crypto.keys import (
    CoupleKeys,
    Identity,
    passphrase_slot,
    read_code,
    recovery_slot,
    write_code,
)
from journal.crypto.letter import seal_letter
from journal.crypto.pairing import Meeting, hand_over
from journal.crypto.primitives import (
    hmac_sha256,
    seal_box,
    sha256,
    sign,
)
from journal.crypto.stretch import Stretch
from journal.exchange.segment import seal_segment

FOLDER = Path(__file__).with_name("v1")
Fields = dict[str, str]

ANA, BEN, CLO = (Identity(sha256(name)) for name in (b"ana", b"ben", b"clo"))
COUPLE = CoupleKeys(
    journal_id=sha256(b"journal")[:16],
    pair_root=sha256(b"pair root"),
    epochs=(sha256(b"epoch 0"),),
)
OTHER_COUPLE = CoupleKeys(
    journal_id=sha256(b"journal 2")[:16],
    pair_root=sha256(b"pair root 2"),
    epochs=(sha256(b"epoch 0 of 2"),),
)
TO_BEN = Direction(COUPLE, author=ANA.id, reader=BEN.id)
SELF_STREAM, US_STREAM = sha256(b"ana, self")[:16], sha256(b"ana, us")[:16]
ENTRY = Facts(
    kind=Kind.ENTRY,
    audience=Audience.OFFERED,
    entry_id=sha256(b"entry")[:16],
    prompt_key=sha256(b"sb1|prompt|comfort-01")[:16],
    moment_id=sha256(b"moment")[:16],
    created=1_795_420_800 + 43_200,
)
BODY: dict[str, Json] = {
    "words": 'You made tea and said "Sit".\nZoë ☕',
    "written_on": "2026-11-23",
    "role": "care-seeker",
    "function": "safe-haven",
    "prompt": "comfort-01",
}


class Counted:
    """The stream of bytes that a seed names, read from its start."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._counter = 0
        self._left = b""

    def __call__(self, size: int) -> bytes:
        """Return the next size bytes."""
        while len(self._left) < size:
            self._left += sha256(self._seed + struct.pack(">Q", self._counter))
            self._counter += 1
        drawn, self._left = self._left[:size], self._left[size:]
        return drawn


def changed(data: bytes, at: int, new: bytes) -> bytes:
    """Return data with new bytes at a place."""
    return data[:at] + new + data[at + len(new) :]


def flipped(data: bytes, at: int) -> bytes:
    """Return data with the lowest bit of one byte turned."""
    return changed(data, at, bytes([data[at] ^ 1]))


def write(name: str, fields: Mapping[str, str]) -> None:
    """Write one vector, or refuse where another of that name differs."""
    path = FOLDER / f"{name}.txt"
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())
    if not path.exists():
        path.write_text(text, "utf-8", newline="\n")
        sys.stdout.write(f"made {path.name}\n")
    elif path.read_text("utf-8") != text:
        sys.exit(f"{path.name} exists and differs. Vectors never change.")


# Key slots and recovery codes

CHEAP = Stretch(m_kib=64, t=1, p=1, floor_kib=32)
FLOOR = Stretch(m_kib=65_536)
ROOT = sha256(b"a root")
PASSPHRASE = "Käse im Schrank ①"
CODE = sha256(b"a code")[:20]


def key_slots() -> None:
    """Make slots of both kinds, and slots that must stay closed."""
    for name, stretch in (("cheap", CHEAP), ("floor", FLOOR)):
        seed = f"key-slot-{name}"
        made = passphrase_slot(ROOT, PASSPHRASE, stretch=stretch, random=Counted(seed))
        fields = _slot(made.data, "opened", stretch) | {
            "root": ROOT.hex(),
            "seed": seed,
        }
        write(seed, fields)
    slot = passphrase_slot(
        ROOT, PASSPHRASE, stretch=CHEAP, random=Counted("key-slot-cheap")
    ).data
    write(
        "key-slot-passphrase-otherwise-composed",
        _slot(slot, "opened", CHEAP, "Ka\u0308se im Schrank 1") | {"root": ROOT.hex()},
    )
    for name, other in (("other", "Käse im Schrank ②"), ("space", PASSPHRASE + " ")):
        fields = _slot(slot, "cannot-open", CHEAP, other)
        write(f"key-slot-bad-{name}-passphrase", fields)
    for name, data, expect in _bad_slots(slot):
        write(f"key-slot-bad-{name}", _slot(data, expect, CHEAP))
    low = _slot(slot, "kdf-refused", Stretch())
    write("key-slot-bad-cheap-in-production", low)


def _slot(
    data: bytes, expect: str, stretch: Stretch, passphrase: str = PASSPHRASE
) -> Fields:
    cost = (stretch.m_kib, stretch.t, stretch.p, stretch.floor_kib)
    return {
        "what": "key-slot",
        "expect": expect,
        "passphrase": json.dumps(passphrase),
        "stretch": " ".join(str(one) for one in cost),
        "slot": data.hex(),
    }


def _bad_slots(slot: bytes) -> list[tuple[str, bytes, str]]:
    def cost(m_kib: int, t: int, p: int) -> bytes:
        return changed(slot, 7, struct.pack(">IHB", m_kib, t, p))

    return [
        ("empty", b"", "malformed"),
        ("truncated", slot[:-1], "malformed"),
        ("extended", slot + b"\0", "malformed"),
        ("magic", flipped(slot, 0), "malformed"),
        ("version-0", changed(slot, 4, b"\0"), "malformed"),
        ("version-2", changed(slot, 4, b"\2"), "unsupported"),
        ("version-255", changed(slot, 4, b"\xff"), "unsupported"),
        ("version-2-longer", changed(slot, 4, b"\2") + b"more", "unsupported"),
        ("kind-0", changed(slot, 5, b"\0"), "malformed"),
        ("kind-2", changed(slot, 5, b"\2"), "malformed"),
        ("kdf-0", changed(slot, 6, b"\0"), "kdf-refused"),
        ("kdf-2", changed(slot, 6, b"\2"), "kdf-refused"),
        ("memory-within", cost(65, 1, 1), "cannot-open"),
        ("memory-below", cost(31, 1, 1), "kdf-refused"),
        ("memory-above", cost(1_048_577, 1, 1), "kdf-refused"),
        ("memory-most", cost(2**32 - 1, 1, 1), "kdf-refused"),
        ("times-0", cost(64, 0, 1), "kdf-refused"),
        ("times-11", cost(64, 11, 1), "kdf-refused"),
        ("lanes-0", cost(64, 1, 0), "kdf-refused"),
        ("lanes-5", cost(64, 1, 5), "kdf-refused"),
        ("work-above", cost(1_048_576, 4, 1), "kdf-refused"),
        ("salt", flipped(slot, 14), "cannot-open"),
        ("box-salt", flipped(slot, 30), "cannot-open"),
        ("box-commitment", flipped(slot, 62), "cannot-open"),
        ("box-cipher", flipped(slot, 94), "cannot-open"),
        ("box-tag", flipped(slot, len(slot) - 1), "cannot-open"),
    ]


def recovery() -> None:
    """Make a recovery code, its slot, and codes that are none."""
    seed, text = "recovery-slot", write_code(CODE)
    slot = recovery_slot(ROOT, CODE, random=Counted(seed))
    base = {"what": "recovery-slot", "expect": "opened", "code": text}
    good = base | {"root": ROOT.hex(), "seed": seed, "slot": slot.hex()}
    write(seed, good)
    for name, data, expect in (
        ("cost", changed(slot, 7, struct.pack(">I", 65_536)), "kdf-refused"),
        ("kdf-1", changed(slot, 6, b"\1"), "kdf-refused"),
        ("kind-1", changed(slot, 5, b"\1"), "malformed"),
        ("version-2", changed(slot, 4, b"\2"), "unsupported"),
        ("box", flipped(slot, 141), "code-does-not-open"),
    ):
        write(
            f"recovery-slot-bad-{name}",
            base | {"expect": expect, "slot": data.hex()},
        )
    other = write_code(sha256(b"another code")[:20])
    closed = {"expect": "code-does-not-open", "code": other, "slot": slot.hex()}
    write("recovery-slot-bad-other-code", base | closed)
    _codes(text)


def letters() -> None:
    """Make a letter, and letters that must stay shut."""
    seed = "letter"
    body: dict[str, Json] = {
        "day": "2026-11-24",
        "from": "Ana",
        "title": None,
        "words": "The key to the shed is where you think it is.",
    }
    data = seal_letter(body, CODE, random=Counted(seed))
    base = {"what": "letter", "code": write_code(CODE)}
    good = base | {"expect": "opened", "body": encode_json(body).decode(), "seed": seed}
    write(seed, good | {"letter": data.hex()})
    for name, changed_data, expect in (
        ("box", flipped(data, len(data) - 1), "code-does-not-open"),
        ("cut", data[:-1], "code-does-not-open"),
        ("empty", data[:21], "malformed"),
        ("magic", changed(data, 0, b"SBLX"), "malformed"),
        ("salt", flipped(data, 5), "code-does-not-open"),
        ("version-2", changed(data, 4, b"\2"), "unsupported"),
    ):
        write(
            f"letter-bad-{name}",
            base | {"expect": expect, "letter": changed_data.hex()},
        )
    other = write_code(sha256(b"another code")[:20])
    closed = {"expect": "code-does-not-open", "code": other, "letter": data.hex()}
    write("letter-bad-other-code", base | closed)


def _codes(text: str) -> None:
    code = {"what": "recovery-code", "expect": "opened", "secret": CODE.hex()}
    write("recovery-code", code | {"code": text, "written": text})
    spaced = text.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    write("recovery-code-forgiven", code | {"code": spaced, "written": text})
    for name, bad in (
        ("letter", ("2" if text[0] != "2" else "3") + text[1:]),
        ("check", text[:-1] + ("2" if text[-1] != "2" else "3")),
        ("short", text[:-1]),
        ("long", text + "0"),
        ("u", "U" + text[1:]),
    ):
        fields = {"what": "recovery-code", "expect": "code-does-not-open", "code": bad}
        write(f"recovery-code-bad-{name}", fields)
    assert read_code(spaced) == CODE


# Cards


def cards() -> None:
    """Make a card from a root, and things that are no card."""
    card = ANA.card
    good = {"what": "card", "expect": "opened", "root": ROOT_OF_ANA, "id": ANA.id}
    write("card", good | {"card": card.hex()})
    identity_point = changed(card, 5, b"\1" + bytes(31))
    above_the_prime = changed(card, 5, (2**255 - 18).to_bytes(32, "little"))
    for name, data, expect in (
        ("truncated", card[:-1], "malformed"),
        ("extended", card + b"\0", "malformed"),
        ("magic", flipped(card, 3), "malformed"),
        ("version-0", changed(card, 4, b"\0"), "malformed"),
        ("version-2", changed(card, 4, b"\2"), "unsupported"),
        ("version-255", changed(card, 4, b"\xff"), "unsupported"),
        ("signing-key-of-order-1", identity_point, "malformed"),
        ("signing-key-not-canonical", above_the_prime, "malformed"),
    ):
        fields = {"what": "card", "expect": expect, "card": data.hex()}
        write(f"card-bad-{name}", fields)


# Envelopes

ROOT_OF_ANA, ROOT_OF_BEN, ROOT_OF_CLO = (
    sha256(name).hex() for name in (b"ana", b"ben", b"clo")
)


def people(reader: str, direction: Direction | None) -> Fields:
    """Return the keys that a reader brings."""
    fields = {"reader": reader, "author-root": ROOT_OF_ANA}
    if direction is None:
        return fields
    return (
        fields
        | {"partner-root": ROOT_OF_BEN}
        | {
            "journal": direction.couple.journal_id.hex(),
            "pair-root": direction.couple.pair_root.hex(),
            "epoch-0": direction.couple.epochs[0].hex(),
        }
    )


def said(facts: Facts, position: Position, body: Mapping[str, Json]) -> Fields:
    """Return what an envelope holds, as a vector says it."""
    return {
        "stream": position.stream.hex(),
        "sequence": str(position.sequence),
        "previous": position.previous.hex(),
        "kind": str(int(facts.kind)),
        "audience": str(int(facts.audience)),
        "entry-id": facts.entry_id.hex(),
        "revision": str(facts.revision),
        "prompt-key": facts.prompt_key.hex(),
        "moment-id": facts.moment_id.hex(),
        "answers": facts.answers.hex(),
        "created": str(facts.created),
        "body": encode_json(body).decode(),
    }


def envelope(
    name: str,
    facts: Facts,
    body: Mapping[str, Json],
    *,
    after: Envelope | None = None,
    extra: Mapping[str, str] | None = None,
) -> Envelope:
    """Make one good envelope: a vector for its author, and one for the partner."""
    private = facts.audience is Audience.PRIVATE
    direction = None if private else TO_BEN
    position = Position(
        stream=SELF_STREAM if private else US_STREAM,
        sequence=after.position.sequence + 1 if after else 1,
        previous=after.link if after else bytes(32),
    )
    sealed = seal(
        facts,
        body,
        position=position,
        identity=ANA,
        direction=direction,
        random=Counted(name),
    )
    made = {"seed": name, "link": sealed.link.hex(), "envelope": sealed.packed().hex()}
    readers = {"author": "opened"}
    if not private:
        is_sealed = facts.audience is Audience.SEALED
        readers["partner"] = "cannot-open" if is_sealed else "opened"
    for reader, expect in readers.items():
        fields = {"what": "envelope", "expect": expect}
        fields |= people(reader, direction) | said(facts, position, body)
        file_name = name if private else f"{name}-by-{reader}"
        write(file_name, fields | made | dict(extra or {}))
    return sealed


def envelopes() -> None:
    """Make good envelopes of each audience and kind, a husk, and bad ones."""
    private = replace(ENTRY, audience=Audience.PRIVATE)
    first = envelope("envelope-private", private, BODY)
    longer = BODY | {"words": "Long. " * 8_000}
    envelope("envelope-private-long", replace(private, revision=2), longer, after=first)
    offered = envelope("envelope-offered", ENTRY, BODY)
    sealed = replace(ENTRY, audience=Audience.SEALED)
    envelope("envelope-sealed", sealed, BODY, after=offered)
    answer = replace(ENTRY, answers=offered.commitment[:16], revision=2**32 - 1)
    second = envelope("envelope-answer", answer, BODY, after=offered).packed()
    newer = BODY | {"role": "guest", "weather": {"of": ["rain", 4, None, True]}}
    envelope(
        "envelope-entry-unknown-kept",
        private,
        newer,
        extra={"unknown": '{"role":"guest","weather":{"of":["rain",4,null,true]}}'},
    )
    act = replace(ENTRY, kind=Kind.ACT, prompt_key=bytes(16), moment_id=bytes(16))
    envelope("envelope-act-take-back", act, {"act": "take back"}, after=offered)
    unknown: dict[str, Json] = {"act": "send a postcard", "stamp": 3}
    envelope("envelope-act-unknown-kept", act, unknown, after=offered)
    asked: dict[str, Json] = {
        "act": "prompt",
        "text": "What was the best minute of today?",
        "role": "both",
    }
    envelope("envelope-act-prompt", act, asked, after=offered)
    alone = replace(act, audience=Audience.PRIVATE)
    envelope("envelope-act-prompt-private", alone, asked, after=first)
    answering = replace(act, answers=offered.commitment[:16])
    envelope("envelope-act-answer", answering, {"act": "answer"}, after=offered)
    _pack_acts(offered)
    reveal = replace(act, kind=Kind.REVEAL)
    key: dict[str, Json] = {"sequence": 2, "dek": hashlib.sha256(b"a key").hexdigest()}
    envelope("envelope-reveal", reveal, key, after=offered)
    envelope("envelope-tombstone", replace(act, kind=Kind.TOMBSTONE), {}, after=offered)
    _husks(offered)
    _bad_bytes(offered.packed())
    third = changed(second, 20, struct.pack(">Q", 3))
    write("envelope-bad-second-as-third", _bad(third, "bad-tag"))
    write("envelope-bad-second-previous", _bad(flipped(second, 28), "bad-tag"))
    _bad_private(first.packed())
    _crafted()


def _pack_acts(offered: Envelope) -> None:
    """Make what one person says of the pack that both make for counselling."""
    about = replace(ENTRY, kind=Kind.ACT, prompt_key=bytes(16), moment_id=bytes(16))
    nothing = replace(about, entry_id=bytes(16))
    entry = ENTRY.entry_id.hex()
    part: dict[str, Json] = {
        "act": "pack",
        "brings": [entry],
        "leaves": [],
        "help": "How to say it sooner.",
        "trying": "Asking first.",
        "questions": "",
        "called": "A.",
        "by_month": True,
    }
    cuts: dict[str, Json] = {
        "act": "pack cuts",
        "of": "5a" * 16,
        "cuts": {"words": [[0, 3, "[left out]"], [9, 13, "a relative"]]},
    }
    agreed: dict[str, Json] = {
        "act": "pack approval",
        "of": "5a" * 32,
        "on": "2026-11-24",
    }
    envelope("envelope-act-pack", nothing, part, after=offered)
    envelope("envelope-act-pack-cuts", about, cuts, after=offered)
    envelope("envelope-act-pack-approval", nothing, agreed, after=offered)


def _husks(offered: Envelope) -> None:
    husk = offered.husk().packed()
    link = {"link": offered.link.hex()}
    for reader in ("author", "partner"):
        fields = {"what": "envelope", "expect": "husk"} | people(reader, TO_BEN) | link
        fields |= {"husk-of": offered.packed().hex(), "envelope": husk.hex()}
        write(f"husk-by-{reader}", fields)
    for name, data, expect in (
        ("truncated", husk[:-1], "malformed"),
        ("extended", husk + b"\0", "malformed"),
        ("hash-self", flipped(husk, 96), "bad-tag"),
        ("hash-couple", flipped(husk, 128), "bad-tag"),
        ("hash-body", flipped(husk, 160), "bad-tag"),
        ("called-envelope", changed(husk, 0, b"SBE"), "malformed"),
        ("version-2", changed(husk, 3, b"\2"), "unsupported"),
    ):
        write(f"husk-bad-{name}", _bad(data, expect))


def _bad(
    data: bytes,
    expect: str,
    reader: str = "author",
    direction: Direction | None = TO_BEN,
) -> Fields:
    fields = {"what": "envelope", "expect": expect} | people(reader, direction)
    return fields | {"envelope": data.hex()}


def _bad_bytes(data: bytes) -> None:
    tags = len(data) - 64
    size = struct.pack(">I", 2**32 - 1)
    cases = [
        ("empty", b"", "malformed"),
        ("magic", flipped(data, 0), "malformed"),
        ("version-0", changed(data, 3, b"\0"), "malformed"),
        ("version-2", changed(data, 3, b"\2"), "unsupported"),
        ("version-255", changed(data, 3, b"\xff"), "unsupported"),
        ("version-2-short", data[:3] + b"\2", "unsupported"),
        ("truncated", data[:-1], "malformed"),
        ("extended", data + b"\0", "malformed"),
        ("called-husk", changed(data, 0, b"SBX"), "malformed"),
        ("stream", flipped(data, 4), "bad-tag"),
        ("sequence", changed(data, 20, struct.pack(">Q", 2)), "malformed"),
        ("sequence-0", changed(data, 20, bytes(8)), "malformed"),
        ("sequence-most", changed(data, 20, struct.pack(">Q", 2**32)), "malformed"),
        ("previous", flipped(data, 28), "malformed"),
        ("commitment", flipped(data, 60), "bad-tag"),
        ("body-length", flipped(data, 95), "malformed"),
        ("body-length-most", changed(data, 92, size), "malformed"),
        ("slot-self", flipped(data, 96), "bad-tag"),
        ("slot-couple", flipped(data, 304), "bad-tag"),
        (
            "slots-swapped",
            data[:96] + data[304:512] + data[96:304] + data[512:],
            "bad-tag",
        ),
        ("body", flipped(data, 512), "bad-tag"),
        ("tag-self", flipped(data, tags), "bad-tag"),
        ("tag-pair", flipped(data, tags + 32), "bad-tag"),
        (
            "tags-swapped",
            data[:tags] + data[tags + 32 :] + data[tags : tags + 32],
            "bad-tag",
        ),
    ]
    for name, bad, expect in cases:
        write(f"envelope-bad-{name}", _bad(bad, expect))
    for name in ("stream", "commitment", "slot-self", "slot-couple", "body"):
        bad = next(one for what, one, _ in cases if what == name)
        write(f"envelope-bad-{name}-by-partner", _bad(bad, "bad-tag", "partner"))
    others = Direction(OTHER_COUPLE, author=ANA.id, reader=BEN.id)
    for reader in ("author", "partner"):
        fields = _bad(data, "bad-tag", reader, others)
        write(f"envelope-bad-other-couple-by-{reader}", fields)
    clo = _bad(data, "bad-tag") | {"author-root": ROOT_OF_CLO}
    write("envelope-bad-other-author", clo)
    reflected = _bad(data, "bad-tag", "partner")
    reflected |= {"author-root": ROOT_OF_BEN, "partner-root": ROOT_OF_ANA}
    write("envelope-bad-reflected", reflected)


def _bad_private(data: bytes) -> None:
    for reader in ("author", "partner"):
        write(f"envelope-bad-private-as-us-by-{reader}", _bad(data, "bad-tag", reader))
    clo = _bad(data, "bad-tag", direction=None) | {"author-root": ROOT_OF_CLO}
    write("envelope-bad-private-other-author", clo)


def _crafted() -> None:
    """Make envelopes with true tags over something that no sealer makes."""
    position = Position(stream=US_STREAM, sequence=1, previous=bytes(32))
    text = encode_json(BODY)

    def bad_pad(plain: bytes) -> bytes:
        return pad(plain)[:-1] + b"\1"

    def plain_of(data: bytes) -> Callable[[bytes], bytes]:
        return lambda _: pad(data)

    def slot(**new: object) -> Callable[[bytes], bytes]:
        return lambda plain: _changed_slot(plain, new)

    cases: list[tuple[str, str, dict[str, Callable[[bytes], bytes]]]] = [
        ("padding-not-zero", "malformed", {"body": bad_pad}),
        ("json-unsorted", "malformed", {"body": plain_of(b'{"b":1,"a":2}')}),
        ("json-twice-a-key", "malformed", {"body": plain_of(b'{"a":1,"a":1}')}),
        ("json-spaced", "malformed", {"body": plain_of(b'{"a": 1}')}),
        ("json-escaped", "malformed", {"body": plain_of(b'{"a":"\\u0041"}')}),
        ("json-float", "malformed", {"body": plain_of(b'{"a":1.5}')}),
        ("json-nan", "malformed", {"body": plain_of(b'{"a":NaN}')}),
        ("json-large", "malformed", {"body": plain_of(b'{"a":9007199254740992}')}),
        ("json-surrogate", "malformed", {"body": plain_of(b'{"a":"\\ud800"}')}),
        ("json-deep", "malformed", {"body": plain_of(b'{"a":' * 8 + b"[]" + b"}" * 8)}),
        ("json-list", "malformed", {"body": plain_of(b"[]")}),
        ("json-mark", "malformed", {"body": plain_of(b"\xef\xbb\xbf" + text)}),
        ("slot-revision", "commitment-broken", {"both": slot(revision=2)}),
        ("slot-prompt", "commitment-broken", {"both": slot(prompt_key=bytes(16))}),
        ("slot-answers", "commitment-broken", {"both": slot(answers=b"a" * 16)}),
        (
            "slot-day",
            "commitment-broken",
            {"both": slot(created=ENTRY.created - ENTRY.created % 86_400 - 86_400)},
        ),
        ("slot-key", "commitment-broken", {"both": slot(dek=b"k" * 32)}),
        ("slot-epoch", "malformed", {"both": slot(epoch=1)}),
        ("slot-private", "malformed", {"both": slot(audience=Audience.PRIVATE)}),
        ("slot-revision-0", "malformed", {"both": lambda p: changed(p, 22, bytes(4))}),
        (
            "slot-created-most",
            "malformed",
            {"both": lambda p: changed(p, 74, b"\xff" * 8)},
        ),
        ("slot-zeros", "malformed", {"both": lambda p: p[:-1] + b"\1"}),
        ("slot-kind-8", "unsupported", {"both": lambda p: b"\x08" + p[1:]}),
        ("slot-audience-4", "unsupported", {"both": lambda p: p[:1] + b"\4" + p[2:]}),
    ]
    for name, expect, change in cases:
        data = crafted(position, change).packed()
        for reader in ("author", "partner"):
            fields = _bad(data, expect, reader)
            write(f"envelope-crafted-{name}-by-{reader}", fields)
    noon = crafted(position, {"couple": slot(created=ENTRY.created)}).packed()
    write("envelope-crafted-slot-time-by-partner", _bad(noon, "malformed", "partner"))


def _changed_slot(plain: bytes, new: Mapping[str, object]) -> bytes:
    places = {
        "audience": (1, ">B"),
        "epoch": (2, ">I"),
        "revision": (22, ">I"),
        "prompt_key": (26, ">16s"),
        "answers": (58, ">16s"),
        "created": (74, ">Q"),
        "dek": (82, ">32s"),
    }
    for name, value in new.items():
        at, code = places[name]
        plain = changed(plain, at, struct.pack(code, value))
    return plain


def crafted(
    position: Position, change: Mapping[str, Callable[[bytes], bytes]]
) -> Envelope:
    """Seal `ENTRY` step by step, changing a plaintext on the way; tags are true."""

    def same(plain: bytes) -> bytes:
        return plain

    random = Counted("crafted")
    dek = random(32)
    mine = replace(ENTRY, dek=dek)
    theirs = replace(mine, created=mine.created - mine.created % 86_400)
    plain_self = change.get("both", change.get("self", same))(mine.packed())
    plain_couple = change.get("both", change.get("couple", same))(theirs.packed())
    plain_body = change.get("body", same)(encode_json(BODY))
    if "body" not in change:
        plain_body = pad(plain_body)
    commitment = commitment_of(mine, position)
    header = header_bytes(position, commitment, len(plain_body) + 80)
    key, couple = ANA.self_key(0), COUPLE.epochs[0]
    made = Envelope(
        position=position,
        commitment=commitment,
        slot_self=seal_box(key, "slot-self", header, plain_self, random=random),
        slot_couple=seal_box(
            couple, "slot-couple", header, plain_couple, random=random
        ),
        body=seal_box(dek, "body", header, plain_body, random=random),
    )
    return _tagged(made)


def _tagged(made: Envelope) -> Envelope:
    return replace(
        made,
        tag_self=hmac_sha256(ANA.link_self, b"sb1|tag|" + made.link),
        tag_pair=TO_BEN.tag(made.link),
    )


# Boxes of drafts and of state


def boxes() -> None:
    """Make a draft, a piece of state, and boxes that stay closed."""
    plain = pad(encode_json({"words": "Not yet finished"}))
    draft_id = sha256(b"draft")[:16]
    for name, key, label, aad in (
        ("draft", ANA.draft_key, "draft", draft_id),
        ("state", ANA.state_key, "state", b"pins"),
    ):
        seed = f"box-{name}"
        box = seal_box(key, label, aad, plain, random=Counted(seed))
        fields = {"what": "box", "expect": "opened", "root": ROOT_OF_ANA}
        fields |= {"key": name, "aad": aad.hex(), "plain": plain.hex(), "seed": seed}
        write(seed, fields | {"box": box.hex()})
        closed = fields | {"expect": "cannot-open", "box": box.hex()}
        closed.pop("seed")
        write(f"{seed}-bad-name", closed | {"aad": flipped(aad, 0).hex()})
        write(f"{seed}-bad-root", closed | {"root": ROOT_OF_BEN})
        other = "state" if name == "draft" else "draft"
        write(f"{seed}-bad-key", closed | {"key": other})
        write(f"{seed}-bad-cut", closed | {"box": box[:79].hex()})


# Segments


def segments() -> None:
    """Make a segment of two envelopes and a husk, and segments that stay closed."""
    seed = "segment"
    random = Counted("segment-envelopes")
    place, run = bytes(32), []
    for sequence in (1, 2, 3):
        position = Position(stream=US_STREAM, sequence=sequence, previous=place)
        made = seal(
            ENTRY,
            BODY,
            position=position,
            identity=ANA,
            direction=TO_BEN,
            random=random,
        )
        place = made.link
        run.append(made.husk().packed() if sequence == 2 else made.packed())
    name, data = seal_segment(
        run, stream=US_STREAM, first=1, head=place, keys=COUPLE, random=Counted(seed)
    )
    fields = {"what": "segment", "expect": "opened"} | people("partner", TO_BEN)
    fields |= {"name": name, "segment": data.hex()}
    said_of = {
        "stream": US_STREAM.hex(),
        "alias": hmac_sha256(COUPLE.names_key, US_STREAM)[:8].hex(),
        "envelopes": " ".join(one.hex() for one in run),
        "head": place.hex(),
        "seed": seed,
    }
    write(seed, fields | said_of)
    other_name = ("b" if name[0] == "a" else "a") + name[1:]
    for what, new, expect in (
        ("name", {"name": other_name}, "cannot-open"),
        ("name-short", {"name": name[:-1]}, "cannot-open"),
        ("magic", {"segment": flipped(data, 0).hex()}, "malformed"),
        ("version-0", {"segment": changed(data, 3, b"\0").hex()}, "malformed"),
        ("version-2", {"segment": changed(data, 3, b"\2").hex()}, "unsupported"),
        ("truncated", {"segment": data[:-1].hex()}, "cannot-open"),
        ("extended", {"segment": data.hex() + "00"}, "cannot-open"),
        ("cut", {"segment": data[:83].hex()}, "malformed"),
        ("box", {"segment": flipped(data, 200).hex()}, "cannot-open"),
        ("other-couple", _others(), "cannot-open"),
    ):
        write(f"segment-bad-{what}", fields | new | {"expect": expect})


def _others() -> Fields:
    direction = Direction(OTHER_COUPLE, author=ANA.id, reader=BEN.id)
    return people("partner", direction)


# The hand-over of keys


def keys() -> None:
    """Make a hand-over once: HPKE draws its own chance, so it is only ever opened."""
    place = FOLDER / "keys-by-inviter.txt"
    if place.exists():
        body: dict[str, Json] = json.loads(
            dict(line.split(": ", 1) for line in place.read_text("utf-8").splitlines())[
                "body"
            ]
        )
    else:
        meeting = Meeting(
            couple=COUPLE,
            people=(ANA.id, BEN.id),
            names=("Ana", "Ben"),
            streams=(US_STREAM, sha256(b"ben, us")[:16]),
            place="between us",
        )
        body = hand_over(meeting, inviter=ANA, cards=(ANA.card, BEN.card))
    for name, root in (("inviter", ROOT_OF_ANA), ("invited", ROOT_OF_BEN)):
        held = {
            "pair-root": COUPLE.pair_root.hex(),
            "epoch-0": COUPLE.epochs[0].hex(),
            "names": '["Ana","Ben"]',
            "streams": f"{US_STREAM.hex()} {sha256(b'ben, us')[:16].hex()}",
            "place": '"between us"',
        }
        write(f"keys-by-{name}", _keys(body, "opened", root) | held)
    write("keys-bad-other-person", _keys(body, "cannot-open", ROOT_OF_CLO))
    for name, new, expect in _bad_keys(body):
        write(f"keys-bad-{name}", _keys(body | new, expect, ROOT_OF_BEN))


def _keys(body: Mapping[str, Json], expect: str, root: str) -> Fields:
    text = encode_json(body).decode()
    return {"what": "keys", "expect": expect, "root": root, "body": text}


def _bad_keys(body: Mapping[str, Json]) -> list[tuple[str, dict[str, Json], str]]:
    match body["cards"], body["sealed"], body["signature"]:
        case [str(first), str(second)], [str(one), str(two)], str(signature):
            pass
        case _:
            raise AssertionError
    turned = flipped(bytes.fromhex(two), 1_100).hex()
    message = b"sb1|keys|\1" + COUPLE.journal_id + bytes(4)
    for id_, sealed in ((ANA.id, one), (BEN.id, turned)):
        data = bytes.fromhex(sealed)
        message += bytes.fromhex(id_) + struct.pack(">I", len(data)) + data
    signed = sign(ANA.signing_seed, message).hex()
    return [
        ("signature", {"signature": flipped(bytes.fromhex(signature), 0).hex()}, BS),
        ("signature-short", {"signature": signature[:-2]}, "malformed"),
        ("signature-capitals", {"signature": signature.upper()}, "malformed"),
        ("journal", {"journal": OTHER_COUPLE.journal_id.hex()}, BS),
        ("card-swapped", {"cards": [first, CLO.card.hex()]}, BS),
        ("cards-turned", {"cards": [second, first]}, BS),
        ("one-person", {"cards": [first, first]}, "malformed"),
        ("sealed-turned", {"sealed": [two, one]}, BS),
        ("sealed-changed", {"sealed": [one, turned]}, BS),
        (
            "sealed-changed-signed",
            {"sealed": [one, turned], "signature": signed},
            "cannot-open",
        ),
        ("suite-2", {"suite": 2}, "unsupported"),
        ("epoch-1", {"epoch": 1}, "unsupported"),
        ("epoch-word", {"epoch": "0"}, "malformed"),
    ]


BS = "bad-signature"


def words() -> None:
    """Freeze the list of words."""
    path = Path(__file__).resolve().parents[2] / "journal" / "crypto" / "words.txt"
    data = path.read_bytes()
    fields = {"what": "word-list", "expect": "frozen", "count": str(len(data.split()))}
    write("word-list", fields | {"sha256": sha256(data).hex()})


# What two people say about what they tell


def sayings() -> None:
    """Make one envelope of each act that says something about what is told."""
    nobodys = bytes(16)
    act = replace(ENTRY, kind=Kind.ACT, prompt_key=nobodys, moment_id=nobodys)
    general = replace(act, entry_id=nobodys)
    other = sha256(b"another entry")[:16].hex()
    season = sha256(b"season")[:16].hex()
    offered = envelope("envelope-offered", ENTRY, BODY)
    about: dict[str, dict[str, Json]] = {
        "ask": {"kept": True},
        "link": {"with": other},
        "unlink": {"with": other},
        "thank": {"words": "it helped"},
        "return": {"kept": True},
    }
    for name, keys_of in about.items():
        envelope(f"envelope-act-{name}", act, {"act": name, **keys_of}, after=offered)
    envelope("envelope-act-ask-no-more", act, {"act": "ask", "kept": False})
    later: dict[str, Json] = {"act": "thank", "words": "I didn't notice then"}
    envelope("envelope-act-thank-later", act, later, after=offered)
    envelope("envelope-act-thank-no-more", act, {"act": "thank", "words": None})
    helps: dict[str, Json] = {"act": "helps", "kept": True}
    envelope("envelope-act-helps", general, helps, after=offered)
    named: dict[str, Json] = {
        "act": "season",
        "id": season,
        "name": "The winter of Dad",
        "first": "2026-01-07",
        "last": None,
        "hard": True,
    }
    envelope("envelope-act-season", general, named, after=offered)
    over = named | {"last": "2026-03-01"}
    envelope("envelope-act-season-over", general, over, after=offered)
    left: dict[str, Json] = {"act": "season", "id": season, "kept": False}
    envelope("envelope-act-season-no-more", general, left, after=offered)
    days: dict[str, Json] = {"act": "season return", "id": season, "kept": True}
    envelope("envelope-act-season-return", general, days, after=offered)
    _asides(replace(general, audience=Audience.PRIVATE), other)


def _asides(alone: Facts, other: str) -> None:
    mine = ENTRY.entry_id.hex()
    bodies: dict[str, dict[str, Json]] = {
        "not-this": {"act": "not this", "of": other},
        "not-this-pair": {"act": "not this", "of": other, "with": mine},
        "mute": {"act": "mute", "days": ["2026-01-07", "2026-03-01"], "kept": True},
        "mute-all": {"act": "mute", "days": "all", "kept": True},
        "mute-no-more": {"act": "mute", "days": "all", "kept": False},
    }
    for name, body in bodies.items():
        envelope(f"envelope-act-{name}", alone, body)
    told: dict[str, Json] = {"words": "The kettle is on.", "written_on": "2026-11-20"}
    keepsake: dict[str, Json] = {
        "act": "keepsake",
        "with": BEN.id,
        "name": "Ben",
        "first": False,
        "mine": False,
        "told": told,
    }
    about = replace(alone, entry_id=ENTRY.entry_id, moment_id=ENTRY.moment_id)
    envelope("envelope-act-keepsake", about, keepsake)


def main() -> None:
    """Make every vector that is not there yet."""
    FOLDER.mkdir(exist_ok=True)
    for make in (
        key_slots,
        recovery,
        letters,
        cards,
        envelopes,
        boxes,
        segments,
        keys,
        words,
    ):
        make()
    sayings()


if __name__ == "__main__":
    main()
