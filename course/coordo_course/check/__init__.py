"""Validates all content of a course: each fault with file, line and what was expected."""
