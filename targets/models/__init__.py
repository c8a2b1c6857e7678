"""Indicators, targets, forms, submissions and figures: one noun a file."""

from targets.models.change import Correction, FigureChange, FigureUpload, SourcedCell
from targets.models.check import IndicatorCheck
from targets.models.figure import Figure
from targets.models.form import FormLine, ReportForm
from targets.models.indicator import Exemption, Indicator, Publication
from targets.models.submission import Submission, SubmissionEvent
from targets.models.target import Baseline, Milestone, Target, TargetVersion
from targets.models.task_line import TaskLine
from targets.models.total import CountedSeries, MapView, UnitResult, UnitTotal

__all__ = [
    "Baseline",
    "Correction",
    "CountedSeries",
    "Exemption",
    "Figure",
    "FigureChange",
    "FigureUpload",
    "FormLine",
    "Indicator",
    "IndicatorCheck",
    "MapView",
    "Milestone",
    "Publication",
    "ReportForm",
    "SourcedCell",
    "Submission",
    "SubmissionEvent",
    "Target",
    "TargetVersion",
    "TaskLine",
    "UnitResult",
    "UnitTotal",
]
