"""Texts on their way to people."""
