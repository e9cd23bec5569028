// Check boxes and radio buttons.

import { el, freshId } from "../dom.js";
import { changed, identity } from "./control.js";
import { textNodes } from "./text.js";

export function checkboxes(control) {
  const { element, surface, blockId } = control;
  const kept = surface.value(blockId, element.action_id)?.raw ?? valuesOf(element.initial_options);
  return group(control, { type: "checkbox", role: "group", kept, read: (chosen) => chosen });
}

export function radioButtons(control) {
  const { element, surface, blockId } = control;
  const initial = element.initial_option ? [element.initial_option.value] : [];
  const keptValue = surface.value(blockId, element.action_id)?.raw;
  const kept = keptValue ? [keptValue] : initial;
  return group(control, { type: "radio", role: "radiogroup", kept, read: (chosen) => chosen[0] ?? null });
}

function valuesOf(options = []) {
  return options.map((option) => option.value);
}

function group(control, { type, role, kept, read }) {
  const { element, surface, blockId, isField } = control;
  const name = freshId(type);
  const node = el("div", { ...identity(control), class: "choices", role });
  const boxes = element.options.map((option) => box(option, { type, name, kept, control }));
  const chosen = () => element.options.filter((_, index) => boxes[index].input.checked);
  const entry = () => ({ raw: read(valuesOf(chosen())), shown: chosen() });
  node.append(...boxes.map(({ row }) => row));
  node.addEventListener("change", () => changed(control, entry(), node));
  surface.set(blockId, element.action_id, { ...entry(), field: isField });
  return node;
}

function box(option, { type, name, kept, control }) {
  const id = freshId("choice");
  const input = el("input", {
    type,
    id,
    name,
    value: option.value,
    checked: kept.includes(option.value),
    data: { focusKey: `${control.focusKey}/${option.value}` },
  });
  const description = option.description ? el("span", { class: "choice-description" }, textNodes(option.description)) : null;
  return { input, row: el("label", { class: "choice", for: id }, input, el("span", {}, textNodes(option.text), description)) };
}
