"""The handover list: what is passed on, to whom, and who has confirmed it."""
