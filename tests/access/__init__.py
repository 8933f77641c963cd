"""Who may open and press what: every role at every address of the project."""
