"""Addresses of parking referrals."""

from django.urls import path

from fazhi.web.console.parking_referrals import views

app_name = "parking_referrals"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("reviews/", views.review_all, name="reviews"),
    path("hand-overs/", views.hand_overs, name="hand_overs"),
    path("hand-overs/<uuid:key>/receipt/", views.receipt, name="receipt"),
    path("<str:public_id>/", views.show, name="file"),
    path("<str:public_id>/review/", views.review, name="review"),
    path("<str:public_id>/contest-answer/", views.answer, name="contest_answer"),
    path("<str:public_id>/photographs/<int:place>/", views.photograph, name="photograph"),
]
