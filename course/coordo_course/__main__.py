"""``python -m coordo_course`` is ``coordo``."""

from coordo_course.cli import main

main()
