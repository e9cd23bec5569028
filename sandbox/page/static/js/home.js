// The bot's home tab.

import { act, post, read } from "./api.js";
import { renderBlocks } from "./blockkit/blocks.js";
import { Surface } from "./blockkit/surface.js";
import { on, tell } from "./bus.js";
import { el, fill, replaceKeepingFocus } from "./dom.js";
import { t } from "./i18n.js";
import { session } from "./session.js";

let body = null;
let isShown = false;

const surface = new Surface({
  send: (action) => act("act", { ...action, values: surface.values() }),
  suggest: (query) => post("suggest", query),
  fail: (error) => tell("notice", { text: error.message }),
});

export function startHome() {
  on("place", ({ place }) => {
    isShown = place === "home";
  });
  on("home_published", ({ view }) => isShown && drawBlocks(view));
}

/** Opens the tab, which the bot hears of, and shows what it published. */
export async function drawHome(main) {
  body = el("div", { class: "home-blocks" });
  fill(
    main,
    el("header", { class: "conversation-header" }, el("h1", {}, t("home", { bot: session.workspace.bot.name }))),
    el("div", { class: "home-scroll" }, body),
    el("div", { class: "notices", role: "alert" }),
  );
  const { view } = await read("home");
  if (isShown) drawBlocks(view);
}

function drawBlocks(view) {
  const drawn = el("div", { class: "home-blocks", data: { testid: "home" } });
  drawn.append(...(view ? renderBlocks(view.blocks, surface) : [el("p", { class: "empty" }, t("home.empty"))]));
  replaceKeepingFocus(body, drawn);
  body = drawn;
}
