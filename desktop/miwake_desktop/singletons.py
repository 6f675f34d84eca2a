"""Keeps None, True, False and NotImplemented alive under Python 3.11.

The wheels of PySide6 6.12 are built as if these were immortal, which they are from Python 3.12 on: every Qt method that
returns nothing gives away one reference to None that nobody took, every `emit` one to True. After some thousand calls
(some hundred emits) Python 3.11 ends with "deallocating None" or "deallocating True or False".
"""

import ctypes
import platform
import sys

_MANY = 1 << 40
"""More references than a window can ever give away."""


def hold_singletons() -> bool:
    """Give the singletons more references than can be lost, where they are not immortal; return whether that was so.

    The reference count is the first word of an object (`PyObject.ob_refcnt`) in every CPython before 3.12.
    """
    if platform.python_implementation() != "CPython" or sys.version_info >= (3, 12):
        return False
    for each in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(each)).value += _MANY
    return True
