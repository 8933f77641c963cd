"""HR shapes processes, plays them through, and looks at their pictures."""
