"""People of two schools and their group: Alice coordinates school A, Ann is its head, Bob teaches there, Carol
coordinates school B, Dirk leads the group of A."""

import pytest

from tests.make import make_group, make_member, make_organisation, make_user
from vierspan.access.models import User
from vierspan.access.permissions import Role
from vierspan.organisations.models import Organisation


@pytest.fixture
def school(db: None) -> Organisation:
    return make_organisation("Sint-Jozef", slug="school-a", number="000111")


@pytest.fixture
def other_school(db: None) -> Organisation:
    return make_organisation("Het Anker", slug="school-b", number="000222")


@pytest.fixture
def group(school: Organisation) -> Organisation:
    return make_group("Scholengroep Schelde", school, slug="group")


@pytest.fixture
def alice(school: Organisation) -> User:
    user = make_user("Alice")
    make_member(school, user, Role.TECHNICAL_COORDINATOR)
    return user


@pytest.fixture
def ann(school: Organisation) -> User:
    user = make_user("Ann")
    make_member(school, user, Role.HEAD)
    return user


@pytest.fixture
def bob(school: Organisation) -> User:
    user = make_user("Bob")
    make_member(school, user, Role.TEACHER)
    return user


@pytest.fixture
def carol(other_school: Organisation) -> User:
    user = make_user("Carol")
    make_member(other_school, user, Role.TECHNICAL_COORDINATOR)
    return user


@pytest.fixture
def dirk(group: Organisation) -> User:
    user = make_user("Dirk")
    make_member(group, user, Role.GROUP_LEAD)
    return user
