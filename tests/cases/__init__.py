"""The case file: chain, papers, who sees what."""
