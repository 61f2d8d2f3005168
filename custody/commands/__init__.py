"""The commands of `custody`, one file per word; each reads its options and calls one thing."""
