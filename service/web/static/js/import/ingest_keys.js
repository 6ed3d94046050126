// @ts-check
/** Keys that sources sign their events with. */
import { html } from "../lib/html.js";
import { day } from "../lib/i18n.js";
import { SecretList } from "../parts/secret_list.js";

export function IngestKeys() {
  return html`<${SecretList} prefix="ingest_keys" path="/ingest-keys" field="source" type="text" longest="100" state=${state} />`;
}

function state(/** @type {any} */ one) {
  return `${day(one.created_at)} · ${one.id}`;
}
