"""What a release or a grading refuses to do."""

from __future__ import annotations


class AssessmentError(Exception):
    """A release or a grading that cannot be done; the message is French and says what to do."""
