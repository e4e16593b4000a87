"""One plan in each language, written by hand as the JSON that compiling gives."""

from typing import Any

import pytest

from pilotage.plan import Plan, from_json

ZH = """东港口岸提升实施方案
一、重点任务
（一）建设智慧口岸。2021年12月底前通关时间压缩20%以上，推进港口作业单证电子化。（责任单位：市商务局、大连海关）
（二）优化航线布局。持续推进航线加密。（牵头单位：市交通运输局；配合单位：市口岸繁荣局）
二、保障措施
（一）=加强组织领导。各单位要密切配合。
"""
EN = """Port Improvement Plan
I. Key Tasks
1. Open new routes. Open three new routes to the east. (Responsible units: Port Office, Customs)
"""


def place(text: str, quoted: str) -> list[int]:
    start = text.index(quoted)
    return [start, start + len(quoted)]


def duty(text: str, name: str, role: str, unit: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "span": place(text, name),
        "role": role,
        "basis": "stated",
        "unit": unit,
        "candidates": [],
    }


def item(text: str, line: str, number: str, heading: str, **more: Any) -> dict[str, Any]:
    span = place(text, next(found for found in text.split("\n") if found.startswith(line)))
    return {
        "id": heading,
        "kind": "task",
        "ordinal": 1,
        "number": number,
        "path": [text.split("\n")[1]],
        "heading": heading,
        "text": text[span[0] : span[1]],
        "span": span,
        "measures": [],
        "units": [],
        "limit": None,
        "targets": [],
    } | more


def limit(text: str, words: str, day: str | None, kind: str) -> dict[str, Any]:
    precision = "month" if day else None
    return {
        "text": words,
        "span": place(text, words),
        "date": day,
        "precision": precision,
        "kind": kind,
    }


def whole(text: str, language: str, tasks: list[dict[str, Any]], **more: Any) -> Plan:
    coverage = {"characters": 160, "tasks": 120, "headings": 20, "set_aside": 16, "unread": 4}
    return from_json(
        {
            "schema": "pilotage.plan/1",
            "title": text.split("\n", maxsplit=1)[0],
            "number": None,
            "issuer": None,
            "issued": "2021-03-01",
            "language": language,
            "source": {"name": "plan.txt", "media_type": "text/plain", "sha256": "ab" * 32},
            "text": text,
            "tasks": tasks,
            "references": [],
            "coverage": coverage,
            "problems": [],
        }
        | more
    )


@pytest.fixture
def zh() -> Plan:
    figure = {"text": "压缩20%以上", "span": place(ZH, "压缩20%以上"), "quantity": 20.0}
    smart = item(
        ZH,
        "（一）建",
        "（一）",
        "建设智慧口岸",
        units=[
            duty(ZH, "市商务局", "responsible", "commerce"),
            duty(ZH, "大连海关", "responsible", "customs"),
        ],
        limit=limit(ZH, "2021年12月底前", "2021-12-31", "by"),
        targets=[figure | {"unit": "%", "comparison": ">=", "by": None}],
    )
    routes = item(
        ZH,
        "（二）",
        "（二）",
        "优化航线布局",
        units=[
            duty(ZH, "市交通运输局", "lead", "transport"),
            duty(ZH, "市口岸繁荣局", "support", None),
        ],
        limit=limit(ZH, "持续推进", None, "ongoing"),
    )
    safeguard = item(
        ZH, "（一）=", "（一）", "=加强组织领导", kind="safeguard", path=["二、保障措施"]
    )
    return whole(ZH, "zh", [smart, routes, safeguard])


@pytest.fixture
def en() -> Plan:
    units = [
        duty(EN, "Port Office", "responsible", "port"),
        duty(EN, "Customs", "responsible", "customs"),
    ]
    return whole(EN, "en", [item(EN, "1.", "1.", "Open new routes", units=units)])
