"""A document that would never end is stopped, and the alarm is put back as it was."""

import signal
import threading

import pytest

from allegedly.engine.limit import time_limit


def test_work_that_does_not_end_is_stopped() -> None:
    with pytest.raises(TimeoutError, match="not done after"), time_limit(0.05):
        signal.pause()
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_work_that_ends_is_left_alone() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(60):
        done = sum(range(10))
    assert done == 45
    assert signal.getsignal(signal.SIGALRM) is before


def test_another_thread_works_without_a_limit() -> None:
    done = []

    def work() -> None:
        with time_limit(0.001):
            done.append(sum(range(10)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [45]
