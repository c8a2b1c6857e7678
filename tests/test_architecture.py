"""The house of STYLE §1, read from the imports: apps import only downward, and inside an app layers do the same."""

import ast
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FLOORS = {
    "cchc": 9,
    "dashboard": 8,
    "reports": 7,
    "scoring": 6,
    "reminders": 6,
    "dossiers": 6,
    "intake": 6,
    "targets": 5,
    "inspections": 5,
    "plans": 4,
    "documents": 3,
    "periods": 3,
    "agencies": 2,
    "accounts": 1,
    "ui": 0,  # of the same floor in STYLE's table; a step down, because the log-in page uses its forms
}
APPS = [app for app in FLOORS if (ROOT / app / "apps.py").exists()]

# Inside an app: a module imports only from layers with a lower number, or from its own package of the same layer.
LAYERS = {
    "urls": 7,
    "views": 6,
    "admin": 5,
    "management": 5,
    "forms": 4,
    "actions": 3,
    "permissions": 2,
    "models": 1,
}
QUERIES, RULES = 2, 0  # every other module is one of these: it reads the database, or it is plain Python
NOT_LAYERED = {"apps", "migrations", "middleware", "templatetags", "context_processors", "tests"}

# The law in plain Python (STYLE §3): TextChoices is the one Django name allowed.
MUST_BE_RULES = [
    "accounts/roles.py",
    "intake/deciding.py",
    "intake/due_words.py",
    "intake/marking.py",
    "intake/new_indicator.py",
    "intake/plan_fields.py",
    "intake/proposing.py",
    "intake/task_fields.py",
    "documents/text.py",
    "documents/text_json.py",
    "agencies/naming.py",
    "periods/period.py",
    "periods/tiling.py",
    "plans/progress.py",
    "plans/reading.py",
    "plans/telling.py",
    "targets/attainment.py",
    "targets/needed.py",
    "targets/series.py",
    "targets/terms.py",
    "targets/totals.py",
    "targets/wording.py",
    "ui/charts.py",
    "ui/numbers.py",
    "ui/vietnamese.py",
]


@dataclass(frozen=True)
class Import:
    """One imported name: "agencies.models.Agency" imported by agencies/scope.py at a line."""

    by: Path
    line: int
    name: str

    @property
    def root(self) -> str:
        return self.name.split(".")[0]

    def __str__(self) -> str:
        return f"{self.by.relative_to(ROOT)}:{self.line} imports {self.name}"


def modules(app: str) -> list[Path]:
    return sorted((ROOT / app).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> list[Import]:
    """Every import of a module, also those inside its functions; relative ones written out."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [Import(path, node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
            source = ".".join([*package, *filter(None, [node.module])])
            found += [Import(path, node.lineno, f"{source}.{alias.name}") for alias in node.names]
    return found


def is_django(imported: Import) -> bool:
    return imported.root == "django" and imported.name != "django.db.models.TextChoices"


def reads_models(imported: Import) -> bool:
    return is_django(imported) or (imported.root in FLOORS and ".models." in imported.name)


def layer(path: Path) -> int | None:
    """The number of a module's layer in its app; None where the app's layers do not bind it."""
    name = path.relative_to(ROOT).parts[1].removesuffix(".py")
    if name in NOT_LAYERED or name == "__init__":
        return None
    kind = "urls" if name.endswith("_urls") else name  # an app with many pages keeps their paths in several files
    if kind in LAYERS:
        return LAYERS[kind]
    return QUERIES if any(map(reads_models, imports(path))) else RULES


def module_of(imported: Import) -> Path | None:
    """The file of our own that an imported name lives in."""
    parts = imported.name.split(".")
    for length in range(len(parts), 0, -1):
        stem = ROOT.joinpath(*parts[:length])
        for candidate in (stem.with_suffix(".py"), stem / "__init__.py"):
            if candidate.exists():
                return candidate
    return None


def is_allowed_inside_an_app(importer: Path, imported: Path) -> bool:
    above, below = layer(importer), layer(imported)
    if above is None or below is None:
        return True
    same_package = importer.relative_to(ROOT).parts[1] == imported.relative_to(ROOT).parts[1]
    return above > below or same_package or (above == below and below in (QUERIES, RULES, LAYERS["urls"]))


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_from_lower_floors(app):
    upward = [
        str(imported)
        for path in modules(app)
        for imported in imports(path)
        if imported.root in FLOORS and imported.root != app and FLOORS[imported.root] >= FLOORS[app]
    ]
    assert upward == []


@pytest.mark.parametrize("app", [app for app in APPS if app != "ui"])  # ui is a box of parts, without layers
def test_inside_an_app_views_use_actions_use_models_use_rules_and_never_back(app):
    upward = [
        str(imported)
        for path in modules(app)
        for imported in imports(path)
        if imported.root == app
        and (place := module_of(imported))
        and place != path
        and not is_allowed_inside_an_app(path, place)
    ]
    assert upward == []


@pytest.mark.parametrize("place", MUST_BE_RULES)
def test_a_rule_is_plain_python_and_leans_only_on_rules(place):
    used = [imported for imported in imports(ROOT / place) if imported.root in ("django", *FLOORS)]
    django = [str(imported) for imported in used if is_django(imported)]
    others = [
        str(imported)
        for imported in used
        if imported.root in FLOORS and (module := module_of(imported)) and layer(module) not in (RULES, None)
    ]
    assert django + others == []


@pytest.mark.parametrize("place", MUST_BE_RULES)
def test_a_rule_never_asks_the_clock(place):
    clock = {"now", "today", "localdate", "localtime", "utcnow"}
    asked = [
        f"line {node.lineno}: {node.func.attr}()"
        for node in ast.walk(tree(ROOT / place))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clock
    ]
    assert asked == []


def test_the_table_names_every_app_that_is_installed():
    from django.apps import apps

    ours = {config.name for config in apps.get_app_configs() if (ROOT / config.name).exists()}
    assert ours == set(APPS)


@pytest.mark.parametrize("app", [*APPS, "cchc"])
def test_a_module_opens_with_what_it_holds(app):
    silent = [
        str(path.relative_to(ROOT))
        for path in modules(app)
        if path.name not in ("__init__.py", "apps.py")
        and "migrations" not in path.parts
        and not ast.get_docstring(tree(path))
    ]
    assert silent == []


@pytest.mark.parametrize("app", [*APPS, "cchc", "tests"])
def test_a_file_has_at_most_400_lines_and_a_name_that_says_something(app):
    faults = [
        str(path.relative_to(ROOT))
        for path in modules(app)
        if path.read_text(encoding="utf-8").count("\n") > 400 or path.stem in ("utils", "helpers", "misc", "common")
        if "migrations" not in path.parts
    ]
    assert faults == []


def test_every_text_of_the_project_is_normalised_to_nfc():
    folders = [*APPS, "cchc", "tests", "templates", "static/css", "static/js"]
    kinds = {".py", ".html", ".toml", ".csv", ".css", ".js", ".txt", ".md"}
    decomposed = [
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds and not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]
    assert decomposed == []
