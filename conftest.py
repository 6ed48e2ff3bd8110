"""Makes the shared people and rows known to the tests inside the apps."""

pytest_plugins = ["tests.people", "tests.mail"]
