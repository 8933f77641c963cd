"""What a rule says when it was not told enough, or was told two things that cannot both be true."""


class NotGiven(LookupError):
    """A rule cannot go on without this input; it is asked for, never guessed."""

    def __init__(self, key: str, sentence: str) -> None:
        self.key = key
        super().__init__(sentence)


class Contradiction(ValueError):
    """Two inputs exclude each other; `key` is the one that gives way."""

    def __init__(self, key: str, sentence: str) -> None:
        self.key = key
        super().__init__(sentence)
