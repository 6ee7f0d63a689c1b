"""How sealed envelopes pass between two people, through a place they share.

The place is a mailbox, not the truth: it may be wiped, rolled back or half copied
at any time, and nothing in it is believed until it verifies. What is missing from
it is never taken as deleted.
"""
