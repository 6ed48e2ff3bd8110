"""What the source itself must keep to. Each failure says what to do instead."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from vierspan.access.checks import our_pages
from vierspan.access.permissions import SAYS, Can

ROOT = Path(__file__).resolve().parent.parent / "vierspan"
SOURCES = [p for p in sorted(ROOT.rglob("*.py")) if not {"migrations", "tests"} & set(p.parts)]
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))


def named(*stems: str) -> list[Path]:
    return [p for p in SOURCES if p.stem in stems or p.parent.name in stems]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]


def imported(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", named("operations"), ids=name)
def test_an_operation_is_keyword_only_names_its_actor_is_documented_and_recorded(path: Path) -> None:
    for found in functions(path):
        if found.name.startswith("_"):
            continue
        where = f"{name(path)}: {found.name}"
        assert not found.args.args, f"{where}: take keywords only (start the parameters with *)"
        assert "actor" in [arg.arg for arg in found.args.kwonlyargs], f"{where}: name who does it (actor)"
        assert ast.get_docstring(found), f"{where}: say in a docstring what happens and what it raises"
        assert "audit.record(" in ast.unparse(found), f"{where}: note it with audit.record inside the transaction"


@pytest.mark.parametrize("path", named("views"), ids=name)
def test_a_page_reaches_rows_through_its_organisation_and_calls_one_operation(path: Path) -> None:
    for found in functions(path):
        calls = {ast.unparse(node.func) for node in ast.walk(found) if isinstance(node, ast.Call)}
        where = f"{name(path)}: {found.name}"
        assert not [c for c in calls if ".objects" in c], f"{where}: go through request.organisation, or ask queries"
        done = {c for c in calls if re.search(r"\boperations\.", c)}
        assert len(done) <= 1, f"{where}: one page does one thing; these are {sorted(done)}"


@pytest.mark.parametrize("path", named("operations", "queries", "models"), ids=name)
def test_no_http_below_the_pages(path: Path) -> None:
    pages = ("django.http", "django.shortcuts", "django.urls", "django.contrib.messages")
    assert not [m for m in imported(path) if m.startswith(pages)], "hand values in and let the page speak HTTP"


CLOCKS = re.compile(r"\b(timezone\.(now|localdate|localtime)|date\.today|datetime\.now|time\.time)\(")


@pytest.mark.parametrize("path", named("operations", "queries"), ids=name)
def test_no_clock_below_the_pages(path: Path) -> None:
    assert not CLOCKS.findall(path.read_text()), "take the moment as an argument (at=, on=), so that it can be tested"


@pytest.mark.parametrize("page", our_pages(), ids=lambda page: page[0])
def test_one_name_from_address_to_template(page: tuple[str, object]) -> None:
    full_name, pattern = page
    view = pattern.callback  # type: ignore[attr-defined]
    short = full_name.split(":")[-1]
    assert view.__name__ == short, f"the page {full_name} is drawn by {view.__name__}; give both one name"
    source = Path(inspect.unwrap(view).__code__.co_filename)
    body = next((f for f in functions(source) if f.name == short), None)
    assert body is not None
    stems = {Path(t).stem for t in re.findall(r"'[\w/]+\.html(?=['#])", ast.unparse(body))}
    assert stems <= {short}, f"{full_name} shows the template {stems}; name it {short}.html"


def test_permissions_named_in_templates_exist() -> None:
    known = {str(can) for can in Can}
    for path in TEMPLATES:
        for wanted in re.findall(r'"([a-z_.]+)" in request\.can', path.read_text()):
            assert wanted in known, f"{path}: there is no permission {wanted}"


def test_each_permission_is_explained() -> None:
    assert set(SAYS) == set(Can)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text), "put it in base/static/js"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), "the content security policy forbids it"
