"""Checking the record, and signing what has to be signed.

Rules kept here:
- the whole log is read once, on one snapshot, and every finding is named with its place
  (`ledger.md` 4.3, V1 to V12); exit codes are the command's;
- the projection is compared with a replay of the events (Q15, V8).
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from itertools import islice

from custody import storage, verifier
from custody.domain import notes
from custody.domain.checks import Finding, Progress, RawEvent, check_events
from custody.domain.events import ReceiptIssued
from custody.domain.ledger import b64u
from custody.domain.looks import bounds, day_facts
from custody.domain.merkle import Frontier
from custody.domain.trail import State
from custody.storage import room
from custody.storage.store import Books

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Report:
    """What a check found: how many events were read, the findings, and the warnings apart."""

    events: int
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    checkpoint: str | None
    anchored: bool

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def checkpoint(at: datetime) -> str | None:
    """Sign a checkpoint when something was added since the last one; return its note."""
    return storage.checkpoint(at)


def last_checkpoint() -> str | None:
    """Return the newest checkpoint, or None."""
    with storage.reading() as books:
        return books.signed.last_checkpoint()


def sign_pending() -> tuple[str, ...]:
    """Sign every receipt that still waits, and return their numbers."""
    return storage.sign_pending()


def verify_nightly(at: datetime) -> Report | None:
    """Check everything once a day, when the last check is longer ago than that; the worker asks."""
    last = room.last_verified()
    if last is not None and at - datetime.fromisoformat(last["at"]) < DAY:
        return None
    return verify()


def verify(progress: Callable[[int], None] = lambda n: None) -> Report:
    """Check everything there is, on one snapshot beside the working system; `progress` hears of each event."""
    guard = storage.store().signer.state()
    with storage.reading() as books:
        found = list(_findings(books, guard, progress))
        checkpoint = books.signed.last_checkpoint()
        report = Report(
            events=books.ledger.size(),
            findings=tuple(f for f in found if not f.warning),
            warnings=tuple(f for f in found if f.warning),
            checkpoint=checkpoint,
            anchored=checkpoint is not None,
        )
        at = books.now()
    # A folder that cannot be written is told by its own line of health, not by this check.
    with contextlib.suppress(OSError):
        room.keep_verified(at, report.events, len(report.findings))
    return report


def _findings(
    books: Books, guard: Frontier | None, tell: Callable[[int], None]
) -> Iterator[Finding]:
    checkpoints = books.signed.checkpoints()
    receipts = books.signed.receipts()
    stated = [_stated(receipt.token) for receipt in receipts]
    wanted = {size for size, _, _ in checkpoints} | {s.size for s in stated if s}
    if guard is not None:
        wanted.add(guard.size)
    progress = Progress(wanted=frozenset(wanted))
    yield from check_events(_told(books.ledger.raw_events(), tell), progress)
    yield from _check_head(books, progress)
    yield from _check_projection(books, progress)
    yield from _check_checkpoints(checkpoints, progress)
    yield from _check_guard(guard, progress)
    for receipt, facts in zip(receipts, stated, strict=True):
        yield from _check_receipt(books, receipt, facts, progress)
    yield from _check_files(books)
    yield from _check_looks(books)


def _told(rows: Iterator[RawEvent], tell: Callable[[int], None]) -> Iterator[RawEvent]:
    for row in rows:
        tell(row.seq)
        yield row


def _check_head(books: Books, progress: Progress) -> Iterator[Finding]:
    """V4: the head row is what the rows add up to."""
    try:
        head = books.ledger.frontier()
    except ValueError:
        yield Finding("V4", None, None, "the head cannot be read")
        return
    if head != progress.frontier:
        yield Finding(
            "V4", None, None, f"the head says {head.size}, the log has {progress.frontier.size}"
        )


def _check_projection(books: Books, progress: Progress) -> Iterator[Finding]:
    """V8: holder, place, status and facts of each item equal the replay of its events."""
    known = set()
    for states in _some(books.items.all()):
        known |= {state.item for state in states}
        with_events = [state for state in states if state.item in progress.chains]
        replayed = _replayed(books, [state.item for state in with_events])
        for state in states:
            if state.item not in progress.chains:
                yield Finding("V8", None, state.item, "an item without events")
            else:
                yield from _compare(state, replayed[state.item])
    for item in set(progress.chains) - known:
        yield Finding("V8", None, item, "events without an item")


def _some(states: Iterator[State]) -> Iterator[list[State]]:
    """Return states in lists of a few hundred, so that their events are asked for together."""
    while some := list(islice(states, 200)):
        yield some


def _replayed(books: Books, codes: list[str]) -> dict[str, State | Exception]:
    """Return what the events of each item add up to, or why they cannot be read."""
    try:
        return {trail.item: trail.state for trail in books.ledger.fresh_trails(codes)}
    except Exception:
        # One of them is damaged; one by one it is found, and the others are still compared.
        return {code: _replay(books, code) for code in codes}


def _replay(books: Books, code: str) -> State | Exception:
    try:
        return books.ledger.fresh_trail(code).state
    except Exception as error:
        return error


def _compare(state: State, replayed: State | Exception) -> Iterator[Finding]:
    if isinstance(replayed, Exception):
        told = f"its events cannot be replayed: {type(replayed).__name__}"
        yield Finding("V8", None, state.item, told)
        return
    for field in fields(state):
        if getattr(state, field.name) != getattr(replayed, field.name):
            yield Finding("V8", None, state.item, f"{field.name} is not what the events say")


def _check_checkpoints(
    checkpoints: tuple[tuple[int, bytes, str], ...], progress: Progress
) -> Iterator[Finding]:
    """V9: each stored checkpoint is well signed, and its root is the tree's at that size."""
    if not checkpoints:
        yield Finding("V9", None, None, "not anchored: no checkpoint was made yet", warning=True)
        return
    key = storage.store().signer.verifier_key("log")
    for size, root, note in checkpoints:
        try:
            verifier.verify_note(note, key)
            stated = notes.read_checkpoint(note)
        except Exception:
            yield Finding("V9", size, None, "the checkpoint is not well signed")
            continue
        if (stated.size, stated.root) != (size, root) or progress.roots.get(size) != root:
            yield Finding("V9", size, None, "the root of the checkpoint is not the tree's")


