"""Papers and files: printing, reading, checking signatures, packages, the encrypted store."""
