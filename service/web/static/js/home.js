// @ts-check
/** Home: search, what there is, my accounts, what changed. */
import { html, useState } from "./lib/html.js";
import { get } from "./lib/api.js";
import { useAnswer } from "./lib/hooks.js";
import { byName, day, nameOf, number, percent, t } from "./lib/i18n.js";
import { address, go } from "./lib/route.js";
import { Bar } from "./parts/bar.js";
import { SearchBox } from "./parts/search.js";
import { Problem, Loading, Command } from "./parts/notices.js";
import { Shape } from "./parts/shape.js";

const COUNTS = [
  ["companies", "Company"],
  ["sites", "Site"],
  ["contacts", "Contact"],
  ["deals", "Deal"],
  ["activities", "Activity"],
];
const ACCOUNTS = 100;
const ORDERS = ["open_deals", "covered", "contacts", "name"];

export function Home() {
  const { data, problem, loading } = useAnswer((signal) => get("/overview", { limit: ACCOUNTS }, { signal }), []);
  return html`<main id="main" class="home" tabindex="-1">
    <section class="hero">
      <h1>${t("home_title")}</h1>
      <p>${t("home_lead")}</p>
      <${SearchBox}
        id="home-search"
        hotkey=${false}
        onPick=${(/** @type {any} */ item) => go(address("/explore", { id: item.id }))}
      />
    </section>
    ${problem && html`<${Problem} text=${problem} />`}
    ${loading && !data && html`<${Loading} />`}
    ${data && (data.is_empty ? html`<${Empty} />` : html`<${Overview} data=${data} />`)}
  </main>`;
}

/** @param {{data: any}} props */
function Overview({ data }) {
  return html`
    ${data.own_company && html`<p class="banner">${t("perspective", { name: nameOf(data.own_company) })}</p>`}
    <ul class="counts" aria-label=${t("counts")}>
      ${COUNTS.map(
        ([name, label]) => html`<li>
          <${Shape} label=${label} size=${18} />
          <b>${number(data.counts[label] ?? 0)}</b><span>${t(`count_${name}`)}</span>
        </li>`,
      )}
    </ul>
    <div class="home-columns">
      <${Accounts} accounts=${data.accounts} />
      <section class="card" aria-labelledby="changes-title">
        <h2 id="changes-title">${t("changes")}</h2>
        ${data.changes.length === 0 && html`<p class="muted">${t("changes_none")}</p>`}
        <ul class="changes">
          ${data.changes.map(
            (/** @type {any} */ one) => html`<li>
              <${Shape} label=${one.node.label} />
              <a href=${address("/explore", { id: one.node.id })}>${one.text}</a>
              <time datetime=${one.at}>${day(one.at)}</time>
            </li>`,
          )}
        </ul>
      </section>
    </div>
  `;
}

/** @param {{accounts: any[]}} props */
function Accounts({ accounts }) {
  const [order, setOrder] = useState(ORDERS[0]);
  const sorted = [...accounts].sort(
    (a, b) => (order === "name" ? 0 : (b[order] ?? -1) - (a[order] ?? -1)) || byName(a, b),
  );
  return html`<section class="card">
    <div class="card-head">
      <h2 id="accounts-title">${t("accounts")}</h2>
      <label class="inline"
        >${t("order_by")}
        <select value=${order} onChange=${(/** @type {any} */ event) => setOrder(event.currentTarget.value)}>
          ${ORDERS.map((one) => html`<option value=${one}>${t(`order_${one}`)}</option>`)}
        </select></label
      >
    </div>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="accounts-title">
      <table class="accounts">
        <thead>
          <tr>
            <th scope="col">${t("account")}</th>
            <th scope="col" title=${t("coverage_hint")}>${t("coverage")}</th>
            <th scope="col" class="num">${t("count_sites")}</th>
            <th scope="col" class="num">${t("count_contacts")}</th>
            <th scope="col" class="num">${t("open_deals")}</th>
          </tr>
        </thead>
        <tbody>
          ${sorted.map(
            (one) => html`<tr key=${one.id}>
              <th scope="row"><a href=${address("/explore", { id: one.id })}>${nameOf(one)}</a></th>
              <td><${Coverage} value=${one.covered} /></td>
              <td class="num">${number(one.sites)}</td>
              <td class="num">${number(one.contacts)}</td>
              <td class="num">${number(one.open_deals)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** @param {{value: number | null}} props */
function Coverage({ value }) {
  if (value == null) return html`<span class="muted">${t("unknown")}</span>`;
  return html`<span class="coverage">
    <${Bar} value=${value} label=${t("coverage")} />
    <span class="num">${percent(value)}</span>
  </span>`;
}

function Empty() {
  return html`<section class="card empty">
    <h2>${t("empty_title")}</h2>
    <p>${t("empty_lead")}</p>
    <dl>
      <dt>${t("empty_demo")}</dt>
      <dd><${Command} text="enishi demo" /></dd>
      <dt>${t("empty_import")}</dt>
      <dd><a href=${address("/import")}>${t("room_import")}</a></dd>
      <dt>${t("empty_awards")}</dt>
      <dd><${Command} text="enishi import awards awards.csv.gz" /></dd>
      <dt>${t("empty_ocds")}</dt>
      <dd><${Command} text="enishi import ocds releases.jsonl.gz" /></dd>
    </dl>
  </section>`;
}
