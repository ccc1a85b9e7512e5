"""Making the folder of a case."""

from pathlib import Path

from allegedly.errors import CaseError, CaseFormatError
from allegedly.store.database import LEDGER_FILE
from allegedly.store.folder import ORIGINALS, SEGMENTS
from allegedly.store.lock import LOCK_FILE, READERS_FILE


def make_folder(folder: Path) -> None:
    """Make an empty case folder, or complete one.

    Raises:
        CaseFormatError: if it holds something, but no case.
        CaseError: if it cannot be made.
    """
    ours = {LOCK_FILE, READERS_FILE, ORIGINALS, SEGMENTS, LEDGER_FILE}  # a kill may have left it without a ledger
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = sorted(path.name for path in folder.iterdir() if not path.name.startswith(tuple(ours)))
        if foreign and not (folder / LEDGER_FILE).exists():
            message = f"{folder} is no case and not empty (it holds {foreign[0]!r}): name a new or empty folder"
            raise CaseFormatError(message)
        (folder / READERS_FILE).touch()
    except OSError as error:
        message = f"cannot write to the case {folder}: {error.strerror}"
        raise CaseError(message) from error
