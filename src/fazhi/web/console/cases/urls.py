"""Addresses of cases."""

from django.urls import path

from fazhi.web.console.cases import (
    acts,
    cash,
    deciding,
    evidence,
    exhibits,
    stepping,
    steps,
    views,
)

app_name = "cases"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", deciding.new, name="new"),
    path("new/checks/", deciding.show_checks, name="checks"),
    path("proposals/new/", stepping.propose, name="propose"),
    path("cash/", cash.index, name="cash"),
    path("cash/hand-ins/", cash.hand_in, name="hand_ins"),
    path("cash/bankings/", cash.bank, name="bankings"),
    path("remedies/", acts.remedies, name="remedy_list"),
    path("filings/", steps.file_many, name="filings"),
    path("<str:public_id>/", views.show, name="file"),
    path("<str:public_id>/pdf/", views.pdf, name="pdf"),
    path("<str:public_id>/steps/<slug:step>/", stepping.take, name="step"),
    path("<str:public_id>/evidence/", evidence.show, name="evidence"),
    path("<str:public_id>/evidence/new/", evidence.add, name="evidence_new"),
    path("<str:public_id>/evidence/volume/", evidence.export, name="volume"),
    path("<str:public_id>/exhibits/<uuid:exhibit_id>/", exhibits.show, name="exhibit"),
    path("<str:public_id>/exhibits/<uuid:exhibit_id>/picture/", exhibits.picture, name="picture"),
    path("<str:public_id>/exhibits/<uuid:exhibit_id>/file/", exhibits.attach, name="exhibit_file"),
    path("<str:public_id>/exhibits/<uuid:exhibit_id>/notes/", exhibits.note, name="exhibit_notes"),
    path(
        "<str:public_id>/exhibits/<uuid:exhibit_id>/hand-over/",
        exhibits.hand_over,
        name="exhibit_hand_over",
    ),
    path("<str:public_id>/filing/", steps.file_one, name="filing"),
    path("<str:public_id>/payments/", steps.pay, name="payments"),
    path("<str:public_id>/closure/", steps.close, name="closure"),
    *(
        path(f"<str:public_id>/{address}", acts.view_of(name), name=name)
        for name, address in [
            ("remedies", "remedies/"),
            ("forwarding", "remedies/<uuid:key>/forwarding/"),
            ("copy", "remedies/<uuid:key>/copy/"),
            ("answer", "remedies/<uuid:key>/answer/"),
            ("outcome", "remedies/<uuid:key>/outcome/"),
            ("stays", "remedies/<uuid:key>/stays/"),
            ("stay_end", "stays/<uuid:key>/end/"),
            ("deferrals", "deferrals/"),
            ("deferral_decision", "deferrals/<uuid:key>/decision/"),
            ("complaints", "complaints/"),
            ("complaint_answer", "complaints/<uuid:key>/answer/"),
            ("rescission", "rescission/"),
            ("goods", "goods/"),
            ("disposal", "goods/<uuid:key>/disposal/"),
        ]
    ),
]
