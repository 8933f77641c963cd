"""Rows of the flow: what opens, what closes, what a case is shown to stand at.

Everything here happens inside the transaction of an action, with the case locked.
"""
