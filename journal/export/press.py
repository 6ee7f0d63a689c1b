"""Pages set by typst, which is asked for as an extra, and locked with a password.

Whatever is set comes in as data: no word of a person is ever part of a template. What
no font on this computer can show is named to whoever makes the file, because on paper
it would be an empty box.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique
from io import BytesIO
from json import dumps
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, cast

from journal.domain.wording import listed
from journal.errors import NotPossible

if TYPE_CHECKING:
    from typst import Compiler

INSTALL = "pip install 'leanto[pdf]'"
FONTS = (
    # The first comes with typst; the others are used where a computer has them.
    # Without them Arabic, for one, would be set in a font for programs.
    "Libertinus Serif",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Serif Thai",
    "Noto Serif CJK JP",
    "Noto Color Emoji",
    "Apple Color Emoji",
    "Segoe UI Emoji",
)

_FOR_ALL: Final = "ua-1"
_OWNER_BYTES = 32
_NAMED = 8
_JOINER = "\u200d"
_JOINED = frozenset("\u200d\ufe0e\ufe0f")
_PROOF = b"""
#let given = json(bytes(sys.inputs.given))
#set document(title: "Proof")
#set text(font: given.fonts)
#given.text
"""


@unique
class Paper(StrEnum):
    """The sheets a printer may hold, by the names that typst has for them."""

    A5 = "a5"
    A4 = "a4"
    LETTER = "us-letter"


class NoPress(NotPossible):
    """What sets a PDF is an extra, and is not here."""

    say = (
        f"A PDF needs two more packages, which this adds: {INSTALL}. "
        "The HTML page needs nothing more, and prints the same."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A PDF, and what stands in it as an empty box.

    `is_for_all` says that it keeps to the standard by which it can be read aloud.
    """

    content: bytes = field(repr=False)
    unshown: tuple[str, ...] = field(default=(), repr=False)
    is_for_all: bool = True

    @property
    def unshown_named(self) -> str:
        """What cannot be shown, each with its number; empty where all of it can.

        Of a whole script only the first few are named.
        """
        first, more = self.unshown[:_NAMED], len(self.unshown) - _NAMED
        said = [
            f"{one} ({' '.join(f'U+{ord(char):04X}' for char in one)})" for one in first
        ]
        return listed([*said, f"{more} more"] if more > 0 else said)


def set_pages(template: bytes, given: str, *, only_own_fonts: bool = False) -> Pdf:
    """Return what a template makes of what it is given, which is JSON.

    It sees no file but an empty folder, and no network. With `only_own_fonts` none
    but those that come with typst are looked at.

    Raises:
        NoPress: the extra is not installed.
    """
    try:
        from typst import Compiler, Fonts, TypstError  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise NoPress from None

    fonts = Fonts(include_system_fonts=not only_own_fonts)
    with TemporaryDirectory() as empty:
        compiler = Compiler(
            root=empty, font_paths=fonts, package_path=empty, package_cache_path=empty
        )
        try:
            return Pdf(content=_pages(compiler, template, given, for_all=True))
        except TypstError:
            # The standard refuses what no font can show. Without it there are boxes.
            content = _pages(compiler, template, given, for_all=False)

        def can_show(text: str) -> bool:
            shown = dumps({"text": text, "fonts": FONTS}, ensure_ascii=False)
            try:
                _pages(compiler, _PROOF, shown, for_all=True)
            except TypstError:
                return False
            return True

        signs = sorted({one for one in _signs(given) if not one.isascii()})
        unshown = tuple(_unshown(signs, can_show))
    return Pdf(content=content, unshown=unshown, is_for_all=False)


def locked(pdf: Pdf, password: str, *, chance: Callable[[int], bytes]) -> Pdf:
    """Return a PDF that opens with the password alone, and keeps it from nobody else.

    It is sealed by AES with 256 bits, and worth as much as the password is. There is a
    second one by the format, which is drawn by chance and told to nobody.

    Raises:
        NoPress: the extra is not installed.
    """
    try:
        from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise NoPress from None

    reader = PdfReader(BytesIO(pdf.content))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    owner = chance(_OWNER_BYTES).hex()
    # Nothing is forbidden to whoever has it open: a screen reader takes the text out.
    writer.encrypt(password, owner, algorithm="AES-256")
    written = BytesIO()
    writer.write(written)
    return replace(pdf, content=written.getvalue())


def _pages(
    compiler: "Compiler", template: bytes, given: str, *, for_all: bool
) -> bytes:
    pages = compiler.compile(
        template,
        format="pdf",
        sys_inputs={"given": given},
        pdf_standards=[_FOR_ALL] if for_all else [],
    )
    # Only pictures are a list of pages, and only what goes into a file is nothing.
    return cast("bytes", pages)


def _unshown(signs: list[str], can_show: Callable[[str], bool]) -> Iterator[str]:
    """Find the few among many by halves, since each try costs the same."""
    if not signs or can_show(" ".join(signs)):
        return
    if len(signs) == 1:
        yield signs[0]
        return
    middle = len(signs) // 2
    yield from _unshown(signs[:middle], can_show)
    yield from _unshown(signs[middle:], can_show)


def _signs(text: str) -> Iterator[str]:
    """Yield what a reader sees as one: a letter with its marks, an emoji of several."""
    sign = ""
    for char in text:
        is_joined = char in _JOINED or unicodedata.category(char).startswith("M")
        if sign and (is_joined or sign[-1] == _JOINER):
            sign += char
            continue
        yield sign
        sign = char
    yield sign
