"""What `lizhi flow` can do, a module for each verb: `HELP`, `arguments(parser)`, `run(options)`.

`run` answers with what is to be printed and the exit code: 0 fine, 1 something is wrong with the
process, 2 wrong use.
"""
