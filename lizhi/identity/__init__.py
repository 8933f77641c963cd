"""Who it is: ways to show that it is you, and what each of them has shown, for which papers."""
