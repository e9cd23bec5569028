// The page's own signs, drawn so that they do not depend on the fonts of the machine.

const NAMESPACE = "http://www.w3.org/2000/svg";

const PATHS = {
  attach: "M10 4v12M4 10h12",
  back: "M12 4l-6 6 6 6",
  close: "M5 5l10 10M15 5L5 15",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  file: "M5 3h7l3 3v11H5zM12 3v4h3",
  home: "M3 10l7-6 7 6M5 9v8h10V9",
  lock: "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3",
  menu: "M3 5h14M3 10h14M3 15h14",
  more: "M4 10h.01M10 10h.01M16 10h.01",
  panel: "M3 4h14v12H3zM12 4v12",
  reply: "M8 5L3 10l5 5M3 10h9a5 5 0 0 1 5 5",
  smile: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M7 12s1 2 3 2 3-2 3-2M7.5 8h.01M12.5 8h.01",
  window: "M8 5H4v11h11v-4M11 4h5v5M16 4l-7 7",
};

/** An icon for the eyes only; its meaning is said by the control that it stands in. */
export function icon(name) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  const path = document.createElementNS(NAMESPACE, "path");
  for (const [key, value] of [["viewBox", "0 0 20 20"], ["class", "icon"], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
