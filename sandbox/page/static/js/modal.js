// Modals: the top view of the person's stack, with its fields, errors and loading state.

import { ActFailed, act, post, read } from "./api.js";
import { renderBlocks } from "./blockkit/blocks.js";
import { showFieldErrors } from "./blockkit/input.js";
import { Surface } from "./blockkit/surface.js";
import { plain } from "./blockkit/text.js";
import { on } from "./bus.js";
import { el, fill, iconButton, replaceKeepingFocus } from "./dom.js";
import { t } from "./i18n.js";

const state = { dialog: null, view: null, surfaces: new Map(), opener: null };

export function startModal() {
  state.dialog = el("dialog", { class: "modal", "aria-labelledby": "modal-title", data: { testid: "modal" } });
  state.dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    closeTop();
  });
  document.body.append(state.dialog);
  for (const kind of ["view_opened", "view_updated", "view_closed"]) on(kind, refresh);
  on("connection", ({ isConnected }) => isConnected && refresh());
}

/** Shows the view that is on top of the stack now, or nothing. */
async function refresh() {
  const { view, depth } = await read("view");
  if (!view) return close();
  const before = state.view;
  if (before?.id === view.id && before.hash === view.hash) return undefined;
  state.view = view;
  draw(view, depth, { isUpdate: before?.id === view.id });
  return undefined;
}

function close() {
  state.view = null;
  state.surfaces.clear();
  if (!state.dialog.open) return;
  state.dialog.close();
  state.opener?.focus();
}

function draw(view, depth, { isUpdate }) {
  const surface = surfaceOf(view);
  surface.keepOnly(view.blocks);
  const form = el(
    "form",
    { class: "modal-form", novalidate: true, on: { submit: onSubmit } },
    head(view, depth),
    el("p", { class: "act-error", role: "alert", hidden: true }),
    el("div", { class: "modal-blocks" }, renderBlocks(view.blocks, surface)),
    foot(view),
  );
  const old = state.dialog.querySelector("form");
  if (old && isUpdate) {
    const scrolled = old.querySelector(".modal-blocks").scrollTop;
    replaceKeepingFocus(old, form);
    form.querySelector(".modal-blocks").scrollTop = scrolled;
  } else fill(state.dialog, form);
  if (!state.dialog.open) {
    state.opener = document.activeElement;
    state.dialog.showModal();
  }
  if (!isUpdate) focusFirst(form, view);
}

function focusFirst(form, view) {
  const wanted = view.blocks.find((block) => block.element?.focus_on_load)?.element.action_id;
  const chosen = wanted ? form.querySelector(`[data-action-id="${CSS.escape(wanted)}"]`) : null;
  (chosen ?? form.querySelector(".modal-blocks input, .modal-blocks textarea, .modal-blocks button, .modal-foot button"))?.focus();
}

function head(view, depth) {
  const back = depth > 1 ? iconButton("back", t("modal.back"), closeTop) : null;
  return el(
    "header",
    { class: "modal-head" },
    back,
    el("h2", { id: "modal-title" }, plain(view.title)),
    iconButton("close", t("close"), () => post("close", { whole_stack: true }).then(refresh, refresh)),
  );
}

function foot(view) {
  const cancel = view.close ? plain(view.close) : t("modal.cancel");
  return el(
    "footer",
    { class: "modal-foot" },
    el("button", { type: "button", class: "button", data: { testid: "modal-close" }, on: { click: closeTop } }, cancel),
    view.submit
      ? el("button", { type: "submit", class: "button button-primary", data: { testid: "modal-submit" } }, plain(view.submit))
      : null,
  );
}

/** One surface per view of the stack, so that what was typed below is there when one comes back. */
function surfaceOf(view) {
  if (!state.surfaces.has(view.id)) {
    const surface = new Surface({
      send: (action) => act("act", { ...action, values: surface.values() }),
      suggest: (query) => post("suggest", query),
      fail: (error) => say(error.message),
    });
    state.surfaces.set(view.id, surface);
  }
  return state.surfaces.get(view.id);
}

/** If another window of the person was faster, there is nothing to close any more. */
function closeTop() {
  return post("close", {}).then(refresh, refresh);
}

function say(text) {
  const line = state.dialog.querySelector(".act-error");
  if (!line) return;
  line.textContent = text ? `⚠ ${text}` : "";
  line.hidden = !text;
}

async function onSubmit(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector('[type="submit"]');
  if (!button || form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  button.disabled = true;
  say("");
  try {
    const values = surfaceOf(state.view).values();
    checkComplete(state.view, values);
    showFieldErrors(form, {});
    await act("submit", { values });
    await refresh();
  } catch (error) {
    sayFailure(form, error);
  } finally {
    form.removeAttribute("aria-busy");
    button.disabled = false;
  }
}

/** What is missing is said here, in the page's language; the bot does not hear of such a form. */
function checkComplete(view, values) {
  const isEmpty = (value) => value === null || value === undefined || value.length === 0;
  const missing = view.blocks.filter((block) => block.type === "input" && !block.optional && isEmpty(values[block.block_id]));
  const errors = Object.fromEntries(missing.map((block) => [block.block_id, t("field.required")]));
  if (missing.length) throw new ActFailed("", errors);
}

function sayFailure(form, error) {
  const errors = error.fieldErrors ?? {};
  showFieldErrors(form, errors);
  if (!Object.keys(errors).length) say(error.message);
}
