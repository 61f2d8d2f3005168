"""Matching (being laid)."""

from datetime import datetime


def run_for_complaint(number: str, at: datetime) -> None:
    """x"""


def run_for_item(code: str, at: datetime) -> None:
    """x"""


def searched(number: str) -> str:
    """x"""
    return ""
