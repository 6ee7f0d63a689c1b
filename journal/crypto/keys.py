"""From a passphrase or a recovery code to the root, and from the root to every key.

Only the root is ever sealed under a passphrase, so changing one rewrites 142 bytes
and no entry.
"""

import struct
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum, unique
from typing import Final

from journal.crypto.chance import Randomness
from journal.crypto.format import ID_SIZE, refuse_other_formats
from journal.crypto.primitives import (
    BOX_OVERHEAD,
    KEY_SIZE,
    argon2id,
    hkdf,
    kem_public,
    open_box,
    seal_box,
    sha256,
    signing_key,
)
from journal.crypto.stretch import Stretch
from journal.domain.entries import PartnerId
from journal.errors import (
    CannotOpen,
    CodeDoesNotOpen,
    KdfRefused,
    Malformed,
    PassphraseTooShort,
)

MAGIC_SLOT: Final = b"SBKS"
SLOT_VERSION: Final = 1
KDF_ARGON2ID: Final = 1
PASSPHRASE_LENGTH: Final = 10
CODE_BITS: Final = 160
CODE_CHECK_BITS: Final = 20
CODE_LENGTH: Final = 36
EPOCH_LIMIT: Final = 64

_SLOT_HEADER = struct.Struct(">4sBBBIHB16s")
KEYSLOT_SIZE: Final = _SLOT_HEADER.size + BOX_OVERHEAD + KEY_SIZE
# Crockford's base 32: no I, L, O or U, so that a written code can be read back.
_CODE_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_FORGIVEN: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


@unique
class SlotKind(IntEnum):
    """What opens a key slot."""

    PASSPHRASE = 1
    RECOVERY = 2


@dataclass(frozen=True, slots=True)
class NewSlot:
    """A key slot just made; `lowered` when this computer lacked the memory."""

    data: bytes = field(repr=False)
    lowered: bool = False


def prepare_passphrase(text: str) -> bytes:
    """Return the bytes that are stretched: NFKC, UTF-8, nothing trimmed."""
    return unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass")


def refuse_short(passphrase: str) -> None:
    """Raise `PassphraseTooShort` under ten characters; there is no other rule."""
    if len(unicodedata.normalize("NFKC", passphrase)) < PASSPHRASE_LENGTH:
        raise PassphraseTooShort


def passphrase_slot(
    root: bytes | bytearray, passphrase: str, *, stretch: Stretch, random: Randomness
) -> NewSlot:
    """Seal root under a passphrase.

    Where the memory of the default cannot be had, the floor is used and said.
    """
    _refuse_wiped(root)
    prepared = prepare_passphrase(passphrase)
    for m_kib in (stretch.m_kib, stretch.floor_kib):
        salt = random(16)
        header = _SLOT_HEADER.pack(
            MAGIC_SLOT,
            SLOT_VERSION,
            SlotKind.PASSPHRASE,
            KDF_ARGON2ID,
            m_kib,
            stretch.t,
            stretch.p,
            salt,
        )
        try:
            key = argon2id(prepared, salt=salt, m_kib=m_kib, t=stretch.t, p=stretch.p)
        except MemoryError:
            continue
        sealed = seal_box(bytes(key), "keyslot", header, bytes(root), random=random)
        wipe(key)
        return NewSlot(header + sealed, lowered=m_kib != stretch.m_kib)
    raise KdfRefused


def asked_cost(data: bytes) -> tuple[int, int, int]:
    """Return what guessing the passphrase of a slot costs: m in KiB, t and p.

    Raises:
        KdfRefused, Malformed, Unsupported: it is no slot this version may open.
    """
    m_kib, t, p, _ = _slot_header(data, SlotKind.PASSPHRASE)
    return m_kib, t, p


