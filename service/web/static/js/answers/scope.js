// @ts-check
/** The further choices of a question, each kept in the address. */
import { html } from "../lib/html.js";
import { entity, get, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { nameOf, t, word } from "../lib/i18n.js";
import { address, amend, go } from "../lib/route.js";
import { SearchBox } from "../parts/search.js";

/** Which deal, or which product category, the buying center is of. @param {{params: URLSearchParams, id: string}} props */
export function Category({ params, id }) {
  const isDeal = labelOf(id) === "Deal";
  const card = useAnswer(() => (isDeal ? null : entity(id)), [id]).data;
  const categories = useAnswer((signal) => (isDeal ? null : get("/categories", { unit: id }, { signal })), [id]).data;
  if (isDeal) return null;
  const deals = (card?.links ?? []).filter((/** @type {any} */ one) => one.node.label === "Deal").map((/** @type {any} */ one) => one.node);
  const chosen = params.get("category") ?? "";
  return html`<label class="inline"
      >${t("category")}
      <select value=${chosen} onChange=${(/** @type {any} */ event) => amend({ category: event.currentTarget.value }, { replace: false })}>
        <option value="">${t("choose")}</option>
        ${(categories?.items ?? []).map((/** @type {any} */ one) => html`<option value=${one.code}>${nameOf(one)}${one.deals ? ` (${t("deals_of", { n: one.deals })})` : ""}</option>`)}
      </select></label
    >
    ${deals.length > 0 &&
    html`<label class="inline"
      >${t("or_deal")}
      <select
        value=""
        onChange=${(/** @type {any} */ event) => event.currentTarget.value && go(address("/answers/buying-center", { id: event.currentTarget.value, as_of: params.get("as_of") }))}
      >
        <option value="">${t("choose")}</option>
        ${deals.map((/** @type {any} */ deal) => html`<option value=${deal.id}>${nameOf(deal)}</option>`)}
      </select></label
    >`}`;
}

/** More companies to be alike to, and whether customers are left out. @param {{params: URLSearchParams, id: string, answer: any}} props */
export function Companies({ params, id, answer }) {
  if (labelOf(id) !== "Company") return null;
  const more = params.getAll("with");
  const change = (/** @type {string[]} */ ids) =>
    go(address("/answers/lookalike", { id, with: ids, as_of: params.get("as_of"), new_only: params.get("new_only"), where: params.getAll("where") }));
  const name = (/** @type {string} */ one) => answer?.scope.find((/** @type {any} */ node) => node.id === one)?.name ?? one;
  return html`<div class="with">
      ${more.map(
        (one) => html`<span class="chip">${name(one)}<button type="button" class="link" aria-label=${t("remove_one", { name: name(one) })} onClick=${() => change(more.filter((other) => other !== one))}>×</button></span>`,
      )}
      <${SearchBox} id="more-companies" hotkey=${false} labels=${["Company"]} label=${t("add_company")} placeholder=${t("add_company")} onPick=${(/** @type {any} */ item) => item.id !== id && change([...new Set([...more, item.id])])} />
    </div>
    <label class="inline"
      ><input
        type="checkbox"
        checked=${params.get("new_only") === "true"}
        onChange=${(/** @type {any} */ event) => amend({ new_only: event.currentTarget.checked ? "true" : "" }, { replace: false })}
      />${t("new_only")}</label
    >`;
}

/** Who "we" are. @param {{params: URLSearchParams, answer: any}} props */
export function Seller({ params, answer }) {
  const seller = params.get("seller") ?? "";
  const name = answer?.scope.find((/** @type {any} */ node) => node.id === seller)?.name;
  return html`<div class="with">
    <span class="chip">${t("seller", { name: seller ? (name ?? seller) : t("ourselves") })}${seller &&
    html`<button type="button" class="link" aria-label=${t("back_to_ourselves")} onClick=${() => amend({ seller: "" }, { replace: false })}>×</button>`}</span>
    <${SearchBox} id="seller-search" hotkey=${false} labels=${["Company", "Site"]} label=${t("choose_seller")} placeholder=${t("choose_seller")} onPick=${(/** @type {any} */ item) => amend({ seller: item.id }, { replace: false })} />
  </div>`;
}

/** The codes of a list in their fixed order, the nearest first. */
const NEAREST_FIRST = {
  expansion_kind: ["same_company_site", "similar_company_same_market", "similar_story_other_market", "overseas"],
  motif_ring: ["same_company_site", "same_group", "similar_company_same_market", "similar_story_other_market", "overseas"],
};

/** Which of the ways to carry a success on, or of the rings of its story. @param {{params: URLSearchParams, of?: "expansion_kind" | "motif_ring"}} props */
export function Kind({ params, of = "expansion_kind" }) {
  return html`<label class="inline"
    >${t("kind")}
    <select value=${params.get("kind") ?? ""} onChange=${(/** @type {any} */ event) => amend({ kind: event.currentTarget.value }, { replace: false })}>
      <option value="">${t("all")}</option>
      ${NEAREST_FIRST[of].map((kind) => html`<option value=${kind}>${word(of, kind)}</option>`)}
    </select></label
  >`;
}

/** Which ring of a story. @param {{params: URLSearchParams}} props */
export const Ring = ({ params }) => html`<${Kind} params=${params} of="motif_ring" />`;
