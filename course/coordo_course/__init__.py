"""The course in operation: the coordo command, release, grading, cohort and serving."""

import sys

# Where it is installed, jsonschema imports rfc3987_syntax, which compiles 38 grammars: 1.5 s of
# every process, for a check of IRI formats that nothing here uses. None in sys.modules makes the
# import fail at once, as if the package were absent.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
