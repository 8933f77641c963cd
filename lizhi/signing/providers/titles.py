"""How signing services are called in front of people."""

TITLES = {"fadada": "法大大", "esign": "e签宝"}


def title_of(name: str) -> str:
    """The name that people know; nothing for the service inside the house."""
    return TITLES.get(name, "")
