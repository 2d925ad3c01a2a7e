// Keeps what is typed as a draft on the server, soon after the last change and when the page goes away, and says
// truthfully whether it did.
import { keep } from "./kept.js";
import { say } from "./speaking.js";
import { body, controls } from "./typed.js";

const SOON = 1_500;
const AGAIN = 10_000;
const SAVED = "Draft saved at {time}. Only you can see it until you save.";
const SAVING = "Saving…";
const FAILED = "Not saved. We cannot reach the server. Your words are still on this page; we try again every 10 seconds.";
const REFUSED = "This draft could not be kept. Save before you leave.";
const SIGNED_OUT = "Not saved. You were signed out. Your words are still on this page: save, and sign in again.";

// For each form: the timer that runs, what was last kept, and whether the last attempt failed.
const forms = new WeakMap();

export function begin(scope) {
  const found = scope.matches?.("form[data-draft-url]") ? [scope] : scope.querySelectorAll("form[data-draft-url]");
  for (const form of found) {
    if (forms.has(form)) continue;
    forms.set(form, { timer: 0, kept: text(form), failed: false });
    const line = lineOf(form);
    // The line says that the page cannot keep drafts; with script it can, unless the server wrote when it last did.
    if (line && !line.dataset.draftState) line.textContent = "";
    form.addEventListener("input", () => soon(form));
    form.addEventListener("change", () => soon(form));
  }
}

// A form that was saved has no draft to keep.
export function settle(form) {
  const known = forms.get(form);
  if (!known) return;
  clearTimeout(known.timer);
  forms.delete(form);
}

export function isKept(form) {
  const known = forms.get(form);
  return Boolean(known) && known.kept === text(form);
}

// Sends at once whatever waits, in a way that outlives the page.
export function flush() {
  for (const form of document.querySelectorAll("form[data-draft-url]")) {
    const known = forms.get(form);
    if (!known || form.dataset.sent || known.kept === text(form)) continue;
    clearTimeout(known.timer);
    // Where the last attempt failed nobody can say that this one arrives, so the words still count as not kept.
    if (navigator.sendBeacon(form.dataset.draftUrl, data(form)) && !known.failed) known.kept = text(form);
  }
}

addEventListener("pagehide", flush);

function lineOf(form) {
  return form.querySelector("[data-draft-state]");
}

function text(form) {
  return JSON.stringify(controls(form).map((control) => (control.type === "radio" || control.type === "checkbox" ? control.checked : control.value)));
}

function data(form) {
  return new URLSearchParams(body(form));
}

function show(form, words, kind) {
  const line = lineOf(form);
  if (!line) return;
  const worse = kind === "failed" && line.dataset.state !== "failed";
  line.dataset.state = kind;
  line.textContent = words;
  if (worse) say(words);
}

function soon(form, wait = SOON) {
  const known = forms.get(form);
  if (!known) return;
  clearTimeout(known.timer);
  known.timer = setTimeout(() => save(form), wait);
}

async function save(form) {
  const known = forms.get(form);
  const now = text(form);
  if (!known || !form.isConnected || form.dataset.sent) return;
  if (known.kept === now && !known.failed) { show(form, "", "none"); return; }
  show(form, SAVING, "saving");
  let response;
  try {
    response = await fetch(form.dataset.draftUrl, { method: "POST", body: data(form), headers: { Accept: "application/json" } });
  } catch {
    known.failed = true;
    show(form, FAILED, "failed");
    soon(form, AGAIN);
    return;
  }
  if (!forms.has(form) || form.dataset.sent) return;
  if (response.status >= 502 && response.status <= 504) { known.failed = true; show(form, FAILED, "failed"); soon(form, AGAIN); return; }
  if (response.status === 401 || response.redirected) { known.failed = true; keep(); show(form, SIGNED_OUT, "failed"); return; }
  if (!response.ok) { known.failed = true; show(form, REFUSED, "failed"); return; }
  known.kept = now;
  known.failed = false;
  show(form, (form.dataset.draftSaved || SAVED).replace("{time}", await timeOf(response)), "saved");
  if (text(form) !== now) soon(form);
}

async function timeOf(response) {
  const said = response.headers.get("Content-Type")?.includes("json") ? await response.json().catch(() => ({})) : {};
  return said.saved_at || new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
