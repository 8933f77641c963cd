"""The conductor: what a resignation is, step by step, and the pages that show it."""
