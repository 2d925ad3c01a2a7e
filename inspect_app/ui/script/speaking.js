// Says to people who do not see the page what just changed on it.

const WAIT = 60; // A live region speaks only what changes in it, so it is emptied first.

export function say(words) {
  const region = document.getElementById("spoken");
  if (!region || !words) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = words; }, WAIT);
}

// After a save the words of the answer are spoken: what it marks with data-say, or its messages.
export function sayOf(answer) {
  const marked = answer.querySelector("[data-say]");
  const messages = [...answer.querySelectorAll("[data-said]")].map((message) => message.textContent.trim());
  const words = marked ? marked.dataset.say || marked.textContent.trim() : messages.join(" ");
  say(words);
  return words;
}

// A message that came with the page is read first, unless the page brings people somewhere else.
export function begin() {
  const message = document.querySelector("[data-said]");
  const elsewhere = location.hash || document.querySelector("[autofocus], .govuk-error-summary");
  if (message && !elsewhere) message.focus({ preventScroll: true });
}
