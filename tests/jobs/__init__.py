"""What the machine does, and who looks after it."""
