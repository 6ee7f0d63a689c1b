"""A letter is left, and read by whoever has the file and the paper."""

import json
from pathlib import Path

from journal.services.letters import CODE_OF_IT
from tests.house import House


def test_a_page_is_left_as_a_letter_and_read_without_a_journal(
    met: House, tmp_path: Path
) -> None:
    met.by("Ana", "write", "--title", "For after", words="Look up.\n")
    entry = json.loads(met.by("Ana", "read", "--json").out)["entries"][0]["id"]
    path = tmp_path / "for-ben"
    ran = met.by("Ana", "letter", entry[:8], str(path))
    assert (ran.code, CODE_OF_IT in ran.err) == (0, True)
    code = ran.out.strip()
    ran = met.run("open-letter", str(path), given=f"{code}\n")
    assert ran.out == "Ana · Tue 24 November 2026\n\nFor after\n\nLook up.\n"
    ran = met.run("open-letter", str(path), "--json", given=f"{code}\n")
    assert json.loads(ran.out)["words"] == "Look up."
    ran = met.run("open-letter", str(path), given=f"{code[:-4]}0000\n")
    assert (ran.code, ran.out) == (3, "")
    assert met.run("open-letter", str(tmp_path / "no"), given=f"{code}\n").code == 5
    met.by("Ana", "letter", entry[:8], str(tmp_path / "other"))
    assert "Look up." not in met.by("Ben", "us").out
