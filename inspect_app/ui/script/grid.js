// A grid of links that is one stop of the tab key: arrows move in it, Home and End go to the ends of a row, with Control
// to the ends of the grid; Enter follows the link as anywhere. Without this, the first link of each row is a stop.
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const STOPS = "th a, .cell";

export function begin(scope) {
  for (const grid of scope.querySelectorAll("[data-grid]")) start(grid);
}

function start(grid) {
  const rows = [...grid.querySelectorAll("tr")].map(stopsOf).filter((row) => row.length);
  if (!rows.length) return;
  grid.setAttribute("role", "grid");
  // What scrolls needs no stop of its own once something inside it has one.
  grid.closest(".scrolls")?.removeAttribute("tabindex");
  for (const stop of rows.flat()) stop.tabIndex = -1;
  rows[0][0].tabIndex = 0;
  grid.addEventListener("focusin", (event) => stay(rows, event.target.closest(STOPS)));
  grid.addEventListener("keydown", (event) => move(rows, event));
  tell(grid);
}

// Every place of a row, by its column: an empty cell keeps its place and is stepped over.
function stopsOf(row) {
  return [...row.cells].map((cell) => cell.querySelector("a, .cell")).filter(Boolean);
}

function stay(rows, here) {
  if (!here) return;
  for (const stop of rows.flat()) if (stop.tabIndex === 0) stop.tabIndex = -1;
  here.tabIndex = 0;
}

function move(rows, event) {
  const here = event.target.closest(STOPS);
  const row = rows.findIndex((stops) => stops.includes(here));
  if (row < 0 || event.altKey || event.metaKey) return;
  const next = nextOf(rows, row, here, event);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function nextOf(rows, row, here, event) {
  if (event.key === "Home") return event.ctrlKey ? rows[0][0] : rows[row][0];
  if (event.key === "End") return event.ctrlKey ? rows.at(-1).at(-1) : rows[row].at(-1);
  if (!(event.key in MOVES)) return null;
  const [down, right] = MOVES[event.key];
  if (!down) return rows[row][rows[row].indexOf(here) + right] ?? null;
  const column = here.closest("th, td").cellIndex;
  for (let at = row + down; at >= 0 && at < rows.length; at += down) {
    const found = rows[at].find((stop) => stop.closest("th, td").cellIndex === column);
    if (found) return found;
  }
  return null;
}

// The name of the cell that is pointed at or has the focus, for those who see it; screen readers read it anyway.
function tell(grid) {
  const place = document.getElementById(grid.dataset.grid);
  if (!place) return;
  const usual = place.textContent;
  const say = (event) => {
    place.textContent = event.target.closest(".cell")?.getAttribute("aria-label") ?? usual;
  };
  grid.addEventListener("focusin", say);
  grid.addEventListener("mouseover", say);
  grid.addEventListener("mouseleave", () => {
    place.textContent = usual;
  });
}
