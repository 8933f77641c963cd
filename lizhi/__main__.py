"""`python -m lizhi` is the command `lizhi`."""

from lizhi.config.command import main

main()
