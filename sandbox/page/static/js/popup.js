// Small windows that open at a control (menus, pickers): placed beside it, closed by Escape or a click elsewhere.

import { el } from "./dom.js";

const GAP = 4;

/** Opens `content` at `anchor`; inside a dialog it belongs to the dialog. Answers a function that closes it. */
export function openPopup(anchor, content, { onClose = () => {} } = {}) {
  const popup = el("div", { class: "popup", popover: "auto" }, content);
  const home = anchor.closest("dialog") ?? document.body;
  home.append(popup);
  anchor.setAttribute("aria-expanded", "true");
  popup.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  popup.addEventListener("toggle", (event) => {
    if (event.newState === "closed") end();
  });
  popup.showPopover();
  place(popup, anchor);

  function end() {
    if (!popup.isConnected) return;
    const hadFocus = popup.contains(document.activeElement);
    popup.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (hadFocus || document.activeElement === document.body) anchor.focus();
    onClose();
  }
  function close() {
    if (popup.matches(":popover-open")) popup.hidePopover();
    end();
  }
  return close;
}

function place(popup, anchor) {
  const at = anchor.getBoundingClientRect();
  popup.style.minWidth = `${Math.max(at.width, 200)}px`;
  const size = popup.getBoundingClientRect();
  const below = at.bottom + GAP;
  const fitsBelow = below + size.height <= window.innerHeight;
  const top = fitsBelow ? below : Math.max(GAP, at.top - GAP - size.height);
  const left = Math.max(GAP, Math.min(at.left, window.innerWidth - size.width - GAP));
  popup.style.top = `${top}px`;
  popup.style.left = `${left}px`;
}
