"""Gathers the sentences of each app for its Dutch catalogue: ``python -m vierspan.base.messages [app …] [--check]``.

Wraps Django's makemessages (which needs GNU gettext) so that an app keeps its own catalogue and a change of line
numbers is no change. ``--check`` writes nothing and fails where a catalogue misses a sentence or keeps a dead one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
APPS = ("base", "audit", "organisations", "access", "surveys", "plans", "home")


def catalogue_of(app: str) -> Path:
    return ROOT / app / "locale/nl/LC_MESSAGES/django.po"


def sentences(app: str) -> polib.POFile:
    """The sentences in the app's source now, with the Dutch that its catalogue has for them."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / app
        shutil.copytree(ROOT / app, copy, ignore=shutil.ignore_patterns("tests", "migrations", "static", "*.mo"))
        (copy / "locale").mkdir(exist_ok=True)
        options = ["--no-location", "--no-wrap", "--no-obsolete"]
        command = [sys.executable, "-m", "django", "makemessages", "-l", "nl", *options]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)  # noqa: S603 our own command
        written = copy / "locale/nl/LC_MESSAGES/django.po"
        return polib.pofile(str(written)) if written.exists() else polib.POFile()


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def check(app: str) -> list[str]:
    kept = polib.pofile(str(catalogue_of(app))) if catalogue_of(app).exists() else polib.POFile()
    said, have = {key(e) for e in sentences(app)}, {key(e) for e in kept if not e.obsolete}
    missing = [f"{app}: not in the catalogue: {k[1]!r}" for k in sorted(said - have)]
    return missing + [f"{app}: no longer in the source: {k[1]!r}" for k in sorted(have - said)]


def write(app: str) -> None:
    found = sentences(app)
    if len(found) == 0:
        return
    for entry in found:
        if entry.fuzzy:  # a guess is not a translation
            entry.flags.remove("fuzzy")
            entry.msgstr, entry.previous_msgid, entry.previous_msgid_plural = "", None, None
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    found.metadata = {
        "Language": "nl",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    found.header = ""
    catalogue_of(app).parent.mkdir(parents=True, exist_ok=True)
    found.save(str(catalogue_of(app)))
    empty = [e.msgid for e in found.untranslated_entries()]
    sys.stdout.write(f"{app}: {len(found)} sentences, {len(empty)} without Dutch\n")
    sys.stdout.writelines(f"  {text!r}\n" for text in empty)


def compile_all() -> None:
    """What Django reads, from what people write: .mo beside each .po, without GNU gettext."""
    for path in ROOT.glob("*/locale/*/LC_MESSAGES/django.po"):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def main(arguments: list[str]) -> int:
    if "--compile" in arguments:
        compile_all()
        return 0
    apps = [a for a in arguments if not a.startswith("--")] or [app for app in APPS if (ROOT / app).is_dir()]
    if "--check" in arguments:
        faults = [fault for app in apps for fault in check(app)]
        sys.stdout.writelines(f"{fault}\n" for fault in faults)
        return 1 if faults else 0
    for app in apps:
        write(app)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
