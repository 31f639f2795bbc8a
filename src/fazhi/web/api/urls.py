"""Addresses of the API, version by version."""

from django.urls import path

from fazhi.web.api import (
    cases,
    conduct,
    counsel,
    custody,
    discretion,
    enforcement,
    examinations,
    execution,
    exhibits,
    field_work,
    figures,
    findings,
    intake,
    issues,
    measures,
    meetings,
    ordinary,
    publications,
    reports,
    second_factor,
    service,
)
from fazhi.web.api.door import api, lawyer, staff

api.add_router("/reports", reports.router)
api.add_router("/publications", publications.router)
api.add_router("/second-factor", second_factor.router, auth=staff)
api.add_router("/issues", issues.router, auth=staff)
api.add_router("/cases", ordinary.router, auth=staff)
api.add_router("/cases", cases.router, auth=staff)
api.add_router("/measures", measures.router, auth=staff)
api.add_router("/service", service.router, auth=staff)
api.add_router("/meetings", meetings.router, auth=staff)
api.add_router("/examinations", examinations.router, auth=staff)
api.add_router("/findings", findings.router, auth=staff)
api.add_router("/conduct", conduct.router, auth=staff)
api.add_router("/cases", execution.router, auth=staff)
api.add_router("/compulsory-enforcement", enforcement.router, auth=staff)
api.add_router("/entrusted-cases", counsel.reading, auth=lawyer)
api.add_router("/cases", counsel.inviting, auth=staff)
api.add_router("/cases", exhibits.router, auth=staff)
api.add_router("/exhibits", exhibits.files, auth=staff)
api.add_router("/custody", custody.router, auth=staff)
api.add_router("/leads", intake.leads, auth=staff)
api.add_router("/platform-cases", intake.platform_cases, auth=staff)
api.add_router("/cooperation", intake.cooperation, auth=staff)
api.add_router("/response-terms", intake.terms, auth=staff)
api.add_router("", field_work.router, auth=staff)
api.add_router("", figures.router, auth=staff)
api.add_router("", discretion.router, auth=staff)

urlpatterns = [path("v1/", api.urls)]
