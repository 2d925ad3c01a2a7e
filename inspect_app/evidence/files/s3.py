"""The store in an object store that speaks S3; needs the extra `s3`.

Credentials come from where boto3 looks for them, never from our settings, and objects are never made public.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from .digest import Stored, checked, copy_hashed
from .store import NotKept

_ABSENT = {"404", "NoSuchKey", "NotFound"}


class S3:
    """One bucket, or the part of it whose keys begin with `prefix`. Keeps the promises of Store."""

    def __init__(self, bucket: str, prefix: str = "evidence/", endpoint: str | None = None) -> None:
        # The extra is installed by those who use it, so nothing is imported for the others.
        import boto3  # noqa: PLC0415

        self._client: Any = boto3.client("s3", endpoint_url=endpoint)
        self._bucket = bucket
        self._prefix = prefix

    def put(self, stream: BinaryIO, limit: int) -> Stored:
        # The key is the digest, so the bytes wait on disk until it is known.
        with tempfile.TemporaryFile() as waiting:
            stored = copy_hashed(stream, cast(BinaryIO, waiting), limit)
            if not self.exists(stored.sha256):
                waiting.seek(0)
                self._client.put_object(
                    **self._object(stored.sha256),
                    Body=waiting,
                    ContentLength=stored.size,
                    ChecksumSHA256=base64.b64encode(bytes.fromhex(stored.sha256)).decode(),
                )
        return stored

    def open(self, sha256: str) -> BinaryIO:
        local = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  the caller closes it
        try:
            self._fetch(sha256, local)
        except BaseException:
            local.close()
            raise
        return local

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile() as local:
            self._fetch(sha256, cast(BinaryIO, local))
            local.flush()
            yield Path(local.name)

    def exists(self, sha256: str) -> bool:
        try:
            self.size(sha256)
        except NotKept:
            return False
        return True

    def size(self, sha256: str) -> int:
        with self._named(sha256):
            return int(self._client.head_object(**self._object(sha256))["ContentLength"])

    def delete(self, sha256: str) -> None:
        self._client.delete_object(**self._object(sha256))

    def _fetch(self, sha256: str, local: BinaryIO) -> None:
        with self._named(sha256):
            where = self._object(sha256)
            self._client.download_fileobj(where["Bucket"], where["Key"], local)
        local.seek(0)

    def _object(self, sha256: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{self._prefix}{checked(sha256)}"}

    @contextmanager
    def _named(self, sha256: str) -> Iterator[None]:
        try:
            yield
        except self._client.exceptions.ClientError as error:
            if error.response.get("Error", {}).get("Code") in _ABSENT:
                raise NotKept(sha256) from error
            raise
