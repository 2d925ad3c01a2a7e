// Sends forms: once only, and where the form names its parts without leaving the page. Without a connection the words
// stay, the page says so, and it tries again.
import { settle } from "./drafts.js";
import { keep } from "./kept.js";
import { isSignIn, moveFocus, read, replace, standAt } from "./parts.js";
import { say, sayOf } from "./speaking.js";
import { body } from "./typed.js";

const AGAIN = 10_000;
const SAVING = "Saving…";
export const UNREACHABLE = "Not saved. We cannot reach the server. Your words are still on this page; we try again every 10 seconds.";

export function begin() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ((form.getAttribute("method") || "").toLowerCase() !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    mark(form, true);
    if (form.dataset.parts && form.enctype !== "multipart/form-data") {
      event.preventDefault();
      send(form, event.submitter);
    } else {
      // An answer that is a file leaves the page standing, and then the form may be used again.
      setTimeout(() => mark(form, false), AGAIN);
    }
  });
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => mark(form, false));
  });
}

function mark(form, sent) {
  if (sent) form.dataset.sent = "1"; else delete form.dataset.sent;
  form.querySelectorAll("button").forEach((button) => {
    if (sent) button.setAttribute("aria-disabled", "true"); else button.removeAttribute("aria-disabled");
  });
}

function state(form, words, kind) {
  const line = form.querySelector("[data-draft-state]") ?? form.appendChild(Object.assign(document.createElement("p"), { className: "draft-state" }));
  line.dataset.draftState = "";
  line.dataset.state = kind;
  line.textContent = words;
}

async function send(form, submitter) {
  const data = new URLSearchParams(body(form, submitter));
  const before = document.activeElement;
  const address = submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  state(form, SAVING, "saving");
  let response;
  try {
    response = await fetch(address, { method: "POST", body: data, headers: { Accept: "text/html" } });
  } catch {
    failed(form, submitter);
    return;
  }
  if (response.status >= 502 && response.status <= 504) { failed(form, submitter); return; }
  const page = await read(response);
  if (isSignIn(page)) { signIn(form, response); return; }
  mark(form, false);
  if (isRefusal(response, page)) { refused(form, page); return; }
  settle(form);
  sayOf(page); // Before its parts leave it for this page.
  const changed = replace(page, form.dataset.parts);
  if (response.redirected) standAt(response.url);
  moveFocus(changed, before);
}

// A refusal that has no place for the words must not take their place.
function isRefusal(response, page) {
  return response.status >= 400 && response.status !== 409 && !page.querySelector("main form");
}

function refused(form, page) {
  const said = ["h1", ".lead", ".reference"].map((part) => page.querySelector(`main ${part}`)?.textContent.trim()).filter(Boolean);
  const words = `Not saved. Your words are still on this page. ${said.join(". ")}`;
  state(form, words, "failed");
  say(words);
}

function failed(form, submitter) {
  state(form, UNREACHABLE, "failed");
  say(UNREACHABLE);
  setTimeout(() => { if (form.isConnected && form.dataset.sent) send(form, submitter); }, AGAIN);
}

function signIn(form, response) {
  keep();
  settle(form);
  const address = new URL(response.redirected ? response.url : "/sign-in", location.href);
  address.searchParams.set("next", location.pathname + location.search);
  location.assign(address);
}
