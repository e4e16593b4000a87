"""Addresses of evidence that is looked at or taken away."""

from django.urls import path

from .views import packages, preview

app_name = "evidence"
urlpatterns = [
    path("evidence/<int:key>/view/", preview.preview, name="preview"),
    path("evidence/<int:key>/page/<int:page>/", preview.picture, name="picture"),
    path("tasks/<int:key>/evidence.zip", packages.of_task, name="of_task"),
    path("programmes/<int:key>/evidence.zip", packages.of_programme, name="of_programme"),
    path("tasks/<int:key>/volume.zip", packages.of_volume, name="of_volume"),
]
