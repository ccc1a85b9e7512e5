"""The reading room: the case as pages in a browser, and the same views as a JSON API; ``app.application`` makes it."""
