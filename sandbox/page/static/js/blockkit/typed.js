// Fields in which one types: text, numbers, addresses, dates and times.

import { el } from "../dom.js";
import { session } from "../session.js";
import { changed, identity } from "./control.js";
import { plain } from "./text.js";

const INPUT_TYPES = { email_text_input: "email", url_text_input: "url", number_input: "text", datepicker: "date", timepicker: "time" };

export function textInput(control) {
  const { element } = control;
  const isLong = element.multiline || element.type === "rich_text_input";
  const node = el(isLong ? "textarea" : "input", {
    ...identity(control),
    class: "field-input",
    type: isLong ? null : (INPUT_TYPES[element.type] ?? "text"),
    inputmode: element.type === "number_input" ? "decimal" : null,
    rows: isLong ? 4 : null,
    maxlength: element.max_length,
    placeholder: plain(element.placeholder),
    autocomplete: "off",
  });
  node.value = keptValue(control, element.initial_value ?? "");
  note(control, node.value || null);
  node.addEventListener("input", () => note(control, node.value || null));
  if (control.acts) listenToDispatch(control, node);
  return node;
}

/** Acts on Enter or on each character, as `dispatch_action_config` says. */
function listenToDispatch(control, node) {
  const triggers = control.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const act = () => changed(control, { raw: node.value || null }, node);
  if (triggers.includes("on_character_entered")) node.addEventListener("input", act);
  if (!triggers.includes("on_enter_pressed")) return;
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    act();
  });
}

export function dateInput(control) {
  const { element } = control;
  const initial = element.initial_date ?? element.initial_time ?? "";
  const node = el("input", { ...identity(control), class: "field-input", type: INPUT_TYPES[element.type] });
  node.value = keptValue(control, initial);
  note(control, node.value || null);
  node.addEventListener("change", () => changed(control, { raw: node.value || null }, node));
  return node;
}

export function dateTimeInput(control) {
  const { element, surface, blockId } = control;
  const node = el("input", { ...identity(control), class: "field-input", type: "datetime-local" });
  const seconds = surface.value(blockId, element.action_id)?.raw ?? element.initial_date_time;
  node.value = seconds ? localText(seconds) : "";
  note(control, seconds ?? null);
  node.addEventListener("change", () => changed(control, { raw: node.value ? secondsAt(node.value) : null }, node));
  return node;
}

function keptValue({ element, surface, blockId }, initial) {
  const kept = surface.value(blockId, element.action_id);
  return kept ? (kept.raw ?? "") : initial;
}

function note({ element, surface, blockId, isField }, raw) {
  surface.set(blockId, element.action_id, { raw, field: isField });
}

/** `2028-10-27T09:10` of an instant, as it reads in the person's zone. */
function localText(seconds) {
  const options = { timeZone: session.me.tz, dateStyle: "short", timeStyle: "medium" };
  return new Intl.DateTimeFormat("sv-SE", options).format(new Date(seconds * 1000)).replace(" ", "T").slice(0, 16);
}

/** The instant at which the person's zone reads so: two steps, since the zone's distance to UTC may change in between. */
function secondsAt(local) {
  const asIfUtc = Date.parse(`${local}Z`) / 1000;
  const first = asIfUtc - offsetAt(asIfUtc);
  return asIfUtc - offsetAt(first);
}

function offsetAt(seconds) {
  return Date.parse(`${localText(seconds)}Z`) / 1000 - Math.floor(seconds / 60) * 60;
}
