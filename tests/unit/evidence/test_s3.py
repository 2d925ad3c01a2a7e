"""A bucket keeps the promises of the store; asked over HTTP of a server that speaks as object stores do."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer

from inspect_app.evidence.files.digest import Stored, TooLarge
from inspect_app.evidence.files.s3 import S3
from inspect_app.evidence.files.store import NotKept, Store

ABSENT, BUCKET = "0" * 64, "inspect-evidence"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def store(address: str, monkeypatch: pytest.MonkeyPatch) -> S3:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    boto3.client("s3", endpoint_url=address).create_bucket(Bucket=BUCKET)
    return S3(BUCKET, endpoint=address)


def put(store: Store, content: bytes, limit: int = 1000) -> Stored:
    return store.put(io.BytesIO(content), limit)


def keys(address: str) -> list[str]:
    found = boto3.client("s3", endpoint_url=address).list_objects_v2(Bucket=BUCKET)
    return [one["Key"] for one in found.get("Contents", ())]


def test_bytes_come_back_as_they_went(store: S3) -> None:
    stored = put(store, b"evidence")
    assert stored == Stored(hashlib.sha256(b"evidence").hexdigest(), 8)
    with store.open(stored.sha256) as file:
        assert file.read() == b"evidence"
    with store.on_disk(stored.sha256) as path:
        assert path.read_bytes() == b"evidence"
    assert not path.exists()
    assert store.exists(stored.sha256)
    assert store.size(stored.sha256) == 8


def test_the_same_bytes_are_kept_once_and_under_their_digest(store: S3, address: str) -> None:
    first, again = put(store, b"twice"), put(store, b"twice")
    assert first == again
    assert keys(address).count(f"evidence/{first.sha256}") == 1


def test_what_is_too_large_leaves_nothing(store: S3, address: str) -> None:
    before = keys(address)
    with pytest.raises(TooLarge):
        put(store, bytes(1001))
    assert put(store, bytes(1000)).size == 1000
    assert len(keys(address)) == len(before) + 1


def test_what_is_deleted_is_gone_and_deleting_again_is_no_fault(store: S3) -> None:
    stored = put(store, b"to go")
    store.delete(stored.sha256)
    store.delete(stored.sha256)
    assert not store.exists(stored.sha256)


def test_what_is_not_kept_is_said(store: S3) -> None:
    assert not store.exists(ABSENT)
    for ask in (store.open, store.size):
        with pytest.raises(NotKept):
            ask(ABSENT)
    with pytest.raises(NotKept), store.on_disk(ABSENT):
        pass


def test_a_fault_of_the_store_is_not_taken_for_absence(address: str, store: S3) -> None:
    other = S3("no-such-bucket", endpoint=address)
    with pytest.raises(Exception, match="NoSuchBucket"):
        put(other, b"lost")


@pytest.mark.parametrize("text", ["../etc/passwd", "", "a" * 63, "A" * 64])
def test_nothing_but_a_digest_becomes_a_key(store: S3, text: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        store.exists(text)
