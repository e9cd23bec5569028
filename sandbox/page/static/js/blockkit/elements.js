// Block Kit's interactive elements: one builder for each type, buttons and overflow menus here, the others in their modules.

import { el, freshId } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { checkboxes, radioButtons } from "./choices.js";
import { confirmed } from "./confirm.js";
import { changed, identity } from "./control.js";
import { fileInput } from "./files.js";
import { picture } from "./picture.js";
import { select } from "./selects.js";
import { dateInput, dateTimeInput, textInput } from "./typed.js";
import { plain } from "./text.js";

const BUILDERS = {
  button,
  overflow,
  image: ({ element }) => picture(element, "accessory-image"),
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: dateInput,
  timepicker: dateInput,
  datetimepicker: dateTimeInput,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: textInput,
  file_input: fileInput,
};

/** The control of an element; inside an `input` block it acts only if the block dispatches. */
export function elementNode(element, block, surface, { labelId = null } = {}) {
  const control = {
    element,
    surface,
    labelId,
    blockId: block.block_id,
    isField: block.type === "input",
    acts: block.type !== "input" || block.dispatch_action === true,
    focusKey: `${block.block_id}/${element.action_id}`,
  };
  const build = BUILDERS[element.type] ?? (/_select$/.test(element.type) ? select : unknownElement);
  return build(control);
}

function button(control) {
  const { element, blockId, surface } = control;
  const node = el(
    "button",
    {
      ...identity(control),
      "aria-label": element.accessibility_label,
      type: "button",
      class: `button ${element.style ? `button-${element.style}` : ""}`,
      on: { click: press },
    },
    plain(element.text),
  );
  async function press() {
    if (node.hasAttribute("aria-busy") || !(await confirmed(element.confirm))) return;
    if (element.url) window.open(element.url, "_blank", "noreferrer,noopener");
    await surface.act({ kind: "click", block_id: blockId, action_id: element.action_id, value: element.value }, node);
  }
  return node;
}

function overflow(control) {
  const { element } = control;
  const node = el(
    "button",
    {
      ...identity(control),
      type: "button",
      id: freshId("overflow"),
      class: "icon-button overflow-button",
      "aria-label": t("more.actions"),
      "aria-haspopup": "menu",
      on: { click: open },
    },
    icon("more"),
  );
  function open() {
    const items = element.options.map((option) => ({ label: plain(option.text), choose: () => choose(option) }));
    openMenu(node, items);
  }
  async function choose(option) {
    if (option.url) window.open(option.url, "_blank", "noreferrer,noopener");
    await changed(control, { raw: option.value, shown: [option] }, node);
  }
  return node;
}

function unknownElement({ element }) {
  return el("span", { class: "unknown-block" }, t("block.unknown", { type: element.type }));
}
