// A form that asks for a place: take the point from the device. Without this script, or without a
// fix, the grid is chosen instead.
(() => {
  for (const box of document.querySelectorAll("[data-locate]")) {
    const words = box.querySelector("[role=status]");
    const form = box.parentElement.querySelector("form");
    const field = (name) => form.querySelector(`[name=${name}]`);
    if (!navigator.geolocation || !window.isSecureContext || !form) continue;
    box.hidden = false;

    const found = (fix) => {
      field("longitude").value = fix.coords.longitude.toFixed(6);
      field("latitude").value = fix.coords.latitude.toFixed(6);
      const metres = Math.round(fix.coords.accuracy);
      words.textContent = `${words.dataset.found}（±${metres} m）`;
    };
    const failed = () => { words.textContent = words.dataset.failed; };

    box.querySelector("button").addEventListener("click", () => {
      words.textContent = words.dataset.waiting;
      navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 10000 });
    });
  }
})();
