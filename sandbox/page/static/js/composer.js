// Where one types: Enter sends, Shift+Enter begins a new line, `/` and `@` complete.

import { act, post, uploadFile } from "./api.js";
import { attachCompletion } from "./completion.js";
import { el, iconButton } from "./dom.js";
import { t } from "./i18n.js";

const TALLEST = 200;

/** A composer for a channel or, with `threadTs`, for a thread. */
export function composer({ channel, threadTs = null, label }) {
  const input = el("textarea", {
    class: "composer-input",
    rows: 1,
    placeholder: label,
    "aria-label": label,
    data: { testid: threadTs ? "thread-composer" : "composer" },
  });
  const error = el("p", { class: "act-error", role: "alert", hidden: true });
  const box = el("div", { class: "composer-box" }, input, sendRow());
  const completion = attachCompletion(box, input);
  input.addEventListener("input", () => grow(input));
  input.addEventListener("keydown", onKey);
  const form = el("form", { class: "composer", on: { submit: onSubmit } }, error, box);
  form.addEventListener("type-for-me", (event) => typeForMe(event.detail));
  return form;

  function sendRow() {
    const file = el("input", { type: "file", hidden: true, on: { change: () => upload(file) } });
    return el(
      "div",
      { class: "composer-row" },
      iconButton("attach", t("composer.file"), () => file.click()),
      file,
      el("span", { class: "composer-hint" }, t("composer.hint")),
      el("button", { type: "submit", class: "button button-primary" }, t("composer.send")),
    );
  }

  function onKey(event) {
    if (completion.takes(event) || event.isComposing) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  }

  function onSubmit(event) {
    event.preventDefault();
    send();
  }

  function typeForMe(text) {
    input.value = text;
    grow(input);
    send();
  }

  async function send() {
    const text = input.value.trim();
    if (!text) return;
    completion.close();
    error.hidden = true;
    input.value = "";
    grow(input);
    form.setAttribute("aria-busy", "true");
    await attempt(() => deliver(text), text);
    form.removeAttribute("aria-busy");
    input.focus();
  }

  function deliver(text) {
    if (!/^\/[a-z]/.test(text)) return post("say", { channel, text, thread_ts: threadTs });
    if (threadTs) throw new Error(t("error.command_in_thread", { command: text.split(/\s/)[0] }));
    return act("command", { channel, line: text });
  }

  async function attempt(work, text = "") {
    try {
      await work();
    } catch (failure) {
      error.textContent = text.startsWith("/") ? `${text.split(/\s/)[0]}: ${failure.message}` : failure.message;
      error.hidden = false;
      if (!input.value) input.value = text;
    }
  }

  function upload(file) {
    return attempt(() => Promise.all([...file.files].map((one) => uploadFile(one, channel))));
  }
}

function grow(input) {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, TALLEST)}px`;
}
