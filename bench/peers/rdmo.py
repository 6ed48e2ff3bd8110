"""RDMO as a subject of bench.documents: answers to so many questions, exported; runs in the peer's own environment."""

import io
import json
import shutil
import sys
import time
import zipfile
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from rdmo.domain.models import Attribute  # noqa: E402
from rdmo.projects.models import Project, Value  # noqa: E402
from rdmo.projects.views import ProjectAnswersExportView  # noqa: E402
from rdmo.questions.models import Catalog, Page, Question, Section  # noqa: E402

URI = "http://127.0.0.1/terms"


def make_project(sections: list[str]) -> Project:
    """A catalogue of one question for each section, and a project in which all are answered."""
    catalog = Catalog.objects.create(uri_prefix=URI, uri_path=f"plan{len(sections)}", title_lang1="Plan")
    project = Project.objects.create(title="ICT-beleidsplan", catalog=catalog)
    for number, text in enumerate(sections):
        key = {"uri_prefix": URI, "uri_path": f"s{len(sections)}-{number}"}
        title = f"Onderdeel {number + 1}"
        section = Section.objects.create(**key, title_lang1=title)
        page = Page.objects.create(**key, title_lang1=title)
        attribute = Attribute.objects.create(uri_prefix=URI, key=f"s{len(sections)}-{number}")
        question = Question.objects.create(
            **key, text_lang1=title, attribute=attribute, value_type="text", widget_type="textarea"
        )
        catalog.sections.add(section, through_defaults={"order": number})
        section.pages.add(page, through_defaults={"order": 0})
        page.questions.add(question, through_defaults={"order": 0})
        Value.objects.create(project=project, attribute=attribute, text=text, value_type="text")
    return project


def export(project: Project, format: str) -> bytes:
    request = RequestFactory().get("/")
    request.user = get_user_model().objects.get(username="lead")
    response = ProjectAnswersExportView.as_view()(request, pk=project.pk, format=format)
    response.render() if hasattr(response, "render") else None
    assert response.status_code == 200, response.status_code
    return response.content


def timed(project: Project, format: str, runs: int) -> tuple[list[float], bytes]:
    """Milliseconds of each export after the first, and the last file."""
    made, times = export(project, format), []
    for _ in range(runs):
        start = time.perf_counter()
        made = export(project, format)
        times.append((time.perf_counter() - start) * 1000)
    return times, made


def headings(docx: bytes) -> int:
    """How many section titles the file has."""
    return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").count(b'w:val="Heading2"')


def main(wanted: list[dict[str, Any]]) -> list[dict[str, object]]:
    """For each wanted list of ``sections`` the times of so many ``runs``, and the titles counted in the last file."""
    call_command("migrate", verbosity=0)
    get_user_model().objects.create_superuser("lead", "lead@voorbeeld.be", "lead")
    found = []
    for each in wanted:
        project = make_project(each["sections"])
        times, made = timed(project, "docx", each["runs"])
        papers = timed(project, "pdf", each["runs"])[0] if shutil.which("lualatex") else []
        found.append({"docx": times, "headings": headings(made), "pdf": papers})
    return found


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin))))
