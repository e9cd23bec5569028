// The panel with one thread: its first message, the replies and a composer of its own.

import { read } from "./api.js";
import { on } from "./bus.js";
import { composer } from "./composer.js";
import { el, fill, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { MessageList } from "./messages.js";

const state = { channel: "", ts: "", list: null, panel: null, opener: null };
let place = "";

export function startThread(panel) {
  state.panel = panel;
  state.list = new MessageList({ inThread: true, label: t("thread") });
  on("place", (chosen) => {
    place = chosen.place;
  });
  on("open_thread", ({ ts }) => open(place, ts));
  on("close_thread", close);
  for (const kind of ["message", "message_changed", "ephemeral", "ephemeral_changed"]) on(kind, onMessage);
  for (const kind of ["message_deleted", "ephemeral_deleted"]) on(kind, ({ ts }) => state.list.remove(ts));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && close());
}

async function open(channel, ts) {
  state.opener = document.activeElement;
  Object.assign(state, { channel, ts });
  state.list.reset(channel);
  fill(
    state.panel,
    el("header", { class: "panel-header" }, el("h2", {}, t("thread")), iconButton("close", t("close"), close)),
    state.list.element,
    composer({ channel, threadTs: ts, label: t("thread.answer") }),
  );
  state.panel.hidden = false;
  const { messages } = await read("thread", { channel, ts });
  if (ts !== state.ts) return;
  for (const message of messages) state.list.put(message);
  state.list.showEnd();
  state.panel.querySelector('[data-testid="thread-composer"]').focus();
}

function close() {
  if (state.panel.hidden) return;
  state.panel.hidden = true;
  state.ts = "";
  state.opener?.focus();
}

function onMessage({ channel, message }) {
  if (!state.ts || channel !== state.channel) return;
  if (message.ts !== state.ts && message.thread_ts !== state.ts) return;
  state.list.put(message);
  state.list.showEnd();
}
