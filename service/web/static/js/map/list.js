// @ts-check
/** The twin of the board: the same people as a table, those under somebody after that person. */
import { cx, html } from "../lib/html.js";
import { columns } from "./picture.js";

/** @param {{map: any, cards: any[], chosen: string, onChoose: (id: string) => void}} props */
export function MapList({ map, cards, chosen, onChoose }) {
  const [name, ...rest] = columns(map);
  return html`<div class="twin map-list">
    <table>
      <thead><tr>${[name, ...rest].map((one) => html`<th scope="col">${one.title}</th>`)}</tr></thead>
      <tbody>
        ${cards.map(
          (card) => html`<tr key=${card.id} class=${cx(card.id === chosen && "chosen", card.flags.includes("has_left") && "gone")}>
            <th scope="row"><button type="button" class="link" data-card=${card.id} aria-pressed=${card.id === chosen} onClick=${() => onChoose(card.id)}>${name.of(card)}</button></th>
            ${rest.map((one) => html`<td>${one.of(card)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
