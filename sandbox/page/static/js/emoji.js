// The commonest of Slack's emoji short codes as Unicode; an unknown code stays as it was typed.

const CODES = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_down: "⬇️", arrow_left: "⬅️", arrow_right: "➡️", arrow_up: "⬆️",
  arrows_counterclockwise: "🔄", art: "🎨", ballot_box_with_check: "☑️", bar_chart: "📊", bell: "🔔", blue_circle: "🔵",
  blush: "😊", books: "📚", boom: "💥", bug: "🐛", bulb: "💡", busts_in_silhouette: "👥", calendar: "📆",
  calendar_spiral: "🗓️", card_index_dividers: "🗂️", chart_with_downwards_trend: "📉", chart_with_upwards_trend: "📈",
  checkered_flag: "🏁", clap: "👏", clipboard: "📋", clock1: "🕐", clock9: "🕘", coffee: "☕", construction: "🚧",
  cry: "😢", crown: "👑", dart: "🎯", date: "📅", de: "🇩🇪", double_vertical_bar: "⏸️", eight: "8️⃣", email: "✉️",
  exclamation: "❗", eyes: "👀", fast_forward: "⏩", fire: "🔥", five: "5️⃣", four: "4️⃣", game_die: "🎲", gear: "⚙️",
  gift: "🎁", grey_question: "❔", grin: "😁", hammer: "🔨", hammer_and_wrench: "🛠️", hand: "✋", handshake: "🤝",
  heart: "❤️", heavy_check_mark: "✔️", heavy_minus_sign: "➖", heavy_plus_sign: "➕", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", hugging_face: "🤗", infinity: "♾️", information_source: "ℹ️", jigsaw: "🧩", joy: "😂",
  key: "🔑", label: "🏷️", large_blue_circle: "🔵", large_green_circle: "🟢", large_orange_circle: "🟠",
  large_red_circle: "🔴", large_yellow_circle: "🟡", link: "🔗", lock: "🔒", loudspeaker: "📢", mag: "🔍", mega: "📣",
  memo: "📝", muscle: "💪", negative_squared_cross_mark: "❎", newspaper: "📰", nine: "9️⃣", no_entry: "⛔",
  no_entry_sign: "🚫", octagonal_sign: "🛑", ok: "🆗", ok_hand: "👌", one: "1️⃣", package: "📦", palm_tree: "🌴",
  paperclip: "📎", partying_face: "🥳", pause_button: "⏸️", pencil: "📝", pencil2: "✏️", point_down: "👇",
  point_left: "👈", point_right: "👉", point_up: "☝️", pray: "🙏", pushpin: "📌", question: "❓", rabbit: "🐰",
  raised_hands: "🙌", receipt: "🧾", recycle: "♻️", red_circle: "🔴", relaxed: "☺️", repeat: "🔁", rewind: "⏪",
  robot_face: "🤖", rocket: "🚀", rotating_light: "🚨", scales: "⚖️", scissors: "✂️", see_no_evil: "🙈", seedling: "🌱",
  seven: "7️⃣", shield: "🛡️", ship: "🚢", six: "6️⃣", slightly_frowning_face: "🙁", slightly_smiling_face: "🙂",
  smile: "😄", smiley: "😃", snail: "🐌", sob: "😭", sos: "🆘", sparkles: "✨", speech_balloon: "💬", spiral_calendar_pad: "🗓️",
  star: "⭐", stopwatch: "⏱️", sunglasses: "😎", sunny: "☀️", syringe: "💉", tada: "🎉", test_tube: "🧪", thinking_face: "🤔",
  three: "3️⃣", thumbsdown: "👎", thumbsup: "👍", ticket: "🎫", timer_clock: "⏲️", triangular_flag_on_post: "🚩",
  trophy: "🏆", turtle: "🐢", two: "2️⃣", unlock: "🔓", us: "🇺🇸", warning: "⚠️", wastebasket: "🗑️", wave: "👋",
  white_check_mark: "✅", white_circle: "⚪", white_large_square: "⬜", wink: "😉", wrench: "🔧", x: "❌",
  yellow_heart: "💛", zap: "⚡", zero: "0️⃣", zzz: "💤",
};

const TONE = /^(.*?)(?:::skin-tone-([2-6]))$/;

/** The character of a short code (`tada`, `wave::skin-tone-3`), or `null` when it is not among ours. */
export function emojiCharacter(name) {
  const toned = TONE.exec(name);
  if (!toned) return CODES[name] ?? null;
  const character = CODES[toned[1]];
  return character ? character + String.fromCodePoint(0x1f3f9 + Number(toned[2])) : null;
}

/** Plain text with its short codes as characters. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+(?:::skin-tone-[2-6])?):/g, (code, name) => emojiCharacter(name) ?? code);
}

/** The handful that the page offers as reactions. */
export const REACTIONS = ["+1", "tada", "eyes", "white_check_mark", "heart", "rocket", "thinking_face", "pray"];
