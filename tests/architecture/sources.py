"""Where the project's own Python stands; generated code and migrations of the environment are none of it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = {
    folder.name: folder for folder in sorted((ROOT / "services").iterdir()) if (folder / "pyproject.toml").exists()
}
WIRE_SERVICES = [name for name in SERVICES if name not in ("gateway", "standalone")]


def package_of(service: str) -> str:
    return service.replace("-", "_")


def source_of(service: str) -> Path:
    return SERVICES[service] / "src" / package_of(service)


@cache
def python_files() -> tuple[Path, ...]:
    roots = [ROOT / "shared", *SERVICES.values(), ROOT / "clients", ROOT / "tests"]
    return tuple(sorted(file for root in roots for file in root.rglob("*.py")))


@cache
def product_files() -> tuple[Path, ...]:
    return tuple(file for file in python_files() if "src" in file.relative_to(ROOT).parts)


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT))


def functions_of(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports_of(file: Path) -> Iterator[str]:
    """Full names of what a file imports; relative imports are its own package."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
