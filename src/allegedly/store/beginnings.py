"""Records named by the beginning of their id."""

from allegedly.errors import UnknownIdError


def require_one(found: list[str], beginning: str, relation: str) -> str:
    """Return the only id found.

    Raises:
        UnknownIdError: if there is none, or several; the message shows what there is.
    """
    if len(found) == 1:
        return found[0]
    if beginning in found:
        return beginning
    if not found:
        message = f"no id in {relation} begins with {beginning!r}"
    else:
        message = f"several ids in {relation} begin with {beginning!r}: {', '.join(found)}; give more of it"
    raise UnknownIdError(message)
