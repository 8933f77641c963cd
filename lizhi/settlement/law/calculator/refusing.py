"""How a question is refused: the key of the input, and a sentence that says what to do."""


class RefusedInput(Exception):
    """An input is missing, unknown, malformed, contradicted, or has no verified figure.

    `key` is written with dots for nested keys and without numbers of a list: `overtime.kind`.
    """

    def __init__(self, key: str, sentence: str) -> None:
        self.key, self.sentence = key, sentence
        super().__init__(f"{key}: {sentence}")

    def as_json(self) -> dict[str, str]:
        """The whole answer to such a question."""
        return {"refused": self.key, "message": self.sentence}
