"""The figures of the lessons, one module each."""
