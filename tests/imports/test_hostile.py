"""Files that are made to do harm are refused, with one sentence."""

import json
import os
import re
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from journal.domain.text import WORDS_LIMIT_BYTES
from journal.errors import NotFound, NotReadable, PlaceTrouble
from journal.imports import by_days, dayone, found, plain, shelf
from journal.imports.reading import only_file, read
from tests.imports.exports import (
    TODAY,
    classic,
    day_one,
    folder,
    jrnl,
    read_file,
    zipped,
)

GOOD = day_one({"text": "Good."})


def refused(path: Path) -> str:
    with pytest.raises(NotReadable) as caught:
        read(path, today=TODAY)
    sentence = caught.value.say
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_a_zip_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Journal.json": b" " * (8 * 2**20)})
    assert refused(path) == shelf.SWELLS


def test_a_zip_that_lies_about_its_size_is_read_no_further(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Journal.json": b" " * (8 * 2**20)})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    path.write_bytes(data)
    assert "Journal.json cannot be brought in: it is" in refused(path)


@pytest.mark.parametrize(
    "name", ["/etc/Journal.json", "../Journal.json", "a/../../b.json", "C:\\a.json"]
)
def test_a_zip_that_names_files_outside_itself_is_refused(
    tmp_path: Path, name: str
) -> None:
    path = zipped(tmp_path / "a.zip", {"Journal.json": GOOD, name: GOOD})
    assert refused(path) == shelf.LEADS_OUT


def test_names_as_windows_writes_them_are_names(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Export\\Journal.json": GOOD})
    assert len(read(path, today=TODAY).entries) == 1


def test_a_link_is_followed_neither_in_a_zip_nor_in_a_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("Secret.")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("2024-01-01.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "../secret.md")
        archive.writestr("Journal.json", GOOD)
    assert [one.words for one in read(path, today=TODAY).entries] == ["Good."]
    notes = folder(tmp_path / "notes", {"2024-01-02.md": b"Mine."})
    (notes / "2024-01-01.md").symlink_to(secret)
    (notes / "more").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(notes / "2024-01-03.md")
    assert [one.words for one in read(notes, today=TODAY).entries] == ["Mine."]


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Journal.json": GOOD})
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(magic) + at] |= 1
    path.write_bytes(data)
    assert refused(path) == shelf.LOCKED


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        b"PK\x05\x06",
        b"PK\x05\x06" + b"\xff" * 18,
        b"PK" + bytes(100),
        b"PK\x03\x04" + bytes(range(256)),
    ],
)
def test_a_broken_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert refused(path) in {shelf.BROKEN_ZIP, shelf.TOO_MANY}


def test_a_zip_whose_list_is_endless_is_refused_before_it_is_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.zip"
    wide = b"PK\x06\x06" + bytes(36) + struct.pack("<Q", 2**40) + bytes(8)
    end = b"PK\x05\x06" + bytes(8) + b"\xff" * 8 + bytes(2)
    path.write_bytes(b"PK" + wide + end)
    assert refused(path) == shelf.TOO_MANY


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.json": GOOD, "b.json": GOOD * 9})
    data = bytearray(path.read_bytes())
    at = data.index(b"b.json") + 20
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    reading = read(path, today=TODAY)
    assert [one.words for one in reading.entries] == ["Good."]
    assert [(one.place, one.why) for one in reading.unread] == [
        ("b.json", shelf.NOT_WHOLE)
    ]


def test_a_zip_of_an_impossible_day_says_no_day(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"note.md": b"Words."})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 14 : at + 16] = bytes(2)
    path.write_bytes(data)
    assert "nothing tells its day" in refused(path)


def test_more_files_than_anyone_writes_are_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_FILES", 20)
    many = {f"{at // 5}/{at}.md": b"x" for at in range(21)}
    for path in (folder(tmp_path / "many", many), zipped(tmp_path / "a.zip", many)):
        assert refused(path) == shelf.TOO_MANY


