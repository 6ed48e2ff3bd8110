from django.urls import path

from vierspan.organisations.views import own_data, schools

app_name = "organisations"
urlpatterns = [
    path("o/<slug:slug>/organisation/", own_data.organisation, name="organisation"),
    path("o/<slug:slug>/organisation/edit/", own_data.organisation_edit, name="organisation_edit"),
    path("o/<slug:slug>/organisation/sites/add/", own_data.site_add, name="site_add"),
    path("o/<slug:slug>/organisation/sites/<int:pk>/edit/", own_data.site_edit, name="site_edit"),
    path("o/<slug:slug>/organisation/sites/<int:pk>/remove/", own_data.site_remove, name="site_remove"),
    path("o/<slug:slug>/organisation/pupils/add/", own_data.pupil_count_add, name="pupil_count_add"),
    path("o/<slug:slug>/organisation/pupils/<int:pk>/remove/", own_data.pupil_count_remove, name="pupil_count_remove"),
    path("o/<slug:slug>/schools/import/", schools.school_import, name="school_import"),
    path("o/<slug:slug>/schools/import/choose/", schools.school_choice, name="school_choice"),
    path("o/<slug:slug>/schools/import/check/", schools.school_check, name="school_check"),
    path("o/<slug:slug>/schools/download/", schools.school_list_download, name="school_list_download"),
    path("o/<slug:slug>/schools/<int:pk>/end/", schools.affiliation_end, name="affiliation_end"),
]
