"""What ``coordo grade`` did with each submission: a table of its own beside nbgrader's.

A line is written in the transaction that writes the grades it speaks of, so a batch that is
killed leaves no submission half noted.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, MetaData, String, Table, Text

ledger_metadata = MetaData()
grading_ledger = Table(
    "coordo_grading",
    ledger_metadata,
    # nbgrader's id of the submission; no foreign key, which would keep nbgrader from removing it
    Column("submission_id", String(32), primary_key=True),
    # of what was handed in, of all that the grade follows from, of what the trainee was told
    Column("received", String(64), nullable=False, server_default=""),
    Column("fingerprint", String(64), nullable=False),
    Column("feedback", String(64)),
    # the late penalty that the course's rule gave: another one in the gradebook is a person's
    Column("penalty", Float),
    Column("notes", Text, nullable=False),
)
