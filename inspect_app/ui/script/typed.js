// What people typed into a form, and whether it is more than the page came with.

const SECRET = /password|csrf_token/i;

function isTyped(control) {
  return control.name && !control.disabled && !["hidden", "submit", "button", "file"].includes(control.type) && !SECRET.test(control.name);
}

function differs(control) {
  if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked;
  if (control.options) return control.selectedIndex !== firstChosen(control);
  return control.value !== control.defaultValue;
}

function firstChosen(select) {
  const chosen = [...select.options].findIndex((option) => option.defaultSelected);
  return chosen === -1 ? 0 : chosen;
}

export function controls(form) {
  return [...form.elements].filter(isTyped);
}

export function isDirty(form) {
  return (form.getAttribute("method") || "").toLowerCase() === "post" && controls(form).some(differs);
}

export function body(form, submitter) {
  return new FormData(form, submitter ?? null);
}

export function words(form) {
  return controls(form).map((control) => [control.name, control.type === "radio" || control.type === "checkbox" ? [control.value, control.checked] : control.value]);
}

// Puts words back into a form; a control that is no longer there is passed over.
export function fill(form, pairs) {
  let filled = false;
  for (const [name, value] of pairs) {
    for (const control of controls(form).filter((candidate) => candidate.name === name)) {
      if (Array.isArray(value)) {
        if (control.value === value[0] && control.checked !== value[1]) { control.checked = value[1]; filled = touch(control); }
      } else if (control.value !== value) { control.value = value; filled = touch(control); }
    }
  }
  return filled;
}

function touch(control) {
  control.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}
