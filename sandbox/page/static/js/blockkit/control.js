// What every control does alike: carry its ids and label, note its value, and act.

import { confirmed } from "./confirm.js";
import { plain } from "./text.js";

/** Notes a new value and, where the control acts, sends it; a refused confirmation undoes it. */
export async function changed(control, entry, node) {
  const { element, surface, blockId, isField } = control;
  if (control.acts && !(await confirmed(element.confirm))) return false;
  surface.set(blockId, element.action_id, { ...entry, field: isField });
  if (control.acts) await surface.act({ kind: "choose", block_id: blockId, action_id: element.action_id, value: entry.raw }, node);
  return true;
}

/** The attributes that every control has: its ids for tests and for the focus, and its label. */
export function identity({ element, focusKey, labelId }) {
  return {
    "aria-labelledby": labelId,
    "aria-label": labelId ? null : (element.accessibility_label ?? plain(element.placeholder)) || null,
    data: { actionId: element.action_id, focusKey },
  };
}
