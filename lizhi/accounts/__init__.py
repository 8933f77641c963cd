"""Logins that outlive the job: one phone number, one person, no passwords."""