def _check_guard(guard: Frontier | None, progress: Progress) -> Iterator[Finding]:
    """V10: the guard never signed more than there is, nor another tree."""
    if guard is None:
        return
    if guard.size > progress.frontier.size:
        yield Finding(
            "V10",
            None,
            None,
            f"signed up to {guard.size}, the log ends at {progress.frontier.size}",
        )
    elif progress.roots.get(guard.size) != guard.root():
        yield Finding("V10", None, None, f"the tree at {guard.size} is not the one that was signed")


def _check_files(books: Books) -> Iterator[Finding]:
    """V14: each file on record is there and is what its name says; files of no row are listed (Q9)."""
    known = books.pictures.hashes()
    for sha256 in sorted(known):
        state = books.files.state(sha256)
        if state:
            yield Finding("V14", None, None, f"the file {sha256[:16]} {state}")
    orphans = sum(1 for sha256 in books.files.names() if sha256 not in known)
    if orphans:
        text = f"{orphans} files belong to no record: left by acts that were not completed"
        yield Finding("V14", None, None, text, warning=True)


def _check_looks(books: Books) -> Iterator[Finding]:
    """V15: the read log of each digested day is what its event says (Q45)."""
    for record in books.ledger.of_type("read_log_digest"):
        said = getattr(record.event, "fields", None)
        if not isinstance(said, dict):
            continue
        day = date.fromisoformat(str(said["day"]))
        if said != day_facts(day, books.audit.looks_between(*bounds(day))):
            yield Finding("V15", record.seq, None, f"the read log of {day} was changed")


def _stated(token: bytes | None) -> verifier.Statement | None:
    if token is None:
        return None
    try:
        return verifier.read_statement(token)
    except verifier.BadReceiptError:
        return None


def _check_receipt(
    books: Books,
    receipt: storage.ReceiptRecord,
    facts: verifier.Statement | None,
    progress: Progress,
) -> Iterator[Finding]:
    """V11: each receipt is well signed, and says what its event and the tree say."""
    if receipt.token is None:
        yield Finding("V11", receipt.event_seq, None, f"{receipt.no} is not signed yet", True)
        return
    verdict = verifier.verify_receipt(
        verifier.written(receipt.token), storage.store().signer.key_list()
    )
    if facts is None or verdict.level != "A":
        yield Finding("V11", receipt.event_seq, None, f"{receipt.no} is not a valid receipt")
        return
    try:
        record = books.ledger.record(receipt.event_seq)
    except Exception:
        yield Finding("V11", receipt.event_seq, None, f"{receipt.no} has no event")
        return
    issued = record.event
    if facts.no != receipt.no or facts.index != record.seq or b64u(facts.leaf) != record.leaf:
        yield Finding("V11", record.seq, None, f"{receipt.no} names another event")
    if progress.roots.get(facts.size) != facts.root:
        yield Finding("V11", record.seq, None, f"{receipt.no} was signed for another tree")
    listed = [list(item) for item in facts.items]
    if isinstance(issued, ReceiptIssued) and issued.items is not None and issued.items != listed:
        yield Finding("V11", record.seq, None, f"{receipt.no} lists other items than its event")
