// Small things that pages ask for by data- attributes. Every page works without them.

function focusFaults(root) {
  root.querySelector("[data-focus]")?.focus();
}

// Leaving a form with unsaved text asks first. <form data-guard>
function guardForms() {
  let unsaved = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) unsaved = true; });
  document.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

// <button data-copy="text">: the text to the clipboard, and the button says so.
function copyButtons() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const said = button.innerHTML;
    button.textContent = button.dataset.copied || "✓";
    setTimeout(() => { button.innerHTML = said; }, 2000);
  });
}

// <form data-submit-on-change>: a filter applies itself; its button is for those without JavaScript.
function submitOnChange() {
  document.addEventListener("change", (event) => event.target.closest("form[data-submit-on-change]")?.requestSubmit());
}

// <button data-print>
function printButtons() {
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
}

focusFaults(document);
guardForms();
copyButtons();
submitOnChange();
printButtons();
document.body.addEventListener("htmx:afterSwap", (event) => focusFaults(event.target));
// htmx sends the CSRF token that stands in the page's own forms.
document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});
