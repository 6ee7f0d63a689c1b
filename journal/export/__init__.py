"""All of one's own words as ordinary files: what is in them, and how they are written.

Pure: values in, text out. Nothing here knows a key, a vault or a place.
"""
