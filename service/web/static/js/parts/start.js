// @ts-check
/** Where a room begins when nothing is chosen yet: search, or one of the accounts. */
import { html } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { nameOf, t } from "../lib/i18n.js";
import { address, go } from "../lib/route.js";
import { SearchBox } from "./search.js";
import { Shape } from "./shape.js";

const OFFERED = 12;

/** @param {{path: string, title: string, lead: string, labels?: string[], param?: string}} props */
export function Start({ path, title, lead, labels, param = "id" }) {
  const { data } = useAnswer((signal) => get("/overview", {}, { signal }), []);
  return html`<main id="main" class="start" tabindex="-1">
    <h1>${title}</h1>
    <p>${lead}</p>
    <${SearchBox}
      id="start-search"
      hotkey=${false}
      labels=${labels}
      onPick=${(/** @type {any} */ item) => go(address(path, { [param]: item.id }))}
    />
    ${data?.accounts?.length > 0 &&
    html`<h2 class="label">${t("accounts")}</h2>
      <ul class="tiles">
        ${data.accounts.slice(0, OFFERED).map(
          (/** @type {any} */ one) => html`<li>
            <a href=${address(path, { [param]: one.id })}
              ><${Shape} label="Company" size=${16} /><b>${nameOf(one)}</b
              ><span class="muted">${t("account_size", { sites: one.sites, contacts: one.contacts })}</span></a
            >
          </li>`,
        )}
      </ul>`}
  </main>`;
}
