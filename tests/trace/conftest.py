"""Plans written out in the tests and compiled, for there is no other way to come by one."""

from collections.abc import Callable

import pytest

from pilotage.compile import compile_document
from pilotage.plan import Plan

Compile = Callable[..., Plan]

UPPER = """东港省关于促进口岸开放的意见
东政发〔2020〕8号
一、重点任务
（一）建设智慧口岸。建设国际贸易单一窗口，推行提前申报和两步申报，压缩整体通关时间。（省商务厅牵头）
（二）发展冷链物流。建设国家骨干冷链物流基地，完善冷链监管仓。（省发展改革委牵头）
（三）培育海洋牧场。建设现代化海洋牧场示范区，推广深水网箱养殖。（省农业农村厅牵头）
（四）开展人才引进。实施海外高层次人才引进计划，建设人才公寓。（省人力资源社会保障厅牵头）
二、保障措施
（一）加强组织领导。各级各部门要提高认识，明确责任分工。
"""
LOWER = """东港市口岸开放实施方案
东市政发〔2021〕3号
一、主要任务
（一）提升通关效率。依托国际贸易单一窗口，推行两步申报，年内整体通关时间压缩一半。（责任单位：市商务局）
（二）建设冷链基地。申报国家骨干冷链物流基地，新建冷链监管仓两座。（责任单位：市发展改革委）
（三）推进垃圾分类。城区居民小区生活垃圾分类全覆盖。（责任单位：市城管局）
（四）整治背街小巷。完成老旧小区外立面翻新。（责任单位：市住房城乡建设局）
"""


@pytest.fixture(scope="session")
def upper_text() -> str:
    return UPPER


@pytest.fixture(scope="session")
def lower_text() -> str:
    return LOWER


@pytest.fixture(scope="session")
def compiled() -> Compile:
    """A text compiled under a file's name."""

    def make(text: str, name: str = "plan.txt") -> Plan:
        return compile_document(text.encode(), name)

    return make


@pytest.fixture(scope="session")
def upper(compiled: Compile) -> Plan:
    return compiled(UPPER, "upper.txt")


@pytest.fixture(scope="session")
def lower(compiled: Compile) -> Plan:
    return compiled(LOWER, "lower.txt")
