"""The only importer of `cryptography`: each primitive, and why it is safe as used.

Every box is sealed under a key used once, derived from a fresh 256-bit salt, so the
nonce can always be zero: there is none to repeat after a restored backup or on a
second device. The other half of the derived bytes commits to the key (a box opens
under one key only), and is compared before the cipher runs.
"""

import hashlib
import hmac
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from journal.crypto.chance import Randomness
from journal.errors import BadSignature, CannotOpen, KdfRefused, Malformed

KEY_SIZE: Final = 32
SALT_SIZE: Final = 32
BOX_OVERHEAD: Final = 32 + 32 + 16
ZERO_NONCE: Final = bytes(12)

_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_ED25519_P: Final = 2**255 - 19


def sha256(data: bytes) -> bytes:
    """Return the 32-byte SHA-256 of data (FIPS 180-4)."""
    return hashlib.sha256(data).digest()


def hmac_sha256(key: bytes, data: bytes) -> bytes:
    """Return the 32-byte HMAC-SHA256 of data (RFC 2104)."""
    return hmac.digest(key, data, "sha256")


def equal(one: bytes, other: bytes) -> bool:
    """Compare in time that does not depend on where the two differ."""
    return hmac.compare_digest(one, other)


def hkdf(key: bytes, *, salt: bytes | None, info: bytes, length: int) -> bytes:
    """Return length bytes of HKDF-SHA256 (RFC 5869)."""
    return HKDF(hashes.SHA256(), length, salt, info).derive(key)


def argon2id(
    passphrase: bytes, *, salt: bytes, m_kib: int, t: int, p: int
) -> bytearray:
    """Return 32 bytes of Argon2id v1.3 (RFC 9106), in a buffer one can wipe.

    Raises:
        MemoryError: this computer does not give m_kib of memory.
        KdfRefused: the library cannot use these parameters.
    """
    key = bytearray(KEY_SIZE)
    try:
        kdf = Argon2id(
            salt=salt, length=KEY_SIZE, iterations=t, lanes=p, memory_cost=m_kib
        )
    except (ValueError, OverflowError) as reason:
        raise KdfRefused from reason
    kdf.derive_into(passphrase, key)
    return key


def seal_box(
    key: bytes, label: str, aad: bytes, plain: bytes, *, random: Randomness
) -> bytes:
    """Return `salt32 || commitment32 || ChaCha20-Poly1305(plain)`."""
    salt = random(SALT_SIZE)
    once, commitment = _box_keys(key, salt, label)
    cipher = ChaCha20Poly1305(once).encrypt(ZERO_NONCE, plain, _bound(label, aad))
    return salt + commitment + cipher


def open_box(key: bytes, label: str, aad: bytes, box: bytes) -> bytes:
    """Return what `seal_box` sealed under the same key, label and aad.

    Raises:
        CannotOpen: another key, label or aad, or changed bytes; never says which.
    """
    if len(box) < BOX_OVERHEAD:
        raise CannotOpen
    once, commitment = _box_keys(key, box[:SALT_SIZE], label)
    if not equal(commitment, box[SALT_SIZE:64]):
        raise CannotOpen
    try:
        return ChaCha20Poly1305(once).decrypt(ZERO_NONCE, box[64:], _bound(label, aad))
    except InvalidTag as reason:
        raise CannotOpen from reason


def _box_keys(key: bytes, salt: bytes, label: str) -> tuple[bytes, bytes]:
    both = hkdf(key, salt=salt, info=b"sb1|" + label.encode(), length=64)
    return both[:KEY_SIZE], both[KEY_SIZE:]


def _bound(label: str, aad: bytes) -> bytes:
    return label.encode() + b"\x00" + aad


def aes_siv_seal(key: bytes, data: bytes) -> bytes:
    """Return `tag16 || cipher`: deterministic, safe when data repeats (RFC 5297)."""
    return AESSIV(key).encrypt(data, None)


def aes_siv_open(key: bytes, sealed: bytes) -> bytes:
    """Return what `aes_siv_seal` sealed, or raise `CannotOpen`."""
    try:
        return AESSIV(key).decrypt(sealed, None)
    except (InvalidTag, ValueError) as reason:
        raise CannotOpen from reason


def signing_key(seed: bytes) -> bytes:
    """Return the 32-byte Ed25519 public key of a seed (RFC 8032)."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature; used on key material only."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Raise `BadSignature` unless signature is by public over message.

    The library loads low-order and non-canonical keys, under some of which a forged
    signature passes, so those are refused here first.
    """
    if not is_sound_signing_key(public):
        raise BadSignature
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError) as reason:
        raise BadSignature from reason


def is_sound_signing_key(public: bytes) -> bool:
    """Whether public is a canonical Ed25519 key outside the small subgroup.

    The small subgroup's eight points have the y coordinates 0, 1, -1 and two more;
    each is refused with either sign, as is any y that is not below the field's prime.
    """
    if len(public) != KEY_SIZE:
        return False
    y = int.from_bytes(public, "little") & ((1 << 255) - 1)
    return y < _ED25519_P and y not in _SMALL_Y


# y coordinates of the points of order 1, 2, 4 and 8 on edwards25519.
_ORDER_8_Y: Final = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    "little",
)
_SMALL_Y: Final = frozenset({0, 1, _ED25519_P - 1, _ORDER_8_Y, _ED25519_P - _ORDER_8_Y})


def kem_public(mlkem_seed: bytes, x25519_seed: bytes) -> tuple[bytes, bytes]:
    """Return the ML-KEM-768 (1,184 B) and X25519 (32 B) public keys of two seeds."""
    mlkem = MLKEM768PrivateKey.from_seed_bytes(mlkem_seed)
    x25519 = X25519PrivateKey.from_private_bytes(x25519_seed)
    return mlkem.public_key().public_bytes_raw(), x25519.public_key().public_bytes_raw()


def hpke_seal(mlkem: bytes, x25519: bytes, *, info: bytes, plain: bytes) -> bytes:
    """Seal plain to the holder of two public keys (HPKE, RFC 9180, hybrid KEM).

    The sender is not authenticated and the library takes no AAD, so info carries all
    context and the caller signs the result.

    Raises:
        Malformed: a public key is no such key, or of low order.
    """
    try:
        public = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(mlkem),
            X25519PublicKey.from_public_bytes(x25519),
        )
        return _SUITE.encrypt(plain, public, info)
    except ValueError as reason:
        raise Malformed from reason


def hpke_open(
    mlkem_seed: bytes, x25519_seed: bytes, *, info: bytes, sealed: bytes
) -> bytes:
    """Return what `hpke_seal` sealed to these keys with this info.

    Raises:
        CannotOpen: other keys or info, or changed bytes.
    """
    private = MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(mlkem_seed),
        X25519PrivateKey.from_private_bytes(x25519_seed),
    )
    try:
        return _SUITE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError) as reason:
        raise CannotOpen from reason
