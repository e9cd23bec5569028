// Block Kit's blocks as elements. What a surface is, `surface.js` says.

import { el } from "../dom.js";
import { t } from "../i18n.js";
import { elementNode } from "./elements.js";
import { inputBlock } from "./input.js";
import { picture } from "./picture.js";
import { richText } from "./richtext.js";
import { plain, textNodes } from "./text.js";

/** The nodes of a list of blocks, in a message, a modal or the home tab. */
export function renderBlocks(blocks, surface) {
  return blocks.map((block, index) => {
    const build = BLOCKS[block.type] ?? unknownBlock;
    const node = build(block, surface);
    node.dataset.blockId = block.block_id ?? `block-${index}`;
    node.dataset.blockType = block.type;
    return node;
  });
}

const BLOCKS = {
  section,
  header: (block) => el(`h${(block.level ?? 1) + 2}`, { class: "block header-block" }, plain(block.text)),
  divider: () => el("hr", { class: "block" }),
  image: imageBlock,
  actions: (block, surface) =>
    el("div", { class: "block actions-block" }, block.elements.map((element) => elementNode(element, block, surface))),
  context,
  input: inputBlock,
  rich_text: richText,
  markdown: (block) => el("div", { class: "block text-block" }, textNodes({ type: "mrkdwn", text: block.text })),
  table,
};

function section(block, surface) {
  const body = el("div", { class: "section-body" });
  if (block.text) body.append(el("div", { class: "text-block" }, textNodes(block.text)));
  if (block.fields) {
    const fields = block.fields.map((field) => el("div", { class: "text-block" }, textNodes(field)));
    body.append(el("div", { class: "section-fields" }, fields));
  }
  if (!block.accessory) return el("div", { class: "block section-block" }, body);
  const accessory = el("div", { class: "section-accessory" }, elementNode(block.accessory, block, surface));
  return el("div", { class: "block section-block" }, body, accessory);
}

function context(block) {
  const parts = block.elements.map((element) =>
    element.type === "image" ? picture(element, "context-image") : el("span", {}, textNodes(element)),
  );
  return el("div", { class: "block context-block" }, parts);
}

function imageBlock(block) {
  const caption = block.title ? el("figcaption", {}, plain(block.title)) : null;
  return el("figure", { class: "block image-block" }, caption, picture(block, "block-image"));
}

function table(block) {
  const [head, ...rows] = block.rows;
  const cells = (row, tag) => row.map((cell) => el(tag, tag === "th" ? { scope: "col" } : {}, cellNodes(cell)));
  return el(
    "div",
    { class: "block table-block", tabindex: "0" },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, cells(head, "th"))),
      el("tbody", {}, rows.map((row) => el("tr", {}, cells(row, "td")))),
    ),
  );
}

function cellNodes(cell) {
  return cell.type === "rich_text" ? [richText(cell)] : [String(cell.text ?? "")];
}

function unknownBlock(block) {
  return el("div", { class: "block unknown-block" }, t("block.unknown", { type: block.type }));
}
