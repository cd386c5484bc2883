"""Where the sources of the site stand: beside the package in a checkout, inside it in an installed distribution."""

from pathlib import Path


def mkdocs_configuration() -> Path:
    """Answers the `mkdocs.yml` that this installation builds with."""
    return sources_of(Path(__file__).parent) / "mkdocs.yml"


def site_templates() -> Path:
    """Answers the folder of templates, prose and styles that this installation builds with."""
    return sources_of(Path(__file__).parent) / "site_templates"


def policy_data(name: str) -> str:
    """Answers a file of facts about the policy that the package carries, such as its catalogue of rules."""
    return (Path(__file__).parent / "policy" / f"{name}.json").read_text(encoding="utf-8")


def rule_cases(family: str, stem: str) -> str:
    """Answers the case file of a rule, empty where the rule has none."""
    path = cases_of(Path(__file__).parent) / family / f"{stem}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def cases_of(package: Path) -> Path:
    """Answers the folder of the case files: a wheel carries it in `_site/cases`, a checkout has it among its tests."""
    sources = sources_of(package)
    return sources / "cases" if sources.name == "_site" else sources / "tests" / "policy"


def sources_of(package: Path) -> Path:
    """
    Answers the folder that holds `mkdocs.yml` and `site_templates/` for the package in `package`.

    A wheel carries both in `_site/`, inside the package; in a checkout they are the package's neighbours.
    Raises FileNotFoundError, with the places tried, when the installation lacks them.
    """
    places = (package / "_site", package.parent)
    for place in places:
        if (place / "mkdocs.yml").is_file() and (place / "site_templates").is_dir():
            return place
    tried = " nor in ".join(str(place) for place in places)
    raise FileNotFoundError(f"mkdocs.yml and site_templates/ are neither in {tried}: install pps-bulletin again")
