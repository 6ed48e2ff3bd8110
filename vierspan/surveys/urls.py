from django.urls import URLPattern, path

from vierspan.surveys.views import answering, answers, codes, facts, results, rounds, rubric

app_name = "surveys"

SCANS = "o/<slug:slug>/scans/"
ROUND = f"{SCANS}<int:round_id>/"
RESULTS = f"{ROUND}results/"
AUDIENCE = f"{SCANS}audiences/<int:audience_id>/"
RUBRIC = "o/<slug:slug>/kijkwijzer/"
FACTS = "o/<slug:slug>/facts/"
urlpatterns: list[URLPattern] = [
    path("s/done/", answering.answer_done, name="answer_done"),
    path("s/<str:link_key>/", answering.answer_start, name="answer_start"),
    path("s/<str:link_key>/<slug:audience>/", answering.answer, name="answer"),
    path("c/", answering.code_entry, name="code_entry"),
    path("c/<str:code>/", answering.code_answer, name="code_answer"),
    path(SCANS, rounds.round_list, name="round_list"),
    path(f"{SCANS}add/", rounds.round_add, name="round_add"),
    path(ROUND, rounds.round, name="round"),
    path(f"{ROUND}edit/", rounds.round_edit, name="round_edit"),
    path(f"{ROUND}dates/", rounds.round_dates, name="round_dates"),
    path(f"{ROUND}open/", rounds.round_open, name="round_open"),
    path(f"{ROUND}close/", rounds.round_close, name="round_close"),
    path(f"{ROUND}remove/", rounds.round_remove, name="round_remove"),
    path(f"{ROUND}remind/", rounds.round_remind, name="round_remind"),
    path(f"{ROUND}poster/", rounds.round_poster, name="round_poster"),
    path(f"{ROUND}preview/<slug:audience>/", rounds.round_preview, name="round_preview"),
    path(f"{SCANS}import/", answers.answers_import, name="answers_import"),
    path(RESULTS, results.result, name="result"),
    path(f"{RESULTS}dimension/<slug:dimension>/", results.result_dimension, name="result_dimension"),
    path(f"{RESULTS}texts/", results.result_texts, name="result_texts"),
    path(f"{RESULTS}reliability/", results.result_reliability, name="result_reliability"),
    path(f"{RESULTS}download/", results.result_download, name="result_download"),
    path(f"{RESULTS}report/", results.report, name="report"),
    path(f"{RESULTS}report/download/", results.report_download, name="report_download"),
    path(AUDIENCE, rounds.audience_edit, name="audience_edit"),
    path(f"{AUDIENCE}codes/", codes.code_sheet, name="code_sheet"),
    path(f"{AUDIENCE}codes/add/", codes.code_add, name="code_add"),
    path(f"{AUDIENCE}codes/mail/", codes.code_mail, name="code_mail"),
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
