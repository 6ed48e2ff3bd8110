from django.urls import URLPattern, path

from vierspan.plans.views import actions, checkins, compliance, proposals, reviews

app_name = "plans"

ACTIONS = "o/<slug:slug>/actions/"
PLAN = "o/<slug:slug>/plans/<int:plan_id>/"
PROPOSAL = f"{PLAN}proposals/<slug:rule>/"
FOLLOWING_UP: list[URLPattern] = [
    path(ACTIONS, actions.action_list, name="action_list"),
    path(f"{ACTIONS}ask/", actions.check_in_ask, name="check_in_ask"),
    path(f"{ACTIONS}<int:action_id>/", actions.action, name="action"),
    path(f"{ACTIONS}<int:action_id>/move/", actions.action_move, name="action_move"),
    path(f"{ACTIONS}<int:action_id>/check-in/", checkins.action_check_in, name="action_check_in"),
    path("check-in/<str:token>/", checkins.check_in, name="check_in"),
    path("check-in/<str:token>/thanks/", checkins.check_in_thanks, name="check_in_thanks"),
    path("o/<slug:slug>/required/", compliance.compliance, name="compliance"),
    path(f"{PLAN}reviews/", reviews.review_list, name="review_list"),
    path(f"{PLAN}reviews/add/", reviews.review_add, name="review_add"),
    path("o/<slug:slug>/reviews/<int:review_id>/", reviews.review, name="review"),
    path(f"{PLAN}proposals/", proposals.proposal_list, name="proposal_list"),
    path(f"{PLAN}proposals/decided/<int:decision_id>/", proposals.proposal_reconsider, name="proposal_reconsider"),
    path(f"{PROPOSAL}take/", proposals.proposal_take, name="proposal_take"),
    path(f"{PROPOSAL}adapt/", proposals.proposal_adapt, name="proposal_adapt"),
    path(f"{PROPOSAL}decline/", proposals.proposal_decline, name="proposal_decline"),
]

urlpatterns: list[URLPattern] = [*FOLLOWING_UP]
