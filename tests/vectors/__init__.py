"""Vectors as plain data, and what makes their bases."""
