// Replaces parts of the page by the same parts of another page: after a save, and when a link opens something.
// The other page is always a full page, so that the same address works without script.
import { flush } from "./drafts.js";
import { confirmLeaving } from "./leaving.js";
import { sayOf } from "./speaking.js";

const listeners = [];
const EVERYTHING = "content";
let shown = location.pathname + location.search;

export function onReplaced(listener) {
  listeners.push(listener);
}

export async function read(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

export function isSignIn(page) {
  return page.querySelector("[data-sign-in]") !== null;
}

// Where the answer lacks any of the parts it is a page of its own (two versions, a refusal): then all of it is shown.
export function replace(page, ids) {
  const wanted = ids.split(/\s+/).filter(Boolean);
  const whole = !wanted.every((id) => page.getElementById(id));
  const fresh = (whole ? [EVERYTHING] : wanted).map((id) => swap(page, id)).filter(Boolean);
  document.title = page.title;
  for (const element of fresh) for (const listener of listeners) listener(element);
  return { fresh, whole };
}

function swap(page, id) {
  const old = document.getElementById(id);
  const fresh = page.getElementById(id);
  if (!old || !fresh) return null;
  // Adopted, not copied, and scripts in it do not run: the page's policy would refuse them anyway.
  old.replaceWith(document.adoptNode(fresh));
  return fresh;
}

// The address of the page as it now stands, after a save that led somewhere.
export function standAt(address) {
  history.replaceState(history.state, "", address);
  shown = location.pathname + location.search;
}

// The focus goes where the new part says, or stays on the element with the same id, or goes to the first heading.
export function moveFocus({ fresh, whole }, before) {
  const inside = (selector) => fresh.map((part) => (part.matches(selector) ? part : part.querySelector(selector))).find(Boolean);
  const target = inside(".govuk-error-summary") ?? inside("[data-focus]")
    ?? (before?.id ? document.getElementById(before.id) : null)
    ?? (before?.isConnected ? null : inside("h1, h2, h3, a, button"));
  if (whole) scrollTo(0, 0);
  focusOn(target);
}

function focusOn(target) {
  if (!target) return;
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

export async function open(address, ids, { push = true, focus = null } = {}) {
  if (!confirmLeaving(ids)) return;
  flush();
  const before = document.activeElement;
  let response;
  try {
    response = await fetch(address, { headers: { Accept: "text/html" } });
  } catch {
    location.assign(address); // The browser then says itself that it has no connection.
    return;
  }
  const page = await read(response);
  if (isSignIn(page)) { location.assign(address); return; }
  sayOf(page); // Before its parts leave it for this page.
  const changed = replace(page, ids);
  if (push) history.pushState({ parts: ids }, "", response.redirected ? response.url : address);
  shown = location.pathname + location.search;
  const wanted = focus && document.getElementById(focus);
  if (wanted) focusOn(wanted); else moveFocus(changed, before);
}

function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
}

export function begin() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-open]");
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    open(link.href, link.dataset.open, { focus: link.dataset.openFocus });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    // Escape first closes what the browser itself has open.
    if (document.querySelector(":popover-open")) return;
    const box = event.target.closest?.("[data-close-url]");
    if (!box) return;
    event.preventDefault();
    open(box.dataset.closeUrl, box.dataset.closeParts || box.id || EVERYTHING, { focus: box.dataset.closeFocus });
  });
  addEventListener("popstate", () => {
    // A jump within the page is the browser's own affair.
    if (location.pathname + location.search !== shown) open(location.href, EVERYTHING, { push: false });
  });
}
