"""What the managers of a site, a VO or a region owe, and by when."""

from datetime import date

from generator.bulletin.crossings import Crossings
from generator.edition import Edition, judged
from generator.files import files_on_disk
from generator.pages.duty_lines import Owed
from generator.pages.grid_site import site_page
from generator.pages.roc import roc_page
from generator.registry import Registry
from tests.bulletin.small_world import KEPT_TAG, ROOT, TODAY, Change, edition


def world() -> Edition:
    return judged(Registry.of(files_on_disk(ROOT)), TODAY)


def days_of(scope: str, known: Edition) -> list[tuple[str, str, str, bool]]:
    found = Owed.of(known).days_of(scope, known.facts)
    return [(str(one.day), one.about.text, one.text, one.is_over) for one in found]


def test_a_silent_vo_owes_its_answer() -> None:
    known = world()
    (act,) = Owed.of(known).acts_of(("lumen",), known.facts)

    assert ("PILOT-2008-014", "PPS415", "pilots/PILOT-2008-014/") == (act.about.text, act.rule.text, act.about.address)
    assert act.who.startswith("vo-manager of lumen: ")


def test_nobody_else_owes_what_a_vo_owes() -> None:
    known = world()

    assert () == Owed.of(known).acts_of(("ops",), known.facts)


def test_the_tag_that_lets_a_preview_close_is_owed_while_certification_goes_on() -> None:
    known = edition()
    acts = Owed.of(known).acts_of(("SILVERFIR-T2",), known.facts)

    assert ("PATCH-1200", "PPS313", date(2008, 6, 27)) in {(one.about.text, one.rule.text, one.day) for one in acts}


def test_what_is_asked_of_several_sites_stands_with_each_of_them() -> None:
    place = "installations/INST-1200-SILVERFIR-T2.yaml"
    text = (ROOT / "data" / place).read_text(encoding="utf-8")
    text = text.replace("SILVERFIR-T2", "GOLDCREST-T2").replace("sm-silvan", "sm-goldie")
    known = edition(Change(place.replace("SILVERFIR-T2", "GOLDCREST-T2"), "", text))
    owed = Owed.of(known)
    asked = {
        site for site, acts in owed.acts.items() for act in acts if (act.subject, act.rule) == ("PATCH-1200", "PPS313")
    }

    assert {"GOLDCREST-T2", "SILVERFIR-T2"} == asked


def test_a_stale_tag_has_a_last_day() -> None:
    known = edition(KEPT_TAG)

    assert ("2008-06-19", "PATCH-1100", "last day to withdraw the stale tag", True) in days_of("COLLINA-GRID", known)


def test_forecasts_are_no_days_by_which_anybody_owes() -> None:
    known = edition()
    texts = [text for scope in Owed.of(known).days for _, _, text, _ in days_of(scope, known)]

    assert texts
    assert [] == [text for text in texts if "possible" in text]


def test_a_site_page_opens_with_what_the_site_owes() -> None:
    known = edition(KEPT_TAG)
    page = site_page(known.registry.sites["COLLINA-GRID"], known, Crossings.of(known.registry))

    assert [date(2008, 6, 19)] == [one.day for one in page.days]


def test_a_region_owes_what_its_sites_owe() -> None:
    known = world()
    sites = [site.id for site in known.registry.sites_by_roc["ROC-ALPS"]]
    page = roc_page(known.registry.rocs["ROC-ALPS"], known, Crossings.of(known.registry))
    owed = Owed.of(known)

    assert page.acts
    assert owed.acts_of(("ROC-ALPS", *sorted(sites)), known.facts) == page.acts
