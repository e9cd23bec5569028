// Building the page from elements and text nodes: nothing that people or bots write is ever parsed as HTML.

import { icon } from "./icons.js";

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "indeterminate", "multiple"]);

/** An element with attributes, listeners (`on`), data attributes (`data`) and children; `null` attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined) return;
  if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else if (name === "data") Object.assign(element.dataset, present(value));
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

function present(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== null && value !== undefined));
}

/** Replaces what stands in the element by the children. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

let counter = 0;

/** An id that no other element of the page has, for labels and ARIA references. */
export function freshId(prefix = "id") {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** A button with an icon, whose name only assistive technology and the tooltip say. */
export function iconButton(sign, label, onClick, attributes = {}) {
  return el(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: onClick }, ...attributes },
    icon(sign),
  );
}

/** Keeps the keyboard's focus on the same control when `replacement` takes the place of `element`. */
export function replaceKeepingFocus(element, replacement) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.dataset.focusKey;
  const selection = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : null;
  element.replaceWith(replacement);
  if (!focused) return;
  const successor = key ? replacement.querySelector(`[data-focus-key="${CSS.escape(key)}"]`) : replacement;
  successor?.focus({ preventScroll: true });
  if (successor && selection && selection[0] !== null && successor.setSelectionRange) {
    successor.setSelectionRange(...selection);
  }
}
