"""A second reader of format 1, written from `docs/format.md` and sharing no code.

It opens the vectors with the standard library and plain `cryptography` calls. If it
stops working, the page or the code has changed what is frozen.
"""

import base64
import hashlib
import hmac
import json
import struct
import unicodedata
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VECTORS = Path(__file__).parents[1] / "vectors" / "v1"
FACTS = struct.Struct(">BBI16sI16s16s16sQ32s14s")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def vector(name: str) -> dict[str, str]:
    lines = (VECTORS / f"{name}.txt").read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def mac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def derived(
    key: bytes, info: bytes, size: int = 32, salt: bytes | None = None
) -> bytes:
    return HKDF(hashes.SHA256(), size, salt, info).derive(key)


def unboxed(key: bytes, label: bytes, aad: bytes, box: bytes) -> bytes:
    both = derived(key, b"sb1|" + label, 64, box[:32])
    assert both[32:] == box[32:64]
    cipher = ChaCha20Poly1305(both[:32])
    return cipher.decrypt(bytes(12), box[64:], label + b"\0" + aad)


def card_of(root: bytes) -> bytes:
    sign = Ed25519PrivateKey.from_private_bytes(derived(root, b"sb1|sign"))
    mlkem, x25519 = kem_of(root)
    return (
        b"SBID\1"
        + sign.public_key().public_bytes_raw()
        + x25519.public_key().public_bytes_raw()
        + mlkem.public_key().public_bytes_raw()
    )


