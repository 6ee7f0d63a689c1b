"""A vault to write in, made anew for each test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.storage.vault import Vault

MINE = b"m" * 16
OURS = b"o" * 16


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.leanto"


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    made = Vault.create(
        path,
        label="kitchen",
        slots={1: b"passphrase slot", 2: b"recovery slot"},
        streams={"self": MINE, "us": OURS},
    )
    yield made
    made.close()
