"""Uploaded files in their three steps: address, bytes, completion."""

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sandbox.slack.refusals import Json


@dataclass(slots=True)
class File:
    id: str
    name: str
    size: int
    user: str
    created: int
    secret: str
    """The part of the upload address that nobody can guess."""
    title: str = ""
    alt_txt: str = ""
    content: bytes | None = None
    is_complete: bool = False
    channels: dict[str, list[str]] = field(default_factory=dict)
    """Where it is shared: channel → timestamps of the messages."""
    private_channels: set[str] = field(default_factory=set)

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def as_json(self, base_url: str) -> Json:
        kind = PurePosixPath(self.name).suffix.removeprefix(".").lower() or "binary"
        address = f"{base_url}/files-pri/{self.id}/{self.name}"
        shown: Json = {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": kind,
            "pretty_type": kind.upper(),
            "user": self.user,
            "editable": False,
            "size": self.size,
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": address,
            "url_private_download": f"{address}?download=1",
            "permalink": f"{base_url}/files/{self.id}",
            "has_rich_preview": False,
            "channels": [channel for channel in self.channels if channel not in self.private_channels],
            "groups": [channel for channel in self.channels if channel in self.private_channels],
            "ims": [],
        }
        if self.mimetype.startswith("image/"):
            shown |= {"thumb_360": address, "thumb_720": address, "alt_txt": self.alt_txt}
        return shown


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_secret: dict[str, File] = {}

    def add(self, file: File) -> None:
        self._by_id[file.id] = file
        self._by_secret[file.secret] = file

    def find(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def awaited(self, secret: str) -> File | None:
        return self._by_secret.get(secret)

    def remove(self, file: File) -> None:
        del self._by_id[file.id]
        self._by_secret.pop(file.secret, None)
