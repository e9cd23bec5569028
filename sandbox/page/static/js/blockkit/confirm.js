// Slack's confirmation dialogs.

import { el, freshId } from "../dom.js";
import { plain, textNodes } from "./text.js";

/** Asks what a `confirm` object says; without one the answer is yes. */
export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => open(question, resolve));
}

function open(question, resolve) {
  const titleId = freshId("confirm");
  const style = question.style === "danger" ? "button-danger" : "button-primary";
  const dialog = el(
    "dialog",
    { class: "confirm-dialog", role: "alertdialog", "aria-labelledby": titleId, data: { testid: "confirm" } },
    el("h2", { id: titleId }, plain(question.title)),
    el("div", { class: "text-block" }, textNodes(question.text)),
    el(
      "div",
      { class: "dialog-actions" },
      el("button", { type: "button", class: "button", on: { click: () => dialog.close() } }, plain(question.deny)),
      el("button", { type: "button", class: `button ${style}`, on: { click: () => dialog.close("yes") } }, plain(question.confirm)),
    ),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    resolve(dialog.returnValue === "yes");
  });
  document.body.append(dialog);
  dialog.showModal();
}
