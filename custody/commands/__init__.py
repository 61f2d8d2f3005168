"""The commands of `custody` that fill a file of their own, one per word."""
