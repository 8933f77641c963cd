"""The pages of both sides."""
