from django.urls import path, re_path

from .views import above, acts, chain, editions, findings, gate, link, listing, review, rulings

app_name = "plans"
urlpatterns = [
    path("plans/", listing.plans, name="list"),
    path("plans/of-document/<int:pk>/", listing.of_document, name="of_document"),
    path("plans/<int:pk>/", review.review, name="review"),
    path("plans/<int:pk>/findings/", gate.findings, name="findings"),
    path("plans/<int:pk>/issue/", gate.confirm_issue, name="confirm_issue"),
    path("plans/<int:pk>/table.xlsx", review.workbook, name="workbook"),
    path("plans/<int:pk>/rule/limit/", rulings.rule_limit, name="rule_limit"),
    path("plans/<int:pk>/rule/lead/", rulings.rule_lead, name="rule_lead"),
    path("plans/<int:pk>/rule/units/", rulings.rule_units, name="rule_units"),
    path("plans/<int:pk>/rule/targets/", rulings.rule_targets, name="rule_targets"),
    path("plans/<int:pk>/rule/all/", rulings.rule_all, name="rule_all"),
    path("plans/<int:pk>/waive/", acts.waive, name="waive"),
    path("plans/<int:pk>/waivers/<int:waiver>/", acts.unwaive, name="unwaive"),
    path("plans/<int:pk>/chain/", chain.chain, name="chain"),
    path("plans/<int:pk>/chain/links/", chain.links, name="links"),
    path("plans/<int:pk>/chain/links/<slug:mark>/", link.link, name="link"),
    path("plans/<int:pk>/chain/state/", link.state, name="state_link"),
    path("plans/<int:pk>/chain/above/", above.put_above, name="put_above"),
    path("plans/<int:pk>/chain/above/<int:upper>/", above.take_down, name="take_down"),
    re_path(
        r"^plans/(?P<pk>\d+)/chain/trace\.(?P<form>html|json)$", chain.download, name="chain_file"
    ),
    path("plans/<int:pk>/editions/", editions.editions, name="editions"),
    path("plans/<int:pk>/editions/<int:other>.html", editions.page, name="editions_file"),
    re_path(
        r"^plans/(?P<pk>\d+)/findings/findings\.(?P<form>sarif|json|docx)$",
        findings.download,
        name="findings_file",
    ),
    path("programmes/<int:pk>/rename/", acts.rename, name="rename"),
    path("programmes/<int:pk>/under/", acts.put_under, name="put_under"),
]
