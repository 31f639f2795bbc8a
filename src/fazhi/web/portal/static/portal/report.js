// Reporting: the place from the device, the receipt to the printer. Without this script the place is
// written, and the browser's own menu prints.
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  for (const box of document.querySelectorAll("[data-locate]")) {
    const words = box.querySelector("[role=status]");
    const field = (name) => box.closest("form").querySelector(`[name=${name}]`);
    if (!navigator.geolocation || !window.isSecureContext) continue;
    box.hidden = false;

    const found = (fix) => {
      field("longitude").value = fix.coords.longitude.toFixed(6);
      field("latitude").value = fix.coords.latitude.toFixed(6);
      words.textContent = words.dataset.found;
    };
    const failed = () => { words.textContent = words.dataset.failed; };

    box.querySelector("button").addEventListener("click", () => {
      words.textContent = words.dataset.waiting;
      navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 10000 });
    });
  }
})();
