// Pictures in blocks.

import { el } from "../dom.js";

/** A picture; only addresses that the sandbox or a web server answers are asked. */
export function picture(element, className) {
  const address = element.image_url ?? element.slack_file?.url ?? "";
  return el("img", { class: className, src: address, alt: element.alt_text ?? "", loading: "lazy" });
}
