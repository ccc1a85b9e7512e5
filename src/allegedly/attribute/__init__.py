"""Parsed -> Attribution and Claim: who says what, on whose word and how firmly."""

from allegedly.attribute.claims import claims
from allegedly.attribute.stage import attribute

__all__ = ["attribute", "claims"]
