"""Training of the attribution model on marked text; the only place that needs torch."""