def kem_of(root: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    return (
        MLKEM768PrivateKey.from_seed_bytes(derived(root, b"sb1|mlkem768", 64)),
        X25519PrivateKey.from_private_bytes(derived(root, b"sb1|x25519")),
    )


def link_of(data: bytes) -> bytes:
    n = int.from_bytes(data[92:96], "big")
    parts = data[96:304], data[304:512], data[512 : 512 + n]
    return sha(b"sb1|link|SBE" + data[3:96] + b"".join(map(sha, parts)))


def words_of(data: bytes, plain: bytes) -> bytes:
    """Return the JSON in an envelope whose slot holds these facts."""
    header = data[:96]
    n = int.from_bytes(data[92:96], "big")
    facts = FACTS.unpack(plain)
    created, dek = facts[8], facts[9]
    covered = data[4:28] + plain[:2] + plain[6:74]
    covered += struct.pack(">Q", created // 86_400 * 86_400)
    assert mac(dek, b"sb1|commit|" + covered) == data[60:92]
    padded = unboxed(dek, b"body", header, data[512 : 512 + n])
    size = int.from_bytes(padded[:4], "big")
    assert not any(padded[4 + size :])
    return padded[4 : 4 + size]


def test_it_opens_a_private_envelope_and_checks_both_tags() -> None:
    for name in ("envelope-private", "envelope-private-long"):
        case = vector(name)
        root, data = map(bytes.fromhex, (case["author-root"], case["envelope"]))
        link, key = link_of(data), derived(root, b"sb1|link-self")
        assert link.hex() == case["link"]
        assert mac(key, b"sb1|tag|" + link) == data[-64:-32]
        assert mac(key, b"sb1|tag2|" + link) == data[-32:]
        self_key = derived(root, b"sb1|self|0")
        plain = unboxed(self_key, b"slot-self", data[:96], data[96:304])
        assert words_of(data, plain).decode() == case["body"]


def test_it_opens_an_offered_envelope_as_the_partner() -> None:
    case = vector("envelope-offered-by-partner")
    data, pair_root, epoch_0 = (
        bytes.fromhex(case[key]) for key in ("envelope", "pair-root", "epoch-0")
    )
    author, reader = (
        sha(card_of(bytes.fromhex(case[key])))[:16]
        for key in ("author-root", "partner-root")
    )
    key = derived(pair_root, b"sb1|link-pair|" + author + reader)
    assert mac(key, b"sb1|tag|" + link_of(data)) == data[-32:]
    plain = unboxed(epoch_0, b"slot-couple", data[:96], data[304:512])
    assert plain[6:22].hex() == case["entry-id"]
    assert words_of(data, plain).decode() == case["body"]


def test_it_finds_no_key_in_what_is_sealed() -> None:
    case = vector("envelope-sealed-by-partner")
    data, epoch_0 = bytes.fromhex(case["envelope"]), bytes.fromhex(case["epoch-0"])
    plain = unboxed(epoch_0, b"slot-couple", data[:96], data[304:512])
    assert (plain[1], plain[82:114]) == (3, bytes(32))


def test_it_makes_a_husk_of_the_same_link() -> None:
    case = vector("husk-by-author")
    data, husk = bytes.fromhex(case["husk-of"]), bytes.fromhex(case["envelope"])
    n = int.from_bytes(data[92:96], "big")
    parts = data[96:304], data[304:512], data[512 : 512 + n]
    assert husk == b"SBX\1" + data[4:96] + b"".join(map(sha, parts)) + data[-64:]
    assert sha(b"sb1|link|SBE" + husk[3:192]) == link_of(data)


def test_it_opens_the_key_slots() -> None:
    for name in ("key-slot-cheap", "key-slot-floor"):
        case = vector(name)
        slot = bytes.fromhex(case["slot"])
        m_kib, t, p = struct.unpack(">IHB", slot[7:14])
        text = unicodedata.normalize("NFKC", json.loads(case["passphrase"]))
        kdf = Argon2id(
            salt=slot[14:30], length=32, iterations=t, lanes=p, memory_cost=m_kib
        )
        key = kdf.derive(text.encode())
        assert unboxed(key, b"keyslot", slot[:30], slot[30:]).hex() == case["root"]


def test_it_reads_a_recovery_code_and_opens_its_slot() -> None:
    case = vector("recovery-slot")
    number = 0
    for letter in case["code"].replace("-", ""):
        number = number << 5 | ALPHABET.index(letter)
    code = (number >> 20).to_bytes(20, "big")
    assert number & 0xFFFFF == int.from_bytes(sha(code), "big") >> 236
    slot = bytes.fromhex(case["slot"])
    key = derived(code, b"sb1|recovery", 32, slot[14:30])
    assert unboxed(key, b"keyslot", slot[:30], slot[30:]).hex() == case["root"]


def test_it_opens_a_draft_and_a_piece_of_state() -> None:
    for name in ("draft", "state"):
        case = vector(f"box-{name}")
        key = derived(bytes.fromhex(case["root"]), b"sb1|" + name.encode())
        aad, box = bytes.fromhex(case["aad"]), bytes.fromhex(case["box"])
        assert unboxed(key, name.encode(), aad, box).hex() == case["plain"]


def test_it_opens_a_segment_by_its_name() -> None:
    case = vector("segment")
    pair_root, epoch_0 = map(bytes.fromhex, (case["pair-root"], case["epoch-0"]))
    names_key = derived(pair_root, b"sb1|names", 64)
    sealed = base64.b32decode(case["name"].upper())
    inside = AESSIV(names_key).decrypt(sealed, None)
    alias, first, last, head, _ = struct.unpack(">8sII6s2s", inside)
    assert alias == mac(names_key, bytes.fromhex(case["stream"]))[:8]
    data = bytes.fromhex(case["segment"])
    plain = unboxed(epoch_0, b"segment", case["name"].encode(), data[4:])
    found, at = [], 4
    for _ in range(int.from_bytes(plain[:4], "big")):
        size = int.from_bytes(plain[at : at + 4], "big")
        found.append(plain[at + 4 : at + 4 + size])
        at += 4 + size
    assert not any(plain[at:])
    assert (first, last) == (1, len(found))
    assert link_of(found[-1])[:6] == head
    assert " ".join(one.hex() for one in found) == case["envelopes"]


def test_it_takes_over_the_keys() -> None:
    case = vector("keys-by-invited")
    body, root = json.loads(case["body"]), bytes.fromhex(case["root"])
    cards = [bytes.fromhex(card) for card in body["cards"]]
    sealed = [bytes.fromhex(one) for one in body["sealed"]]
    ids = [sha(card)[:16] for card in cards]
    assert cards[1] == card_of(root)
    message = b"sb1|keys|\1" + bytes.fromhex(body["journal"]) + bytes(4)
    for id_, one in zip(ids, sealed, strict=True):
        message += id_ + struct.pack(">I", len(one)) + one
    key = Ed25519PublicKey.from_public_bytes(cards[0][5:37])
    key.verify(bytes.fromhex(body["signature"]), message)
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    info = b"sb1|couple|" + bytes(4) + ids[0] + ids[1] + b"keys"
    plain = suite.decrypt(sealed[1], MLKEM768X25519PrivateKey(*kem_of(root)), info)
    meeting = json.loads(plain)
    assert meeting["pair_root"] == case["pair-root"]
    assert meeting["epoch_key"] == case["epoch-0"]
    assert " ".join(meeting["streams"]) == case["streams"]
