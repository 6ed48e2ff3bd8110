from django.urls import path

from vierspan.access import views

app_name = "access"
urlpatterns = [
    path("account/me/", views.account, name="account"),
    path("account/me/data/", views.account_data, name="account_data"),
    path("invitation/<str:token>/", views.invitation_accept, name="invitation_accept"),
    path("invitation/<str:token>/join/", views.invitation_join, name="invitation_join"),
    path("o/<slug:slug>/members/", views.member_list, name="member_list"),
    path("o/<slug:slug>/members/invite/", views.member_invite, name="member_invite"),
    path("o/<slug:slug>/members/invite-many/", views.member_invite_many, name="member_invite_many"),
    path("o/<slug:slug>/members/<int:pk>/", views.member_edit, name="member_edit"),
    path("o/<slug:slug>/members/<int:pk>/end/", views.member_end, name="member_end"),
    path("o/<slug:slug>/members/<int:pk>/email/", views.member_email, name="member_email"),
    path("o/<slug:slug>/invitations/<int:pk>/withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    path("o/<slug:slug>/invitations/<int:pk>/resend/", views.invitation_resend, name="invitation_resend"),
    path("o/<slug:slug>/permissions/", views.permission_table, name="permission_table"),
    path("o/<slug:slug>/history/", views.history, name="history"),
]
