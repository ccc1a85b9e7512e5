"""Claims -> matches -> clusters: which claims of a case say the same thing, and which the opposite."""
