"""HR shapes the process: drafts, their checks by sense and by law, playing one through."""
