"""The JSON API under `/api/v1`: the same services and the same table of rights as the pages.

One blueprint per word, named ``api_<word>``. A view reads a schema, calls one service, and returns
an `Answer`; what was seen goes into the read log before the answer leaves (Q44). Who acts is told
by the token alone, never by a session (Q30). This room holds no rule: what may be, the domain says.
"""
