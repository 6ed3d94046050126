// @ts-check
/** All rooms of the explorer, in the order and the groups of the menu. */
import { labelOf } from "./lib/api.js";
import { Explore } from "./explore/explore.js";
import { Answers, QUESTIONS } from "./answers/answers.js";
import { ImportWizard } from "./import/wizard.js";
import { Data, DATA_ROOMS } from "./data/data.js";
import { DecisionMap } from "./map/map.js";
import { AccountPage } from "./account/room.js";
import { AccountPlan } from "./plan/plan.js";
import { Analysis } from "./analysis/room.js";
import { Backtest } from "./backtest/room.js";
import { Group } from "./group/room.js";
import { SiteMap } from "./sites/room.js";
import { ExpansionWork } from "./expansion/room.js";
import { Scores } from "./scores/room.js";
import { Nurture } from "./nurture/room.js";
import { Notices } from "./notices/room.js";
import { Segments } from "./segments/room.js";

/**
 * @typedef {object} Room
 * @property {string} path
 * @property {string} title key of its name
 * @property {string} group of the menu
 * @property {any} component
 * @property {string[]} keeps labels of which the chosen record is kept on the way there
 * @property {Record<string, any>} [given] to the component
 */

/** @param {string} path */
function answer(path) {
  const question = /** @type {any} */ (QUESTIONS.find((one) => one.path === path));
  return { path: `/answers/${path}`, title: question.title, component: Answers, keeps: question.labels, given: { question } };
}

/** @type {Room[]} */
export const ROOMS = [
  { path: "/explore", title: "room_explore", group: "menu_explore", component: Explore, keeps: ["Company", "Site", "Department", "Deal", "Contact", "Product"] },
  { path: "/account", title: "account_room", group: "menu_accounts", component: AccountPage, keeps: ["Company"] },
  { path: "/decision-map", title: "room_map", group: "menu_accounts", component: DecisionMap, keeps: ["Company", "Deal"] },
  { ...answer("key-person"), group: "menu_accounts" },
  { ...answer("buying-center"), group: "menu_accounts" },
  { path: "/account-plan", title: "room_plan", group: "menu_accounts", component: AccountPlan, keeps: ["Company"] },
  { path: "/group", title: "group_room", group: "menu_accounts", component: Group, keeps: ["Company"] },
  { ...answer("lookalike"), group: "menu_growth" },
  { path: "/scores", title: "scores_room", group: "menu_growth", component: Scores, keeps: ["Company", "Contact"] },
  { path: "/nurture", title: "nurture_room", group: "menu_growth", component: Nurture, keeps: [] },
  { path: "/segments", title: "room_segments", group: "menu_growth", component: Segments, keeps: [] },
  { path: "/notices", title: "room_notices", group: "menu_growth", component: Notices, keeps: [] },
  { ...answer("expansion"), group: "menu_growth" },
  { ...answer("motif"), group: "menu_growth" },
  { path: "/sites", title: "sites_room", group: "menu_growth", component: SiteMap, keeps: ["Company"] },
  { path: "/expansion", title: "room_work", group: "menu_growth", component: ExpansionWork, keeps: [] },
  { path: "/analysis", title: "analysis_room", group: "menu_growth", component: Analysis, keeps: [] },
  { path: "/backtest", title: "room_backtest", group: "menu_growth", component: Backtest, keeps: [] },
  { path: "/import", title: "room_import", group: "menu_data", component: ImportWizard, keeps: [] },
  ...DATA_ROOMS.map((room) => ({ path: room.path, title: room.title, group: "menu_data", component: Data, keeps: [], given: { room } })),
];

export const GROUPS = [...new Set(ROOMS.map((room) => room.group))];

/** @param {string} path */
export function roomAt(path) {
  return ROOMS.find((room) => room.path === path);
}

/** The rooms that are about a record of a label, the graph itself left out. @param {string} label */
export function roomsOf(label) {
  return ROOMS.filter((room) => room.path !== "/explore" && room.keeps.includes(label));
}

/**
 * What of the address goes along into a room: the record when the room is about such, and the day.
 * @param {Room} room
 * @param {import("./lib/route.js").Route} route
 */
export function kept(room, route) {
  if (!room.keeps.length) return {};
  const id = route.params.get("id") ?? "";
  return { id: room.keeps.includes(labelOf(id)) ? id : "", as_of: route.params.get("as_of") };
}
