"""The evidence report: how one paper was signed, for a labour arbitrator without our program."""