def test_more_text_than_anyone_writes_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_BYTES", 150)
    notes = {f"2024-01-0{at}.md": bytes([64 + at]) * 60 for at in range(1, 4)}
    for path in (folder(tmp_path / "many", notes), zipped(tmp_path / "a.zip", notes)):
        assert refused(path) == shelf.TOO_MUCH
    monkeypatch.setattr(shelf, "LARGEST", 50)
    (tmp_path / "one.md").write_bytes(b"x" * 51)
    for path in (tmp_path / "one.md", tmp_path / "a.zip"):
        with pytest.raises(NotReadable):
            read(path, today=TODAY)


def test_more_entries_than_anyone_writes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "MOST_ENTRIES", 2)
    path = tmp_path / "a.json"
    path.write_bytes(jrnl(*({"body": str(at)} for at in range(3))))
    assert refused(path) == found.TOO_MANY


def test_more_entries_of_a_text_are_refused_before_any_is_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_days, "MOST_ENTRIES", 2)
    # Those without words are only counted, and would never come to an end.
    path = folder(tmp_path / "a", {"a.txt": b"[2024-01-01 10:00] \n" * 3})
    assert refused(path) == found.TOO_MANY


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b'{"entries": [[], [], {}, "", 1]}'),
        ("a.json", b'{"format": "leanto-export", "x": [[], [], {}, "", 1]}'),
        ("a.doentry", b"<plist><dict><key>a</key><array/><array/></dict></plist>"),
        ("a.html", b'<p class="pageHeader">' + b"<p>" * 8),
    ],
)
def test_a_file_of_more_values_than_fit_the_memory_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    monkeypatch.setattr(plain, "MOST_VALUES", 7)
    path = zipped(tmp_path / "a.zip", {name: data})
    assert refused(path) == plain.TOO_MANY_VALUES
    if name.endswith(".json"):
        with pytest.raises(plain.NotSafe):
            only_file(path)


def test_what_stands_below_lines_about_an_entry_is_not_copied_for_each_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths: list[int] = []

    class Watched:
        def match(self, text: str, at: int = 0) -> re.Match[str] | None:
            lengths.append(len(text))
            return pattern.match(text, at)

    pattern = dayone._ABOUT_LINE
    monkeypatch.setattr(dayone, "_ABOUT_LINE", Watched())
    lines = "\tTags:\tone\n" * 700
    path = tmp_path / "a.txt"
    path.write_text(f"\tDate:\t17 December 2023 at 10:00:00 GMT\n{lines}\nWords.\n")
    (entry,) = read(path, today=TODAY).entries
    assert entry.words == "Words.\n\n#one"
    assert (len(lengths), len(set(lengths))) == (701, 1)


def test_of_very_many_tags_only_the_first_are_looked_for_in_the_words(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(jrnl({"body": "Words.", "tags": ["one"] * 600 + ["two"]}))
    (entry,) = read(path, today=TODAY).entries
    assert entry.words == "Words.\n\n#one"


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 200_000,
        b'{"entries":' * 50_000,
        b'{"entries": [{"date": "2024-01-01", "title": NaN}]}',
        b'{"entries": [{"uuid": ' + b"9" * 5000 + b"}]}",
        b"\xff\xfe\x00",
        b'{"entries": \x00}',
        b"",
        b"\x93NUMPY",
    ],
)
def test_json_that_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    assert refused(path)


def test_shapes_that_nobody_expects_are_named_and_not_followed(
    tmp_path: Path,
) -> None:
    odd = {
        "uuid": ["x"],
        "creationDate": "2019-03-18T13:04:56Z",
        "timeZone": {"a": 1},
        "text": 7,
        "richText": 8,
        "tags": "sea",
        "photos": {"a": 1},
    }
    reading = read_file(
        tmp_path, "a.json", day_one(odd, {"text": "x", "tags": [[], {}]})
    )
    assert ([one.words for one in reading.entries], reading.wordless) == (["x"], 1)
    assert "Nothing in it looks like" in refused_bytes(tmp_path, b'{"entries": 1}')
    assert "Nothing in it looks like" in refused_bytes(tmp_path, b"[1, 2]")


