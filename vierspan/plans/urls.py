from django.urls import URLPattern, path

from vierspan.plans.views import (
    actions,
    brought,
    checkins,
    compliance,
    export,
    following,
    goals,
    indicators,
    plan_actions,
    plans,
    proposals,
    reviews,
    sections,
    states,
    versions,
)

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

PLANS = "o/<slug:slug>/plans/"
GOAL = f"{PLANS}goals/<int:goal_id>/"
PLANNED_ACTION = f"{PLANS}actions/<int:action_id>/"
INDICATOR = f"{PLANS}indicators/<int:indicator_id>/"
WRITING: list[URLPattern] = [
    path(PLANS, plans.plan_list, name="plan_list"),
    path(f"{PLANS}add/", plans.plan_add, name="plan_add"),
    path(f"{PLANS}bring/", brought.plan_bring, name="plan_bring"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}edit/", plans.plan_edit, name="plan_edit"),
    path(f"{PLAN}remove/", plans.plan_remove, name="plan_remove"),
    path(f"{PLAN}file/", brought.plan_file, name="plan_file"),
    path(f"{PLAN}submit/", states.plan_submit, name="plan_submit"),
    path(f"{PLAN}return/", states.plan_return, name="plan_return"),
    path(f"{PLAN}approve/", states.plan_approve, name="plan_approve"),
    path(f"{PLAN}start/", states.plan_start, name="plan_start"),
    path(f"{PLAN}close/", states.plan_close, name="plan_close"),
    path(f"{PLAN}reopen/", states.plan_reopen, name="plan_reopen"),
    path(f"{PLAN}copy-forward/", following.plan_copy_forward, name="plan_copy_forward"),
    path(f"{PLAN}sections/<str:key>/", sections.section_edit, name="section_edit"),
    path(f"{PLAN}comments/add/", sections.comment_add, name="comment_add"),
    path(f"{PLANS}comments/<int:comment_id>/resolve/", sections.comment_resolve, name="comment_resolve"),
    path(f"{PLAN}goals/add/", goals.goal_add, name="goal_add"),
    path(f"{PLAN}goals/import/", brought.plan_goals_import, name="plan_goals_import"),
    path(f"{GOAL}edit/", goals.goal_edit, name="goal_edit"),
    path(f"{GOAL}remove/", goals.goal_remove, name="goal_remove"),
    path(f"{GOAL}move/", goals.goal_move, name="goal_move"),
    path(f"{GOAL}actions/add/", plan_actions.plan_action_add, name="plan_action_add"),
    path(f"{PLANNED_ACTION}edit/", plan_actions.plan_action_edit, name="plan_action_edit"),
    path(f"{PLANNED_ACTION}remove/", plan_actions.plan_action_remove, name="plan_action_remove"),
    path(f"{GOAL}indicators/add/", indicators.indicator_add, name="indicator_add"),
    path(f"{INDICATOR}edit/", indicators.indicator_edit, name="indicator_edit"),
    path(f"{INDICATOR}measure/", indicators.indicator_measure, name="indicator_measure"),
    path(f"{INDICATOR}remove/", indicators.indicator_remove, name="indicator_remove"),
    path(f"{PLAN}versions/", versions.version_list, name="version_list"),
    path(f"{PLAN}versions/<int:number>/", versions.version, name="version"),
    path(f"{PLAN}compare/", versions.version_compare, name="version_compare"),
    path(f"{PLAN}export/", export.plan_export, name="plan_export"),
    path(f"{PLAN}download/", export.plan_download, name="plan_download"),
    path(f"{PLAN}summary/", export.plan_summary, name="plan_summary"),
]

urlpatterns: list[URLPattern] = [*WRITING, *FOLLOWING_UP]
