"""A talk before somebody goes: offered, never asked for, and read by those alone who had it."""
