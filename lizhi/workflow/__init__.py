"""The flow: which steps a case stands at, who has to act until when, what follows."""
