// Completion in the composer: slash commands with their hints, people after `@`, channels after `#`.

import { el, fill, freshId } from "./dom.js";
import { session } from "./session.js";

const SHOWN = 8;

const SOURCES = [
  { pattern: /^\/([\w-]*)$/, find: commands },
  { pattern: /(?:^|\s)@([\p{L}\p{N}._-]*)$/u, find: people },
  { pattern: /(?:^|\s)#([\p{L}\p{N}._-]*)$/u, find: channels },
];

function commands(typed) {
  const all = session.workspace.commands.map((command) => ({
    insert: `${command.command} `,
    title: command.command,
    hint: command.usage_hint ?? "",
    detail: command.description ?? "",
  }));
  return all.filter((entry) => entry.title.startsWith(`/${typed}`));
}

function people(typed) {
  const wanted = typed.toLocaleLowerCase();
  const words = (person) => `${person.handle} ${person.name}`.toLocaleLowerCase().split(" ");
  const present = [...session.people.values()].filter((person) => !person.deactivated);
  return present
    .filter((person) => words(person).some((word) => word.startsWith(wanted)))
    .map((person) => ({ insert: `@${person.handle} `, title: person.name, hint: `@${person.handle}`, detail: person.title }));
}

function channels(typed) {
  const named = [...session.channels.values()].filter((channel) => !channel.is_im && channel.name.includes(typed.toLowerCase()));
  return named.map((channel) => ({ insert: `#${channel.name} `, title: `#${channel.name}`, hint: "", detail: "" }));
}

/** Puts completion on a text field inside `box`; `takes(event)` says whether it used a key. */
export function attachCompletion(box, input) {
  const listId = freshId("completion");
  const list = el("ul", { id: listId, role: "listbox", class: "completion", hidden: true });
  box.prepend(list);
  input.setAttribute("aria-controls", listId);
  input.setAttribute("aria-autocomplete", "list");
  input.addEventListener("input", refresh);
  input.addEventListener("blur", close);
  let entries = [];
  let typedLength = 0;
  let active = 0;
  return { takes, close };

  function refresh() {
    const before = input.value.slice(0, input.selectionStart);
    entries = [];
    for (const { pattern, find } of SOURCES) {
      const match = pattern.exec(before);
      if (!match) continue;
      typedLength = match[1].length + 1;
      entries = find(match[1]).slice(0, SHOWN);
      break;
    }
    active = 0;
    draw();
  }

  function draw() {
    list.hidden = !entries.length;
    const rows = entries.map((entry, index) =>
      el(
        "li",
        {
          id: `${listId}-${index}`,
          role: "option",
          class: index === active ? "completion-option active" : "completion-option",
          "aria-selected": String(index === active),
          on: { mousedown: (event) => choose(event, entry) },
        },
        el("span", { class: "completion-title" }, entry.title),
        el("span", { class: "completion-hint" }, entry.hint),
        el("span", { class: "completion-detail" }, entry.detail),
      ),
    );
    fill(list, rows);
    if (entries.length) input.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function choose(event, entry) {
    event.preventDefault();
    const at = input.selectionStart;
    input.setRangeText(entry.insert, at - typedLength, at, "end");
    close();
  }

  function close() {
    entries = [];
    draw();
  }

  function takes(event) {
    if (!entries.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      active = (active + step + entries.length) % entries.length;
      draw();
      return true;
    }
    if (event.key === "Escape") {
      close();
      return true;
    }
    const isWhole = entries[active].insert.trim() === input.value.trim();
    if (event.key === "Tab" || (event.key === "Enter" && !isWhole)) {
      choose(event, entries[active]);
      return true;
    }
    return false;
  }
}
