"""How words are sealed: format 1, its keys, and how two people come to share some.

Format 1 is specified to the byte in `docs/format.md` and frozen by
`tests/vectors/`: every later version opens what this one writes.
"""
