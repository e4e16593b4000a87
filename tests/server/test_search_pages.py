"""The page of results: who finds what, what it shows, and what it refuses in one sentence."""

import html
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User

from pilotage.ledger import Method
from pilotage.search import read_query
from pilotage_server.ledgers import actions, rights
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.listing import lead_of
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.ledgers.proofs import sees_proof
from pilotage_server.ledgers.seen import seen_entries, seen_proofs
from pilotage_server.plans.access import visible_plans
from pilotage_server.plans.models import PlanRow
from pilotage_server.search import keeping, passages
from pilotage_server.search.finding import numbers_of
from pilotage_server.search.models import PassageKind, PassageRow
from pilotage_server.units.models import MembershipRow, Standing

from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import at, draft, member, page, under_way

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[object]]
ENTRY, PROOF = PassageKind.ENTRY, PassageKind.PROOF
LIMITED: dict[str, tuple[Standing, dict[str, object]]] = {
    "checker": (Standing.CHECKER, {}),
    "auditor": (Standing.AUDITOR, {}),
    "head above": (Standing.UNIT_HEAD, {"unit": "dl-gov"}),
    "head of the lead": (Standing.UNIT_HEAD, {"unit": "dl-commerce"}),
    "head beside": (Standing.UNIT_HEAD, {"unit": "dl-customs"}),
    "head elsewhere": (Standing.UNIT_HEAD, {"unit": "dl-gov", "programme": "other"}),
    "head of a support": (Standing.UNIT_HEAD, {"unit": "dl-drc"}),
    "office here": (Standing.OFFICE, {"programme": "own"}),
    "office elsewhere": (Standing.OFFICE, {"programme": "other"}),
    "office within": (Standing.OFFICE, {"within": "dl-transport"}),
    "leader within": (Standing.LEADER, {"within": "dl-transport"}),
    "checker elsewhere": (Standing.CHECKER, {"programme": "other"}),
    "auditor within": (Standing.AUDITOR, {"within": "dl-transport", "programme": "own"}),
    "drafter elsewhere": (Standing.DRAFTER, {"programme": "other"}),
}
"""Posts of the other roles, and posts narrowed to a unit's tree or to a programme."""

WHO = ("office", "transport", "commerce", "leader", "drafter", "administrator", *LIMITED)


def spoken_of(cast: SimpleNamespace) -> dict[str, MatterRow]:
    """Reports of two units on one task, one verified and one returned, with files; and a draft."""
    found = under_way(cast)
    lead, desk = member(cast.commerce), member(cast.office)
    day = at(1, 1).at
    assert day
    files = [
        proof_of("岸线测绘纪要".encode(), "岸线纪要.txt", day.date()),
        proof_of("岸线照片说明".encode(), "岸线照片.txt"),
    ]
    task = found["5"]
    actions.report(task, lead, claimed=30, text="岸线已测绘", proofs=files, posting=at(2, 20))
    actions.verify(
        task, desk, verified=30, method=Method.VISIT, text="岸线测绘属实", posting=at(2, 21)
    )
    later = [proof_of("岸线补充材料".encode(), "岸线补充.txt", day.date())]
    actions.report(task, lead, claimed=50, text="岸线补测完成", proofs=later, posting=at(2, 22))
    actions.return_(task, desk, reason="岸线图纸不全", posting=at(2, 23))
    supports = [row.unit for row in task.units.all() if row.unit not in ("", "dl-commerce")]
    unit = supports[0]
    row = member(cast.transport)
    row.unit = unit
    row.save()
    actions.sign(task, member(cast.transport), posting=at(2, 24))
    actions.report(
        task,
        member(cast.transport),
        claimed=20,
        text="岸线配合事项",
        proofs=[proof_of(b"shoreline survey", "shoreline.txt", day.date())],
        posting=at(2, 25),
    )
    archived(found["4"], lead, desk)
    for proof in EvidenceRow.objects.select_related("matter", "entry"):
        keeping.add(passages.of_text(proof, f"{proof.name}：岸线测绘所得"))
    draft(cast.office, "plan.en.md")
    own = draft(cast.office).document
    own.uploaded_by = cast.drafter
    own.save()
    programmes = {
        "own": task.plan.programme_id,
        "other": PlanRow.objects.get(language="en").programme_id,
    }
    for name, (role, scope) in LIMITED.items():
        limits = {key: programmes.get(str(value), value) for key, value in scope.items()}
        MembershipRow.objects.filter(user=account(name, role)).update(**limits)
    return found


