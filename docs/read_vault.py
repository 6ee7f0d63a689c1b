"""Print what someone wrote in Lean-to, without Lean-to: python3 read_vault.py FILE.

For whoever finds a vault in twenty years and knows its passphrase. It follows format.md
(the numbers are its sections), changes nothing, and needs Python 3.11 or later and the
package `cryptography`. A box that opens is whole; one that is gone is not noticed.
"""

import getpass
import json
import sqlite3
import struct
import sys
import unicodedata
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(key, info, size=32, salt=None):  # 2
    return HKDF(hashes.SHA256(), size, salt, b"sb1|" + info).derive(key)


def unbox(key, label, aad, box):  # 1
    keys = derive(key, label, 64, box[:32])
    if keys[32:] != box[32:64]:
        sys.exit("That passphrase does not open it, or it is damaged.")
    once = ChaCha20Poly1305(keys[:32])
    return once.decrypt(bytes(12), box[64:], label + b"\0" + aad)


def body(key, label, aad, box):  # 6
    padded = unbox(key, label, aad, box)
    return json.loads(padded[4 : 4 + int.from_bytes(padded[:4], "big")])


def root_of(db, passphrase):  # 3 and 15
    sql = """SELECT sum, bytes FROM slot WHERE kind = 1 UNION ALL SELECT
      substr(bytes, 1, 32), substr(bytes, 33) FROM container WHERE id = x'736c6f7401'"""
    slot = next(b for s, b in db.execute(sql) if sha256(b).digest() == s)
    m, t, p, salt = struct.unpack(">IHB16s", slot[7:30])
    words = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
    kdf = Argon2id(salt=salt, length=32, iterations=t, lanes=p, memory_cost=m)
    return unbox(kdf.derive(words), b"keyslot", slot[:30], slot[30:])


def envelopes(db, root):  # 15, and 16 for the private box
    yield from db.execute("SELECT bytes FROM envelope ORDER BY stream, sequence")
    pieces = db.execute("SELECT id, bytes FROM container WHERE length(id) = 4")
    opened = (unbox(derive(root, b"box"), b"box", *piece) for piece in sorted(pieces))
    data = BytesIO(b"".join(piece[40:] for piece in opened))
    while size := int.from_bytes(data.read(12)[8:], "big"):
        yield (data.read(size),)


def read(db, root):  # 6 and 9
    streams = dict(db.execute("SELECT id, role FROM stream"))
    versions, offered, key = {}, set(), derive(root, b"self|0")
    for (env,) in envelopes(db, root):
        if env[:4] != b"SBE\1" or env[4:20] not in streams:
            continue  # it was shredded (7), or is the partner's
        facts = unbox(key, b"slot-self", env[:96], env[96:304])
        kind, audience, id_, revision = struct.unpack(">BB4x16sI", facts[:26])
        said = body(facts[82:114], b"body", env[:96], env[512:-64])
        act = said.get("act") if kind == 7 else None
        if streams[env[4:20]] == "us":
            if kind == 3 or (kind == 1 and audience == 2):
                offered.add(id_)
            elif kind == 2 or act == "take back":
                offered.discard(id_)
        elif kind == 1 or act == "prompt":
            versions.setdefault(id_, {})[revision] = said
        elif kind == 2:
            versions.pop(id_, None)
    return versions, offered


def told(head, said):
    rest = "".join(f"\n{key}: {value}" for key, value in said.items() if key != "words")
    text = f"--- {head}\n\n{said.get('words', '')}\n{rest}\n"
    print("".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc"))


if __name__ == "__main__":
    path = Path(sys.argv[1]).absolute()
    how = "mode=ro" if Path(f"{path}-wal").exists() else "immutable=1"
    db = sqlite3.connect(f"{path.as_uri()}?{how}", uri=True)
    root = root_of(db, getpass.getpass() if sys.stdin.isatty() else input())
    versions, offered = read(db, root)
    for id_, held in versions.items():
        mark = ", offered" if id_ in offered else ""
        for revision in sorted(held):
            told(f"{id_.hex()}, {revision}{mark}", held[revision])
    for id_, box in db.execute("SELECT id, sealed FROM draft"):
        told("unfinished", body(derive(root, b"draft"), b"draft", id_, box))
