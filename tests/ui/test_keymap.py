from collections import Counter
from collections.abc import Iterable

import pytest
from textual.binding import Binding
from textual.widgets import Input, TextArea

from journal.ui.app import JournalApp
from journal.ui.keymap import KEYMAP, Meaning, bindings, key_words

TYPING_KEEPS = {"home", "end", "enter", "up", "down", "left", "right"}
TYPING_KEEPS |= {"pageup", "pagedown", "tab", "shift+tab"}


def _keys_of(widget: type[Input] | type[TextArea]) -> set[str]:
    return {
        key.strip()
        for binding in widget.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }


def test_no_key_has_two_meanings() -> None:
    times = Counter(key for meaning in Meaning for key in meaning.keys)
    assert not [key for key, many in times.items() if many > 1]


def test_every_meaning_is_used() -> None:
    used = {entry.meaning for entry in KEYMAP.values()}
    assert set(Meaning) == used


@pytest.mark.parametrize("field", [Input, TextArea])
def test_no_key_is_taken_from_someone_who_is_typing(
    field: type[Input] | type[TextArea],
) -> None:
    ours = {key for meaning in Meaning for key in meaning.keys}
    assert not (ours & _keys_of(field)) - TYPING_KEEPS


def test_no_key_means_something_else_in_many_terminals() -> None:
    ours = {key for meaning in Meaning for key in meaning.keys}
    assert not ours & {f"ctrl+{letter}" for letter in "hijmb"}


def test_every_sentence_ends_as_a_sentence_and_every_label_is_short() -> None:
    for entry in KEYMAP.values():
        assert entry.says.endswith(".")
        assert len(entry.label) <= 18


def test_an_id_names_its_action() -> None:
    assert KEYMAP["write.put-away"].action == "put_away"
    assert KEYMAP["app.us"].action == "go('us')"


def test_keys_that_share_an_entry_tell_the_action_which_was_pressed() -> None:
    actions = [binding.action for binding in _made(bindings("mine.view"))]
    assert actions == ["view('left')", "view('right')"]


def test_keys_are_written_as_people_read_them() -> None:
    assert key_words("question_mark") == "?"
    assert key_words("f12") == "F12"
    assert key_words("f") == "f"
    assert KEYMAP["mine.view"].shown == "←→"
    assert KEYMAP["saved.line"].shown_all == "1-8"
    assert KEYMAP["app.support"].shown_all == "F1 ctrl+g"
    assert KEYMAP["list.move"].shown == "↑↓"


def test_what_must_always_work_has_priority() -> None:
    always = {
        key
        for binding in _made(JournalApp.BINDINGS)
        if binding.priority
        for key in binding.key.split(",")
    }
    assert always == {"f1", "ctrl+g", "ctrl+q", "f12", "ctrl+l", "f2", "f5"}


def _made(found: Iterable[object]) -> list[Binding]:
    return [binding for binding in found if isinstance(binding, Binding)]
