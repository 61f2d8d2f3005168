"""Which items does a complaint mention, and which complaints an item (`matching.md`).

Text becomes mentions, mentions become questions to the block tables, and each candidate gets
evidence for and against in words. Pure: no clock, no database, no randomness. A missing record
is never evidence that nothing was handed over; nothing here can say so.
"""

MODEL_VERSION = "2026-3"
