"""Replaces a document of a small case; reads lines ``FOLDER<tab>NUMBER`` and is killed at that call within our store.

Answers each with ``signal<tab>calls``: 0 for a process that came to its end (NUMBER -1). Forking saves the imports.
"""

import os
import sys

import msgspec
from crash_victim import CallCounter, claim

from allegedly.store import Judgement, Writer

NEW_TEXT = "Officials said no bridge fell."


def replace(folder, counter):
    with Writer(folder, operator="ana") as writer:
        sys.setprofile(counter)
        document = next(writer.documents())
        document = msgspec.structs.replace(document, text=NEW_TEXT)
        judgement = Judgement("restore cut", document.id, "{}")
        writer.replace_document(document, {"claims": [claim("new", document.id)]}, judgements=[judgement])
    sys.setprofile(None)


def main():
    for line in sys.stdin:
        folder, number = line.rstrip("\n").split("\t")
        answer, question = os.pipe()
        child = os.fork()
        if child == 0:
            counter = CallCounter(int(number))
            replace(folder, counter)
            os.write(question, str(counter.calls).encode())
            os._exit(0)
        os.close(question)
        _, status = os.waitpid(child, 0)
        said = os.read(answer, 100).decode() or "0"
        os.close(answer)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\t{said}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
