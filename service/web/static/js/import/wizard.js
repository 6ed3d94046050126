// @ts-check
/** The import wizard: files, columns, a trial, and the import itself. */
import { html, useEffect, useRef, useState } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Loading, Problem } from "../parts/notices.js";
import { Files } from "./files.js";
import { IngestKeys } from "./ingest_keys.js";
import { Mapping } from "./mapping.js";
import { Run } from "./run.js";
import { Runs } from "./runs.js";
import { Trial } from "./trial.js";

/** @typedef {{name: string, target: string | null, suggestion: string | null, confidence: number, why: string[], becomes: string[]}} Column */
/** @typedef {{sheet: string, kind: string, encoding: string, delimiter: string, rows: number, is_more: boolean, repeated: string[],
 *   recognised: {source: string, table: string} | null, columns: Column[], first_rows: string[][]}} Table */
/** @typedef {{upload: string, file: string, size: number, source: string, tables: Table[]}} Item */
/** @typedef {{source: string, name: string, guess: boolean, is_saved: boolean, tables: string[]}} Profile */
/** @typedef {{target: string, name: string, many: boolean}} Target */

const STEPS = ["files", "columns", "trial", "import"];

export function ImportWizard() {
  const [step, setStep] = useState(0);
  const [items, setItems] = useState(/** @type {Item[]} */ ([]));
  const [source, setSource] = useState("");
  const [turn, setTurn] = useState(0);
  const { data: known, problem } = useAnswer((signal) => get("/profiles", {}, { signal }), [turn]);
  const title = useRef(/** @type {HTMLElement | null} */ (null));
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else {
      title.current?.focus();
      announce(t(`import_step_${STEPS[step]}`));
    }
  }, [step]);
  const again = () => {
    setItems([]);
    setSource("");
    setStep(0);
  };
  const saved = (/** @type {string} */ name) => {
    setSource(name);
    setTurn(turn + 1);
    setStep(2);
  };
  return html`<main id="main" class="import" tabindex="-1">
    <h1>${t("room_import")}</h1>
    <p class="muted">${t("import_lead")}</p>
    <ol class="steps">
      ${STEPS.map((one, place) => html`<li aria-current=${place === step ? "step" : undefined}>${place + 1}. ${t(`import_step_${one}`)}</li>`)}
    </ol>
    <h2 ref=${title} tabindex="-1">${t(`import_step_${STEPS[step]}`)}</h2>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!known && !problem && html`<${Loading} />`}
    ${known && step === 0 && html`<${Files} known=${known} items=${items} onItems=${setItems} source=${source} onSource=${setSource} onNext=${() => setStep(1)} />`}
    ${known && step === 1 && html`<${Mapping} known=${known} items=${items} source=${source} onBack=${() => setStep(0)} onNext=${() => setStep(2)} onSaved=${saved} />`}
    ${known && step === 2 && html`<${Trial} items=${items} source=${source} onBack=${() => setStep(1)} onNext=${() => setStep(3)} />`}
    ${known && step === 3 && html`<${Run} items=${items} source=${source} onAgain=${again} />`}
    ${step === 0 && html`<${Runs} /><${IngestKeys} />`}
  </main>`;
}
