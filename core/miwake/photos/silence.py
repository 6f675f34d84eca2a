"""Keeps Pillow's warnings about damaged metadata from the person: a refusal or an absent fact says enough."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_one_at_a_time = threading.Lock()


@contextmanager
def without_warnings() -> Iterator[None]:
    """Ignore warnings in this block; for headers and metadata, which take milliseconds, not for decoding.

    Python's warning filters are global: only one thread at a time may change and restore them.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
