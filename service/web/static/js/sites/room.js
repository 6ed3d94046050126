// @ts-check
/** Where sites are: Japan as tiles, other countries by region, coloured by status, and the sites of one region. */
import { html } from "../lib/html.js";
import { get, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { language, nameOf, number, t, word } from "../lib/i18n.js";
import { address, amend } from "../lib/route.js";
import { AsOf } from "../parts/as_of.js";
import { Status } from "../parts/badges.js";
import { Loading, Problem } from "../parts/notices.js";
import { TILES, tileOf } from "./japan.js";

const STATUSES = ["C", "P", "L", "S", "D", "unknown"];
const LIMIT = 100;
const JAPAN = "JP";

/** @param {string} status */
const statusName = (status) => (status === "unknown" ? t("unknown") : word("status", status));

/** A region as it stands in the address. @param {any} one */
const placeOf = (one) => `${one.country ?? ""}/${one.region ?? ""}`;

/** Countries by their names in the language of the page. @param {string | null} code */
function countryName(code) {
  if (!code) return t("sites_no_country");
  try {
    return new Intl.DisplayNames([language()], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** @param {{route: import("../lib/route.js").Route}} props */
export function SiteMap({ route }) {
  const { params } = route;
  const id = params.get("id") ?? "";
  const company = labelOf(id) === "Company" ? id : "";
  const asOf = params.get("as_of") ?? "";
  const status = params.getAll("status");
  const asked = { company, as_of: asOf, status };
  const { data, problem, loading } = useAnswer((signal) => get("/site-map", asked, { signal }), [company, asOf, status.join()]);
  /** @type {any[]} */
  const items = data?.items ?? [];
  const picked = items.find((one) => placeOf(one) === params.get("place"));
  const choose = (/** @type {any} */ one) => amend({ place: placeOf(one) });
  const toggle = (/** @type {string} */ one) => amend({ status: status.includes(one) ? status.filter((other) => other !== one) : [...status, one] });
  const elsewhere = items.filter((one) => one.country !== JAPAN || !tileOf(one.region));
  const countries = [...new Set(elsewhere.map((one) => one.country))];
  return html`<main id="main" class="data" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div>
        <h1>${t("sites_room")}</h1>
        <p class="muted">${t("sites_lead")}</p>
      </div>
      <div class="controls"><${AsOf} asOf=${asOf} /></div>
    </div>
    <div class="chips" role="group" aria-label=${t("sites_status")}>
      ${STATUSES.map((one) => html`<button type="button" class="site-key" aria-pressed=${status.includes(one)} onClick=${() => toggle(one)}><span class=${`site-dot site-${one}`} aria-hidden="true"></span>${statusName(one)}</button>`)}
      ${company && html`<button type="button" class="site-key" onClick=${() => amend({ id: null })}>${t("sites_all_companies")}</button>`}
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && !items.length && html`<p class="notice">${t("sites_none")}</p>`}
    ${items.length > 0 &&
    html`<div class="site-columns">
      <section class="card" aria-labelledby="sites-japan">
        <h2 id="sites-japan">${countryName(JAPAN)}</h2>
        <div class="site-japan">
          ${TILES.map((tile) => {
            const found = items.find((one) => one.country === JAPAN && tileOf(one.region) === tile);
            return html`<${Tile} key=${tile.name} name=${language() === "en" ? tile.romaji : tile.name} region=${found} chosen=${found && found === picked} onChoose=${choose} place=${`grid-column:${tile.column + 1};grid-row:${tile.row}`} />`;
          })}
        </div>
      </section>
      <div>
        <${Region} region=${picked} asked=${asked} />
        ${countries.map(
          (code) => html`<section class="card" key=${code ?? "-"}>
            <h2>${countryName(code)}</h2>
            <div class="site-regions">
              ${elsewhere.filter((one) => one.country === code).map((one) => html`<${Tile} key=${one.region ?? "-"} name=${one.region ?? t("sites_no_region")} region=${one} chosen=${one === picked} onChoose=${choose} />`)}
            </div>
          </section>`,
        )}
      </div>
    </div>`}
  </main>`;
}

/** @param {{name: string, region: any, chosen: boolean, onChoose: (one: any) => void, place?: string}} props */
function Tile({ name, region, chosen, onChoose, place }) {
  if (!region) return html`<span class="site-tile none" style=${place} aria-hidden="true">${name}</span>`;
  const told = STATUSES.filter((one) => region.statuses[one]).map((one) => `${statusName(one)} ${number(region.statuses[one])}`);
  return html`<button type="button" class="site-tile" style=${place} aria-pressed=${Boolean(chosen)} title=${`${name}: ${told.join(", ")}`} onClick=${() => onChoose(region)}>
    <span>${name}</span><b>${number(region.total)}</b>
    <span class="site-bar" aria-hidden="true">${STATUSES.map((one) => region.statuses[one] && html`<i class=${`site-${one}`} style=${`flex:${region.statuses[one]}`}></i>`)}</span>
  </button>`;
}

/** @param {{region: any, asked: any}} props */
function Region({ region, asked }) {
  const { data, problem, loading } = useAnswer(
    (signal) => (region ? get("/site-map/sites", { ...asked, country: region.country ?? "", region: region.region ?? "", limit: LIMIT }, { signal }) : null),
    [region?.country, region?.region, JSON.stringify(asked)],
  );
  if (!region) return html`<p class="card muted">${t("sites_choose")}</p>`;
  return html`<section class="card" aria-labelledby="sites-region" aria-busy=${loading}>
    <h2 id="sites-region">${region.region ?? t("sites_no_region")} <small class="muted">${t("sites_number", { n: region.total })}</small></h2>
    ${problem && html`<${Problem} text=${problem} />`}
    ${data &&
    html`<ul class="site-list">${data.items.map(
      (/** @type {any} */ one) => html`<li>
        <a href=${address("/explore", { id: one.id })}>${nameOf(one)}</a> <${Status} status=${one.status} />
        <span class="muted">${nameOf(one.company)}${one.function ? ` · ${word("site_function", one.function)}` : ""}</span>
      </li>`,
    )}</ul>`}
    ${data && data.total > data.items.length && html`<p class="muted">${t("and_more", { n: data.total - data.items.length })}</p>`}
  </section>`;
}
