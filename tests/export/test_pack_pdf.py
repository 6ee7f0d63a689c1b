"""A pack on paper: set from data, read aloud, locked, and empty of all else."""

import sys
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from typing import Any, cast

import pytest
from pypdf import PageObject, PasswordType, PdfReader
from pypdf.constants import UserAccessPermissions

from journal.domain.counselling import Account, Pack, Told
from journal.export.pack_pdf import pack_pdf
from journal.export.press import INSTALL, NoPress, Paper, Pdf, locked
from tests.export.couple_packs import (
    MINE,
    OURS,
    SCRIPTS,
    filled_with,
    with_a_full_first_page,
)
from tests.export.read_back import everything_in, squeezed, text_of_pdf

CODE = (
    '#read("secret.txt") *b* $x$ [z] <a> @b #import "@preview/a:1.0.0" \\ "] #panic()'
)
PASSWORD = "pässword ✓ 1"


def printed(pack: Pack, **how: Any) -> Pdf:
    """A pack as a PDF, in the fonts that are the same on every computer."""
    return pack_pdf(pack, only_own_fonts=True, **how)


def reader(pdf: Pdf) -> PdfReader:
    return PdfReader(BytesIO(pdf.content))


def test_words_are_never_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.txt").write_text("what nobody is to read", "utf-8")
    monkeypatch.chdir(tmp_path)
    pdf = printed(filled_with(CODE))
    assert pdf.is_for_all
    read = text_of_pdf(pdf.content)
    assert squeezed(CODE).replace(" ", "") in read.replace(" ", "")
    assert "nobody is to read" not in read


@pytest.mark.parametrize("name", ["pieces.typ", "pack.typ", "book.typ"])
def test_no_template_asks_for_a_package_or_a_file(name: str) -> None:
    template = files("journal.export").joinpath(name).read_text("utf-8")
    code = [line for line in template.split("\n") if not line.startswith("//")]
    for asked in ("@preview", "import", "include", "read(", "image(", "plugin"):
        assert asked not in "\n".join(code)


def test_a_pack_can_be_read_aloud() -> None:
    pdf = printed(OURS)
    catalog = cast("dict[str, Any]", reader(pdf).trailer["/Root"])
    assert pdf.is_for_all
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog


def test_nothing_is_known_of_who_made_it_or_when_or_where() -> None:
    pdf = printed(replace(OURS, names=("A.", "B.")))
    assert set(cast("dict[str, Any]", reader(pdf).metadata)) <= {"/Title", "/Creator"}
    held = everything_in(pdf.content)
    marks = (
        "CreationDate",
        "ModDate",
        "CreateDate",
        "ModifyDate",
        "/Author",
        "creator>",
    )
    for told in (gettempdir(), str(Path.cwd()), *marks):
        assert told.encode() not in held
    assert printed(replace(OURS, names=("A.", "B."))).content == pdf.content


def test_nothing_but_what_is_in_the_pack_is_in_its_bytes() -> None:
    marker = "Heliotrope"
    with_it = replace(MINE, help=(replace(MINE.help[0], text=marker),))
    assert marker in text_of_pdf(printed(with_it).content)
    held = everything_in(printed(MINE).content)
    assert marker.encode() not in held
    assert marker.encode("utf-16-be") not in held


def test_what_no_font_can_show_is_named_rather_than_lost() -> None:
    pdf = printed(filled_with("ไ and \U0001faef, not a"))
    assert not pdf.is_for_all
    assert pdf.unshown == ("ไ", "\U0001faef")
    assert pdf.unshown_named == "ไ (U+0E44) and \U0001faef (U+1FAEF)"
    assert "and" in text_of_pdf(pdf.content)


def test_of_a_whole_script_the_first_are_named() -> None:
    thai = dict(SCRIPTS)["ไทย"]
    pdf = printed(replace(MINE, help=(replace(MINE.help[0], text=thai),)))
    assert "ฉั" in pdf.unshown
    assert pdf.unshown_named.endswith(f"and {len(pdf.unshown) - 8} more")


