// The map beside a list: grids as polygons, a point for each row of the page; no tiles. A grid
// narrows the list, a point chooses its row, a chosen row shows its point. The list says it all too.
(() => {
  const TINTS = ["#dce9f6", "#e3f0e4", "#f6efdc"];
  const COLOURS = { overdue: "#b42318", soon: "#a86200", ok: "#177a4c", idle: "#66758a" };
  const MOST_NAMES = 20; // more would cover each other; the others show their name when pointed at
  let grids = null, drawn = ""; // the grids, and the address they came from: another day has others

  const lampOf = (row) => row.querySelector(".lamp, .badge").className.match(/(?:lamp|badge)-(\w+)/)[1];

  function spotsOf() {
    return [...document.querySelectorAll("tr[data-row]")].flatMap((row) => {
      const place = row.querySelector("[data-spot]");
      if (!place) return [];
      const [longitude, latitude] = place.dataset.spot.split(",").map(Number);
      return [{ row, at: [latitude, longitude], words: place.dataset.words, lamp: lampOf(row) }];
    });
  }

  function narrow(grid) {
    const address = new URL(location.href);
    for (const name of ["after", "before"]) address.searchParams.delete(name);
    address.searchParams.set("grid", grid);
    location.assign(address);
  }

  function drawGrids(map) {
    const chosen = new URL(location.href).searchParams.get("grid");
    const layer = L.geoJSON(grids, {
      style: ({ properties }) => ({
        color: properties.id === chosen ? "#15437f" : "#8794a5",
        weight: properties.id === chosen ? 2.5 : 1,
        dashArray: properties.id === chosen ? null : "4 3",
        fillColor: TINTS[properties.tint],
        fillOpacity: 1,
      }),
      onEachFeature: ({ properties }, shape) => {
        shape.bindTooltip(properties.name, { permanent: grids.features.length <= MOST_NAMES, direction: "center", className: "map-name" });
        shape.on("click", () => narrow(properties.id));
      },
    });
    map.fitBounds(layer.getBounds().pad(0.03)); // first, or names are placed before there is a place
    layer.addTo(map);
  }

  function drawSpots(map) {
    const marks = new Map();
    for (const spot of spotsOf()) {
      const mark = L.circleMarker(spot.at, {
        radius: 6, weight: 1.5, color: "#fff", fillOpacity: 1, fillColor: COLOURS[spot.lamp] ?? COLOURS.idle,
      }).addTo(map);
      const words = document.createElement("span");
      words.textContent = spot.words;
      mark.bindTooltip(words);
      mark.on("click", () => choose(spot.row));
      marks.set(spot.row.dataset.row, mark);
    }
    return marks;
  }

  function choose(row) {
    for (const other of document.querySelectorAll("tr.is-chosen")) other.classList.remove("is-chosen");
    row.classList.add("is-chosen");
    row.scrollIntoView({ block: "center" });
    row.dispatchEvent(new CustomEvent("fazhi:chosen", { bubbles: true, detail: row.dataset.row }));
  }

  function show(marks, key) {
    for (const [each, mark] of marks) {
      mark.setStyle(each === key ? { radius: 10, color: "#17212f" } : { radius: 6, color: "#fff" });
      mark.setRadius(each === key ? 10 : 6);
      if (each === key) mark.bringToFront();
    }
  }

  async function draw() {
    const place = document.getElementById("map");
    if (!place || place.dataset.drawn || !window.L) return;
    place.dataset.drawn = "1";
    try {
      if (drawn !== place.dataset.grids) grids = await (await fetch(place.dataset.grids)).json();
      drawn = place.dataset.grids;
    } catch {
      return; // the words in its place stay
    }
    place.querySelector("[data-without-map]")?.remove();
    const map = L.map(place, { attributionControl: false, zoomSnap: 0.25, scrollWheelZoom: false, zoomAnimation: false });
    drawGrids(map);
    const marks = drawSpots(map);
    const list = document.getElementById("list");
    list.addEventListener("fazhi:chosen", (event) => show(marks, event.detail));
    list.addEventListener("pointerover", (event) => {
      const row = event.target.closest("tr[data-row]");
      if (row) show(marks, row.dataset.row);
    });
  }

  // Else htmx copies the inline style of the old map to the new one, which the policy of styles forbids.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.shouldSwap && detail.target.id === "list") document.getElementById("map")?.removeAttribute("id");
  });
  document.addEventListener("htmx:afterSwap", draw);
  draw();
})();
