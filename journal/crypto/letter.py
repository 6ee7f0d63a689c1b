"""A letter: one piece of writing in a file of its own, under a code of its own.

The code is as a recovery code is. It opens this one file, and nothing of the journal
that it was written in.
"""

from typing import Final

from journal.crypto.chance import Randomness
from journal.crypto.format import (
    SEALED_BODY_FLOOR,
    Json,
    decode_json,
    encode_json,
    pad,
    refuse_other_formats,
    unpad,
)
from journal.crypto.primitives import KEY_SIZE, hkdf, open_box, seal_box
from journal.errors import CannotOpen, CodeDoesNotOpen, Malformed

MAGIC_LETTER: Final = b"SBLT"
LETTER_VERSION: Final = 1
LETTER_LIMIT: Final = 1024 * 1024
_SALT_SIZE: Final = 16
_HEADER_SIZE: Final = len(MAGIC_LETTER) + 1 + _SALT_SIZE


def seal_letter(body: dict[str, Json], code: bytes, *, random: Randomness) -> bytes:
    """Return the file of a letter; its length says little of how long it is.

    Raises:
        Malformed: it is too long for one.
    """
    salt = random(_SALT_SIZE)
    header = MAGIC_LETTER + bytes([LETTER_VERSION]) + salt
    plain = pad(encode_json(body), floor=SEALED_BODY_FLOOR)
    box = seal_box(_key(code, salt), "letter", header, plain, random=random)
    if len(header) + len(box) > LETTER_LIMIT:
        raise Malformed
    return header + box


def open_letter(data: bytes, code: bytes) -> dict[str, Json]:
    """Return what a letter holds.

    Raises:
        CodeDoesNotOpen: the code is another one's, or the file is damaged.
        Malformed, Unsupported: it is no letter this version can read.
    """
    refuse_other_formats(data, MAGIC_LETTER)
    if not _HEADER_SIZE < len(data) <= LETTER_LIMIT:
        raise Malformed
    header, box = data[:_HEADER_SIZE], data[_HEADER_SIZE:]
    try:
        plain = open_box(_key(code, header[-_SALT_SIZE:]), "letter", header, box)
    except CannotOpen as reason:
        raise CodeDoesNotOpen from reason
    return decode_json(unpad(plain))


def _key(code: bytes, salt: bytes) -> bytes:
    return hkdf(code, salt=salt, info=b"sb1|letter", length=KEY_SIZE)
