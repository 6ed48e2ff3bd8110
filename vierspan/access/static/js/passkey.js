// Shows what a browser with passkeys can do, and says in words when it did not work.
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !window.PublicKeyCredential;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const fault = document.querySelector("[data-passkey-fault]");
  fault.hidden = false;
  fault.focus();
});
