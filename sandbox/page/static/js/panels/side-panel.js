// The sandbox's own panel with its tabs: tour, Jira, faults, clock and the log of calls.

import { el, fill, freshId } from "../dom.js";
import { t } from "../i18n.js";
import { callsPanel } from "./calls-panel.js";
import { clockPanel } from "./clock-panel.js";
import { faultsPanel } from "./faults-panel.js";
import { jiraPanel } from "./jira-panel.js";
import { tourPanel } from "./tour-panel.js";

const PANELS = [
  ["tour", tourPanel],
  ["jira", jiraPanel],
  ["faults", faultsPanel],
  ["clock", clockPanel],
  ["calls", callsPanel],
];
const STORED = "taktgeber.panel";

export function startPanels({ panel }) {
  const body = el("div", { class: "panel-body", role: "tabpanel", id: freshId("tabpanel"), tabindex: "0" });
  const tabs = PANELS.map(([name]) => tab(name, body.id));
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": t("panel"), on: { keydown: (event) => onKey(event, tabs) } }, tabs);
  const contents = new Map(PANELS.map(([name, build]) => [name, build()]));
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest('[role="tab"]');
    if (chosen) show(chosen.dataset.panel);
  });
  fill(panel, list, body);
  const stored = window.sessionStorage.getItem(STORED);
  show(contents.has(stored) ? stored : "tour");

  function show(name) {
    window.sessionStorage.setItem(STORED, name);
    for (const one of tabs) {
      const isChosen = one.dataset.panel === name;
      one.setAttribute("aria-selected", String(isChosen));
      one.tabIndex = isChosen ? 0 : -1;
      if (isChosen) body.setAttribute("aria-labelledby", one.id);
    }
    const { node, opened } = contents.get(name);
    fill(body, node);
    opened?.();
  }
}

function tab(name, panelId) {
  return el(
    "button",
    { type: "button", role: "tab", id: freshId("tab"), class: "tab", "aria-controls": panelId, data: { panel: name, testid: `tab-${name}` } },
    t(`panel.${name}`),
  );
}

function onKey(event, tabs) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
}
