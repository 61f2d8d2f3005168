"""The second reader of receipts, in the browser's language, says what the first one says."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from custody.domain import notes, receipts

SCRIPT = Path(__file__).parent.parent.parent / "static" / "js" / "receipt-token.js"
ORIGIN = "custody.example.nl/log"
RUN = """
import { check } from "%s";
import { readFileSync } from "fs";
const { token, changed, keys } = JSON.parse(readFileSync(0));
const own = [undefined, null];
for (const by of own) {
  const said = await check(token, keys, by);
  if (said.no !== "AMSZ-2026-000417" || said.items[0][0] !== "F5DPN209V2") throw new Error("other facts");
  for (const other of changed) {
    let refused = false;
    try { await check(other, keys, by); } catch (error) { refused = Boolean(error.code); }
    if (!refused) throw new Error("accepted " + other);
  }
}
console.log("good");
"""


def _signed() -> tuple[str, str]:
    """Return the receipt of the worked example and a key list for it."""
    key = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
    public = key.public_key().public_bytes_raw()
    payload = receipts.Payload(
        origin=ORIGIN,
        no="AMSZ-2026-000417",
        issued=1795435092,
        unit="AMS-ZUID",
        items=(("F5DPN209V2", 1, "Bos met 3 sleutels"),),
        leaf=bytes(32),
        index=1,
        size=2,
        root=bytes(32),
    ).encode()
    name = notes.key_name(ORIGIN, "receipt")
    header = receipts.protected_header(name, public)
    signature = key.sign(receipts.to_be_signed(header, payload))
    token = receipts.written_token(receipts.token(header, payload, signature))
    vkey = notes.verifier_key(name, public)
    return token, f"custody-keys/v1\n{ORIGIN}\n1\nkey receipt 1 - {vkey}\n\n"


def test_it_accepts_the_receipt_and_refuses_every_change_by_both_ways() -> None:
    node = shutil.which("node")
    if node is None:
        required = "node" in os.environ.get("CUSTODY_REQUIRE", "")
        (pytest.fail if required else pytest.skip)("node is not installed on this machine")
    token, keys = _signed()
    other = {letter: "A" if letter != "A" else "B" for letter in set(token)}
    changed = [token[:n] + other[token[n]] + token[n + 1 :] for n in range(0, len(token), 9)]
    changed += [token[:-8], token.lower(), token + "AAAAAAAA", ""]
    sent = json.dumps({"token": token, "changed": changed, "keys": keys})
    script = [node, "--input-type=module", "-e", RUN % SCRIPT.as_uri()]
    run = subprocess.run(script, input=sent, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "good", run.stderr[-800:]
