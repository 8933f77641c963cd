"""What is still owed at the end, every line with its formula and article."""
