"""Addresses of custody."""

from django.urls import path

from fazhi.web.console.custody import acts, devices, footage, store_rooms, views

app_name = "custody"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("offers/", acts.offers, name="offers"),
    path("offers/<uuid:offer_id>/answer/", acts.answer, name="answer"),
    path("store-rooms/", store_rooms.index, name="store_rooms"),
    path("store-rooms/new/", store_rooms.new, name="store_room"),
    path("store-rooms/<uuid:store_room_id>/inventory/", store_rooms.count, name="inventory"),
    path("footage/", footage.index, name="footage"),
    path("footage/import/", footage.bring_in, name="footage_import"),
    path("footage/<uuid:footage_id>/", footage.show, name="footage_file"),
    path("footage/<uuid:footage_id>/bindings/", footage.bind, name="footage_bindings"),
    path("footage/<uuid:footage_id>/erasure/", footage.erase, name="footage_erasure"),
    path("devices/", devices.index, name="devices"),
    path("devices/new/", devices.new, name="device"),
    path("devices/<uuid:device_id>/", devices.show, name="device_file"),
    path("devices/<uuid:device_id>/qualifications/", devices.qualify, name="qualifications"),
    path("<uuid:holding_id>/", views.show, name="file"),
    path("<uuid:holding_id>/receipt/", acts.receive, name="receipt"),
    path("<uuid:holding_id>/hand-over/", acts.hand_over, name="hand_over"),
    path("<uuid:holding_id>/notes/", acts.note, name="notes"),
    path("<uuid:holding_id>/outcome/", acts.decide, name="outcome"),
    path("<uuid:holding_id>/delivery/", acts.deliver, name="delivery"),
]
