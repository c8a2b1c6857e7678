"""Paths of plans and tasks. A plan's own page, /ke-hoach/<number>/, is in dashboard/: it shows targets too."""

from django.urls import path

from plans.views import plans, progress_reports, tasks

app_name = "plans"

urlpatterns = [
    path("ke-hoach/", plans.plan_list, name="list"),
    path("ke-hoach/them/", plans.create_plan, name="create"),
    path("ke-hoach/<int:plan_id>/sua/", plans.edit_plan, name="edit"),
    path("ke-hoach/<int:plan_id>/ban-da-ky/", plans.signed_file, name="signed_file"),
    path("ke-hoach/<int:plan_id>/them-nhiem-vu/", tasks.add_task, name="add_task"),
    path("nhiem-vu/", tasks.task_list, name="tasks"),
    path("nhiem-vu/<int:task_id>/", tasks.task_page, name="task"),
    path("nhiem-vu/<int:task_id>/sua/", tasks.edit_task, name="edit_task"),
    path("nhiem-vu/<int:task_id>/xoa/", tasks.delete_task, name="delete_task"),
    path("nhiem-vu/<int:task_id>/doi-thu-tu/", tasks.move_task, name="move_task"),
    path("nhiem-vu/<int:task_id>/bao-cao/", progress_reports.report_progress, name="report_progress"),
    path("nhiem-vu/<int:task_id>/tai-lieu/<int:evidence_id>/", progress_reports.evidence, name="evidence"),
]
