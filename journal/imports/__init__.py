"""Reading what was written in other programs.

From paths and bytes to drafts of entries, and nothing else: nothing here knows a key,
a vault or a person, and nothing is ever unpacked to a disk. Whatever the bytes are,
only failures of our own come out.
"""
