"""The private keys and the guard's own state. Nothing else in the house signs.

Rules kept here (`ledger.md` 3.2, 3.3):
- keys lie outside the database, mode 0600; a key that others could read is refused (Q84);
- before a signature the guard folds the new leaves into its own frontier, so it computes the root
  itself; a shorter log or another root is refused with an alarm, and nothing is signed;
- the state is durable before a signature leaves; never two roots for one size;
- public test keys are refused.
"""

import fcntl
import json
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from custody.domain import ledger, notes, receipts
from custody.domain.errors import TroubleError
from custody.domain.merkle import Frontier
from custody.domain.words import mark
from custody.storage.files import sync_folder

ROLES = ("log", "receipt", "root")
# Published in the worked example of the format: everybody can sign with them.
_TEST_SEEDS = (bytes([1]) * 32, bytes([2]) * 32)


class KeyProblemError(TroubleError):
    """A signing key is missing, public, or readable by others (Q84)."""

    sentence = mark("The signing key %(name)s cannot be used: %(found)s.")


class GuardAlarmError(TroubleError):
    """The log is not the one that was signed before: shorter, or another root (Q16, V10)."""

    sentence = mark(
        "The record does not fit what was signed before (%(found)s)."
        " Nothing is signed. Call the administrator: an old copy may have been put back."
    )


class Signer:
    """Keys and guard below one folder."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.folder = folder
        self.origin = origin

    def make_keys(self, issued: int) -> None:
        """Make the three keys and the signed key list; keys that exist are kept."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for role in ROLES:
            path = self.folder / f"{role}.pem"
            if not path.exists():
                key = Ed25519PrivateKey.generate()
                _write_private(path, _pem(key))
        if not (self.folder / "keys.note").exists():
            listed = [(role, issued, None, self.verifier_key(role)) for role in ("log", "receipt")]
            text = notes.key_list(self.origin, issued, listed)
            (self.folder / "keys.note").write_text(self._note(text, "root"), encoding="utf-8")

    def key_list(self) -> str:
        """Return the signed key list, the only thing a verifier needs."""
        try:
            return (self.folder / "keys.note").read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise KeyProblemError(name="keys.note", found="it is not there") from error

    def verifier_key(self, role: str) -> str:
        """Return the vkey text of one of our keys."""
        return notes.verifier_key(notes.key_name(self.origin, role), self._public(role))

    def state(self) -> Frontier | None:
        """Return the guard's own frontier, or None when it never signed."""
        try:
            kept = json.loads((self.folder / "guard.json").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        return Frontier(kept["size"], tuple(ledger.unb64u(root) for root in kept["frontier"]))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the guard's lock: taken before the log is read, so that nobody signs past us."""
        descriptor = os.open(self.folder / "guard.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def advance(self, size: int, root: bytes, leaves: Iterable[bytes]) -> None:
        """Advance the guard to the log's size and root, or raise GuardAlarmError; lock held.

        `leaves` gives the leaf hashes from the guard's own size on.
        """
        frontier = self.state() or Frontier()
        if size < frontier.size:
            raise GuardAlarmError(found=f"{size} < {frontier.size}")
        for leaf in leaves:
            frontier = frontier.append(leaf)
        if frontier.size != size or frontier.root() != root:
            raise GuardAlarmError(found=f"root at {size}")
        self._keep(frontier)

    def adopt(self, frontier: Frontier) -> None:
        """Take another log for the true one, after two people have said so; lock held (Q16)."""
        self._keep(frontier)

    def check_keys(self) -> None:
        """Refuse keys that are missing, public, or readable by others (Q84)."""
        for role in ("log", "receipt"):
            self._private(role)
        self.key_list()

    def sign_receipt(self, payload: bytes) -> bytes:
        """Return the signed token of a receipt payload; only after `advance`."""
        name = notes.key_name(self.origin, "receipt")
        protected = receipts.protected_header(name, self._public("receipt"))
        signature = self._private("receipt").sign(receipts.to_be_signed(protected, payload))
        return receipts.token(protected, payload, signature)

    def sign_checkpoint(self, checkpoint: notes.Checkpoint) -> str:
        """Return the signed note of a checkpoint; only after `advance`."""
        return self._note(checkpoint.text(), "log")

    def _note(self, text: str, role: str) -> str:
        signature = self._private(role).sign(text.encode("utf-8"))
        name = notes.key_name(self.origin, role)
        return f"{text}\n{notes.signature_line(name, self._public(role), signature)}"

    def _public(self, role: str) -> bytes:
        return self._private(role).public_key().public_bytes_raw()

    def _private(self, role: str) -> Ed25519PrivateKey:
        path = self.folder / f"{role}.pem"
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
        except FileNotFoundError as error:
            raise KeyProblemError(name=role, found="it is not there") from error
        if mode & 0o077:
            raise KeyProblemError(name=role, found="others can read it; set its mode to 0600")
        key = serialization.load_pem_private_key(path.read_bytes(), None)
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyProblemError(name=role, found="it is no Ed25519 key")
        if key.private_bytes_raw() in _TEST_SEEDS:
            raise KeyProblemError(name=role, found="it is a published test key")
        return key

    def _keep(self, frontier: Frontier) -> None:
        """Write the state so that it survives a crash: new file, fsync, rename, fsync of the folder."""
        kept = {
            "frontier": [ledger.b64u(root) for root in frontier.roots],
            "origin": self.origin,
            "size": frontier.size,
        }
        fresh = self.folder / "guard.json.new"
        with fresh.open("wb") as file:
            file.write(ledger.canonical(kept))
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(self.folder / "guard.json")
        sync_folder(self.folder)


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
