"""What people do with plans, tasks and progress: one function, one transaction."""

from plans.actions.copying import copy_plan
from plans.actions.plans import create_plan, edit_plan
from plans.actions.progress_reports import report_progress
from plans.actions.tasks import add_task, delete_task, edit_task, move_task

__all__ = [
    "add_task",
    "copy_plan",
    "create_plan",
    "delete_task",
    "edit_plan",
    "edit_task",
    "move_task",
    "report_progress",
]
