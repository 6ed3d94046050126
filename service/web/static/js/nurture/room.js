// @ts-check
/** Bringing people on: tasks, whom to reach by status, which way the warm go on, and the rules behind it. */
import { html } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { amend } from "../lib/route.js";
import { Routes } from "./routes.js";
import { Rules } from "./rules.js";
import { Statuses } from "./statuses.js";
import { Tasks } from "./tasks.js";

const SHOWN = { tasks: "nurture_tasks", lists: "nurture_lists", routes: "nurture_routes", rules: "nurture_rules" };

/** @param {{route: import("../lib/route.js").Route}} props */
export function Nurture({ route }) {
  const show = route.params.get("show") ?? "tasks";
  return html`<main id="main" class="data nurture" tabindex="-1">
    <div class="answer-head"><div><h1>${t("nurture_room")}</h1><p class="muted">${t("nurture_lead")}</p></div></div>
    <div class="work-filters" role="group" aria-label=${t("nurture_parts")}>
      ${Object.entries(SHOWN).map(([one, text]) => html`<button type="button" aria-pressed=${show === one} onClick=${() => amend({ show: one === "tasks" ? "" : one, state: "", status: "", way: "" }, { replace: false })}>${t(text)}</button>`)}
    </div>
    ${show === "tasks" && html`<${Tasks} route=${route} />`}
    ${show === "lists" && html`<${Statuses} status=${route.params.get("status") ?? "P"} />`}
    ${show === "routes" && html`<${Routes} way=${route.params.get("way") ?? "person"} />`}
    ${show === "rules" && html`<${Rules} />`}
  </main>`;
}
