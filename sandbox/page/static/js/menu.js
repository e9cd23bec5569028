// A menu of commands at a button, with arrow keys.

import { el } from "./dom.js";
import { openPopup } from "./popup.js";

/** Opens a menu; each item is `{label, choose}`. */
export function openMenu(anchor, items) {
  const buttons = items.map(({ label, choose }) =>
    el("button", { type: "button", role: "menuitem", class: "menu-item", on: { click: () => pick(choose) } }, label),
  );
  const menu = el("div", { role: "menu", class: "menu", on: { keydown: moveFocus } }, buttons);
  const close = openPopup(anchor, menu);
  buttons[0]?.focus();

  function pick(choose) {
    close();
    choose();
  }
  function moveFocus(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = buttons.indexOf(document.activeElement) + step;
    buttons[(next + buttons.length) % buttons.length].focus();
  }
}
