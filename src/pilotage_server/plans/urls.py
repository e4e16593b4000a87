from django.urls import path

from .views import acts, gate, listing, review, rulings

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
    path("plans/<int:pk>/rule/all/", rulings.rule_all, name="rule_all"),
    path("plans/<int:pk>/waive/", acts.waive, name="waive"),
    path("plans/<int:pk>/waivers/<int:waiver>/", acts.unwaive, name="unwaive"),
    path("programmes/<int:pk>/rename/", acts.rename, name="rename"),
]
