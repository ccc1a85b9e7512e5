"""Outlets: what each does in this case, counted; the letter that an analyst has given it."""

from __future__ import annotations

from allegedly.errors import UnknownIdError
from allegedly.records import OutletProfile
from allegedly.review.judgements import reliabilities
from allegedly.show.web import lists
from allegedly.show.web.filters import Condition
from allegedly.show.web.index import Index
from allegedly.show.web.room import Room
from allegedly.show.web.view_records import OutletView
from allegedly.store import Store, is_case


def reliabilities_of(room: Room) -> dict[str, str]:
    """Return the letters that stand, by outlet."""
    if not is_case(room.folder):
        return {}
    with Store(room.folder) as store:
        return reliabilities(store)


def outlet_view(room: Room, name: str, *, page: int = 1) -> OutletView:
    """Return an outlet by its name; the empty name stands for articles whose outlet is not known.

    Raises:
        UnknownIdError: if no document is of that outlet and nobody relays it.
    """
    return view_of(room.index(), name, reliabilities_of(room), room.profiles().get(name), page=page)


def view_of(
    index: Index, name: str, letters: dict[str, str], profile: OutletProfile | None, *, page: int = 1
) -> OutletView:
    """Return an outlet as the index has it.

    Raises:
        UnknownIdError: as :func:`outlet_view`.
    """
    row = lists.outlet_named(index, name, letters)
    relayed_by = lists.relays(index, relayed=name)
    if row is None:
        message = f"no article of this case was published by {name!r}"
        raise UnknownIdError(message)
    kinds = index.rows(
        "SELECT source_kind, count(*) AS times FROM attributions WHERE outlet = ? GROUP BY source_kind"
        " ORDER BY times DESC, source_kind",
        name,
    )
    return OutletView(
        row=row,
        profile=profile,
        relays=tuple(lists.relays(index, outlet=name)),
        relayed_by=tuple(relayed_by),
        kinds=tuple((each["source_kind"], each["times"]) for each in kinds),
        documents=lists.documents_where(
            index,
            [Condition("coalesce(d.outlet, '') = ?", (name,))],
            order="d.published DESC NULLS LAST, d.n",
            page=page,
        ),
    )
