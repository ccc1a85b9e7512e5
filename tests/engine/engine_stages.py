"""Document stages for the tests of the engines; a worker process imports them by name."""

import os
import signal


def double(batch: list[int]) -> list[int]:
    return [2 * number for number in batch]


def double_or_die(batch: list[int]) -> list[int]:
    if 13 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(batch)
