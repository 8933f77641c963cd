"""How a question is refused: the key of the input, and a sentence that says what to do."""


class RefusedInput(Exception):
    """An input is missing, unknown, malformed, contradicted, or has no verified figure.

    `key` is written with dots for nested keys and without numbers of a list: `overtime.kind`.
    `words` say what to do; where it is not clear from the place which input they are about,
    `sentence` names it before them.
    """

    def __init__(self, key: str, words: str, *, name: str = "") -> None:
        self.key, self.words = key, words
        named = f"{name}（{key}）" if name not in {"", key} else name
        self.sentence = f"{named}：{words}" if named else words
        super().__init__(f"{key}: {words}")

    def as_json(self) -> dict[str, str]:
        """The whole answer to such a question."""
        return {"refused": self.key, "message": self.sentence}