def refused_bytes(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "b.json"
    path.write_bytes(data)
    return refused(path)


def test_what_drives_a_terminal_passes_no_gate(tmp_path: Path) -> None:
    odd = "a\x1b[2Jb\u202ec\u2066d\0e\ud800"
    whole = day_one({"text": f"# {odd}\n\n{odd}", "tags": [odd], "uuid": odd})
    (one,) = read_file(tmp_path, "a.json", whole).entries
    assert (one.title, one.words) == ("a[2Jbcde", "a[2Jbcde\n\n#a[2Jbcde")
    hidden = jrnl({"title": odd, "body": ""}, {"body": "\x1b\0 ", "title": ""})
    reading = read_file(tmp_path, "a.json", hidden)
    assert [one.words for one in reading.entries] == ["a[2Jbcde"]
    assert reading.wordless == 1


def test_an_odd_name_of_a_file_is_told_harmlessly(tmp_path: Path) -> None:
    notes = folder(tmp_path / "n", {"a\x1b[2J.doentry": b"x", "2024-01-01.md": b"x"})
    (one,) = read(notes, today=TODAY).unread
    assert one.place == "a[2J.doentry"


def test_a_text_longer_than_an_entry_comes_in_parts(tmp_path: Path) -> None:
    line = "é" * 70 + "\n"
    reading = read_file(
        tmp_path, "2024-01-01.md", (line * 4000).encode() + b"x" * WORDS_LIMIT_BYTES
    )
    parts = [one.words for one in reading.entries]
    assert len(parts) > 3
    assert all(len(part.encode()) <= WORDS_LIMIT_BYTES for part in parts)
    assert "".join(parts).replace("\n", "") == line.strip() * 4000 + (
        "x" * WORDS_LIMIT_BYTES
    )
    assert len({one.key for one in reading.entries}) == len(parts)


@pytest.mark.parametrize(
    "line",
    [
        "![" * 60_000,
        "\\" * 120_000,
        "[2024-01-01" * 20_000,
        "#" * 100_000,
        "- " * 50_000,
    ],
)
def test_no_line_takes_long(tmp_path: Path, line: str) -> None:
    read_file(tmp_path, "a.json", day_one({"text": line}))
    read_file(tmp_path, "2024-01-01.md", f"---\n{line}\n---\n{line}".encode())
    read_file(tmp_path, "a.txt", f"[2024-01-01 10:00] {line}\n{line}".encode())
    read_file(tmp_path, "b.txt", f"\tDate:\t1 May 2020\n\t{line}\n{line}".encode())


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing called 'none'"):
        read(tmp_path / "none", today=TODAY)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PlaceTrouble, match="not a file that can be read"):
        read(tmp_path / "pipe", today=TODAY)
    shut = folder(tmp_path / "shut", {"a": b""})
    shut.chmod(0)
    if not os.access(shut, os.R_OK):
        with pytest.raises(PlaceTrouble, match="cannot be read"):
            read(shut, today=TODAY)
    shut.chmod(0o700)


def test_a_single_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    for data in (GOOD, b"\xef\xbb\xbf" + GOOD, classic(Entry_Text="Good.")):
        assert len(read_file(tmp_path, "anything", data).entries) == 1
    note = read_file(tmp_path, "2024-01-01", b"Good.")
    assert [one.words for one in note.entries] == ["Good."]


def test_only_one_json_file_is_alone(tmp_path: Path) -> None:
    assert only_file(zipped(tmp_path / "a.zip", {"x/a.json": GOOD})) == GOOD
    assert only_file(zipped(tmp_path / "b.zip", {"a.md": b""})) is None
    two = {"a.json": GOOD, "b.json": GOOD}
    assert only_file(zipped(tmp_path / "c.zip", two)) is None


def test_without_an_id_the_content_stands_for_it(tmp_path: Path) -> None:
    whole = json.loads(day_one({"text": "A."}, {"text": "A."}))
    del whole["entries"][0]["uuid"]
    whole["entries"][1]["uuid"] = ""
    data = json.dumps(whole).encode()
    first = read_file(tmp_path, "a.json", data)
    assert len({one.key for one in first.entries}) == 2
    assert first.entries == read_file(tmp_path, "b.json", data).entries
