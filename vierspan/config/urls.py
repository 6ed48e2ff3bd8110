"""One line for each app; an organisation's pages lie under its slug."""

from django.urls import include, path

urlpatterns = [
    path("", include("vierspan.home.urls")),
    path("account/", include("vierspan.access.sign_in_urls")),
    path("", include("vierspan.access.urls")),
    path("", include("vierspan.organisations.urls")),
    path("", include("vierspan.surveys.urls")),
    path("", include("vierspan.plans.urls")),
]
handler400 = "vierspan.home.views.bad_request"
handler403 = "vierspan.home.views.permission_denied"
handler404 = "vierspan.home.views.page_not_found"
handler500 = "vierspan.home.views.server_error"
