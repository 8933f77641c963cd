"""The six papers of a resignation: their templates as data, and the facts that fill them."""
