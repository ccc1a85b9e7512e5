"""Who speaks: every source resolved to a full name within the document."""
