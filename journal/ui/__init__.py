"""The screens: what the two people see and press. They show and report only."""

from journal.ui import quiet

# Before anything brings the library in, which looks at the environment only once.
quiet.hush()
