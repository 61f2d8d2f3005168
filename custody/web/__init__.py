"""The faces of the house: forms, pages, JSON, sign-in. One blueprint per word of the model.

This room knows no SQL, no commit and no rule: a view reads a form, calls one service, and
returns a `Page`. Rights, declared fields and the read log are kept by `guard.py` alone.
"""
