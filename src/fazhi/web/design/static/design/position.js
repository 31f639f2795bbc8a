// Fills longitude and latitude of a form marked data-position from the device, when it tells.
"use strict";
for (const form of document.querySelectorAll("form[data-position]")) {
  if (!navigator.geolocation) break;
  navigator.geolocation.getCurrentPosition((found) => {
    for (const name of ["longitude", "latitude"]) {
      const field = form.elements.namedItem(name);
      if (field) field.value = found.coords[name].toFixed(6);
    }
  }, () => {}, { enableHighAccuracy: true, timeout: 8000, maximumAge: 30000 });
}
