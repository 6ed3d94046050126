// @ts-check
/** The four answers on screen: who or what they are about, the ranking, and what else the answer says. */
import { html, useEffect } from "../lib/html.js";
import { get, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, nameOf, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";
import { AsOf } from "../parts/as_of.js";
import { Loading, Problem } from "../parts/notices.js";
import { PartLegend } from "../parts/score.js";
import { Shape } from "../parts/shape.js";
import { Start } from "../parts/start.js";
import { BuyingCenter } from "./buying_center.js";
import { Conditions, Files } from "./conditions.js";
import { ExpansionDetails, ListOfWork } from "./expansion.js";
import { LookalikeDetails } from "./lookalike.js";
import { Motif, MotifDetails } from "./motif.js";
import { PersonDetails } from "./person.js";
import { Ranked } from "./ranked.js";
import { Category, Companies, Kind, Ring, Seller } from "./scope.js";

/**
 * @typedef {object} Question
 * @property {string} path
 * @property {string} title key of its name
 * @property {string[]} labels what it can be asked about
 * @property {(params: URLSearchParams) => Record<string, any> | null} ask null: more must be chosen
 * @property {any} Details what an item says besides its score
 * @property {any} [Aside] what the answer says besides its items
 * @property {any[]} controls further choices
 */

/** @type {Question[]} */
export const QUESTIONS = [
  {
    path: "key-person",
    title: "room_key_person",
    labels: ["Company", "Site", "Department", "Deal"],
    ask: (params) => byLabel(params.get("id")),
    Details: PersonDetails,
    controls: [],
  },
  {
    path: "buying-center",
    title: "room_buying_center",
    labels: ["Deal", "Company", "Site"],
    ask: (params) => {
      const scope = byLabel(params.get("id"));
      const category = params.get("category") ?? "";
      return scope && (scope.deal || category) ? { ...scope, category: scope.deal ? "" : category } : null;
    },
    Details: PersonDetails,
    Aside: BuyingCenter,
    controls: [Category],
  },
  {
    path: "lookalike",
    title: "room_lookalike",
    labels: ["Company", "Site"],
    ask: (params) => {
      const id = params.get("id") ?? "";
      const where = params.getAll("where");
      if (labelOf(id) === "Site") return { site: id, where };
      return id ? { company: [id, ...params.getAll("with")], exclude_customers: params.get("new_only") ?? "", where } : null;
    },
    Details: LookalikeDetails,
    controls: [Companies, Conditions, Files],
  },
  {
    path: "expansion",
    title: "room_expansion",
    labels: ["Company", "Site", "Deal"],
    ask: (params) => ({
      seller: params.get("seller") ?? "",
      from: params.get("id") ?? "",
      kind: params.get("kind") ?? "",
    }),
    Details: ExpansionDetails,
    controls: [ListOfWork, Seller, Kind],
  },
  {
    path: "motif",
    title: "room_motif",
    labels: ["Deal"],
    ask: (params) => (params.get("id") ? { deal: params.get("id"), kind: params.get("kind") ?? "" } : null),
    Details: MotifDetails,
    Aside: Motif,
    controls: [Ring],
  },
];
const LIMIT = 20;

/** The scope as the API names it. @param {string | null} id @returns {Record<string, string> | null} */
function byLabel(id) {
  return id ? { [labelOf(id).toLowerCase()]: id } : null;
}

/** @param {{question: Question, route: import("../lib/route.js").Route}} props */
export function Answers({ question, route }) {
  const { params } = route;
  const id = params.get("id") ?? "";
  const asOf = params.get("as_of") ?? "";
  const misplaced = id && !question.labels.includes(labelOf(id));
  const asked = misplaced ? null : question.ask(params);
  const { data, problem, loading } = useAnswer(
    (signal) => (asked ? get(`/${question.path}`, { ...asked, as_of: asOf, limit: LIMIT }, { signal }) : null),
    [JSON.stringify(asked), asOf],
  );
  useEffect(() => {
    if (data) announce(t("answer_told", { n: data.items.length }));
  }, [data]);
  if (misplaced || (!id && question.path !== "expansion")) {
    return html`<${Start}
      path=${`/answers/${question.path}`}
      title=${t(question.title)}
      lead=${t(`lead_${question.path.replace("-", "_")}`)}
      labels=${question.labels}
    />`;
  }
  const Details = question.Details;
  const scope = data?.scope?.find((/** @type {any} */ one) => one.id === id);
  return html`<main id="main" class="answers" tabindex="-1">
    <div class="answer-head">
      <div>
        <p class="eyebrow">${t(question.title)}</p>
        <h1><${ScopeName} id=${id} node=${scope} /></h1>
        <p class="muted">${t(`lead_${question.path.replace("-", "_")}`)}</p>
      </div>
      <div class="controls">
        ${question.controls.map((Control) => html`<${Control} params=${params} id=${id} answer=${data} />`)}
        <${AsOf} asOf=${asOf} />
      </div>
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${loading && html`<${Loading} />`}
    ${!asked && !loading && html`<p class="notice">${t("choose_category")}</p>`}
    ${data &&
    html`<div class=${question.Aside ? "answer-columns" : "answer-columns single"} aria-busy=${loading}>
      <section class="ranking" aria-label=${t("ranking")}>
        ${data.items.length > 0 ? html`<${PartLegend} parts=${data.items[0].parts} />` : !data.details?.filtered && html`<p class="notice">${t("answer_none")}</p>`}
        <ol>
          ${data.items.map(
            (/** @type {any} */ item, /** @type {number} */ index) => html`<${Ranked} key=${item.id} item=${item} rank=${index + 1} asOf=${asOf}>
              <${Details} item=${item} />
            <//>`,
          )}
        </ol>
        <${Notes} data=${data} />
      </section>
      ${question.Aside && html`<${question.Aside} answer=${data} asOf=${asOf} />`}
    </div>`}
  </main>`;
}

/** @param {{id: string, node: any}} props */
function ScopeName({ id, node }) {
  const { data } = useAnswer((signal) => (node || !id ? null : get(`/evidence/${id}`, {}, { signal })), [id, Boolean(node)]);
  if (!id) return html`${t("all_accounts")}`;
  const label = labelOf(id);
  const name = node ? nameOf(node) : (data?.name ?? "");
  return html`<${Shape} label=${label} size=${22} /> <a href=${address("/explore", { id })}>${name || word("label", label)}</a>`;
}

/** @param {{data: any}} props */
function Notes({ data }) {
  return html`<footer class="notes">
    ${data.notes.map((/** @type {any} */ note) => html`<p>${note.text}</p>`)}
    <p class="muted">${t("answer_basis", { as_of: day(data.as_of), version: data.weights_version })}</p>
  </footer>`;
}
