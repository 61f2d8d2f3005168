"""Registers as released programs left them, one backup set per schema and database (Q81).

`python -m tests.released` writes the sets of the schema that the program has now. A set of a schema that
was released is never made again: it is what stands on the machines of others.
"""

import hashlib
import tarfile
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HERE = Path(__file__).parent
ENGINES = ("sqlite", "postgresql")
ROLES = ("root", "log", "receipt")


def packed(version: str, engine: str) -> Path:
    """Return where the set of this schema and database lies."""
    return HERE / f"{version}-{engine}.tar.gz"


def root_of(version: str, engine: str) -> Path:
    """Return where the root of its log stands, as it was when the set was made."""
    return HERE / f"{version}-{engine}.root"


def unpack(version: str, engine: str, folder: Path) -> Path:
    """Unpack a set into a new folder, and return it."""
    with tarfile.open(packed(version, engine)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def write_keys(folder: Path) -> None:
    """Write the keys of this invented register: made from its name, and so in no file of the project."""
    folder.mkdir(parents=True, mode=0o700)
    for role in ROLES:
        seed = hashlib.sha256(f"custody tests released {role}".encode()).digest()
        path = folder / f"{role}.pem"
        path.touch(mode=0o600)
        path.write_bytes(
            Ed25519PrivateKey.from_private_bytes(seed).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