def recovery_slot(root: bytes | bytearray, code: bytes, *, random: Randomness) -> bytes:
    """Seal root under the 20 bytes of a recovery code; they need no stretching."""
    _refuse_wiped(root)
    salt = random(16)
    header = _SLOT_HEADER.pack(
        MAGIC_SLOT, SLOT_VERSION, SlotKind.RECOVERY, 0, 0, 0, 0, salt
    )
    key = hkdf(code, salt=salt, info=b"sb1|recovery", length=KEY_SIZE)
    return header + seal_box(key, "keyslot", header, bytes(root), random=random)


def open_passphrase_slot(data: bytes, passphrase: str, *, stretch: Stretch) -> bytes:
    """Return the root sealed in a slot.

    Raises:
        CannotOpen: the passphrase does not open it.
        KdfRefused, Malformed, Unsupported: it is no slot this version may open.
    """
    m_kib, t, p, salt = _slot_header(data, SlotKind.PASSPHRASE)
    stretch.refuse_unreasonable(m_kib, t, p)
    try:
        key = argon2id(prepare_passphrase(passphrase), salt=salt, m_kib=m_kib, t=t, p=p)
    except MemoryError as reason:
        raise KdfRefused(
            "Opening this journal takes more memory than this computer can give now. "
            "Nothing was changed."
        ) from reason
    try:
        return _open_slot(data, bytes(key))
    finally:
        wipe(key)


def open_recovery_slot(data: bytes, code: bytes) -> bytes:
    """Return the root sealed under a recovery code; raises like its sibling."""
    m_kib, t, p, salt = _slot_header(data, SlotKind.RECOVERY)
    if (m_kib, t, p) != (0, 0, 0):
        raise KdfRefused
    key = hkdf(code, salt=salt, info=b"sb1|recovery", length=KEY_SIZE)
    try:
        return _open_slot(data, key)
    except CannotOpen as reason:
        raise CodeDoesNotOpen from reason


def _slot_header(data: bytes, wanted: SlotKind) -> tuple[int, int, int, bytes]:
    refuse_other_formats(data, MAGIC_SLOT)
    if len(data) != KEYSLOT_SIZE:
        raise Malformed
    _, _, kind, kdf, m_kib, t, p, salt = _SLOT_HEADER.unpack_from(data)
    if kind != wanted:
        raise Malformed
    if kdf != (KDF_ARGON2ID if wanted is SlotKind.PASSPHRASE else 0):
        raise KdfRefused
    return m_kib, t, p, salt


def _open_slot(data: bytes, key: bytes) -> bytes:
    header, box = data[: _SLOT_HEADER.size], data[_SLOT_HEADER.size :]
    return open_box(key, "keyslot", header, box)


