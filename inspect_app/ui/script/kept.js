// Keeps words in this tab while somebody signs in again, and brings them back only to the same person on the same page.
import { controls, fill, isDirty, words } from "./typed.js";

const PLACE = "words-not-saved";
const BACK = "You were signed out. Your words are here, not yet saved.";

function who() {
  return document.body.dataset.me || "";
}

export function keep() {
  const forms = [...document.forms].filter(isDirty).map((form) => ({ action: form.getAttribute("action"), words: words(form) }));
  if (!forms.length) return;
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ who: who(), path: location.pathname + location.search, forms }));
  } catch {
    // Without storage the words stay on the page until it is left, and the page says so.
  }
}

export function bringBack() {
  const kept = read();
  if (!kept || !who() || kept.path !== location.pathname + location.search) return;
  sessionStorage.removeItem(PLACE);
  if (kept.who !== who()) return;
  let filled = false;
  for (const { action, words: pairs } of kept.forms) {
    const form = [...document.forms].find((candidate) => candidate.getAttribute("action") === action);
    if (form && controls(form).length) filled = fill(form, pairs) || filled;
  }
  if (filled) tell();
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) || "null");
  } catch {
    return null;
  }
}

function tell() {
  const line = Object.assign(document.createElement("div"), { className: "said", tabIndex: -1, textContent: BACK });
  line.dataset.said = "";
  document.getElementById("messages")?.replaceChildren(line);
}
