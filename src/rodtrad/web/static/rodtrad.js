// Small helps for who has scripts; every page works without them.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    return;
  }
  button.textContent = button.dataset.copied;
  say(button.dataset.copied);
});

// What has changed is said in a place that stays, since a place that is swapped is not read aloud.
function say(text) {
  document.getElementById("said").textContent = text;
}

document.addEventListener("htmx:after:swap", () => {
  const told = document.querySelector("[data-said]");
  if (told) say(told.textContent);
});

// What is wrong with a form is where its page begins; what was saved is told on the page one comes to.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[role=alert][tabindex='-1']")?.focus();
  if (!/(^|; )rodtrad_saved=1/.test(document.cookie)) return;
  document.cookie = "rodtrad_saved=; Max-Age=0; Path=/; SameSite=Strict";
  const told = document.getElementById("saved");
  told.hidden = false;
  setTimeout(() => say(told.textContent), 200);
});

// "/" moves to the search field, as readers of long references expect.
document.addEventListener("keydown", (event) => {
  const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById("find").focus();
});

// The arrows turn the pages of a document, unless they have something to move or scroll.
document.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const busy = event.target.closest?.("input, textarea, select, .scroll");
  if (busy || document.scrollingElement.scrollWidth > innerWidth) return;
  document.querySelector(`.leaf a[rel=${way}]`)?.click();
});

// A button puts a reference in a text: in place of the number it stands for, or where the cursor is.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-insert]");
  const field = button && document.getElementById(button.dataset.into);
  if (!field) return;
  const { insert, typed, start, inserted } = button.dataset;
  let [from, to] = [field.selectionStart, field.selectionEnd];
  if (typed) {
    from = field.value.startsWith(typed, Number(start)) ? Number(start) : field.value.indexOf(typed);
    if (from < 0) return;
    to = from + typed.length;
  }
  field.focus();
  field.setSelectionRange(from, to);
  // The old command is the only one that a reader can take back with Ctrl+Z.
  if (!document.execCommand("insertText", false, insert)) {
    field.setRangeText(insert, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  say(inserted);
});

// Of a form with many texts, only the one that is typed in is sent to be looked at.
document.addEventListener("htmx:config:request", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-prose]") || !field.form) return;
  const body = event.detail.ctx.request.body;
  for (const other of field.form.querySelectorAll("textarea")) if (other !== field) body.delete(other.name);
});
