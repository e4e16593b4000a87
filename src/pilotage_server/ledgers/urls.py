"""Addresses of the daily work."""

from django.urls import path, re_path

from .views import (
    act,
    approving,
    checking,
    edition,
    evidence,
    issuing,
    progress,
    samples,
    slip,
    suspended,
    task,
    tasks,
    todo,
    trial,
    unit,
)

app_name = "ledgers"
urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/views/", tasks.save_view, name="save_view"),
    path("tasks/views/<int:key>/remove/", tasks.remove_view, name="remove_view"),
    path("tasks/<int:key>/", task.task, name="task"),
    path("tasks/<int:key>/<slug:slug>/", act.act, name="act"),
    re_path(
        r"^tasks/(?P<key>\d{1,18})/slips/(?P<sequence>\d{1,18})\.(?P<form>html|docx)$",
        slip.slip,
        name="slip",
    ),
    path("progress/", progress.progress, name="progress"),
    path("rules/<slug:name>/trial/", trial.trial, name="trial"),
    path("to-do/", todo.todo, name="todo"),
    path("checking/", checking.checking, name="checking"),
    path("approving/", approving.approving, name="approving"),
    path("approving/approve/", approving.approve_chosen, name="approve_chosen"),
    path("approving/dispatch/", approving.dispatch_chosen, name="dispatch_chosen"),
    path("approving/rule/<int:key>/", approving.set_rule, name="set_rule"),
    path("samples/", samples.samples, name="samples"),
    path("samples/<int:key>/", samples.sample, name="sample"),
    path("suspended/", suspended.suspended, name="suspended"),
    path("units/<str:unit>/", unit.unit, name="unit"),
    path("evidence/<int:key>/", evidence.evidence, name="evidence"),
    path("editions/<int:key>/", edition.edition, name="edition"),
    path("issue/<int:key>/", issuing.issue_plan, name="issue"),
]
