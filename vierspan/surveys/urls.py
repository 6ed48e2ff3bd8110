from django.urls import URLPattern, path

from vierspan.surveys.views import facts, rubric

app_name = "surveys"

RUBRIC = "o/<slug:slug>/kijkwijzer/"
FACTS = "o/<slug:slug>/facts/"
urlpatterns: list[URLPattern] = [
    path(RUBRIC, rubric.assessment_list, name="assessment_list"),
    path(f"{RUBRIC}add/", rubric.assessment_add, name="assessment_add"),
    path(f"{RUBRIC}<int:assessment_id>/", rubric.assessment, name="assessment"),
    path(f"{RUBRIC}<int:assessment_id>/finish/", rubric.assessment_finish, name="assessment_finish"),
    path(f"{RUBRIC}<int:assessment_id>/remove/", rubric.assessment_remove, name="assessment_remove"),
    path(f"{RUBRIC}<int:assessment_id>/download/", rubric.assessment_download, name="assessment_download"),
    path(f"{RUBRIC}<int:assessment_id>/<slug:aspect>/", rubric.choice_edit, name="choice_edit"),
    path(f"{RUBRIC}<int:assessment_id>/<slug:aspect>/step/", rubric.choice_step, name="choice_step"),
    path(FACTS, facts.facts, name="facts"),
    path(f"{FACTS}edit/", facts.facts_edit, name="facts_edit"),
    path(f"{FACTS}download/", facts.facts_download, name="facts_download"),
    path(f"{FACTS}upload/", facts.facts_upload, name="facts_upload"),
]
