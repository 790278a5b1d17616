"""The course in operation: command line, release, grading, exports, serving."""
