// @ts-check
/** In the inspector: whom to ask for introductions, with the fewest asks, the ways, and a request to send. */
import { html, useState } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { language, nameOf, percent, t, word } from "../lib/i18n.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";
import { Shape } from "../parts/shape.js";

/** What it is asked of, by label. @type {Record<string, string>} */
const SCOPES = { Company: "company", Deal: "deal", Contact: "to" };
/** @type {[string, string][]} */
const LANGUAGES = [["ja", "language_ja"], ["en", "language_en"]];

/** @param {{node: any, asOf: string, onShow: (id: string) => void}} props */
export function Introductions({ node, asOf, onShow }) {
  const [open, setOpen] = useState(false);
  if (!SCOPES[node.label] || node.is_self) return null;
  return html`<section class="introductions">
    <h3>${t("introductions")}</h3>
    <button type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t("plan_introductions")}</button>
    ${open && html`<${Plan} node=${node} asOf=${asOf} onShow=${onShow} />`}
  </section>`;
}

/** @param {{node: any, asOf: string, onShow: (id: string) => void}} props */
function Plan({ node, asOf, onShow }) {
  const [without, setWithout] = useState(/** @type {string[]} */ ([]));
  const { data, problem, loading } = useAnswer(
    (signal) => get("/introductions", { [SCOPES[node.label]]: node.id, without, as_of: asOf }, { signal }),
    [node.id, asOf, without.join()],
  );
  if (problem) return html`<${Problem} text=${problem} />`;
  if (loading || !data) return html`<${Loading} />`;
  const people = data.asks.reduce((/** @type {number} */ sum, /** @type {any} */ ask) => sum + ask.people.length, 0);
  return html`<div aria-live="polite">
    ${data.notes.map((/** @type {any} */ note) => html`<p class="muted">${note.text}</p>`)}
    ${people > 0 && html`<p>${t("introductions_found", { asks: data.asks.length, people })}</p>`}
    <ol class="plain">
      ${data.asks.map(
        (/** @type {any} */ ask) => html`<${Ask}
          key=${ask.introducer.id}
          ask=${ask}
          onShow=${onShow}
          onWithout=${() => setWithout([...without, ask.introducer.id])}
        />`,
      )}
    </ol>
    ${data.uncovered.length > 0 && html`<ul class="marks">${data.uncovered.map((/** @type {any} */ one) => html`<li>${one.text}</li>`)}</ul>`}
    ${without.length > 0 && html`<button type="button" class="link" onClick=${() => setWithout([])}>${t("ask_everybody")}</button>`}
  </div>`;
}

/** @param {{ask: any, onShow: (id: string) => void, onWithout: () => void}} props */
function Ask({ ask, onShow, onWithout }) {
  const [lang, setLang] = useState(/** @type {string} */ (language()));
  const draft = ask.drafts[lang];
  return html`<li class="ask">
    <p>
      <button type="button" class="link" onClick=${() => onShow(ask.introducer.id)}><${Shape} label=${ask.introducer.label} />${nameOf(ask.introducer)}</button>
      ${ask.through.id !== ask.introducer.id && html`<span class="muted">${t("asked_through", { name: nameOf(ask.through) })}</span>`}
    </p>
    <ul class="marks">
      ${ask.people.map(
        (/** @type {any} */ one) => html`<li>
          <button type="button" class="link" onClick=${() => onShow(one.id)}>${nameOf(one)}</button>
          ${[one.title, one.role && word("role", one.role), percent(one.score)].filter(Boolean).join(" · ")}
          <${Way} path=${one.path} />
          ${one.alternatives.length > 0 &&
          html`<details>
            <summary>${t("other_ways", { n: one.alternatives.length })}</summary>
            ${one.alternatives.map((/** @type {any} */ path) => html`<${Way} path=${path} />`)}
          </details>`}
        </li>`,
      )}
    </ul>
    <details>
      <summary>${t("draft")}</summary>
      <p class="actions">
        ${LANGUAGES.map(([one, name]) => html`<button type="button" aria-pressed=${one === lang} onClick=${() => setLang(one)}>${t(name)}</button>`)}
      </p>
      <p lang=${lang}><strong>${draft.subject}</strong></p>
      <pre class="draft" lang=${lang} tabindex="0">${draft.body}</pre>
    </details>
    <button type="button" class="link" onClick=${onWithout}>${t("ask_without")}</button>
  </li>`;
}

/** @param {{path: any}} props */
function Way({ path }) {
  const ids = path.edges.flatMap((/** @type {any} */ edge) => edge.evidence_ids);
  return html`<div class="muted">${path.nodes.map(nameOf).join(" → ")} (${percent(path.score)}) <${Evidence} ids=${ids} /></div>`;
}
