// Starts the page: who looks, what there is, and then every event as it happens.

import { connect, read } from "./api.js";
import { on, tell } from "./bus.js";
import { startConversation } from "./conversation.js";
import { fill } from "./dom.js";
import { startHome } from "./home.js";
import { languageFor, t } from "./i18n.js";
import { startModal } from "./modal.js";
import { startPanels } from "./panels/side-panel.js";
import { session } from "./session.js";
import { drawShell } from "./shell.js";
import { startSidebar } from "./sidebar.js";
import { startThread } from "./thread.js";

async function start() {
  session.load(await read("state"));
  session.language = languageFor(session.me);
  document.documentElement.lang = session.language;
  document.title = `${session.me.name} – ${session.workspace.name}`;
  const parts = drawShell(document.getElementById("app"));
  startSidebar(parts.sidebar);
  startConversation(parts);
  startThread(parts.thread);
  startHome();
  startModal();
  startPanels(parts);
  on("channel_changed", reloadChannels);
  on("user_changed", reloadPeople);
  on("clock", (clock) => session.setClock(clock));
  connect(tell, (isConnected) => {
    parts.offline.hidden = isConnected;
    document.body.dataset.live = String(isConnected);
    tell("connection", { isConnected });
  });
  window.addEventListener("hashchange", route);
  route();
}

/** Shows what the address names: `#home`, `#C123` or, without anything, the first channel. */
function route() {
  const wanted = decodeURIComponent(window.location.hash.slice(1));
  const channels = [...session.channels.values()];
  const first = channels.find((channel) => channel.is_member && !channel.is_im && channel.name !== "general") ?? channels[0];
  const place = wanted === "home" || session.channels.has(wanted) ? wanted : first.id;
  tell("place", { place });
}

async function reloadChannels() {
  session.load(await read("state"));
  tell("channels");
}

async function reloadPeople() {
  session.load(await read("state"));
  tell("people");
}

start().catch((error) => {
  const text = document.createElement("p");
  text.textContent = `${t("error.start")} ${error.message}`;
  text.className = "start-error";
  fill(document.getElementById("app"), text);
});
