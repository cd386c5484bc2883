"""Notifications, metrics, guidelines and agendas: what their pages decide."""

from generator import assets
from generator.bulletin.metrics import metrics
from generator.edition import judged
from generator.pages import guidelines, kickoff, notifications
from generator.pages import metrics as metrics_pages
from generator.rendering import Renderer
from tests.bulletin.small_world import TODAY, Change, edition


def test_a_reminder_ahead_is_listed_as_due_on_its_day() -> None:
    world = edition()
    (page,) = notifications.of(judged(world.registry, TODAY))
    content = page.content

    assert isinstance(content, notifications.NotificationsPage)
    assert any(line.day and line.day >= TODAY and "reminder" in line.message for line in content.due)


def test_a_notice_that_is_due_now_names_its_readers_and_shows_its_draft() -> None:
    (page,) = notifications.of(edition())
    content = page.content
    assert isinstance(content, notifications.NotificationsPage)
    found = {line.message: line for line in content.due if line.letter}
    invitation = next(line for message, line in found.items() if message.startswith("Please verify PATCH-1200"))

    assert ["Timo Nutzer (user-timo)"] == [one.text for one in invitation.to]
    assert "You reported BUG-1201" in Renderer(assets.site_templates()).article(page)


def test_where_a_person_has_to_write_is_told_beside_the_drafts() -> None:
    secret = Change("bugs/BUG-1201.yaml", "security: false", "security: true")
    (page,) = notifications.of(edition(secret))
    content = page.content

    assert isinstance(content, notifications.NotificationsPage)
    assert ["PATCH-1200"] == [line.partition(":")[0] for line in content.by_hand]


def test_notifications_are_listed_newest_first() -> None:
    (page,) = notifications.of(edition())
    content = page.content

    assert isinstance(content, notifications.NotificationsPage)
    assert [line.day for line in content.sent] == sorted((line.day for line in content.sent), reverse=True)


def test_too_few_values_have_neither_a_median_nor_a_chart() -> None:
    page = metrics_pages.metrics_page(metrics(edition().facts))

    assert page.lines
    assert not page.charts
    assert all(line.n >= page.fewest or not line.median for line in page.lines)


def test_a_guideline_leads_to_its_post_mortem() -> None:
    (page,) = guidelines.of(edition())
    content = page.content

    assert isinstance(content, guidelines.GuidelinesPage)
    assert [line.details.address for line in content.lines] == ["pilots/PILOT-2008-015/#PM-2008-015"]


def test_only_a_negotiated_pilot_has_an_agenda() -> None:
    addresses = [page.address for page in kickoff.of(edition())]

    assert addresses == ["pilots/PILOT-2008-014/kickoff/", "pilots/PILOT-2008-015/kickoff/"]


def test_developers_are_invited_to_the_kick_off_of_an_incompatible_server() -> None:
    contents = [page.content for page in kickoff.of(edition()) if isinstance(page.content, kickoff.Kickoff)]
    invited = {one.use_case: [guest.who.text for guest in one.invited] for one in contents}

    assert "developer" in invited["nbc-server"]
    assert "developer" not in invited["bc-server/major"]
