"""The places of the application, for the frame of every page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vierspan.access.permissions import Can


@dataclass(frozen=True)
class Place:
    label: str | Promise
    url: str
    icon: str
    is_here: bool
    parts: tuple["Place", ...] = ()


# (label, icon, page, permission, apps or pages that lie in it)
SCHOOL_PAGES = ("schools", "school_import", "school_choice", "school_check", "affiliation_end")
PLAN_PAGES = ("plan", "section", "goal", "indicator", "comment", "version", "proposal", "review")
POLICY = (
    (_("Scans"), "surveys:round_list", Can.SCANS_VIEW, ("round", "audience", "code", "result", "report", "answers")),
    (_("Team rubric"), "surveys:assessment_list", Can.SCANS_VIEW, ("assessment", "choice")),
    (_("Facts sheet"), "surveys:facts", Can.SCANS_VIEW, ("facts",)),
    (_("Policy plan"), "plans:plan_list", Can.PLAN_VIEW, PLAN_PAGES),
    (_("Actions"), "plans:action_list", Can.PLAN_VIEW, ("action", "check")),
    (_("What is required"), "plans:compliance", Can.PLAN_VIEW, ("compliance",)),
)
PEOPLE = (
    (_("Own data"), "organisations:organisation", Can.ORGANISATION_VIEW, ("organisation", "pupil", "site")),
    (_("Members"), "access:member_list", Can.MEMBERS_VIEW, ("member", "invitation")),
    (_("Who may do what"), "access:permission_table", Can.ORGANISATION_VIEW, ("permission",)),
    (_("History"), "access:history", Can.HISTORY_VIEW, ("history",)),
)


def places(request: HttpRequest) -> dict[str, tuple[Place, ...]]:
    """Template context: the places that this person has in this organisation; none outside one."""
    organisation = getattr(request, "organisation", None)
    can: frozenset[Can] = getattr(request, "can", frozenset())
    if organisation is None or request.resolver_match is None:
        return {"places": ()}
    here = request.resolver_match.url_name or ""

    def part(entry: tuple[str | Promise, str, Can, tuple[str, ...]]) -> Place:
        label, page, _permission, names = entry
        return Place(label, reverse(page, args=[organisation.slug]), "", here.split("_")[0] in names)

    policy = tuple(part(entry) for entry in POLICY if entry[2] in can)
    people = tuple(part(entry) for entry in PEOPLE if entry[2] in can)
    found = [Place(_("Overview"), reverse("home:overview", args=[organisation.slug]), "home", here == "overview")]
    if not organisation.is_school and Can.SCHOOLS_VIEW in can:
        schools = reverse("home:schools", args=[organisation.slug])
        found.append(Place(_("Schools"), schools, "building-community", here in SCHOOL_PAGES))
    for label, icon, parts in ((_("Policy"), "clipboard-list", policy), (_("Organisation"), "settings", people)):
        if parts:
            found.append(Place(label, parts[0].url, icon, any(p.is_here for p in parts), parts))
    return {"places": tuple(found)}
