"""Bring a text to an address: SMS and mail, through whatever sender the firm has."""
