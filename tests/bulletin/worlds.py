"""Sites for the tests of the map: made by hand, and by the thousand."""

from hypothesis import strategies as st

from generator.bulletin.geography import Marker
from generator.terms import Tier

OSLO, ROME, LISBON, MOSCOW = (59.91, 10.75), (41.9, 12.5), (38.72, -9.14), (55.76, 37.62)


def marker(
    site: str = "BOREAS-T2",
    at: tuple[float, float] | None = OSLO,
    *,
    name: str | None = None,
    tier: Tier = Tier.GOLD,
    versions: int = 1,
) -> Marker:
    """A site at a place; its name is its id where the test gives none."""
    lat, lon = at or (None, None)
    link = f"#site-{site}"
    return Marker(
        site=site, name=name or site, city="", country="", lat=lat, lon=lon, tier=tier, versions=versions, link=link
    )


PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.tuples(st.floats(35, 65), st.floats(-10, 40))


@st.composite
def markers(draw: st.DrawFn) -> list[Marker]:
    """Up to forty sites, anywhere, in Europe or nowhere."""
    sites = draw(st.lists(st.integers(0, 999), max_size=40, unique=True))
    return [
        marker(
            f"SITE-{number}",
            draw(st.none() | PLACES),
            name=draw(st.sampled_from(["Aurora", "aurora", "Boreas"])),
            tier=draw(st.sampled_from(Tier)),
            versions=draw(st.integers(0, 12)),
        )
        for number in sites
    ]
