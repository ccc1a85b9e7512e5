"""Writes a small case again and again, each time in a new process that is killed at the moment asked for.

Reads lines ``FOLDER<tab>calls<tab>NUMBER`` (killed at that call within our store, counted from the second commit on, in
Python and in C: between any two steps) or ``FOLDER<tab>seconds<tab>NUMBER`` (killed after that time: inside a step, too).
Answers each with ``signal<tab>calls<tab>seconds``: 0 for a process that came to its end. Forking saves the imports.
"""

import io
import os
import pathlib
import signal
import sys
import time

from allegedly.records import ChainLink, Claim, Document, Original, Span
from allegedly.store import Batch, Writer
from allegedly.vocab import Firmness, Polarity, Quotation, SourceKind, Where

BATCHES = (range(2), range(2, 5), range(5, 6))


class CallCounter:
    """Counts what the store calls, and is killed at one call."""

    def __init__(self, last: int) -> None:
        self.calls = 0
        self._last = last

    def __call__(self, frame, event, _argument):
        if "call" in event and "/allegedly/store/" in frame.f_code.co_filename:
            self.calls += 1
            if self.calls == self._last:
                os.kill(os.getpid(), signal.SIGKILL)


def claim(identity, document):
    outlet = ChainLink(kind=SourceKind.OUTLET, name=None, spans=(), attribution=None)
    return Claim(
        id=identity,
        document=document,
        where=Where.BODY,
        content=(Span(0, 3),),
        chain=(outlet,),
        firmness=Firmness.ALLEGED,
        polarity=Polarity.POSITIVE,
        quotation=Quotation.INDIRECT,
    )


def batch(writer, numbers):
    originals, documents, claims = [], [], []
    for number in numbers:
        text = f"Officials said {number} bridges fell."
        kept = writer.keep(io.BytesIO(text.encode()))
        path = f"/pile/{number}.txt"
        originals.append(Original(sha256=kept.sha256, path=path, size=kept.size, media_type="text/plain"))
        documents.append(Document(id=str(number), original_sha256=kept.sha256, path=path, text=text))
        claims += [claim(f"{number}-{each}", str(number)) for each in range(2)]
    return Batch(originals=originals, documents=documents, relations={"claims": claims})


def write(folder, counter):
    with Writer(folder, operator="ana") as writer:
        writer.commit(batch(writer, BATCHES[0]))
        sys.setprofile(counter)
        writer.commit(batch(writer, BATCHES[1]))
        writer.replace_relations({"claims": [claim("new", "0")]}, documents=["0"])
        writer.commit(batch(writer, BATCHES[2]))
    sys.setprofile(None)


def victim(folder, unit, number, answer):
    counter = CallCounter(int(number) if unit == "calls" else -1)
    began = time.monotonic()
    if unit == "seconds":
        signal.setitimer(signal.ITIMER_REAL, float(number))  # SIGALRM ends the process at once, like SIGKILL
    write(folder, counter)
    signal.setitimer(signal.ITIMER_REAL, 0)
    os.write(answer, f"{counter.calls}\t{time.monotonic() - began}".encode())
    os._exit(0)


def main():
    for line in sys.stdin:
        folder, unit, number = line.rstrip("\n").split("\t")
        answer, question = os.pipe()
        child = os.fork()
        if child == 0:
            victim(pathlib.Path(folder), unit, number, question)
        os.close(question)
        _, status = os.waitpid(child, 0)
        said = os.read(answer, 100).decode() or "0\t0"
        os.close(answer)
        code = os.waitstatus_to_exitcode(status)
        sys.stdout.write(f"{code}\t{said}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