def test_where_all_can_be_shown_nothing_is_named() -> None:
    assert printed(OURS).unshown_named == ""


@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER])
def test_a_full_first_page_is_one_page_on_either_paper(paper: Paper) -> None:
    first, second, *_ = reader(printed(with_a_full_first_page(), paper=paper)).pages
    assert "Ben was there in" in squeezed(first.extract_text())
    assert second.extract_text().startswith("Moments")
    width = {Paper.A4: 595, Paper.LETTER: 612}[paper]
    assert int(first.mediabox.width) == width


def test_a_first_page_too_long_for_any_page_is_still_whole() -> None:
    words = "To say it in words, once, before I go quiet. " * 200
    pdf = printed(replace(MINE, trying=(replace(MINE.help[0], text=words),)))
    assert text_of_pdf(pdf.content).count("quiet") == 200


def test_one_long_address_stays_in_its_column() -> None:
    address = "https://example.org/" + "a" * 300
    account = Account(name="Ana", role="reached", words=address)
    told = Told(title="It", when="March 2026", accounts=(account, account))
    pdf = printed(replace(MINE, moments=(told,), is_ours=True))
    read = text_of_pdf(pdf.content)
    assert address in read.replace("\u200b", "").replace(" ", "")
    lines = [line for page in reader(pdf).pages for line in _lines(page)]
    assert max(line.count("a") for line in lines) < 60


def _lines(page: PageObject) -> list[str]:
    return page.extract_text().replace("\u200b", "").split("\n")


def test_words_begin_at_the_side_from_which_they_are_read() -> None:
    begins: dict[str, float] = {}

    def see(text: str, at: list[float], within: list[float], *_: Any) -> None:
        begins.update({char: at[4] + within[4] for char in text if char in "אz"})

    for word in ("א", "z"):
        account = Account(name="Ana", role="reached", words=word)
        told = Told(title="It", when="May", accounts=(account,))
        page = reader(printed(replace(MINE, moments=(told,)))).pages[1]
        page.extract_text(visitor_text=see)
    assert begins["א"] > begins["z"] + 200


def test_a_locked_pack_opens_with_its_password_and_not_without() -> None:
    asked: list[int] = []

    def chance(size: int) -> bytes:
        asked.append(size)
        return bytes(range(size))

    pdf = locked(printed(OURS), PASSWORD, chance=chance)
    assert asked == [32]
    shut = reader(pdf)
    assert shut.is_encrypted
    assert shut.decrypt("") is PasswordType.NOT_DECRYPTED
    assert shut.decrypt("password") is PasswordType.NOT_DECRYPTED
    assert shut.decrypt(bytes(range(32)).hex()) is PasswordType.OWNER_PASSWORD
    assert shut.decrypt(PASSWORD) is PasswordType.USER_PASSWORD
    assert "The hall light" in shut.pages[1].extract_text()
    assert cast("dict[str, Any]", shut.trailer["/Encrypt"])["/R"] == 6
    for seen in (b"hall light", b"counselling", b"Title (For"):
        assert seen not in pdf.content


def test_a_locked_pack_can_still_be_read_aloud() -> None:
    shut = reader(locked(printed(OURS), PASSWORD, chance=bytes))
    shut.decrypt(PASSWORD)
    catalog = cast("dict[str, Any]", shut.trailer["/Root"])
    assert catalog["/MarkInfo"]["/Marked"]
    permissions = shut.user_access_permissions
    assert permissions is not None
    assert UserAccessPermissions.EXTRACT_TEXT_AND_GRAPHICS in permissions


@pytest.mark.parametrize("absent", ["typst", "pypdf"])
def test_without_the_extra_a_sentence_says_what_adds_it(
    absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, absent, None)
    with pytest.raises(NoPress) as told:
        locked(printed(MINE), PASSWORD, chance=bytes)
    assert INSTALL in told.value.say


def test_what_is_set_shows_none_of_its_words_where_it_is_named() -> None:
    assert "hall" not in repr(printed(OURS))
