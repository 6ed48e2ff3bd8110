from django.urls import path

from vierspan.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("language/", views.language, name="language"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("o/<slug:slug>/", views.overview, name="overview"),
    path("o/<slug:slug>/schools/", views.schools, name="schools"),
]
