"""Files are durable, named by what is in them, and never overwritten (Q9)."""

import hashlib
import os

import pytest

from custody.domain.errors import NotFoundError
from custody.storage.files import FileStore

PICTURE = b"\xff\xd8 a photo of keys"


@pytest.fixture
def files(tmp_path):
    return FileStore(tmp_path / "files")


def stored(files: FileStore) -> list[str]:
    return sorted(path.name for path in files.folder.rglob("*") if path.is_file())


def test_what_is_kept_can_be_read_under_its_hash(files):
    name = files.keep(PICTURE)
    assert name == hashlib.sha256(PICTURE).hexdigest()
    assert files.read(name) == PICTURE


def test_the_same_bytes_are_kept_once(files):
    assert files.keep(PICTURE) == files.keep(PICTURE)
    assert len(stored(files)) == 1


def test_a_file_that_is_not_there_is_not_found(files):
    with pytest.raises(NotFoundError):
        files.read("0" * 64)


def test_file_and_folder_are_durable_before_the_name_is_given(files, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (synced.append(os.fstat(fd).st_mode), real(fd)))
    files.keep(PICTURE)
    assert len(synced) == 4
    assert not os.path.stat.S_ISDIR(synced[0])
    assert all(os.path.stat.S_ISDIR(mode) for mode in synced[1:])


def test_a_write_that_fails_leaves_no_half_file(files, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.keep(PICTURE)
    assert stored(files) == []


def test_after_a_failure_the_same_file_can_be_kept(files, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            files.keep(PICTURE)
    assert files.read(files.keep(PICTURE)) == PICTURE
