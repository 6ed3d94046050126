// @ts-check
/** The left column: the legend is the filter. */
import { html } from "../lib/html.js";
import { nameOf, number, percent, t, word } from "../lib/i18n.js";
import { LABEL_ORDER, STANCES, Shape } from "../parts/shape.js";

/** @param {Set<string>} set @param {string} one @returns {Set<string>} with or without it */
function toggled(set, one) {
  const next = new Set(set);
  next.has(one) ? next.delete(one) : next.add(one);
  return next;
}

/**
 * @param {{view: import("./view.js").View, filters: import("./scene.js").Filters,
 *   onChange: (change: Partial<import("./scene.js").Filters>) => void, onShow: (id: string) => void,
 *  away: Map<string, number>}} props away: how many more of a label the account has
 */
export function Legend({ view, filters, onChange, onShow, away }) {
  const place = (/** @type {string} */ label) => (LABEL_ORDER.indexOf(label) + 1 || 99);
  const labels = [...view.labels].sort((a, b) => place(a.label) - place(b.label) || a.label.localeCompare(b.label));
  const order = Object.keys(STANCES);
  const stances = [...view.stances].sort((a, b) => order.indexOf(a.stance) - order.indexOf(b.stance));
  return html`
    <fieldset>
      <legend>${t("show_filter")}</legend>
      ${labels.map(
        (one) => html`<label class="legend-row" key=${one.label}>
          <input
            type="checkbox"
            checked=${!filters.labels.has(one.label)}
            onChange=${() => onChange({ labels: toggled(filters.labels, one.label) })}
          />
          <${Shape} label=${one.label} />
          <span class="name">${word("label", one.label)}</span>
          <span class="num" title=${t("legend_count", { shown: one.shown, total: one.total, away: away.get(one.label) ?? 0 })}
            >${one.shown === one.total ? number(one.total) : `${number(one.shown)} / ${number(one.total)}`}${(away.get(one.label) ?? 0) > 0 &&
            html`<span class="muted"> +${number(away.get(one.label))}</span>`}</span
          >
        </label>`,
      )}
    </fieldset>
    <div class="field">
      <label for="strength">${t("tie_strength")}</label>
      <output for="strength">${filters.strength ? t("at_least", { value: percent(filters.strength) }) : t("all")}</output>
      <input
        id="strength"
        type="range"
        min="0"
        max="1"
        step="0.05"
        value=${filters.strength}
        aria-valuetext=${percent(filters.strength)}
        onInput=${(/** @type {any} */ event) => onChange({ strength: Number(event.currentTarget.value) })}
      />
    </div>
    ${stances.length > 0 &&
    html`<fieldset>
      <legend>${t("stance")}</legend>
      <div class="chips">
        ${stances.map(
          ({ stance, total }) => html`<button
            type="button"
            key=${stance}
            class=${`chip stance-${stance}`}
            aria-pressed=${!filters.stances.has(stance)}
            onClick=${() => onChange({ stances: toggled(filters.stances, stance) })}
          ><span aria-hidden="true">${STANCES[/** @type {keyof typeof STANCES} */ (stance)]?.mark}</span> ${word("stance", stance)} ${number(total)}</button>`,
        )}
      </div>
    </fieldset>`}
    ${view.white.length > 0 &&
    html`<section>
      <h2 class="label">${t("white_space")}</h2>
      <ul class="marks">
        ${view.white.slice(0, 6).map(
          (site) => html`<li key=${site.id}>
            <button type="button" class="link" onClick=${() => onShow(site.id)}>
              ${t("white_site", { name: nameOf(site) })}
            </button>
          </li>`,
        )}
      </ul>
      ${view.white.length > 6 && html`<p class="muted">${t("and_more", { n: view.white.length - 6 })}</p>`}
    </section>`}
  `;
}
