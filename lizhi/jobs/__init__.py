"""What is left to be done after a transaction, and the worker that does it."""
