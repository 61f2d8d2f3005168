"""`python -m tests.benchmarks NAME [options]`: runs one benchmark; a new one is one line here."""

import sys
from importlib import import_module

BENCHMARKS = {
    "matching": "tests.benchmarks.matching",
}


def main(arguments: list[str]) -> int:
    """Run the benchmark that is named with the options behind it; 64 for wrong use."""
    if not arguments or arguments[0] not in BENCHMARKS:
        print(f"usage: python -m tests.benchmarks {{{','.join(sorted(BENCHMARKS))}}} [--help]")
        return 64
    return int(import_module(BENCHMARKS[arguments[0]]).main(arguments[1:]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
