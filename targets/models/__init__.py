"""Indicators, targets, forms, submissions and figures: one noun a file."""

from targets.models.figure import Figure
from targets.models.form import FormLine, ReportForm
from targets.models.indicator import Exemption, Indicator, Publication
from targets.models.submission import Submission, SubmissionEvent
from targets.models.target import Baseline, Milestone, Target, TargetVersion

__all__ = [
    "Baseline",
    "Exemption",
    "Figure",
    "FormLine",
    "Indicator",
    "Milestone",
    "Publication",
    "ReportForm",
    "Submission",
    "SubmissionEvent",
    "Target",
    "TargetVersion",
]
