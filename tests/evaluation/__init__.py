"""Complaints written by authors of their own, for measuring how well complaints find their items.

`unread.jsonl` is for measuring alone: whoever builds the matching does not read it (one trap of it,
two namesakes in one street, was read). `read.jsonl` and `mentions.jsonl` are there to learn from.
The format is that of `custody evaluate-matching`.
"""
