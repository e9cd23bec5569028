// Select menus, single and multiple, over static options, the app's own search, people, channels and conversations.

import { el, fill } from "../dom.js";
import { t } from "../i18n.js";
import { openPicker } from "../picker.js";
import { session } from "../session.js";
import { changed, identity } from "./control.js";
import { plain } from "./text.js";

export function select(control) {
  const { element, surface, blockId, isField } = control;
  const source = sourceOf(element.type);
  const isMultiple = element.type.startsWith("multi_");
  const node = el("button", { ...identity(control), type: "button", class: "select-button", "aria-haspopup": "listbox" });
  let shown = surface.value(blockId, element.action_id)?.shown ?? source.initial(element);
  const entry = (options) => ({ raw: isMultiple ? options.map(valueOf) : (options[0]?.value ?? null), shown: options });
  const draw = () => fill(node, ...face(shown, element, isMultiple));
  const choose = async (options) => {
    const before = shown;
    shown = options;
    draw();
    if (await changed(control, entry(options), node)) return;
    shown = before;
    draw();
  };
  node.addEventListener("click", () =>
    openPicker(node, {
      label: plain(element.placeholder) || t("select.choose"),
      search: (typed) => source.search(element, typed, control),
      minimum: source.minimum?.(element) ?? 0,
      multiple: isMultiple ? (element.max_selected_items ?? 100) : 0,
      chosen: shown,
      choose,
    }),
  );
  surface.set(blockId, element.action_id, { ...entry(shown), field: isField });
  draw();
  return node;
}

function valueOf(option) {
  return option.value;
}

function face(shown, element, isMultiple) {
  if (!shown.length) return [el("span", { class: "placeholder" }, plain(element.placeholder) || t("select.choose"))];
  if (!isMultiple) return [el("span", {}, plain(shown[0].text))];
  return shown.map((option) => el("span", { class: "chip" }, plain(option.text)));
}

const SOURCES = {
  static: {
    initial: initialOptions,
    search: (element, typed) => matching(element.option_groups ?? [{ options: element.options ?? [] }], typed),
  },
  external: {
    initial: initialOptions,
    minimum: (element) => element.min_query_length ?? 3,
    search: async (element, typed, { surface, blockId }) =>
      grouped(await surface.suggest({ block_id: blockId, action_id: element.action_id, typed })),
  },
  users: {
    initial: (element) => known(element.initial_users ?? [element.initial_user], people()),
    search: (element, typed) => matching([{ options: people() }], typed),
  },
  channels: {
    initial: (element) => known(element.initial_channels ?? [element.initial_channel], channels()),
    search: (element, typed) => matching([{ options: channels().filter(({ channel }) => !channel.is_private) }], typed),
  },
  conversations: {
    initial: (element) => known(element.initial_conversations ?? [element.initial_conversation], channels()),
    search: (element, typed) => matching([{ options: channels().filter(allowedBy(element.filter)) }], typed),
  },
};

function sourceOf(type) {
  return SOURCES[type.replace(/^multi_/, "").replace(/_select$/, "")] ?? SOURCES.static;
}

function initialOptions(element) {
  return element.initial_options ?? (element.initial_option ? [element.initial_option] : []);
}

function known(ids, options) {
  return options.filter((option) => ids.includes(option.value));
}

function people() {
  const present = [...session.people.values()].filter((person) => !person.deactivated);
  return present.map((person) => ({ value: person.id, text: { text: person.name }, description: { text: person.title } }));
}

function channels() {
  return [...session.channels.values()].map((channel) => ({
    value: channel.id,
    text: { text: channel.is_im ? channel.name : `# ${channel.name}` },
    channel,
  }));
}

/** Which conversations a `filter` of a conversations select lets through. */
function allowedBy(filter) {
  const kind = ({ channel }) => {
    if (channel.is_im) return "im";
    return channel.is_private ? "private" : "public";
  };
  return (option) => !filter?.include || filter.include.includes(kind(option));
}

function matching(groups, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  return groups.map((group) => ({
    label: group.label,
    options: group.options.filter((option) => plain(option.text).toLocaleLowerCase().includes(wanted)).slice(0, 100),
  }));
}

function grouped(answer) {
  if (Array.isArray(answer)) return [{ options: answer }];
  return answer.option_groups ?? [{ options: answer.options ?? [] }];
}
