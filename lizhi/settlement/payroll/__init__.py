"""Payroll and attendance come in as tables: what is in them, what is wrong, what is kept."""
