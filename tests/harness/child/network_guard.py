"""Refuses every look-up of a name and every connection that would leave this machine.

An audit hook sees them all, also those of libraries that go round the socket module's Python classes. Standard
library only: this runs at the start of every child process.
"""

import os
import sys
from pathlib import Path
from typing import Any

LOG_VARIABLE = "MIWAKE_TESTS_NETWORK_LOG"
_HERE = {"", "localhost", "0.0.0.0", "::", "::1"}  # noqa: S104 - to be recognised, not bound
# Where each event has its host or address.
_EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


class NetworkUsedError(RuntimeError):
    """A test, or a process that it started, tried to leave this machine."""


def stays_here(address: Any) -> bool:
    """Return whether an address (a pair for TCP and UDP, a path for AF_UNIX) or a host name is this machine's."""
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if not isinstance(host, str):
        return True  # no internet address: AF_UNIX's abstract names, AF_NETLINK, a connected socket
    if not isinstance(address, tuple) and ("/" in host or host.startswith("\0")):
        return True
    return host in _HERE or host.startswith("127.") or host == os.uname().nodename


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    place = _EVENTS.get(event)
    if place is None or stays_here(arguments[place]):
        return
    attempt = f"{event} {arguments[place]!r}"
    with Path(os.environ[LOG_VARIABLE]).open("a", encoding="utf-8") as log:
        log.write(f"{attempt} by {' '.join(sys.orig_argv)[:200]}\n")
    raise NetworkUsedError(f"Tests have no network: {attempt}")


def install() -> None:
    """Refuse from now on, until the process ends."""
    sys.addaudithook(_refuse)
