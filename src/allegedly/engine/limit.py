"""A time limit for work on one document, so that no input holds up the rest of a pile for good."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ``TimeoutError`` in the body once ``seconds`` of wall time have passed.

    It rests on the process's alarm, so it works in the main thread of a process, where every engine runs its stages; in
    any other thread the body runs without a limit. A call into C is interrupted when it returns.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        message = f"not done after {seconds:g} s"
        raise TimeoutError(message)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
