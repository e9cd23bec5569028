// The file field of a modal: the chosen files go to the sandbox at once, and the field keeps their ids.

import { uploadFile } from "../api.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { identity } from "./control.js";

export function fileInput(control) {
  const { element, surface, blockId, isField } = control;
  const accepted = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const input = el("input", {
    ...identity(control),
    type: "file",
    class: "field-input",
    multiple: (element.max_files ?? 10) > 1,
    accept: accepted || null,
  });
  const status = el("p", { class: "hint", role: "status" });
  input.addEventListener("change", async () => {
    try {
      const files = await Promise.all([...input.files].slice(0, element.max_files ?? 10).map(uploadFile));
      surface.set(blockId, element.action_id, { raw: files.map((file) => file.id), field: isField });
      status.textContent = t("files.uploaded", { names: files.map((file) => file.name).join(", ") });
    } catch (error) {
      surface.fail(error, input);
    }
  });
  return el("div", {}, input, status);
}
