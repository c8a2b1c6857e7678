"""Plans, their tasks, and what was reported on each task."""

from plans.models.plan import Area, Plan, PlanQuerySet, replacement_day
from plans.models.task import DeadlineChange, ProgressReport, Task, TaskQuerySet

__all__ = [
    "Area",
    "DeadlineChange",
    "Plan",
    "PlanQuerySet",
    "ProgressReport",
    "Task",
    "TaskQuerySet",
    "replacement_day",
]
