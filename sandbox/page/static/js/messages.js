// A list of messages that grows and changes one message at a time; nothing else in it is drawn anew.

import { dayKey, dayTitle } from "./dates.js";
import { el, replaceKeepingFocus } from "./dom.js";
import { messageNode, messageSurface } from "./message.js";

const NEAR_THE_END = 120;

export class MessageList {
  constructor({ inThread = false, label }) {
    this.inThread = inThread;
    this.channel = "";
    this.items = new Map();
    this.sticksToEnd = true;
    this.element = el("ol", { class: "messages", "aria-label": label, on: { keydown: (event) => this.moveFocus(event) } });
    this.element.addEventListener("scroll", () => {
      this.sticksToEnd = this.isAtEnd;
    });
    new ResizeObserver(() => this.sticksToEnd && this.showEnd()).observe(this.element);
    this.element.addEventListener("load", () => this.sticksToEnd && this.showEnd(), { capture: true });
  }

  reset(channel) {
    this.channel = channel;
    this.items.clear();
    this.element.replaceChildren();
  }

  get oldest() {
    return this.element.firstElementChild?.dataset.ts ?? "";
  }

  message(ts) {
    return this.items.get(ts)?.message;
  }

  /** Adds a message at its place in time, or draws it anew if it is there already. */
  put(message) {
    const known = this.items.get(message.ts);
    if (known) {
      known.message = message;
      const node = this.draw(message, known.surface);
      replaceKeepingFocus(known.row.querySelector(".message"), node);
      return;
    }
    const surface = messageSurface(this.channel, message.ts);
    const row = el("li", { class: "message-row", data: { ts: message.ts, day: dayKey(message.ts) } }, this.draw(message, surface));
    this.items.set(message.ts, { message, surface, row });
    this.insert(row);
  }

  draw(message, surface) {
    return messageNode(message, { channel: this.channel, surface, inThread: this.inThread });
  }

  insert(row) {
    let before = this.element.lastElementChild;
    while (before && before.dataset.ts > row.dataset.ts) before = before.previousElementSibling;
    if (before) before.after(row);
    else this.element.prepend(row);
    markDay(row);
    if (row.nextElementSibling) markDay(row.nextElementSibling);
  }

  remove(ts) {
    const known = this.items.get(ts);
    if (!known) return;
    const next = known.row.nextElementSibling;
    known.row.remove();
    this.items.delete(ts);
    if (next) markDay(next);
  }

  get isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  showEnd() {
    this.sticksToEnd = true;
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** Arrow keys walk from message to message while one of them has the focus. */
  moveFocus(event) {
    if (!event.target.matches(".message")) return;
    const row = event.target.closest(".message-row");
    const next = { ArrowUp: row.previousElementSibling, ArrowDown: row.nextElementSibling }[event.key];
    if (!next) return;
    event.preventDefault();
    next.querySelector(".message").focus();
  }
}

/** The first message of a day stands under the day's name. */
function markDay(row) {
  row.querySelector(".day-divider")?.remove();
  if (row.previousElementSibling?.dataset.day === row.dataset.day) return;
  row.prepend(el("p", { class: "day-divider" }, el("span", {}, dayTitle(row.dataset.ts))));
}
