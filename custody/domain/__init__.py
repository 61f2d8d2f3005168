"""The rules of the house, as frozen values and pure functions.

This room knows no Flask, no SQLAlchemy, no clock, no randomness, no settings and no files
but its own packaged data. Time and identity come in as arguments.
"""
