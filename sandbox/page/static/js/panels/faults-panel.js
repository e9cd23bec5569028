// The troubles of Slack and Jira at a switch.

import { post, read } from "../api.js";
import { on } from "../bus.js";
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";

export function faultsPanel() {
  const node = el("div", { class: "faults" });
  const refresh = async () => draw(node, await read("faults"));
  on("faults", refresh);
  return { node, opened: refresh };
}

function draw(node, { known, active }) {
  fill(node, el("p", { class: "hint" }, t("faults.intro")), known.map((fault) => faultNode(node, fault, active[fault.name])));
}

function faultNode(node, fault, active) {
  const error = el("p", { class: "field-error", role: "alert" });
  const fields = Object.entries(fault.settings).map(([name, value]) => settingField(name, active?.[name] ?? value));
  const toggle = el("input", { type: "checkbox", role: "switch", checked: Boolean(active), data: { fault: fault.name } });
  const row = el(
    "fieldset",
    { class: active ? "fault active" : "fault" },
    el("legend", { class: "visually-hidden" }, t(`fault.${fault.name}`)),
    el("label", { class: "fault-switch" }, toggle, el("strong", {}, t(`fault.${fault.name}`))),
    el("p", { class: "hint" }, t(`fault.${fault.name}.what`)),
    fields.length ? el("div", { class: "fault-settings" }, fields) : null,
    error,
  );
  toggle.addEventListener("change", () => change(toggle.checked));
  row.addEventListener("change", (event) => event.target.dataset.setting && toggle.checked && change(true));
  async function change(isOn) {
    try {
      draw(node, await post("faults", { name: fault.name, on: isOn, settings: isOn ? settingsIn(row) : {} }));
      node.querySelector(`[data-fault="${fault.name}"]`)?.focus();
    } catch (failure) {
      toggle.checked = Boolean(active);
      error.textContent = failure.message;
    }
  }
  return row;
}

function settingField(name, value) {
  const kind = typeof value === "number" ? "number" : "text";
  const input = el("input", { class: "field-input", type: kind, min: kind === "number" ? 0 : null, value: String(value), data: { setting: name, kind } });
  return el("label", { class: "setting" }, t(`setting.${name}`), input);
}

function settingsIn(row) {
  const inputs = [...row.querySelectorAll("[data-setting]")];
  return Object.fromEntries(inputs.map((input) => [input.dataset.setting, input.dataset.kind === "number" ? Number(input.value) : input.value]));
}
