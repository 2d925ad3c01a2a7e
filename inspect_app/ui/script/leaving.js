// Asks before words are lost: only where they are neither saved nor kept as a draft.
import { flush, isKept } from "./drafts.js";
import { isDirty } from "./typed.js";

const ASK = "You have words here that are not saved. Leave them?";

function atRisk() {
  return [...document.forms].some((form) => isDirty(form) && !form.dataset.sent && !isKept(form));
}

// Words in a form with drafts are sent when it goes, so only the others are asked about.
export function confirmLeaving(ids) {
  const inside = ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
  const lost = [...document.forms].some((form) => !form.dataset.draftUrl && isDirty(form) && !form.dataset.sent && inside.some((part) => part.contains(form)));
  return !lost || confirm(ASK);
}

export function begin() {
  addEventListener("beforeunload", (event) => {
    flush();
    if (atRisk()) event.preventDefault();
  });
}
