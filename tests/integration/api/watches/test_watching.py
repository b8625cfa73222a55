"""Watching a real server: politeness, limits, and what becomes a draft."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from itertools import count

import pytest
import pytest_asyncio
from sqlalchemy import select
from watched_site import Site, page_html, serving

from api.accounts.roles import Role
from api.accounts.service import Account
from api.chores.lease import Leases
from api.db.engine import Database
from api.imports.parts import FileReader
from api.records.repository import RecordRepository
from api.watches.addresses import AddressGuard
from api.watches.checking import WatchChecker
from api.watches.fetching import Fetcher
from api.watches.limits import watch_limits
from api.watches.manners import Manners
from api.watches.schemas import CheckOut, WatchKind, WatchRequest
from api.watches.service import WatchService
from api.watches.tables import WatchedPageRow
from knowledge.errors import Conflict, NotAllowed, NotFound
from knowledge.model.document import PolicyDocument
from knowledge.regions.loader import load_regions

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
LIMITS = watch_limits().model_copy(update={"max_bytes": 300_000, "page_seconds": 1.5, "connect_seconds": 1.5})
ADMIN = Account("boss", "", Role.ADMINISTRATOR, disabled=False)
RULES = page_html("示例市图书借阅办法", "示政办〔2031〕8号", "借阅证免费办理。", "每次可以借十册，借期三十天。")


@dataclass
class Times:
    """A clock that moves when somebody sleeps."""

    now: datetime = datetime(2031, 3, 1, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@dataclass
class Watching:
    """A service that watches a site under a name of its own."""

    service: WatchService
    times: Times
    database: Database
    allowed: list[str]

    async def add(self, url: str, **how: object) -> str:
        request = WatchRequest.model_validate({"url": url, "every_minutes": 60, **how})
        return (await self.service.add(request, ADMIN, load_regions())).id

    async def check(self, watch_id: str) -> CheckOut:
        return await self.service.check(watch_id, ADMIN)

    async def document(self, entry_id: str, revision: int) -> PolicyDocument:
        async with self.database.read() as session:
            content = await RecordRepository(session, self.times).content(entry_id, revision)
        assert isinstance(content, PolicyDocument)
        return content


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as running:
        running.pages["/list.html"] = (
            "<ul><li><a href='/about.html'>政府信息公开指南</a></li>"
            "<li><a href='/a.html'>示例市图书借阅办法</a> 2031-02-01</li>"
            "<li><a href='b.html'>示例市公园管理办法</a> 2031-02-03</li></ul>"
        )
        running.pages["/a.html"] = RULES
        running.pages["/b.html"] = page_html(
            "示例市公园管理办法", "示政办〔2031〕9号", "公园免费开放。", "夜间十点闭园。"
        )
        yield running


@pytest_asyncio.fixture
async def watching(database: Database) -> AsyncIterator[Watching]:
    times, ids = Times(), count(1)
    allowed = ["127.0.0.1"]

    async def resolver(_host: str, _port: int) -> Sequence[str]:
        return list(allowed)

    fetcher = Fetcher(LIMITS, AddressGuard([ip_network("127.0.0.0/8")], resolver))
    manners = Manners(database, times, fetcher, LIMITS, times.sleep)
    reader = FileReader(load_regions(), "411200")
    checker = WatchChecker(database, times, reader, fetcher, manners, LIMITS)
    leases = Leases(database, times, "me")
    yield Watching(
        WatchService(database, times, lambda: f"w{next(ids)}", checker, leases, LIMITS), times, database, allowed
    )
    await fetcher.close()


async def test_new_pages_become_drafts_and_changed_ones_revisions(site: Site, watching: Watching) -> None:
    watch = await watching.add(site.url("/list.html"), department="文旅局")
    first = await watching.check(watch)
    assert (first.error, first.found, first.changed, len(first.drafts), first.waiting) == ("", 2, 2, 2, 0)
    document = await watching.document(first.drafts[0], 1)
    assert (document.title, document.document_number) == ("示例市图书借阅办法", "示政办〔2031〕8号")
    assert (document.department, document.source_url) == ("文旅局", site.url("/a.html"))
    site.pages["/a.html"] = RULES.replace("三十天", "六十天")
    second = await watching.check(watch)
    assert (second.changed, second.drafts) == (1, first.drafts[:1])
    assert "六十天" in (await watching.document(first.drafts[0], 2)).clauses[1].text


async def test_a_watch_names_its_last_drafts(site: Site, watching: Watching) -> None:
    watch = await watching.add(site.url("/list.html"))
    assert (await watching.service.all(ADMIN))[0].drafts == []
    first, second = (await watching.check(watch)).drafts
    site.pages["/a.html"] = RULES.replace("三十天", "六十天")
    await watching.check(watch)
    other = await watching.add(site.url("/other.html"))
    shown = {row.id: row.drafts for row in await watching.service.all(ADMIN)}
    assert [(draft.entry_id, draft.title) for draft in shown[watch]] == [
        (first, "示例市图书借阅办法"),
        (second, "示例市公园管理办法"),
    ]
    assert shown[other] == []


async def test_nothing_comes_of_the_same_pages_and_of_changed_furniture(site: Site, watching: Watching) -> None:
    watch = await watching.add(site.url("/list.html"))
    await watching.check(watch)
    site.asked.clear()
    again = await watching.check(watch)
    assert (again.changed, again.error) == (0, "")
    assert all(etag for _path, etag in site.asked)  # every request was conditional
    site.pages["/a.html"] = RULES.replace("<nav>", "<nav><a href='/new'>新栏目</a>").replace(
        "版权所有", "版权所有 2032"
    )
    site.asked.clear()
    assert (await watching.check(watch)).drafts == []
    assert "/a.html" in site.paths()


async def test_requests_to_a_host_are_five_seconds_apart_and_signed(site: Site, watching: Watching) -> None:
    await watching.check(await watching.add(site.url("/list.html")))
    assert watching.times.slept == [5.0] * 3  # robots.txt, then the list and two pages
    assert site.asked[0][0] == "/robots.txt"
    assert site.agents == {LIMITS.user_agent}
    assert site.hosts == {f"site.test:{site.port}"}


async def test_robots_are_obeyed(site: Site, watching: Watching) -> None:
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 7\nDisallow: /b.html\n"
    looked = await watching.check(await watching.add(site.url("/list.html")))
    assert (looked.changed, site.paths()) == (1, ["/list.html", "/a.html"])
    assert watching.times.slept[1:] == [7.0]
    site.pages["/robots.txt"] = "User-agent: YiHaoDaBot\nDisallow: /\n"
    watching.times.now += timedelta(hours=25)
    site.asked.clear()
    assert "robots.txt" in (await watching.check("w1")).error
    assert site.paths() == []


@pytest.mark.parametrize("path", ["/robots.txt", "/list.html"])
async def test_a_busy_site_is_left_alone(site: Site, watching: Watching, path: str) -> None:
    site.busy[path] = (429, "3600")
    watch = await watching.add(site.url("/list.html"))
    assert (await watching.check(watch)).error
    site.asked.clear()
    assert (await watching.check(watch)).error
    assert site.asked == []
    watching.times.now += timedelta(hours=2)
    site.busy.clear()
    assert (await watching.check(watch)).error == ""


async def test_failures_make_the_next_look_later(site: Site, watching: Watching) -> None:
    watch = await watching.add(site.url("/gone.html"))
    for failures, minutes in ((1, 120), (2, 240)):
        assert "404" in (await watching.check(watch)).error
        (shown,) = await watching.service.all(ADMIN)
        assert (shown.failures, shown.due_at - shown.checked_at) == (failures, timedelta(minutes=minutes))


class TestHostileSites:
    @pytest.mark.parametrize(
        ("path", "said"), [pytest.param("/huge", "太大", id="huge"), pytest.param("/slow", "太慢", id="slow")]
    )
    async def test_a_body_beyond_the_limits(self, site: Site, watching: Watching, path: str, said: str) -> None:
        site.endless.add("/huge")
        site.slow.add("/slow")
        assert said in (await watching.check(await watching.add(site.url(path)))).error

    @pytest.mark.parametrize("target", ["http://10.0.0.1/a", "http://[::1]:9/", "http://169.254.169.254/latest"])
    async def test_a_redirect_into_the_private_network(self, site: Site, watching: Watching, target: str) -> None:
        site.moved["/list.html"] = target
        looked = await watching.check(await watching.add(site.url("/list.html")))
        assert "内部网络" in looked.error

    async def test_a_redirect_that_goes_round(self, site: Site, watching: Watching) -> None:
        site.moved["/list.html"] = "/list.html"
        assert "转来转去" in (await watching.check(await watching.add(site.url("/list.html")))).error

    async def test_a_name_that_turns_private(self, site: Site, watching: Watching) -> None:
        watch = await watching.add(site.url("/list.html"))
        await watching.check(watch)
        watching.allowed[:] = ["93.184.216.34", "192.168.1.1"]
        site.asked.clear()
        assert "内部网络" in (await watching.check(watch)).error
        assert site.asked == []

    async def test_a_page_that_is_no_document_is_noted_and_the_others_go_on(
        self, site: Site, watching: Watching
    ) -> None:
        site.pages["/a.html"] = b"\x89PNG\r\n" + bytes(100)
        looked = await watching.check(await watching.add(site.url("/list.html")))
        assert (looked.changed, looked.error) == (1, "")
        async with watching.database.read() as session:
            errors = dict((await session.execute(select(WatchedPageRow.title, WatchedPageRow.error))).all())
        assert errors["示例市图书借阅办法"]


async def test_a_feed(site: Site, watching: Watching) -> None:
    items = "".join(f"<item><title>办法</title><link>{site.url(path)}</link></item>" for path in ("/a.html", "/b.html"))
    site.pages["/feed.xml"] = f"<rss><channel>{items}</channel></rss>"
    looked = await watching.check(await watching.add(site.url("/feed.xml"), kind=WatchKind.FEED))
    assert (looked.found, looked.changed) == (2, 2)


async def test_the_chore_goes_on_where_a_look_ended(site: Site, watching: Watching) -> None:
    for n in range(6):
        site.pages[f"/{n}.html"] = page_html(f"示例市第{n}号办法", "", f"内容{n}在这里写明。", "自印发之日起施行。")
    links = "".join(f"<li><a href='/{n}.html'>示例市第{n}号办法</a> 2031-02-01</li>" for n in range(6))
    site.pages["/list.html"] = f"<ul>{links}</ul>"
    watch = await watching.add(site.url("/list.html"))
    looked = await watching.check(watch)
    assert (len(looked.drafts), looked.waiting) == (LIMITS.pages_now, 6 - LIMITS.pages_now)
    await watching.service.check_due()
    (shown,) = await watching.service.all(ADMIN)
    assert (shown.waiting, shown.error) == (0, "")
    assert site.paths().count("/list.html") == 1
    site.asked.clear()
    await watching.service.check_due()
    assert site.asked == []  # not due yet


async def test_what_is_watched_by_whom(site: Site, watching: Watching) -> None:
    curator = Account("c", "", Role.CURATOR, disabled=False, departments=("文旅局",))
    request = WatchRequest(url=site.url("/list.html"), every_minutes=60, department="教育局")
    with pytest.raises(NotAllowed):
        await watching.service.add(request, curator, load_regions())
    other = await watching.add(site.url("/list.html"), department="教育局")
    with pytest.raises(Conflict):
        await watching.add(site.url("/list.html#top"), department="教育局")
    assert await watching.service.all(curator) == []
    with pytest.raises(NotFound):
        await watching.service.check(other, curator)
    with pytest.raises(NotFound):
        await watching.service.delete(other, curator)
    await watching.service.delete(other, ADMIN)
    assert await watching.service.all(ADMIN) == []