GROUND = spoken_of


@pytest.fixture
def cast(ground: object, cast: SimpleNamespace) -> SimpleNamespace:
    """Those of limited posts with them."""
    limited = {user.username: user for user in User.objects.filter(username__in=LIMITED)}
    return SimpleNamespace(**vars(cast) | limited)


def archived(task: MatterRow, lead: MembershipRow, desk: MembershipRow) -> None:
    """The task is done and closed, and a volume kept that tells all that was entered."""
    actions.report(task, lead, claimed=100, text="展馆开馆", done=True, posting=at(3, 17))
    actions.verify(task, desk, verified=100, method=Method.DESK, text="属实", posting=at(3, 17))
    actions.close(task, desk, text="办结", posting=at(3, 18))
    bound = proof_of("岸线整治全部反馈".encode(), "岸线卷宗.txt", date(2021, 3, 19))
    actions.archive(task, desk, bind=lambda: bound, posting=at(3, 19))


def asking(user: User) -> Any:
    """What stands for a request of ``user``."""
    return SimpleNamespace(user=user, member=member(user))


def opened(user: User) -> set[int]:
    """The passages whose pages ``user`` may open, asked row by row of the guards of the pages."""
    request, row = asking(user), member(user)
    plans = set(visible_plans(request).values_list("pk", flat=True))
    seen = set(rights.visible(row).values_list("pk", flat=True))
    found = set()
    for passage in PassageRow.objects.select_related("plan", "matter", "entry", "proof__entry"):
        matter, entry, proof = passage.matter, passage.entry, passage.proof
        if matter is None:
            may = passage.plan_id in plans
        elif matter.pk not in seen:
            may = False
        elif proof is not None:
            may = sees_proof(row, matter, proof)
        elif entry is not None:
            lead = lead_of(matter.units.all())
            may = rights.sees_entry(row, entry, lead.unit if lead else None)
        else:
            may = True
        if may:
            found.add(passage.pk)
    return found


@pytest.mark.parametrize("who", WHO)
def test_what_an_account_cannot_open_it_does_not_find(
    cast: SimpleNamespace, matters: dict[str, MatterRow], who: str
) -> None:
    user = getattr(cast, who)
    everything = opened(user)
    for words in ("岸线", "测绘", "大连", "推进", "shoreline", "port", "完成"):
        query = read_query(words)
        for kind in PassageKind:
            found = set(numbers_of(asking(user), query, kind))
            holders = set(numbers_of(asking(cast.office), query, kind))
            assert found == holders & everything, (words, kind)


@pytest.mark.parametrize("who", WHO)
def test_the_guards_asked_are_those_of_the_pages(
    cast: SimpleNamespace, matters: dict[str, MatterRow], who: str
) -> None:
    """Each task, file and plan of the index opens to exactly those who find it."""
    client = signed_in(getattr(cast, who))
    everything = opened(getattr(cast, who))
    pages: dict[str, bool] = {}
    for passage in PassageRow.objects.exclude(kind=ENTRY):
        if passage.kind == PROOF:
            path = f"/evidence/{passage.proof_id}/"
        elif passage.kind == PassageKind.TASK:
            path = f"/tasks/{passage.matter_id}/"
        else:
            path = f"/plans/{passage.plan_id}/"
        assert pages.setdefault(path, passage.pk in everything) is (passage.pk in everything)
    found = {path: client.get(path).status_code for path in pages}
    assert found == {path: 200 if may else 404 for path, may in pages.items()}
    assert len(pages) > 20


@pytest.mark.parametrize("who", WHO)
def test_rules_as_queries_say_what_the_guards_say(
    cast: SimpleNamespace, matters: dict[str, MatterRow], who: str
) -> None:
    row = member(getattr(cast, who))
    seen = set(rights.visible(row).values_list("pk", flat=True))
    entries, proofs = set(), set()
    for entry in EntryRow.objects.select_related("matter"):
        lead = lead_of(entry.matter.units.all())
        if entry.matter_id in seen and rights.sees_entry(row, entry, lead.unit if lead else None):
            entries.add(entry.pk)
    for proof in EvidenceRow.objects.select_related("matter", "entry"):
        if proof.matter_id in seen and sees_proof(row, proof.matter, proof):
            proofs.add(proof.pk)
    assert set(seen_entries(row).values_list("pk", flat=True)) == entries
    assert set(seen_proofs(row).values_list("pk", flat=True)) == proofs


