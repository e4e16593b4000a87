"""Addresses of the daily work."""

from django.urls import path

from .views import act, checking, edition, evidence, issuing, task, tasks, todo, trial, unit

app_name = "ledgers"
urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/views/", tasks.save_view, name="save_view"),
    path("tasks/views/<int:key>/remove/", tasks.remove_view, name="remove_view"),
    path("tasks/<int:key>/", task.task, name="task"),
    path("tasks/<int:key>/<slug:slug>/", act.act, name="act"),
    path("rules/<slug:name>/trial/", trial.trial, name="trial"),
    path("to-do/", todo.todo, name="todo"),
    path("checking/", checking.checking, name="checking"),
    path("units/<str:unit>/", unit.unit, name="unit"),
    path("evidence/<int:key>/", evidence.evidence, name="evidence"),
    path("editions/<int:key>/", edition.edition, name="edition"),
    path("issue/<int:key>/", issuing.issue_plan, name="issue"),
]
