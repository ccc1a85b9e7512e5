"""Files, folders, web addresses and standard input -> Original, Item, Rejected: one reader a format."""

from allegedly.collect.fetch import Fetched, Fetcher
from allegedly.collect.pile import LARGEST_ITEM, collect, collect_again

__all__ = ["LARGEST_ITEM", "Fetched", "Fetcher", "collect", "collect_again"]
