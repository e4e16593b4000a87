from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("documents/upload/", views.upload, name="upload"),
    path("documents/<int:pk>/", views.progress, name="progress"),
    path("documents/<int:pk>/discard/", views.discard, name="discard"),
    path("documents/<int:pk>/again/", views.again, name="again"),
]
