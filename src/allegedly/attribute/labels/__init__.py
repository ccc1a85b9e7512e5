"""The labels of an attribution: kind, quotation, firmness with its hedges, polarity."""
