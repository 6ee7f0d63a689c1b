"""Reading an export, whatever program it is from: what is in it tells that."""

from collections.abc import Callable
from datetime import date, tzinfo
from pathlib import Path, PurePosixPath

from journal.errors import NotReadable
from journal.imports import apple, dayone, journey, jrnl, markdown
from journal.imports.found import Gathering, Media, Reading
from journal.imports.plain import NotSafe, json_in, refuse_many, text_of
from journal.imports.shelf import Shelf, opened
from journal.imports.when import Zones

NOTHING = (
    "Nothing in it looks like a journal that Lean-to can read. Nothing was brought in."
)
SEALED = "it is encrypted; in jrnl, decrypt it first, or export it as JSON"
CANNOT = "{place} cannot be brought in: {why}. Nothing was brought in."
_SUFFIXES = {
    Media.PHOTOS: "jpg jpeg png gif heic heif webp tif tiff bmp svg dng",
    Media.VIDEOS: "mov mp4 m4v avi mkv webm 3gp",
    Media.RECORDINGS: "m4a mp3 wav aac caf ogg opus flac amr",
    Media.DOCUMENTS: "pdf doc docx pages odt rtf rtfd key xls xlsx ppt pptx epub",
}
_MEDIA_OF = {
    suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()
}
# Where Logseq keeps what its notes were before.
_COPIES = "/logseq/bak/"
_NOTES = frozenset({"md", "markdown", "mdown", "txt", "text"})


def read(path: Path, *, today: date, here: tzinfo | None = None) -> Reading:
    """Return what a file, a folder or a zip holds that can be brought in.

    Args:
        path: what was exported elsewhere.
        today: no entry is dated later.
        here: this computer's zone, if not the system's.

    Raises:
        NotFound, PlaceTrouble: it is not there, or cannot be opened.
        NotReadable: nothing in it can be brought in, or it is not safe to read.
    """
    with opened(path) as shelf:
        return read_shelf(shelf, today=today, here=here)


def read_shelf(shelf: Shelf, *, today: date, here: tzinfo | None = None) -> Reading:
    """Return what files hold that can be brought in; as `read`."""
    reader = _Reader(shelf, Gathering(today), here)
    for name in shelf.names:
        if _COPIES not in f"/{name}":
            reader.read(name)
    return reader.reading()


def only_file(path: Path) -> bytes | None:
    """Return what the JSON file holds that a path is, or that is all in a zip.

    Raises:
        NotFound, PlaceTrouble, NotReadable: as for `read`.
    """
    with opened(path) as shelf:
        names = shelf.names
        is_alone = len(names) == 1 and names[0].casefold().endswith(".json")
        if not is_alone:
            return None
        data = shelf.read(names[0])
        refuse_many(data)
        return data


class _Reader:
    """Goes through the files of an export."""

    def __init__(self, shelf: Shelf, gathering: Gathering, here: tzinfo | None) -> None:
        self._shelf = shelf
        self._gathering = gathering
        self._zones = Zones(gathering, here)
        self._names = markdown.Names(shelf.names)
        self._is_one = len(shelf.names) == 1

    def read(self, name: str) -> None:
        """Take in what a file holds, or count it."""
        suffix = PurePosixPath(name).suffix.lstrip(".").casefold()
        if suffix in _MEDIA_OF:
            self._gathering.media[_MEDIA_OF[suffix]] += 1
            return
        parse = self._parser(suffix)
        if parse is None:
            self._gathering.media[Media.OTHER] += 1
            return
        try:
            parse(name, self._shelf.read(name))
        except NotSafe:
            raise
        except NotReadable as refused:
            self._gathering.refuse(name, refused.say)

    def reading(self) -> Reading:
        """Return all that was found.

        Raises:
            NotReadable: it is nothing.
        """
        found = self._gathering.reading()
        if found.entries or found.wordless:
            return found
        if len(found.unread) == 1:
            (one,) = found.unread
            raise NotReadable(CANNOT.format(place=one.place, why=one.why))
        raise NotReadable(NOTHING)

    def _parser(self, suffix: str) -> Callable[[str, bytes], None] | None:
        if suffix == "doentry":
            return self._plist
        if suffix == "json":
            return self._json
        if suffix in {"html", "htm"}:
            return self._page
        if suffix in _NOTES:
            return self._text
        return self._unnamed if self._is_one else None

    def _plist(self, name: str, data: bytes) -> None:
        dayone.read_plist(data, name, self._gathering, self._zones)

    def _json(self, name: str, data: bytes) -> None:
        held = json_in(data)
        # jrnl takes the ids of Day One's entries along, and is looked for first.
        if jrnl.is_jrnl(held):
            jrnl.read_json(held, name, self._gathering)
        elif dayone.is_dayone(held):
            dayone.read_json(held, name, self._gathering, self._zones)
        elif journey.is_journey(held):
            journey.read_json(held, self._gathering, self._zones)
        else:
            self._gathering.media[Media.OTHER] += 1

    def _page(self, name: str, data: bytes) -> None:
        refuse_many(data)
        page = text_of(data)
        if apple.is_apple(page):
            apple.read_page(page, name, self._gathering)
        else:
            self._gathering.media[Media.OTHER] += 1

    def _text(self, name: str, data: bytes) -> None:
        text = text_of(data)
        if dayone.is_dayone_text(text):
            dayone.read_text(text, name, self._gathering)
        elif jrnl.is_jrnl_text(text):
            jrnl.read_text(text, self._gathering)
        elif jrnl.is_sealed(text):
            raise NotReadable(SEALED)
        elif name.casefold().endswith((".txt", ".text")) and not self._names.day_in(
            name
        ):
            self._gathering.media[Media.OTHER] += 1
        else:
            page = markdown.Page(name, text, self._shelf.changed_on(name))
            markdown.read_note(page, self._gathering, self._zones, self._names)

    def _unnamed(self, name: str, data: bytes) -> None:
        """Read a file that was named by itself, whatever its ending."""
        head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
        if head.startswith((b"{", b"[{")):
            self._json(name, data)
        elif head.startswith(b"<?xml"):
            self._plist(name, data)
        else:
            self._text(name, data)
