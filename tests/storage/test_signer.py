"""The guard signs one history of the log and no other, with keys that only it can read."""

import json
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from custody import verifier
from custody.domain.ledger import b64u
from custody.domain.merkle import Frontier, leaf_hash
from custody.domain.notes import Checkpoint
from custody.storage.signer import GuardAlarmError, KeyProblemError, Signer, _pem

LEAVES = [leaf_hash(bytes([n])) for n in range(9)]
ORIGIN = "bon.example/log"


def frontier(size: int, leaves=LEAVES) -> Frontier:
    found = Frontier()
    for leaf in leaves[:size]:
        found = found.append(leaf)
    return found


@pytest.fixture
def signer(tmp_path):
    made = Signer(tmp_path / "keys", ORIGIN)
    made.make_keys(1_795_000_000)
    return made


def advance(signer: Signer, size: int, leaves=LEAVES) -> None:
    done = signer.state()
    start = done.size if done else 0
    signer.advance(size, frontier(size, leaves).root(), leaves[start:size])


def test_keys_are_for_their_owner_alone(signer):
    modes = {path.name: path.stat().st_mode & 0o777 for path in signer.folder.glob("*.pem")}
    assert modes == {"log.pem": 0o600, "receipt.pem": 0o600, "root.pem": 0o600}
    assert signer.folder.stat().st_mode & 0o777 == 0o700


def test_keys_that_exist_are_kept(signer):
    before = signer.key_list(), signer.verifier_key("log")
    signer.make_keys(1_796_000_000)
    assert (signer.key_list(), signer.verifier_key("log")) == before


def test_the_three_keys_differ(signer):
    assert len({signer.verifier_key(role)[-44:] for role in ("log", "receipt", "root")}) == 3


def test_the_key_list_is_signed_by_the_root_key(signer):
    verifier.verify_note(signer.key_list(), signer.verifier_key("root"))
    assert signer.verifier_key("receipt") in signer.key_list()
    assert "root+" not in signer.key_list().split("\n\n")[0]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_can_read_is_refused(signer, mode):
    (signer.folder / "log.pem").chmod(mode)
    with pytest.raises(KeyProblemError, match="0600"):
        signer.sign_checkpoint(Checkpoint(ORIGIN, 1, LEAVES[0]))


def test_a_key_that_is_not_there_is_named(signer):
    (signer.folder / "receipt.pem").unlink()
    with pytest.raises(KeyProblemError, match="receipt"):
        signer.sign_receipt(b"payload")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_published_test_key_is_refused(signer, seed):
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    (signer.folder / "log.pem").write_bytes(_pem(key))
    with pytest.raises(KeyProblemError, match="published"):
        signer.verifier_key("log")


def test_without_keys_there_is_no_key_list(tmp_path):
    with pytest.raises(KeyProblemError, match=r"keys\.note"):
        Signer(tmp_path, ORIGIN).key_list()


def test_a_guard_that_never_signed_has_no_state(signer):
    assert signer.state() is None


@pytest.mark.parametrize("steps", [(9,), (1, 2, 9), (0, 4, 4, 8)])
def test_the_guard_folds_the_leaves_into_the_same_root(signer, steps):
    for size in steps:
        advance(signer, size)
    assert signer.state() == frontier(steps[-1])


def test_a_log_that_became_shorter_raises_an_alarm(signer):
    advance(signer, 5)
    with pytest.raises(GuardAlarmError, match="4 < 5"):
        signer.advance(4, frontier(4).root(), [])
    assert signer.state() == frontier(5)


def test_another_root_at_the_same_size_raises_an_alarm(signer):
    advance(signer, 5)
    changed = [*LEAVES[:4], LEAVES[8]]
    with pytest.raises(GuardAlarmError, match="root at 5"):
        signer.advance(5, frontier(5, changed).root(), [])


def test_a_longer_log_with_another_past_raises_an_alarm(signer):
    advance(signer, 5)
    changed = [LEAVES[8], *LEAVES[1:8]]
    with pytest.raises(GuardAlarmError, match="root at 8"):
        advance(signer, 8, changed)
    assert signer.state() == frontier(5)


def test_a_root_that_the_rows_do_not_give_raises_an_alarm(signer):
    with pytest.raises(GuardAlarmError):
        signer.advance(3, frontier(4).root(), LEAVES[:3])


def test_fewer_leaves_than_the_log_says_raise_an_alarm(signer):
    with pytest.raises(GuardAlarmError):
        signer.advance(3, frontier(3).root(), LEAVES[:2])
    assert signer.state() is None


def test_the_state_is_durable_before_it_counts(signer, monkeypatch):
    advance(signer, 3)
    monkeypatch.setattr(os, "fsync", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        advance(signer, 5)
    assert signer.state() == frontier(3)


def test_the_state_is_readable_by_anybody_who_checks(signer):
    advance(signer, 2)
    kept = json.loads((signer.folder / "guard.json").read_text("ascii"))
    assert kept == {"frontier": [b64u(frontier(2).root())], "origin": ORIGIN, "size": 2}


def test_a_signed_checkpoint_verifies_with_the_log_key_alone(signer):
    note = signer.sign_checkpoint(Checkpoint(ORIGIN, 3, frontier(3).root()))
    verifier.verify_note(note, signer.verifier_key("log"))
    with pytest.raises(Exception, match=r".+"):
        verifier.verify_note(note, signer.verifier_key("receipt"))
