"""How big the places for signatures are, in pt: papers leave them, appearances fill them."""

SEAL = (113.4, 113.4)
"""40 mm, as companies' seals are."""
MARK = (132.0, 40.0)
"""The system's own."""
SIGNATURE = (170.0, 62.0)
"""A name, drawn or typed."""
BY_ROLE = {"company": SEAL, "installation": MARK}


def of(role: str) -> tuple[float, float]:
    """Width and height of a role's place; whoever is a person signs with a name."""
    return BY_ROLE.get(role, SIGNATURE)
