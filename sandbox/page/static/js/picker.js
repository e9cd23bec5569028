// A list of options with a search field, for single and multiple choice: the ARIA pattern of a combobox with a listbox.

import { plain } from "./blockkit/text.js";
import { el, fill, freshId } from "./dom.js";
import { t } from "./i18n.js";
import { openPopup } from "./popup.js";

const TYPING_PAUSE = 200;

/**
 * Opens the picker at `anchor`. `search(typed)` answers groups of options (or a promise of them), asked from `minimum`
 * characters on; `multiple` is how many may be chosen, 0 means exactly one; `choose(options)` gets the whole choice.
 */
export function openPicker(anchor, { label, search, minimum, multiple, chosen, choose }) {
  const state = { options: [], active: 0, chosen: [...chosen], round: 0 };
  const listId = freshId("list");
  const list = el("ul", { id: listId, role: "listbox", "aria-label": label, "aria-multiselectable": multiple > 0 ? "true" : null });
  const note = el("p", { class: "picker-note", role: "status" });
  const input = el("input", {
    class: "field-input",
    role: "combobox",
    "aria-label": label,
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    autocomplete: "off",
    placeholder: label,
    on: { input: debounced(refresh), keydown: onKey },
  });
  const close = openPopup(anchor, el("div", { class: "picker" }, input, note, list));
  input.focus();
  refresh();

  async function refresh() {
    const typed = input.value;
    if (typed.length < minimum) return draw([], t("picker.type_more", { count: minimum }));
    state.round += 1;
    const { round } = state;
    note.textContent = t("picker.searching");
    try {
      const groups = await search(typed);
      if (round === state.round) draw(groups, "");
    } catch (error) {
      if (round === state.round) draw([], error.message);
    }
    return undefined;
  }

  function draw(groups, text) {
    state.options = groups.flatMap((group) => group.options);
    state.active = 0;
    note.textContent = text || (state.options.length ? "" : t("picker.nothing"));
    fill(list, groups.map(groupNode));
    markActive();
  }

  function groupNode(group) {
    const rows = group.options.map(optionNode);
    if (!group.label) return rows;
    const headId = freshId("group");
    const head = el("li", { id: headId, role: "presentation", class: "picker-group" }, plain(group.label));
    return el("li", { role: "group", "aria-labelledby": headId }, el("ul", { role: "presentation" }, head, rows));
  }

  function optionNode(option) {
    const description = option.description?.text;
    return el(
      "li",
      {
        id: freshId("option"),
        role: "option",
        class: "picker-option",
        "aria-selected": String(isChosen(option)),
        data: { value: option.value },
        on: { click: () => pick(option), mousedown: (event) => event.preventDefault() },
      },
      el("span", {}, plain(option.text)),
      description ? el("span", { class: "choice-description" }, plain(option.description)) : null,
    );
  }

  function isChosen(option) {
    return state.chosen.some((other) => other.value === option.value);
  }

  function pick(option) {
    if (!multiple) {
      close();
      return choose([option]);
    }
    const without = state.chosen.filter((other) => other.value !== option.value);
    if (without.length === state.chosen.length && without.length >= multiple) return undefined;
    state.chosen = isChosen(option) ? without : [...without, option];
    for (const row of rows()) row.setAttribute("aria-selected", String(state.chosen.some(({ value }) => value === row.dataset.value)));
    return choose(state.chosen);
  }

  function rows() {
    return [...list.querySelectorAll('[role="option"]')];
  }

  function markActive() {
    rows().forEach((row, index) => row.classList.toggle("active", index === state.active));
    const active = rows()[state.active];
    input.setAttribute("aria-activedescendant", active?.id ?? "");
    active?.scrollIntoView({ block: "nearest" });
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && state.options.length) {
      event.preventDefault();
      state.active = (state.active + step + state.options.length) % state.options.length;
      markActive();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (state.options[state.active]) pick(state.options[state.active]);
    } else if (event.key === "Tab") {
      close();
    }
  }
}

function debounced(act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, TYPING_PAUSE);
  };
}
