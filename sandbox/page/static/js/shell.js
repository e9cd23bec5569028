// The frame of the page: top bar, sidebar, conversation, thread and the sandbox's panel.

import { on } from "./bus.js";
import { fullMoment } from "./dates.js";
import { el, fill, iconButton } from "./dom.js";
import { chooseLanguage, LANGUAGES, t } from "./i18n.js";
import { personSwitcher } from "./people.js";
import { session } from "./session.js";

/** Draws the frame and answers its parts. */
export function drawShell(root) {
  const parts = {
    sidebar: el("nav", { class: "sidebar", id: "sidebar", "aria-label": t("channels") }),
    main: el("main", { class: "conversation", id: "conversation", tabindex: "-1" }),
    thread: el("aside", { class: "thread", "aria-label": t("thread"), hidden: true }),
    panel: el("aside", { class: "side-panel", id: "panel", "aria-label": t("panel") }),
    offline: el("p", { class: "offline", role: "status", hidden: true }, t("error.offline")),
    live: el("div", { class: "visually-hidden", "aria-live": "polite", role: "log" }),
  };
  fill(
    root,
    el("a", { class: "skip-link", href: "#conversation", on: { click: (event) => skip(event, parts.main) } }, t("skip")),
    topBar(root),
    parts.offline,
    el("div", { class: "columns" }, parts.sidebar, parts.main, parts.thread, parts.panel),
    parts.live,
  );
  root.classList.toggle("panel-closed", window.innerWidth < 1200);
  on("place", () => root.classList.remove("sidebar-open"));
  return parts;
}

function skip(event, main) {
  event.preventDefault();
  main.focus();
}

function topBar(root) {
  const clock = el("time", { class: "top-clock", title: t("clock.title") });
  const draw = () => {
    clock.textContent = fullMoment(session.now());
  };
  draw();
  setInterval(draw, 1000);
  return el(
    "header",
    { class: "top-bar" },
    iconButton("menu", t("channels"), () => toggle(root, "sidebar-open"), { class: "icon-button only-narrow" }),
    el("span", { class: "brand" }, session.workspace.name, el("span", { class: "brand-note" }, t("sandbox"))),
    clock,
    languageSwitch(),
    personSwitcher(),
    iconButton("panel", t("panel.toggle"), () => toggle(root, "panel-closed"), { "aria-controls": "panel" }),
  );
}

function toggle(root, name) {
  root.classList.toggle(name);
}

function languageSwitch() {
  const buttons = LANGUAGES.map((language) =>
    el(
      "button",
      {
        type: "button",
        "aria-pressed": String(language === session.language),
        lang: language,
        title: t(`language.${language}`),
        on: { click: () => switchTo(language) },
      },
      language.toUpperCase(),
    ),
  );
  return el("div", { class: "segmented", role: "group", "aria-label": t("language") }, buttons);
}

function switchTo(language) {
  chooseLanguage(language);
  window.location.reload();
}
