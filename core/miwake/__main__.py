"""`miwake`: looks at the first word and imports only what it needs: window, worker or command line."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code.

    Args:
        arguments: The words after the program's name; those of the process if left out.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] == "app":
        return _window(words[1:])
    if words[:2] == ["worker", "run"]:
        from miwake.worker.main import run  # noqa: PLC0415 - only a worker pays for what computes

        return run(words[2:])
    from miwake.cli.main import run_command  # noqa: PLC0415 - the window must not pay for the command line

    return run_command(words)


def _window(words: Sequence[str]) -> int:
    from miwake_desktop.app import open_window  # noqa: PLC0415 - the command line must not pay for Qt

    return open_window(words)


if __name__ == "__main__":
    sys.exit(main())
