"""Tests read as sentences about people."""
