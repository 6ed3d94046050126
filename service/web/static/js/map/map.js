// @ts-check
/** The room Decision map: who decides on a deal or in an account, on a board that a planner edits. */
import { html, useEffect, useMemo, useRef, useState } from "../lib/html.js";
import { get, labelOf } from "../lib/api.js";
import { useAnswer, useMedia } from "../lib/hooks.js";
import { nameOf, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend, go } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { Shape } from "../parts/shape.js";
import { Start } from "../parts/start.js";
import { Board } from "./board.js";
import { setManager, useEdits } from "./edits.js";
import { extent } from "./geometry.js";
import { MapList } from "./list.js";
import { Person } from "./person.js";
import { Side } from "./side.js";
import { Tools } from "./tools.js";

export const MAP_LABELS = ["Deal", "Company"];
const LEAST_SCALE = 0.55;

/** @param {{route: import("../lib/route.js").Route}} props */
export function DecisionMap({ route }) {
  const { params } = route;
  const id = params.get("id") || params.get("deal") || params.get("company") || "";
  const asOf = params.get("as_of") ?? "";
  const chosen = params.get("person") ?? "";
  const narrow = useMedia("(max-width: 760px)");
  const view = params.get("view") || (narrow ? "list" : "board");
  const fits = MAP_LABELS.includes(labelOf(id));
  const isDeal = labelOf(id) === "Deal";
  const [turn, setTurn] = useState(0);
  const [filters, setFilters] = useState({ hidden: /** @type {string[]} */ ([]), strength: 0, center: false });
  const { data: map, problem, loading } = useAnswer(
    (signal) => (fits ? get("/decision-map", { [labelOf(id).toLowerCase()]: id, as_of: asOf }, { signal }) : null),
    [id, asOf, turn],
  );
  const edits = useEdits(() => setTurn((old) => old + 1));
  const cards = useMemo(() => (map ? map.cards.filter((/** @type {any} */ card) => passes(card, filters)) : []), [map, filters]);
  const stage = useRef(/** @type {HTMLElement | null} */ (null));
  const [scale, setScale] = useState(1);
  useEffect(() => {
    if (!map) return;
    announce(t("map_told", { n: map.cards.length }));
  }, [map]);
  useEffect(() => {
    if (map && stage.current) setScale(Math.max(LEAST_SCALE, Math.min(1, (stage.current.clientWidth - 4) / extent(map.cards).width)));
  }, [map?.scope.id, view]);
  if (!fits) return html`<${Start} path="/decision-map" title=${t("room_map")} lead=${t("lead_map")} labels=${MAP_LABELS} />`;
  const card = map?.cards.find((/** @type {any} */ one) => one.id === chosen);
  const choose = (/** @type {string} */ one) => amend({ person: one === chosen ? "" : one });
  return html`<main id="main" class=${`map-room${card ? " with-person" : ""}`} tabindex="-1">
    ${problem && html`<${Problem} text=${problem} />`}
    ${!map && loading && html`<${Loading} />`}
    ${map &&
    html`<${Side} map=${map} filters=${filters} isDeal=${isDeal} asOf=${asOf} edits=${edits} onFilter=${(/** @type {any} */ changes) => setFilters({ ...filters, ...changes })} onChoose=${choose} />
      <section class="stage map-stage" aria-label=${t("room_map")} aria-busy=${loading} ref=${stage}>
        <header class="map-head">
          <p class="eyebrow">${t("room_map")}</p>
          <h1><${Shape} label=${map.scope.label} size=${20} /> <a href=${address("/explore", { id })}>${nameOf(map.scope)}</a></h1>
          <${Choice} map=${map} id=${id} asOf=${asOf} />
        </header>
        <${Tools} map=${map} cards=${cards} view=${view} asOf=${asOf} scale=${scale} edits=${edits} onScale=${setScale} />
        ${edits.problem && html`<${Problem} text=${edits.problem} />`}
        ${map.notes.map((/** @type {any} */ note) => html`<p class="notice">${note.text}</p>`)}
        ${view === "list"
          ? html`<${MapList} map=${map} cards=${cards} chosen=${chosen} onChoose=${choose} />`
          : html`<${Board}
              cards=${cards}
              lines=${map.lines}
              whole=${map.cards}
              chosen=${chosen}
              scale=${scale}
              canEdit=${!asOf && !edits.busy}
              onChoose=${choose}
              onManager=${(/** @type {string} */ person, /** @type {string} */ manager) => edits.run(() => setManager(person, manager))}
            />`}
        <p class="map-count muted">
          ${t("map_shown", { shown: cards.length, total: map.total })}
          ${map.cards.length - cards.length > 0 ? ` ${t("map_filtered", { n: map.cards.length - cards.length })}` : ""}
          ${map.cards.some((/** @type {any} */ one) => !one.has_line) ? ` ${t("map_loose")}` : ""}
        </p>
      </section>
      ${card &&
      html`<${Person} map=${map} card=${card} deal=${isDeal ? map.scope.id : ""} asOf=${asOf} edits=${edits} onChoose=${choose} onClose=${() => amend({ person: "" })} />`}`}
  </main>`;
}

/** @param {any} card @param {{hidden: string[], strength: number, center: boolean}} filters */
function passes(card, filters) {
  if (card.in_center && filters.hidden.includes(card.stance)) return false;
  if (filters.center && !card.in_center) return false;
  return !filters.strength || (card.strength ?? 0) >= filters.strength;
}

/** Another deal of the account, or all of it. @param {{map: any, id: string, asOf: string}} props */
function Choice({ map, id, asOf }) {
  const change = (/** @type {any} */ event) => go(address("/decision-map", { id: event.currentTarget.value, as_of: asOf }));
  return html`<label class="inline">${t("map_scope")}
    <select onChange=${change} value=${id}>
      <option value=${map.account.id} selected=${id === map.account.id}>${t("whole_account", { name: nameOf(map.account) })}</option>
      ${map.deals.map((/** @type {any} */ deal) => html`<option value=${deal.id} selected=${deal.id === id}>${nameOf(deal)} (${word("deal_outcome", deal.outcome) || deal.outcome})</option>`)}
    </select>
  </label>`;
}