def test_the_accounts_differ_in_what_they_find(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    """That the two tests above compare something: each account sees another part."""
    query = read_query("岸线")
    found = {
        who: [len(numbers_of(asking(getattr(cast, who)), query, kind)) for kind in (ENTRY, PROOF)]
        for who in WHO
    }
    assert found["office"] == found["administrator"] == found["commerce"]
    assert found["transport"] < found["office"]
    assert found["leader"] < found["office"]
    assert found["leader"][1] > 0
    assert found["drafter"] == [0, 0]
    for whole in ("checker", "auditor", "head above", "head of the lead", "office here"):
        assert found[whole] == found["office"], whole
    for none in ("office elsewhere", "head elsewhere", "checker elsewhere", "head beside"):
        assert found[none] == [0, 0], none


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_result_leads_to_a_page_that_opens(
    cast: SimpleNamespace, matters: dict[str, MatterRow], who: str, language: str
) -> None:
    client = signed_in(getattr(cast, who), language)
    for kind in PassageKind:
        body = client.get("/search/", {"q": "岸线", "kind": kind.value}).content.decode()
        results = body.partition('class="rows"')[2].partition("</ol>")[0]
        links = [html.unescape(one) for one in re.findall(r'href="([^"]+)"', results)]
        assert all(client.get(link).status_code == 200 for link in links)
        assert results.count("<li>") <= len(links)


def test_results_are_grouped_and_marked(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    body = page(cast.office, "/search/?q=岸线").content.decode()
    assert "<h2>Reports and other entries</h2>" in body
    assert "<h2>Evidence</h2>" in body
    assert "<mark>岸线</mark>已测绘" in body
    assert "<mark>岸线</mark>纪要.txt" in body
    assert "2021" in body.partition("<mark>岸线</mark>已测绘")[2][:600]
    one = page(cast.office, "/search/?q=岸线&kind=proof", "zh-hans").content.decode()
    assert "<h2>佐证材料</h2>" in one
    assert "<h2>反馈和其他记录</h2>" not in one


def test_what_is_not_seen_is_not_counted(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    def entries(user: User) -> str:
        body = page(user, "/search/?q=岸线").content.decode()
        tab = re.search(r'kind=entry">[^<]*<span class="num">([^<]*)', body)
        assert tab
        return tab[1]

    assert entries(cast.office) == "5"
    assert entries(cast.leader) == "2"
    assert entries(cast.drafter) == "0"


@pytest.mark.parametrize("words", ["商务局", "市商务", "Bureau of Commerce", "commerce bureau"])
def test_a_unit_is_found_by_its_names_in_either_language(
    cast: SimpleNamespace, matters: dict[str, MatterRow], words: str
) -> None:
    (first, *_) = signed_in(cast.office).get("/search/", {"q": words}).context["units"]
    assert first.url == "/units/dl-commerce/"
    listed = page(cast.office, first.tasks_url).context
    assert first.tasks == len(listed["lines"]) > 0
    assert page(cast.office, first.url).status_code == 200


def test_a_unit_is_offered_to_whoever_may_open_its_page(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    def found(user: User, words: str) -> list[str]:
        return [one.url for one in signed_in(user).get(f"/search/?q={words}").context["units"]]

    assert found(cast.commerce, "商务局") == ["/units/dl-commerce/"]
    assert found(cast.transport, "商务局") == found(cast.drafter, "商务局") == []
    assert found(cast.office, "没有这样的单位") == []


def test_paging(cast: SimpleNamespace, matters: dict[str, MatterRow]) -> None:
    for day in range(1, 16):
        for _half in range(3):
            actions.urge(
                matters["6"], member(cast.office), text=f"请加快场地布置{day}", posting=at(4, day)
            )
    client = signed_in(cast.office)
    shown: list[str] = []
    address = "/search/?q=场地布置&kind=entry"
    for number in (1, 2, 3):
        body = client.get(address).content.decode()
        assert f"Page {number} of 3" in body
        shown += re.findall(r"<mark>场地布置</mark>(\d+)", body)
        after = re.search(r'rel="next" href="([^"]+)"', body)
        address = "/search/" + html.unescape(after[1]) if after else ""
    assert not address
    assert sorted(map(int, shown)) == sorted([*range(1, 16)] * 3)
    beyond = client.get("/search/?q=场地布置&kind=entry&page=9").content.decode()
    assert "There is nothing on this page." in beyond


def test_a_long_result_is_counted_to_a_bound_and_shown_newest_first(
    cast: SimpleNamespace, matters: dict[str, MatterRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pilotage_server.search.finding.COUNTED", 6)
    monkeypatch.setattr("pilotage_server.search.finding.RANKED", 3)
    for number in range(9):
        actions.urge(
            matters["6"], member(cast.office), text=f"请加快布置{number}", posting=at(4, 1)
        )
    body = page(cast.office, "/search/?q=加快布置&kind=entry").content.decode()
    assert "6 and more" in body
    assert "newest first" in body
    assert re.findall(r"<mark>加快布置</mark>(\d)", body) == list("876543")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("。，——", "没有可查找的文字"),
        ("港", "请至少输入两个字"),
        ("推进 港", "请至少输入两个字"),
        ("港" * 101, "查找内容过长"),
        ("a b c d e f g h i", "查找内容过长"),
        ("\x00", ""),
        ("", "请输入两个以上汉字"),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(
    cast: SimpleNamespace, typed: str, said: str
) -> None:
    answer = signed_in(cast.office, "zh-hans").get("/search/", {"q": typed})
    assert answer.status_code == (422 if said and typed else 200)
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        '"推进',
        "“推进",
        "推进*",
        "NEAR(推进, 3)",
        "推进 AND NOT 开放",
        "tokens:推进",
        "{tokens} : ^推进",
        "'推进' & !'开放'",
        "<script>alert(1)</script>推进",
        "推进\ud800开放",
        "İstanbul ﷺ ①②",
        "%E4%B8",
        "😀😀推进",
    ],
)
def test_hostile_queries_are_only_words(
    cast: SimpleNamespace, matters: dict[str, MatterRow], typed: str
) -> None:
    sent = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    answer = signed_in(cast.office).get("/search/", {"q": sent})
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "?q=岸线&kind=x",
        "?q=岸线&page=x",
        "?q=岸线&page=-1",
        "?q=岸线&page=99999999999999999999",
        "?q=岸线&programme=x",
        "?q=岸线&programme=%00",
    ],
)
def test_an_address_made_by_hand_opens(
    cast: SimpleNamespace, matters: dict[str, MatterRow], address: str
) -> None:
    assert page(cast.office, f"/search/{address}").status_code == 200


def test_a_programme_narrows_the_search(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    codes = set(PassageRow.objects.values_list("plan__programme__code", flat=True))
    assert len(codes) > 1
    body = page(cast.office, "/search/?q=岸线").content.decode()
    chips = re.findall(r'class="chip" href="([^"]+)"', body)
    assert len(chips) == len(codes)
    counts = []
    for chip in chips:
        narrowed = page(cast.office, "/search/" + html.unescape(chip)).content.decode()
        assert 'class="chip on"' in narrowed
        counts.append("<mark>岸线</mark>已测绘" in narrowed)
    assert sorted(counts) == [False] * (len(codes) - 1) + [True]


def test_the_field_stands_in_the_top_bar(cast: SimpleNamespace) -> None:
    for who in ("office", "transport", "drafter", "administrator"):
        first = signed_in(getattr(cast, who)).get("/plans/").content.decode()
        assert first.count('action="/search/"') == 1, who
    assert 'action="/search/"' not in page(cast.leader, "/plans/").content.decode()


def test_who_may_search_at_all(cast: SimpleNamespace) -> None:
    assert page(cast.stranger, "/search/?q=岸线").status_code == 404
    assert signed_in(None).get("/search/?q=岸线").status_code == 302
    assert signed_in(cast.office).post("/search/", {"q": "岸线"}).status_code == 405


@pytest.mark.parametrize(
    ("who", "address", "most"),
    [
        ("office", "/search/?q=岸线", 18),
        ("leader", "/search/?q=岸线", 18),
        ("commerce", "/search/?q=岸线", 18),
        ("commerce", "/search/?q=岸线&kind=entry", 16),
        ("office", "/search/?q=", 8),
    ],
)
@pytest.mark.usefixtures("committed")
def test_few_queries(
    who: str,
    address: str,
    most: int,
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: Queries,
) -> None:
    """Besides what the count of things to do asks for once in a process: the tasks of the unit and
    the pack adopted for their lights (``test_ledgers_pages`` holds the first look at tasks).
    """
    client = signed_in(getattr(cast, who))
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
