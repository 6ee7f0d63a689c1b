"""Published answers through our own wrappers, and a box put together by hand."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from journal.crypto.chance import system_random
from journal.crypto.primitives import (
    BOX_OVERHEAD,
    aes_siv_open,
    aes_siv_seal,
    argon2id,
    equal,
    hkdf,
    hmac_sha256,
    hpke_open,
    hpke_seal,
    is_sound_signing_key,
    kem_public,
    open_box,
    seal_box,
    sha256,
    sign,
    signing_key,
    verify,
)
from journal.errors import BadSignature, CannotOpen, KdfRefused, Malformed
from tests.crypto.people import counted

KEY = sha256(b"key")
SEEDS = (sha256(b"m") + sha256(b"m2"), sha256(b"x"))
P = 2**255 - 19


def unhex(text: str) -> bytes:
    return bytes.fromhex(text)


def test_sha256_answers_as_fips_180_says() -> None:
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256(b"abc") == unhex(expected)


def test_hmac_answers_as_rfc_4231_case_2_says() -> None:
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert hmac_sha256(b"Jefe", b"what do ya want for nothing?") == unhex(expected)


def test_hkdf_answers_as_rfc_5869_case_1_says() -> None:
    expected = (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        "34007208d5b887185865"
    )
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))
    assert hkdf(b"\x0b" * 22, salt=salt, info=info, length=42) == unhex(expected)


def test_hkdf_answers_as_rfc_5869_case_3_says() -> None:
    expected = (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        "9d201395faa4b61a96c8"
    )
    for salt in (None, b""):
        assert hkdf(b"\x0b" * 22, salt=salt, info=b"", length=42) == unhex(expected)


# libargon2, src/test.c: Argon2id, version 19, "password" and "somesalt".
@pytest.mark.parametrize(
    ("m_kib", "t", "p", "expected"),
    [
        (
            65_536,
            2,
            1,
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        ),
        (256, 2, 1, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
        (256, 2, 2, "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
    ],
)
def test_argon2id_answers_as_the_reference_implementation(
    m_kib: int, t: int, p: int, expected: str
) -> None:
    key = argon2id(b"password", salt=b"somesalt", m_kib=m_kib, t=t, p=p)
    assert key == unhex(expected)
    assert isinstance(key, bytearray)


def test_the_library_under_it_answers_as_rfc_9106_says() -> None:
    # The vector of the RFC has a secret and associated data, which ours never has.
    kdf = Argon2id(
        salt=b"\2" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\4" * 12,
        secret=b"\3" * 8,
    )
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert kdf.derive(b"\1" * 32) == unhex(expected)


@pytest.mark.parametrize(
    ("m_kib", "t", "p"), [(7, 1, 1), (64, 0, 1), (64, 1, 0), (2**40, 1, 1)]
)
def test_a_cost_that_the_library_cannot_use_is_refused(
    m_kib: int, t: int, p: int
) -> None:
    with pytest.raises(KdfRefused):
        argon2id(b"password", salt=bytes(16), m_kib=m_kib, t=t, p=p)


def rfc_8439() -> tuple[bytes, bytes, bytes, bytes, bytes]:
    """Return key, nonce, aad, plain and sealed of section 2.8.2."""
    plain = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one "
        b"tip for the future, sunscreen would be it."
    )
    sealed = unhex(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
        "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
        "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
        "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd060"
        "0691"
    )
    aad, nonce = unhex("50515253c0c1c2c3c4c5c6c7"), unhex("070000004041424344454647")
    return bytes(range(0x80, 0xA0)), nonce, aad, plain, sealed


def test_the_cipher_under_a_box_answers_as_rfc_8439_says() -> None:
    key, nonce, aad, plain, sealed = rfc_8439()
    assert ChaCha20Poly1305(key).encrypt(nonce, plain, aad) == sealed


@given(
    key=st.binary(min_size=32, max_size=32),
    salt=st.binary(min_size=32, max_size=32),
    label=st.sampled_from(["body", "slot-self", "keyslot"]),
    aad=st.binary(max_size=100),
    plain=st.binary(max_size=200),
)
def test_a_box_is_what_the_format_says_put_together_by_hand(
    key: bytes, salt: bytes, label: str, aad: bytes, plain: bytes
) -> None:
    info = b"sb1|" + label.encode()
    derived = HKDF(hashes.SHA256(), 64, salt, info).derive(key)
    cipher = ChaCha20Poly1305(derived[:32])
    sealed = cipher.encrypt(bytes(12), plain, label.encode() + b"\0" + aad)
    box = seal_box(key, label, aad, plain, random=lambda _: salt)
    assert box == salt + derived[32:] + sealed
    assert len(box) == len(plain) + BOX_OVERHEAD
    assert open_box(key, label, aad, box) == plain


def test_a_box_opens_under_no_other_key_label_or_aad() -> None:
    box = seal_box(KEY, "body", b"aad", b"words", random=counted("box"))
    for key, label, aad in (
        (sha256(b"other"), "body", b"aad"),
        (KEY, "slot-self", b"aad"),
        (KEY, "body", b"aae"),
        (KEY, "body", b""),
    ):
        with pytest.raises(CannotOpen):
            open_box(key, label, aad, box)


def test_every_changed_byte_and_every_length_of_a_box_is_refused() -> None:
    box = seal_box(KEY, "body", b"", b"words", random=counted("box"))
    for at in range(len(box)):
        turned = box[:at] + bytes([box[at] ^ 0x80]) + box[at + 1 :]
        with pytest.raises(CannotOpen):
            open_box(KEY, "body", b"", turned)
        with pytest.raises(CannotOpen):
            open_box(KEY, "body", b"", box[:at])
    with pytest.raises(CannotOpen):
        open_box(KEY, "body", b"", box + b"\0")


def test_a_box_that_a_second_key_would_decrypt_does_not_open_under_it() -> None:
    # Without the commitment a ciphertext can be made that two keys accept; here the
    # bytes of the commitment say which of them sealed it.
    other = sha256(b"other")
    box = seal_box(KEY, "body", b"", b"words", random=counted("box"))
    theirs = seal_box(other, "body", b"", b"words", random=counted("box"))
    with pytest.raises(CannotOpen):
        open_box(other, "body", b"", box[:64] + theirs[64:])
    with pytest.raises(CannotOpen):
        open_box(KEY, "body", b"", box[:32] + theirs[32:64] + box[64:])


def test_two_boxes_of_the_same_words_have_nothing_in_common() -> None:
    one, two = (seal_box(KEY, "body", b"", b"w", random=system_random) for _ in "ab")
    assert one[:32] != two[:32]
    assert one[64:] != two[64:]


def test_aes_siv_answers_as_rfc_5297_says_when_nothing_else_is_bound() -> None:
    # The RFC's two examples bind more headers than our wrapper can; without any, the
    # tag is CMAC's chain over the plaintext alone (section 2.4), computed by hand.
    key, plain = sha256(b"1") + sha256(b"2"), bytes(range(24))

    def cmac(data: bytes) -> bytes:
        mac = CMAC(algorithms.AES(key[:32]))
        mac.update(data)
        return mac.finalize()

    zero = cmac(bytes(16))
    end = bytes(a ^ b for a, b in zip(plain[-16:], zero, strict=True))
    tag = cmac(plain[:-16] + end)
    counter = bytearray(tag)
    counter[8] &= 0x7F
    counter[12] &= 0x7F
    cipher = Cipher(algorithms.AES(key[32:]), modes.CTR(bytes(counter))).encryptor()
    assert aes_siv_seal(key, plain) == tag + cipher.update(plain)


@given(data=st.binary(max_size=80))
def test_what_aes_siv_did_not_seal_does_not_open(data: bytes) -> None:
    key = sha256(b"1") + sha256(b"2")
    with pytest.raises(CannotOpen):
        aes_siv_open(key, data)
    if data:
        assert aes_siv_open(key, aes_siv_seal(key, data)) == data


def test_ed25519_answers_as_rfc_8032_test_2_says() -> None:
    seed = unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = unhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert signing_key(seed) == unhex(public)
    assert sign(seed, b"\x72") == signature
    verify(unhex(public), b"\x72", signature)
    for message, bad in ((b"\x73", signature), (b"\x72", signature[:-1])):
        with pytest.raises(BadSignature):
            verify(unhex(public), message, bad)


def unsound_keys() -> list[bytes]:
    """Return the 14 encodings of small order: 10 canonical ones and 4 that are not."""
    order_8 = int.from_bytes(
        unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        "little",
    )
    ys = [0, 1, P - 1, order_8, P - order_8, P, P + 1]
    return [
        (y | sign_bit << 255).to_bytes(32, "little") for y in ys for sign_bit in (0, 1)
    ]


@pytest.mark.parametrize("key", unsound_keys(), ids=bytes.hex)
def test_signing_keys_of_low_order_are_refused(key: bytes) -> None:
    assert not is_sound_signing_key(key)
    with pytest.raises(BadSignature):
        verify(key, b"message", bytes(64))


def test_refusing_them_is_needed_as_the_library_accepts_a_forgery() -> None:
    identity = (1).to_bytes(32, "little")
    forged = identity + bytes(32)
    Ed25519PublicKey.from_public_bytes(identity).verify(forged, b"anything")
    with pytest.raises(BadSignature):
        verify(identity, b"anything", forged)


def test_signing_keys_that_are_not_canonical_or_not_32_bytes_are_refused() -> None:
    for y in range(P, 2**255):
        assert not is_sound_signing_key(y.to_bytes(32, "little"))
    sound = signing_key(KEY)
    assert is_sound_signing_key(sound)
    assert not is_sound_signing_key(sound[:-1])
    assert not is_sound_signing_key(sound + b"\0")


def test_a_key_that_is_no_point_of_the_curve_verifies_nothing() -> None:
    no_point = (2).to_bytes(32, "little")
    assert is_sound_signing_key(no_point)
    with pytest.raises(BadSignature):
        verify(no_point, b"message", sign(KEY, b"message"))


def test_hpke_opens_for_its_reader_and_its_context_alone() -> None:
    mlkem, x25519 = kem_public(*SEEDS)
    sealed = hpke_seal(mlkem, x25519, info=b"info", plain=bytes(32))
    assert len(sealed) == 32 + 1_136
    assert hpke_open(*SEEDS, info=b"info", sealed=sealed) == bytes(32)
    assert sealed != hpke_seal(mlkem, x25519, info=b"info", plain=bytes(32))
    other = (sha256(b"n") + sha256(b"n2"), sha256(b"y"))
    mixed = [other, (SEEDS[0], other[1]), (other[0], SEEDS[1])]
    for seeds in mixed:
        with pytest.raises(CannotOpen):
            hpke_open(*seeds, info=b"info", sealed=sealed)
    for info in (b"", b"infp"):
        with pytest.raises(CannotOpen):
            hpke_open(*SEEDS, info=info, sealed=sealed)


@given(at=st.integers(0, 1_167), cut=st.integers(0, 1_167))
def test_changed_or_truncated_hpke_does_not_open(at: int, cut: int) -> None:
    sealed = hpke_seal(*kem_public(*SEEDS), info=b"", plain=bytes(32))
    turned = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    for bad in (turned, sealed[:cut], sealed + b"\0"):
        with pytest.raises(CannotOpen):
            hpke_open(*SEEDS, info=b"", sealed=bad)


@pytest.mark.parametrize(
    ("mlkem", "x25519"),
    [
        (kem_public(*SEEDS)[0], bytes(32)),
        (kem_public(*SEEDS)[0], b"\1" + bytes(31)),
        (b"\xff" * 1_184, kem_public(*SEEDS)[1]),
        (kem_public(*SEEDS)[0][:-1], kem_public(*SEEDS)[1]),
    ],
    ids=["x25519 of order 1", "x25519 of low order", "mlkem above modulus", "short"],
)
def test_nothing_is_sealed_to_an_unsound_key(mlkem: bytes, x25519: bytes) -> None:
    with pytest.raises(Malformed):
        hpke_seal(mlkem, x25519, info=b"", plain=b"")


def test_equal_compares_whole_values() -> None:
    assert equal(KEY, bytes(KEY))
    assert not equal(KEY, KEY[:-1])
    assert not equal(KEY, KEY[:-1] + b"\0")


def test_the_system_gives_as_much_chance_as_asked() -> None:
    assert len(system_random(32)) == 32
    assert system_random(32) != system_random(32)
