# ruff: noqa: INP001  (nbgrader reads this file by its path, it is no package)
"""Configuration of nbgrader for this course; read by every plain ``nbgrader`` command.

All paths start from this file, so that the commands work from any folder where nbgrader
finds it: course/, modules/, or one named by JUPYTER_CONFIG_PATH.
"""

import os
from pathlib import Path

import nbgrader
from coordo_assessments import nbgrader_bridge
from coordo_assessments.nbgrader_bridge.formgrader_escaping import install_escaping
from coordo_assessments.nbgrader_bridge.reception import install_reception
from coordo_assessments.nbgrader_bridge.shared_engine import install_shared_engine

install_shared_engine()
install_reception()
install_escaping()

BRIDGE = "coordo_assessments.nbgrader_bridge"
COURSE = Path(__file__).resolve().parent
TEMPLATES = Path(nbgrader_bridge.__file__).parent / "templates"
FORMGRADER = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
# a server's gradebook (postgresql+psycopg://…) for every command; course/gradebook.db without it
GRADEBOOK = os.environ.get("COORDO_GRADEBOOK")
JOURNAL = "journal.jsonl"
ASSIGNMENTS = [folder.name for folder in sorted((COURSE.parent / "modules").glob("m*_*"))]

c = get_config()  # noqa: F821  (given by traitlets)

c.CourseDirectory.course_id = "du-coordination"
c.CourseDirectory.root = str(COURSE)
if GRADEBOOK:
    c.CourseDirectory.db_url = GRADEBOOK
c.Exchange.root = str(COURSE / "exchange")
c.ExchangeFactory.submit = f"{BRIDGE}.exchange.SubmitReleasedFiles"
c.ExchangeFactory.collect = f"{BRIDGE}.exchange.CollectKnownFiles"
c.ExchangeFactory.release_feedback = f"{BRIDGE}.exchange.ReleaseFeedback"
# a module's folder exists before its assignment is released: fetching adds what is missing
c.ExchangeFetchAssignment.replace_missing_files = True

# solution cells of a compiled notebook hold a one-line call, not a solution to clear
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    f"{BRIDGE}.preprocessors.ClearHandWrittenSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# a submission is rebuilt from the release and graded from its journal; no kernel starts
c.Autograde.exporter_class = f"{BRIDGE}.exporters.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [f"{BRIDGE}.preprocessors.RebuildFromRelease"]
c.Autograde.autograde_preprocessors = [
    f"{BRIDGE}.preprocessors.GradeFromJournal",
    f"{BRIDGE}.preprocessors.SaveGrades",
    f"{BRIDGE}.late_penalties.KeepLatePenalties",
    f"{BRIDGE}.preprocessors.CheckMetadata",
]
# Réponse donnée après l'échéance (date de l'échéance et prolongation : Formgrader) : « compter »
# la corrige, « écarter » garde la dernière réponse donnée à temps ; elle est signalée dans les deux
# cas. La pénalité de retard de nbgrader (LateSubmissionPlugin) s'applique à la remise elle-même.
c.GradeFromJournal.late_answers = "compter"
# a file of this name in source/ must never replace the trainee's answers
c.Autograde.exclude_overwriting = {name: [JOURNAL] for name in ASSIGNMENTS}

c.GenerateFeedback.exporter_class = f"{BRIDGE}.exporters.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    f"{BRIDGE}.preprocessors.ShowGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# formgrader draws no formula: nothing is asked of another host
c.HTMLExporter.extra_template_basedirs = [str(FORMGRADER), str(TEMPLATES)]

c.ExportApp.plugin_class = f"{BRIDGE}.exports.GradesExport"