def _refuse_wiped(root: bytes | bytearray) -> None:
    # Zeros are a root that everybody knows: one that was forgotten, never one drawn.
    if len(root) != KEY_SIZE or not any(root):
        raise CannotOpen


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place; Python may hold other copies."""
    secret[:] = bytes(len(secret))


def new_recovery_code(random: Randomness) -> str:
    """Return a code of 36 characters in nine groups of four."""
    return write_code(random(CODE_BITS // 8))


def write_code(secret: bytes) -> str:
    """Return the 20 bytes of a code with their checksum, as a person copies them."""
    check = int.from_bytes(sha256(secret)[:3], "big") >> 4
    number = int.from_bytes(secret, "big") << CODE_CHECK_BITS | check
    letters = "".join(
        _CODE_ALPHABET[number >> 5 * place & 31]
        for place in reversed(range(CODE_LENGTH))
    )
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def read_code(text: str) -> bytes:
    """Return the 20 bytes of a code, forgiving case, spaces, O for 0, I and L for 1.

    Raises:
        CodeDoesNotOpen: it is not such a code, or a letter was miscopied.
    """
    letters = text.upper().translate(_CODE_FORGIVEN)
    letters = "".join(char for char in letters if char not in " -\t\n")
    if len(letters) != CODE_LENGTH or not set(letters) <= set(_CODE_ALPHABET):
        raise CodeDoesNotOpen
    number = 0
    for char in letters:
        number = number << 5 | _CODE_ALPHABET.index(char)
    secret = (number >> CODE_CHECK_BITS).to_bytes(CODE_BITS // 8, "big")
    if write_code(secret).replace("-", "") != letters:
        raise CodeDoesNotOpen
    return secret


class Identity:
    """Everything that one person's root opens; prints as nothing."""

    def __init__(self, root: bytes | bytearray) -> None:
        self.root = bytearray(root)
        self._seed = self._derived(b"sign", 32)
        self._mlkem_seed = self._derived(b"mlkem768", 64)
        self._x25519_seed = self._derived(b"x25519", 32)
        self.link_self = self._derived(b"link-self", 32)
        self.state_key = self._derived(b"state", 32)
        self.draft_key = self._derived(b"draft", 32)
        self.deal_key = self._derived(b"deal", 32)
        self.box_key = self._derived(b"box", 32)
        self.import_key = self._derived(b"import", 32)
        self.card = self._card()
        self.id = card_id(self.card)
        self._self_keys: dict[int, bytes] = {}

    @property
    def signing_seed(self) -> bytes:
        """The Ed25519 seed; signs key material only."""
        return self._seed

    @property
    def kem_seeds(self) -> tuple[bytes, bytes]:
        """The ML-KEM-768 and X25519 seeds that open what is sealed to the card."""
        return self._mlkem_seed, self._x25519_seed

    def self_key(self, epoch: int) -> bytes:
        """Return the key of slot-self in an epoch."""
        if epoch not in self._self_keys:
            self._self_keys[epoch] = self._derived(b"self|%d" % epoch, 32)
        return self._self_keys[epoch]

    def forget(self) -> None:
        """Wipe the root; the derived keys go with the object.

        Nothing more is derived or sealed from here on: `CannotOpen`.
        """
        wipe(self.root)

    def _derived(self, label: bytes, length: int) -> bytes:
        _refuse_wiped(self.root)
        return hkdf(bytes(self.root), salt=None, info=b"sb1|" + label, length=length)

    def _card(self) -> bytes:
        mlkem, x25519 = kem_public(self._mlkem_seed, self._x25519_seed)
        return b"SBID\x01" + signing_key(self._seed) + x25519 + mlkem


def card_id(card: bytes) -> PartnerId:
    """Return the id of the person a card belongs to: 32 hexadecimal digits."""
    return PartnerId(sha256(card)[:16].hex())


@dataclass(frozen=True, slots=True, kw_only=True)
class CoupleKeys:
    """What two people share: a pair root made once, and one key per epoch."""

    journal_id: bytes
    pair_root: bytes = field(repr=False)
    epochs: tuple[bytes, ...] = field(repr=False)
    # What was derived once is needed at every name and envelope, and goes with this.
    _made: dict[bytes, bytes] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        keys = (self.pair_root, *self.epochs)
        if len(self.journal_id) != ID_SIZE or any(len(key) != KEY_SIZE for key in keys):
            raise Malformed
        if not 1 <= len(self.epochs) <= EPOCH_LIMIT:
            raise Malformed

    @property
    def epoch(self) -> int:
        """The number of the current epoch."""
        return len(self.epochs) - 1

    def link_key(self, author: PartnerId, reader: PartnerId) -> bytes:
        """Return the key of tag-pair on what author writes for reader."""
        direction = bytes.fromhex(author) + bytes.fromhex(reader)
        return self._derived(b"link-pair|" + direction, 32)

    @property
    def names_key(self) -> bytes:
        """The 64-byte AES-SIV key of segment names."""
        return self._derived(b"names", 64)

    @property
    def deal_key(self) -> bytes:
        """The key from which both compute the prompt of the day."""
        return self._derived(b"deal", 32)

    def _derived(self, label: bytes, length: int) -> bytes:
        if label not in self._made:
            info = b"sb1|" + label
            made = hkdf(self.pair_root, salt=None, info=info, length=length)
            self._made[label] = made
        return self._made[label]
