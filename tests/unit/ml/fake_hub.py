"""A hub of models on this computer: answers as the real one does, breaks off, lies and limps where a test wants it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

LARGE = 1000
"""From this size on a file has a SHA-256, as on the real hub those have that git does not hold itself."""


class FakeHub:
    """Repositories and how to serve them.

    Attributes:
        repositories: Content of the files by name, by name of the repository.
        licence: What the cards say.
        revision: The commit of all repositories.
        breaks: After how many bytes of a file its connection breaks, one entry for each time.
        lies: Files of which something else is sent than was announced.
        ranges: Whether a download can go on in the middle.
        trouble: What is answered for a file instead, such as 503, one entry for each time.
        asked: The requests, with the position that each began at.
    """

    def __init__(self) -> None:
        self.repositories: dict[str, dict[str, bytes]] = {}
        self.licence: str | None = "mit"
        self.revision = "a" * 40
        self.breaks: dict[str, list[int]] = {}
        self.lies: set[str] = set()
        self.ranges = True
        self.trouble: dict[str, list[int]] = {}
        self.asked: list[tuple[str, int]] = []
        self.address = ""

    def downloads_of(self, file: str) -> list[int]:
        """Return the positions at which the downloads of a file began."""
        return [start for path, start in self.asked if path.endswith(f"/{file}")]

    def described(self, name: str) -> dict[str, Any]:
        """Return what the hub's interface says of a repository."""
        files = self.repositories[name].items()
        card = {} if self.licence is None else {"license": self.licence}
        return {"sha": self.revision, "cardData": card, "siblings": [_described(*each) for each in files]}


def _described(path: str, content: bytes) -> dict[str, Any]:
    blob = hashlib.sha1(b"blob %d\x00" % len(content) + content, usedforsecurity=False).hexdigest()
    shown: dict[str, Any] = {"rfilename": path, "size": len(content), "blobId": blob}
    if len(content) >= LARGE:
        shown["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return shown


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        self.hub.asked.append((path, start))
        assert "Authorization" not in self.headers
        trouble = self.hub.trouble.get(path.rpartition("/")[2], [])
        if trouble:
            self.send_error(trouble.pop(0))
        elif path.startswith("/api/models/"):
            self._describe(path.removeprefix("/api/models/"))
        else:
            self._send(path, start)

    def _describe(self, name: str) -> None:
        if name not in self.hub.repositories:
            self.send_error(404)
            return
        self._answer(200, json.dumps(self.hub.described(name)).encode())

    def _send(self, path: str, start: int) -> None:
        name, _, rest = path.removeprefix("/").partition("/resolve/")
        revision, _, file = rest.partition("/")
        assert revision == self.hub.revision
        content = self.hub.repositories[name][file]
        if file in self.hub.lies:
            content = bytes(reversed(content))
        start = start if self.hub.ranges else 0
        breaks = self.hub.breaks.get(file, [])
        if breaks:
            self._answer(206 if start else 200, content[start:], only=breaks.pop(0))
            self.close_connection = True
            return
        self._answer(206 if start else 200, content[start:])

    def _answer(self, status: int, content: bytes, only: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:only])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name of the base class
        """Say nothing."""


@contextmanager
def serving(hub: FakeHub) -> Iterator[FakeHub]:
    """Serve a hub on this computer until the block ends."""
    handler = type("Handler", (_Handler,), {"hub": hub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        hub.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()
