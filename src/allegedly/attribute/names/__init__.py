"""Who a source is: mentions linked to referents, pronouns, full names, affiliation, what sort of source it is."""
