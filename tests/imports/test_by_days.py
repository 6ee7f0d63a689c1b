"""Notes with a heading for each day."""

from pathlib import Path

from tests.imports.exports import read_file, told


def test_each_day_under_a_heading_is_an_entry(tmp_path: Path) -> None:
    text = (
        "# Diary\n\n## 2024-01-15\n\nSnow.\n\n### Later\n\nMore snow.\n\n"
        "# February\n\n## February 2nd, 2024: Candles\n\nLight.\n"
        "## 3 February 2024\n## 2024年2月4日\nTwo words.\n# March\nBy itself.\n"
    )
    found = read_file(tmp_path, "diary.md", text.encode())
    assert told(found) == [
        ("2024-01-15", None, "Snow.\n\n### Later\n\nMore snow."),
        ("2024-02-02", "Candles", "Light."),
        ("2024-02-04", None, "Two words.\n# March\nBy itself."),
    ]
    assert found.wordless == 1
    assert found.sources == ("Markdown",)
    assert found.notes == ()


def test_days_of_the_highest_level_lose_nothing(tmp_path: Path) -> None:
    text = "# 2024-01-15\nOne.\n## 2024-01-16\nStill one.\n# 2024-01-17\nTwo.\n"
    found = read_file(tmp_path, "diary.md", text.encode())
    assert told(found) == [
        ("2024-01-15", None, "One.\n## 2024-01-16\nStill one."),
        ("2024-01-17", None, "Two."),
    ]


def test_a_note_that_has_its_own_day_stays_one(tmp_path: Path) -> None:
    text = "## 2024-01-15\nOne.\n## 2024-01-16\nTwo.\n"
    found = read_file(tmp_path, "2024-01-31.md", text.encode())
    assert [str(one.day) for one in found.entries] == ["2024-01-31"]
    headed = f"---\ndate: 2024-02-01\n---\n{text}"
    found = read_file(tmp_path, "a.md", headed.encode())
    assert [str(one.day) for one in found.entries] == ["2024-02-01"]


def test_a_note_with_words_above_its_days_stays_one(tmp_path: Path) -> None:
    text = "A project.\n\n## 2024-01-15\nOne.\n## 2024-01-16\nTwo.\n"
    found = read_file(tmp_path, "a.md", text.encode())
    assert len(found.entries) == 1
    assert found.entries[0].is_guess
    alone = read_file(tmp_path, "b.md", b"# 2024-01-15 was a day\nOne.\n")
    assert [one.is_guess for one in alone.entries] == [True]
