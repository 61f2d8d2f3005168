"""Paper: what leaves the house on a label or a receipt. Values in, bytes out.

This room knows no SQL, no request, no page, no clock and no randomness; equal values give equal
bytes. What it draws is data, never a person's markup, and it opens nothing but its own sources
and fonts (Q40). Texts with dates and amounts come in ready, in the language of who reads them.
"""
