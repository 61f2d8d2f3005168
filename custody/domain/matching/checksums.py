"""Check digits of phones, cards, accounts and citizen service numbers."""


def passes_luhn(digits: str) -> bool:
    """Say whether the last digit is the check digit of the others (IMEI, bank cards)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def passes_eleven(digits: str) -> bool:
    """Say whether nine digits pass the test of a citizen service number."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return (
        digits != "000000000"
        and not sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11
    )


def is_iban(value: str) -> bool:
    """Say whether the check digits of an account number are right."""
    moved = value[4:] + value[:4]
    if not moved.isalnum():
        return False
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
