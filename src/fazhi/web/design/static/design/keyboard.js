// Shortcuts of lists: J and K choose a row, Enter opens it, X ticks it, / goes to the search, ? explains.
// They are switched off in the profile; nothing can be done only with them. The script also marks the
// row that was read last, and closes open menus.
(() => {
  const isOn = document.documentElement.hasAttribute("data-shortcuts");
  const lastRead = () => `read:${location.pathname}`;
  const rows = () => [...document.querySelectorAll("table[data-keyboard] tbody tr")];

  function choose(row) {
    for (const other of rows()) other.classList.toggle("is-chosen", other === row);
    const link = row.querySelector("a[data-open]");
    if (link) link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    row.dispatchEvent(new CustomEvent("fazhi:chosen", { bubbles: true, detail: row.dataset.row }));
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.classList.contains("is-chosen"));
    choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function tick() {
    const box = document.querySelector("tr.is-chosen input[type=checkbox]");
    if (box) box.click();
  }

  const explain = () => document.getElementById("shortcuts")?.showModal();
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    x: tick,
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": explain,
  };

  function isTyping(target) {
    return target.closest("input:not([type=checkbox]), select, textarea, dialog[open], [contenteditable]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(null);
    if (!isOn || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = actions[event.key.toLowerCase()];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.dropdown[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.dropdown"));
    const row = event.target.closest("a[data-open]")?.closest("tr");
    if (row) sessionStorage.setItem(lastRead(), row.dataset.row);
    if (event.target.closest("[data-open-shortcuts]")) explain();
    if (event.target.closest(".toast")) event.target.closest(".toast").remove();
  });

  function markLastRead() {
    const key = sessionStorage.getItem(lastRead());
    for (const row of rows()) row.classList.toggle("is-last-read", row.dataset.row === key);
  }

  for (const button of document.querySelectorAll("[data-open-shortcuts]")) button.hidden = !isOn;
  document.addEventListener("htmx:afterSwap", markLastRead);
  markLastRead();
})();
