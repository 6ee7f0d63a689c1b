"""What a person can do with their journal, one use-case a function.

Services introduce storage, exchange and crypto to each other; nothing above them
sees a key, an envelope or a row.
"""
