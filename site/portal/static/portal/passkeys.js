/* A passkey is made or shown: what the server asks for goes to the browser, and what
   the browser answers goes back. Both speak base64url where the other has bytes. */
(() => {
  const button = document.querySelector("[data-passkey]");
  if (!button) return;
  const said = document.querySelector("[data-passkey-said]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

  if (!window.PublicKeyCredential) {
    said.textContent = button.dataset.missing;
    return;
  }
  button.hidden = false;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) =>
      one.charCodeAt(0),
    );
  const words = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const ask = async (address, body) => {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
  const read = (options) => {
    const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    if (options.excludeCredentials)
      options.excludeCredentials = named(options.excludeCredentials);
    if (options.allowCredentials)
      options.allowCredentials = named(options.allowCredentials);
    return options;
  };
  const written = (credential) => {
    const own = credential.response;
    const response = { clientDataJSON: words(own.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature"])
      if (own[name]) response[name] = words(own[name]);
    if (own.userHandle) response.userHandle = words(own.userHandle);
    if (own.getTransports) response.transports = own.getTransports();
    return {
      id: credential.id,
      rawId: words(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  };

  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    try {
      const publicKey = read(await ask(button.dataset.begin, {}));
      const made = button.dataset.passkey === "make";
      const credential = await navigator.credentials[made ? "create" : "get"]({
        publicKey,
      });
      const answer = await ask(button.dataset.end, written(credential));
      if (made) document.getElementById(button.dataset.then).submit();
      else window.location = answer.redirect_url;
    } catch (error) {
      said.textContent =
        error.message === "429" ? button.dataset.shut : button.dataset.failed;
      button.disabled = false;
    }
  });
})();
