// What is written is kept on this device until it is saved: a session may end, a browser may close.
// <form data-draft="key"> with fields body and edition; a page that shows saved texts marks each with data-draft and data-edition.

const shelf = {
  get(key) { try { return JSON.parse(localStorage.getItem(`vierspan-draft:${key}`)); } catch { return null; } },
  put(key, draft) { try { localStorage.setItem(`vierspan-draft:${key}`, JSON.stringify(draft)); } catch { /* full or forbidden */ } },
  drop(key) { try { localStorage.removeItem(`vierspan-draft:${key}`); } catch { /* forbidden */ } },
};

function keepDraft(form) {
  const key = form.dataset.draft;
  const { body, edition } = form.elements;
  const loaded = { text: body.value, edition: edition.value };
  const keep = (sent) => shelf.put(key, { text: body.value, edition: edition.value, sent });
  const notice = document.querySelector("[data-draft-notice]");
  const kept = shelf.get(key);
  if (form.hasAttribute("data-unsaved")) {
    keep(false); // what came back from the server is the newest, and not saved yet
  } else if (kept && kept.text !== loaded.text) {
    body.value = kept.text;
    edition.value = kept.edition; // saving compares with what the writer began from
    if (notice) notice.hidden = false;
    body.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    shelf.drop(key);
  }
  body.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => keep(true));
  notice?.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    body.value = loaded.text;
    edition.value = loaded.edition;
    body.dispatchEvent(new Event("input", { bubbles: true }));
    shelf.drop(key);
    notice.hidden = true;
    body.focus();
  });
}

// On the plan: what was sent and stands there as a newer edition of one's own is saved.
function dropSaved(shown) {
  const kept = shelf.get(shown.dataset.draft);
  if (kept?.sent && shown.hasAttribute("data-mine") && Number(shown.dataset.edition) > Number(kept.edition)) shelf.drop(shown.dataset.draft);
}

function countWords(said) {
  const field = document.getElementById(said.dataset.wordCount);
  const show = () => { said.textContent = said.dataset.said.replace("{count}", (field.value.match(/\S+/g) ?? []).length); };
  field.addEventListener("input", show);
  show();
}

// <button data-fill="field" data-from="element">: its text into the field; without data-from what the page came with.
function fillButtons(row) {
  row.hidden = false;
  for (const button of row.querySelectorAll("[data-fill]")) {
    const field = document.getElementById(button.dataset.fill);
    const first = field.value;
    button.addEventListener("click", () => {
      const from = document.getElementById(button.dataset.from ?? "");
      field.value = from ? from.textContent : first;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  }
}

document.querySelectorAll("form[data-draft]").forEach(keepDraft);
document.querySelectorAll("article[data-draft]").forEach(dropSaved);
document.querySelectorAll("[data-word-count]").forEach(countWords);
document.querySelectorAll("[data-fill-row]").forEach(fillButtons);
if (matchMedia("(max-width: 60rem)").matches) document.querySelectorAll("[data-close-narrow]").forEach((part) => { part.open = false; });
