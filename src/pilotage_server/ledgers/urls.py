"""Addresses of the daily work."""

from django.urls import path, re_path

from .views import (
    act,
    checking,
    edition,
    evidence,
    issuing,
    progress,
    slip,
    task,
    tasks,
    todo,
    trial,
    unit,
)

app_name = "ledgers"
urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:key>/", task.task, name="task"),
    path("tasks/<int:key>/<slug:slug>/", act.act, name="act"),
    re_path(
        r"^tasks/(?P<key>\d+)/slips/(?P<sequence>\d+)\.(?P<form>html|docx)$",
        slip.slip,
        name="slip",
    ),
    path("progress/", progress.progress, name="progress"),
    path("rules/<slug:name>/trial/", trial.trial, name="trial"),
    path("to-do/", todo.todo, name="todo"),
    path("checking/", checking.checking, name="checking"),
    path("units/<str:unit>/", unit.unit, name="unit"),
    path("evidence/<int:key>/", evidence.evidence, name="evidence"),
    path("editions/<int:key>/", edition.edition, name="edition"),
    path("issue/<int:key>/", issuing.issue_plan, name="issue"),
]
