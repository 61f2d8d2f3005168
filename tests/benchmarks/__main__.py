"""`python -m tests.benchmarks NAME [options]`: runs one benchmark; a new one is one line here."""

import sys
from importlib import import_module

BENCHMARKS = {
    "matching": "tests.benchmarks.matching:main",
    "seed": "tests.benchmarks.registers:main",
    "http": "tests.benchmarks.http:main",
    "growth": "tests.benchmarks.http:growth",
    "import": "tests.benchmarks.arriving:main",
    "desk": "tests.benchmarks.browser:desk",
    "paint": "tests.benchmarks.browser:paint",
    **{
        name: f"tests.benchmarks.inside:{name}"
        for name in ("floor", "labels", "receipt", "ledger", "memory", "start", "size", "compare")
    },
}


def main(arguments: list[str]) -> int:
    """Run the benchmark that is named with the options behind it; 64 for wrong use."""
    if not arguments or arguments[0] not in BENCHMARKS:
        print(f"usage: python -m tests.benchmarks {{{','.join(sorted(BENCHMARKS))}}} [--help]")
        return 64
    module, _, function = BENCHMARKS[arguments[0]].partition(":")
    return int(getattr(import_module(module), function)(arguments[1:]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
