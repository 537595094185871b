"""Plan, make, commit: the one place that composes the rooms.

``open_mailing`` reads a workbook and finds its template, ``plan`` decides the letters and checks every row against every
tag, a :class:`LetterExecutor` makes them, a :class:`LetterBook` records them, ``collect`` makes what concerns them all.
``generate`` is all of it.
"""

from generator.files import make_folder, write_whole, written_whole
from generator.mailing.book import LetterBook, OverwriteGuard
from generator.mailing.check import Checked, CheckOptions, check_template, check_workbook
from generator.mailing.collect import CollectOptions, collect
from generator.mailing.context import known_names, letter_context, plain
from generator.mailing.documents import annotate_copy, document_to_pdf, read_context, render_document
from generator.mailing.executor import LetterExecutor
from generator.mailing.fields import TemplateFields, UsedName, template_fields, written_value
from generator.mailing.fonts import TemplateFonts, UsedFont, template_fonts
from generator.mailing.generate import GenerateOptions, Progress, executor_for, generate
from generator.mailing.outcomes import STATE_WORDS, LetterResult, LetterState, MailingResult
from generator.mailing.plan import (
    MailingPlan,
    OpenedMailing,
    PlannedLetter,
    ReferenceGiver,
    open_mailing,
    plan,
    print_order,
    provisional_references,
)
from generator.mailing.preview import Preview, preview
from generator.mailing.starting import StartedWorkspace, start_workspace
from generator.mailing.templates import adopt_document, annotate_template_copy
from generator.mailing.worker import FailedLetter, LetterOutcome, LetterTask, MadeFile, MadeLetter, Workbench
from generator.mailing.workspace import Workspace, find_workspace

__all__ = [
    "STATE_WORDS",
    "CheckOptions",
    "Checked",
    "CollectOptions",
    "FailedLetter",
    "GenerateOptions",
    "LetterBook",
    "LetterExecutor",
    "LetterOutcome",
    "LetterResult",
    "LetterState",
    "LetterTask",
    "MadeFile",
    "MadeLetter",
    "MailingPlan",
    "MailingResult",
    "OpenedMailing",
    "OverwriteGuard",
    "PlannedLetter",
    "Preview",
    "Progress",
    "ReferenceGiver",
    "StartedWorkspace",
    "TemplateFields",
    "TemplateFonts",
    "UsedFont",
    "UsedName",
    "Workbench",
    "Workspace",
    "adopt_document",
    "annotate_copy",
    "annotate_template_copy",
    "check_template",
    "check_workbook",
    "collect",
    "document_to_pdf",
    "executor_for",
    "find_workspace",
    "generate",
    "known_names",
    "letter_context",
    "make_folder",
    "open_mailing",
    "plain",
    "plan",
    "preview",
    "print_order",
    "provisional_references",
    "read_context",
    "render_document",
    "start_workspace",
    "template_fields",
    "template_fonts",
    "write_whole",
    "written_value",
    "written_whole",
]
