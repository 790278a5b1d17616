"""The bridge to nbgrader: what ``course/nbgrader_config.py`` plugs into its extension points.

A submission's notebook is rebuilt from the release, its answers are graded from the journal
by pure functions, and the result stands where nbgrader's gradebook, formgrader and feedback
expect it. No kernel starts; nothing that a trainee wrote is executed or shown unescaped.
"""
