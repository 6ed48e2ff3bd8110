// Keeps unfinished answers in this browser and walks without reloading. All of it works without this, in more steps.

const KEPT_FOR = 14 * 24 * 3600 * 1000;
const key = `vierspan:${location.pathname}`;
const form = () => document.querySelector("form[data-answers]");
let isBusy = false;

function keep(from) {
  const answers = [...new FormData(from)].filter(([name, value]) => value && name !== "step");
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), step: from.elements.step.value, answers }));
  } catch { /* a browser that keeps nothing: then nothing is kept */ }
}

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return found && Date.now() - found.at < KEPT_FOR ? found : null;
  } catch {
    return null;
  }
}

function forget() {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

async function send(from, go) {
  const data = new URLSearchParams(new FormData(from));
  data.set("go", go);
  if (from.dataset.answers !== "0") keep(from);
  const response = await fetch(location.href, { method: "POST", body: data });
  if (response.status >= 500) throw new Error(response.statusText);
  if (response.redirected) {
    forget();
    location.replace(response.url);
  } else {
    if (!response.ok && response.status !== 422) forget();
    show(new DOMParser().parseFromString(await response.text(), "text/html"));
  }
}

async function walk(go, isBackwards = false) {
  if (isBusy) return;
  isBusy = true;
  const from = form();
  const step = from.dataset.answers;
  try {
    await send(from, go);
    if (!isBackwards && form() && form().dataset.answers !== step) history.pushState({ step: form().dataset.answers }, "");
  } catch {
    const said = from.querySelector("[data-offline-said]");
    said.textContent = from.dataset.offline;
    said.hidden = false;
    said.scrollIntoView({ block: "center" });
  }
  isBusy = false;
}

function show(page) {
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  for (const part of ["header", "main"]) document.querySelector(part).replaceWith(page.querySelector(part));
  scrollTo(0, 0);
  (document.querySelector("[data-focus]") || document.querySelector("h1")).focus();
}

function offerToGoOn() {
  const found = form()?.dataset.answers === "0" && kept();
  if (!found) return;
  document.querySelector("[data-resume]").hidden = false;
  const begin = document.querySelector("[data-begin]");
  begin.classList.replace("btn-primary", "btn-outline-secondary");
  begin.textContent = begin.dataset.begin;
  document.querySelector("[data-continue]").addEventListener("click", () => {
    for (const [name, value] of found.answers) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form().append(field);
    }
    form().elements.step.value = found.step;
    walk("here");
  });
}

// Old browsers cannot say which button was pressed: they walk by reloading, and keep nothing.
if (form() && "submitter" in SubmitEvent.prototype) {
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const go = event.submitter?.value || "next";
    if (form().dataset.answers === "0" && go === "next") forget();
    walk(go);
  });
  document.addEventListener("change", (event) => { if (event.target.form === form()) keep(form()); });
  window.addEventListener("popstate", (event) => {
    if (!form() || !event.state) return location.reload();
    form().elements.step.value = event.state.step;
    walk("here", true);
  });
  offerToGoOn();
}
