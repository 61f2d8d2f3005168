"""Example files of `custody import`, and lines for its tests."""
