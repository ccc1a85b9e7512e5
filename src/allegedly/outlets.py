"""What outlets do in a case: their profiles, from documents, claims, copies, drifts and analysts' grades."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from allegedly.records import Claim, Copy, Drift, Link, OutletProfile
from allegedly.review.judgements import reliabilities
from allegedly.store import Store


def outlet_profiles(store: Store) -> tuple[OutletProfile, ...]:
    """Return the profile of each outlet of the case, the most prolific first."""
    from allegedly.weigh import profile_outlets  # noqa: PLC0415  most verbs do without

    return profile_outlets(
        {document.id: document for document in store.documents()},
        cast("Iterator[Claim]", store.records("claims")),
        copies=cast("Iterator[Copy]", store.records("copies")),
        drifts=cast("Iterator[Drift]", store.records("drifts")),
        links=cast("Iterator[Link]", store.records("links")),
        reliability=reliabilities(store),
    )
