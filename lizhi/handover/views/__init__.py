"""The pages of this room: the leaver's, the receiver's, and those of whoever arranges."""
