"""The corpus stages over a case: match and weigh what its documents claim, whenever documents or judgements changed.

    match    signatures              -> pairs                   which claims say the same, or the opposite
    weigh    pairs, claims, copies   -> allegations, drifts     on whose word, how many origins, what changed on the way

An update compares the new documents' claims with all that are in the case, makes the clusters anew that this can have
changed, and weighs those that did change and those that they have to do with. What it gives depends on what the case holds,
not on the order in which documents came.
"""

from allegedly.corpus.update import Updated, update

__all__ = ["Updated", "update"]
