// Every page works without this. With it, a save replaces a part of the page, words are kept as drafts, and nothing is
// sent twice. It holds no words of the method: sentences come from the page or are about saving alone.
import { createAll, Button, Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios, SkipLink } from "./govuk-frontend.min.js";
import * as drafts from "./drafts.js";
import * as grid from "./grid.js";
import * as kept from "./kept.js";
import * as parts from "./parts.js";
import * as sending from "./sending.js";
import * as speaking from "./speaking.js";
import * as leaving from "./leaving.js";

const COMPONENTS = [Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios];

function begin(scope) {
  for (const component of COMPONENTS) createAll(component, undefined, scope);
  nameByWhatIsSeen(scope);
  drafts.begin(scope);
  grid.begin(scope);
}

// The button of a file field is named by the words on it, so that people can say them; its label describes it.
function nameByWhatIsSeen(scope) {
  for (const button of scope.querySelectorAll(".govuk-file-upload-button[aria-labelledby]")) {
    const label = button.getAttribute("aria-labelledby").split(" ")[0];
    button.setAttribute("aria-describedby", [label, button.getAttribute("aria-describedby")].filter(Boolean).join(" "));
    button.removeAttribute("aria-labelledby");
  }
}

// Where a row of links scrolls sideways, the one that is on is in view.
for (const link of document.querySelectorAll(".main-nav [aria-current], .moj-sub-navigation [aria-current]")) {
  const row = link.closest("ul");
  const right = link.getBoundingClientRect().right - row.getBoundingClientRect().right;
  if (right > 0) row.scrollLeft = right + 24;
}
createAll(SkipLink);
createAll(Button);
parts.onReplaced(begin);
begin(document);
kept.bringBack();
leaving.begin();
parts.begin();
sending.begin();
speaking.begin();
