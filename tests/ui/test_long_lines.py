from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.document._document import Document
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from typing_extensions import override

from journal.ui.fields import PageField
from journal.ui.long_lines import LONG, LongLines
from journal.ui.theme import LAMP, variable_defaults

WIDTH = 66
WORDS = st.lists(st.text("abc,. 中é", min_size=1, max_size=90), min_size=1, max_size=30)
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 300),
        st.text("xy 中\n", max_size=200),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(WORDS, EDITS)
def test_rows_are_those_of_wrapping_everything_again(
    words: list[str], edits: list[tuple[float, int, str]]
) -> None:
    seed = " ".join(words)
    document = Document(seed * (1 + 2 * LONG // len(seed)))
    ours = LongLines(document, WIDTH)
    for where, length, inserted in edits:
        row = int(where * (document.line_count - 1))
        line = document[row]
        begin = int(where * len(line))
        start, end = (row, begin), (row, min(len(line), begin + length))
        result = document.replace_range(start, end, inserted)
        ours.wrap_range(start, end, result.end_location)
        whole = WrappedDocument(document, WIDTH)
        assert ours._wrap_offsets == whole._wrap_offsets
        assert ours._offset_to_line_info == whole._offset_to_line_info
        assert ours._line_index_to_offsets == whole._line_index_to_offsets
        assert ours.height == whole.height
        for row_now in range(document.line_count):
            assert ours.get_sections(row_now) == whole.get_sections(row_now)
            middle = len(document[row_now]) // 2
            for column in (0, middle, len(document[row_now])):
                place = (row_now, column)
                assert ours.location_to_offset(place) == whole.location_to_offset(place)


def test_marks_without_a_width_do_not_hold_the_wrapping_up() -> None:
    document = Document("e" + "\u0301" * 3 * LONG)
    ours = LongLines(document, WIDTH)
    result = document.replace_range((0, 1), (0, 1), "x")
    ours.wrap_range((0, 1), (0, 1), result.end_location)
    whole = WrappedDocument(document, WIDTH)
    assert ours._wrap_offsets == whole._wrap_offsets


class CountingLines(LongLines):
    """Counts how often everything is wrapped."""

    whole = 0

    @override
    def wrap(self, width: int, tab_width: int | None = None) -> None:
        self.whole += 1
        super().wrap(width, tab_width)


class OnePage(App[None]):
    """A page and nothing else."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.register_theme(LAMP)
        self.theme = LAMP.name
        self.words = words

    @override
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    @override
    def compose(self) -> ComposeResult:
        yield PageField(self.words)


async def test_a_long_paragraph_is_drawn_as_any_other_and_kept_as_it_was() -> None:
    words = "so many words in one breath, " * 400
    app = OnePage(words)
    async with app.run_test(size=(80, 24)) as pilot:
        page = app.query_one(PageField)
        assert page.text == words
        page.move_cursor((0, 90))
        page.selection = page.selection.__class__((0, 10), (0, 90))
        await pilot.pause()
        drawn = [page._render_line(y).text for y in range(24)]
        segments = [page._render_line(y) for y in range(3)]
        # Drawn by Textual's own way, which takes the whole paragraph each time.
        as_before = [super(PageField, page)._render_line(y) for y in range(24)]
        assert [row.rstrip() for row in drawn] == [
            strip.text.rstrip() for strip in as_before
        ]
        styles = [[piece.style for piece in strip] for strip in segments]
        assert len({str(style) for row in styles for style in row}) >= 3
        await pilot.press("x", "backspace")
        assert page.text != words  # the selection was replaced, nothing else
        page.undo()
        page.undo()
        assert page.text == words


async def test_typing_in_a_long_paragraph_never_wraps_all_of_it() -> None:
    app = OnePage("word and more " * 15_000)
    async with app.run_test(size=(80, 24)) as pilot:
        page = app.query_one(PageField)
        counting = CountingLines(page.document, page.wrap_width)
        page.wrapped_document = counting
        page.navigator = DocumentNavigator(counting)
        counting.whole = 0
        page.move_cursor((0, 100_000))
        await pilot.press("a", "b", "space")
        assert page.text[100_000:100_003] == "ab "
        assert not counting.whole
