"""Items, scoring rules, the journal and the bridge to nbgrader."""
