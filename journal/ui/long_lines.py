"""Keeps writing quick in a paragraph of a hundred thousand characters.

The editing widget wraps and styles a whole paragraph again for every row it
draws and every key pressed: 0.2 to 0.6 seconds a key at 100 kB. Nothing is split
here: the document holds the words exactly as they were loaded or typed. Only the
arithmetic of rows is done piecewise, and only for long paragraphs.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from textual._wrap import compute_wrap_offsets
from textual.document._document import Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from typing_extensions import override

LONG = 5_000
"""From this many characters without a line end a paragraph is long."""

PIECE = 4_000
"""How much of a long paragraph is wrapped at a time."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """Where the changed part of a paragraph ended, and where it ends."""

    old_end: int
    new_end: int

    @property
    def grown(self) -> int:
        return self.new_end - self.old_end


class LongLines(WrappedDocument):
    """The rows of a document, at a cost that does not grow with its paragraphs."""

    @property
    @override
    def height(self) -> int:
        return len(self._offset_to_line_info)

    @override
    def get_sections(self, line_index: int) -> list[str]:
        line = self.document[line_index]
        edges = [0, *self._wrap_offsets[line_index], len(line)]
        return [line[start:end] for start, end in pairwise(edges)]

    def section(self, line_index: int, number: int) -> tuple[int, int]:
        """Return where a row of a paragraph begins and ends in it."""
        offsets = self._wrap_offsets[line_index]
        start = offsets[number - 1] if number else 0
        if number < len(offsets):
            return start, offsets[number]
        return start, len(self.document[line_index])

    @override
    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        if not self._within_one_long_line(start, old_end, new_end):
            super().wrap_range(start, old_end, new_end)
            return
        row = start[0]
        line = self.document[row]
        old = self._wrap_offsets[row]
        # A row before the changed one may take in a word that became shorter.
        kept = max(0, bisect_left(old, start[1]) - 2)
        offsets = self._wrapped_again(
            line, old[:kept], old, _Edit(old_end[1], new_end[1])
        )
        self._put_offsets(row, offsets)

    @override
    def location_to_offset(self, location: Location) -> Offset:
        row, column = location
        line = self.document[row] if 0 <= row < self.document.line_count else ""
        if len(line) < LONG or "\t" in line:
            return super().location_to_offset(location)
        number = bisect_right(self._wrap_offsets[row], column)
        start, _ = self.section(row, number)
        x = cell_len(line[start:column])
        return Offset(x, self._line_index_to_offsets[row][number])

    def _within_one_long_line(
        self, start: Location, old_end: Location, new_end: Location
    ) -> bool:
        row = start[0]
        one_row = row == old_end[0] == new_end[0] < len(self._wrap_offsets)
        if not (one_row and self._width and start[1] <= old_end[1]):
            return False
        line = self.document[row]
        return len(line) >= LONG and "\t" not in line

    def _wrapped_again(
        self, line: str, offsets: list[int], old: list[int], edit: _Edit
    ) -> list[int]:
        """Return the new row starts, wrapping only until they fall in step.

        Args:
            line: the whole paragraph as it is now.
            offsets: the row starts before the changed rows.
            old: all row starts as they were.
            edit: where the changed part ended before and ends now.
        """
        while True:
            begin = offsets[-1] if offsets else 0
            piece = line[begin : begin + PIECE]
            is_last = begin + PIECE >= len(line)
            found = compute_wrap_offsets(piece, self._width, self._tab_width)
            # The last word of a piece is cut, so its row is not to be trusted.
            sure = len(piece) if is_last else len(piece) - 2 * self._width
            for offset in found:
                if offset > sure:
                    break
                at = begin + offset
                offsets.append(at)
                before = at - edit.grown
                if at > edit.new_end and before > edit.old_end:
                    place = bisect_left(old, before)
                    if place < len(old) and old[place] == before:
                        return offsets + [
                            mark + edit.grown for mark in old[place + 1 :]
                        ]
            if is_last:
                return offsets
            if not found or found[0] > sure:
                # Nothing to hold on to (marks without a width): wrap it whole.
                return compute_wrap_offsets(line, self._width, self._tab_width)

    def _put_offsets(self, row: int, offsets: list[int]) -> None:
        first = self._line_index_to_offsets[row][0]
        old_count = len(self._line_index_to_offsets[row])
        count = len(offsets) + 1
        self._wrap_offsets[row] = offsets
        self._tab_width_cache[row] = []
        if count == old_count:
            return
        self._line_index_to_offsets[row] = list(range(first, first + count))
        self._offset_to_line_info[first : first + old_count] = [
            (row, number) for number in range(count)
        ]
        moved = count - old_count
        for later in range(row + 1, len(self._line_index_to_offsets)):
            self._line_index_to_offsets[later] = [
                offset + moved for offset in self._line_index_to_offsets[later]
            ]
