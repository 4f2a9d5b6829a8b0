"""Tables: found in whatever surrounds them, and matched by their labels, for every kind of document."""
