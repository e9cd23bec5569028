// The `input` block: a labelled field with its hint and the place where its error is said.

import { el, freshId } from "../dom.js";
import { t } from "../i18n.js";
import { elementNode } from "./elements.js";
import { plain } from "./text.js";

export function inputBlock(block, surface) {
  const labelId = freshId("label");
  const errorId = freshId("error");
  const field = elementNode(block.element, block, surface, { labelId });
  const control = field.matches("[data-action-id]") ? field : (field.querySelector("[data-action-id]") ?? field);
  control.setAttribute("aria-describedby", errorId);
  const label = el("label", { class: "field-label", id: labelId, on: { click: () => control.focus() } }, plain(block.label));
  if (block.optional) label.append(el("span", { class: "optional" }, ` (${t("field.optional")})`));
  const hint = block.hint ? el("p", { class: "hint" }, plain(block.hint)) : null;
  const error = el("p", { class: "field-error", id: errorId, role: "alert" });
  return el("div", { class: "block input-block" }, label, field, hint, error);
}

/** Says the errors at their fields and puts the focus on the first one. */
export function showFieldErrors(root, errors) {
  let first = null;
  for (const block of root.querySelectorAll(".input-block")) {
    const text = errors[block.dataset.blockId] ?? "";
    block.querySelector(".field-error").textContent = text;
    const control = block.querySelector("[data-action-id]");
    control?.toggleAttribute("aria-invalid", Boolean(text));
    if (text) first ??= control;
  }
  first?.focus();
}
