// @ts-check
/** The explorer: header and rooms. */
import { html, render, useEffect, useState } from "./lib/html.js";
import { labelOf } from "./lib/api.js";
import { hasText, language, rememberLanguage, setLanguage, t } from "./lib/i18n.js";
import { address, amend, followLinks, go, useRoute } from "./lib/route.js";
import { announce } from "./lib/live.js";
import { SearchBox } from "./parts/search.js";
import { Home } from "./home.js";
import { Explore } from "./explore/explore.js";
import { Answers, QUESTIONS } from "./answers/answers.js";
import { ImportWizard } from "./import/wizard.js";
import { Data, DATA_ROOMS } from "./data/data.js";
import { DecisionMap } from "./map/map.js";
import { AccountPlan } from "./plan/plan.js";
import { ExpansionWork } from "./expansion/room.js";

/** Labels that the answers and the graph can start from. */
const SCOPES = new Set(["Company", "Site", "Department", "Deal"]);
const MAPS = new Set(["Company", "Deal"]);

/** @param {{route: import("./lib/route.js").Route, onLanguage: (lang: import("./lib/i18n.js").Lang) => void}} props */
function Header({ route, onLanguage }) {
  const id = route.params.get("id") ?? "";
  const kept = { id: SCOPES.has(labelOf(id)) ? id : "", as_of: route.params.get("as_of") };
  /** @type {[string, string, Record<string, string | null>][]} */
  const rooms = [
    ["/explore", "room_explore", { ...kept, id }],
    ["/decision-map", "room_map", { ...kept, id: MAPS.has(labelOf(id)) ? id : "" }],
    ["/account-plan", "room_plan", { ...kept, id: labelOf(id) === "Company" ? id : "" }],
    ...QUESTIONS.map((one) => /** @type {[string, string, typeof kept]} */ ([`/answers/${one.path}`, one.title, kept])),
    [DATA_ROOMS[0].path, "room_data", {}],
    ["/import", "room_import", {}],
  ];
  return html`<header class="top">
    <a class="brand" href=${address("/")} aria-label=${t("home")}>
      <img src="/web/static/enishi.svg" alt="" width="26" height="26" /><span>Enishi <span lang="ja">縁</span></span>
    </a>
    <${SearchBox} onPick=${(/** @type {any} */ item) => go(address("/explore", { id: item.id }))} />
    <nav class="rooms" aria-label=${t("rooms")}>
      ${rooms.map(
        ([path, title, params]) => html`<a
          href=${address(path, params)}
          aria-current=${route.path === path || (path === "/answers/expansion" && route.path === "/expansion") || (path.startsWith("/data/") && route.path.startsWith("/data/")) ? "page" : undefined}
          >${t(title)}</a
        >`,
      )}
    </nav>
    <div class="languages" role="group" aria-label=${t("language")}>
      ${["ja", "en"].map(
        (lang) => html`<button
          type="button"
          lang=${lang}
          aria-pressed=${language() === lang}
          onClick=${() => onLanguage(/** @type {any} */ (lang))}
          >${lang === "ja" ? "日本語" : "English"}</button
        >`,
      )}
    </div>
  </header>`;
}

/** @param {string} path @param {import("./lib/route.js").Route} route */
function room(path, route) {
  if (path === "/explore") return html`<${Explore} key="explore" route=${route} />`;
  if (path === "/decision-map") return html`<${DecisionMap} key="map" route=${route} />`;
  if (path === "/account-plan") return html`<${AccountPlan} key="plan" route=${route} />`;
  const question = QUESTIONS.find((one) => path === `/answers/${one.path}`);
  if (question) return html`<${Answers} key=${question.path} question=${question} route=${route} />`;
  if (path === "/expansion") return html`<${ExpansionWork} key="work" route=${route} />`;
  if (path === "/import") return html`<${ImportWizard} key="import" />`;
  const data = DATA_ROOMS.find((one) => one.path === path);
  if (data) return html`<${Data} key=${path} room=${data} route=${route} />`;
  return html`<${Home} key="home" />`;
}

function titleOf(/** @type {string} */ path) {
  const question = QUESTIONS.find((one) => path === `/answers/${one.path}`);
  const data = DATA_ROOMS.find((one) => one.path === path);
  if (question || data) return `${t((question ?? data)?.title ?? "")} · Enishi 縁`;
  if (path === "/expansion") return `${t("room_work")} · Enishi 縁`;
  if (path === "/import") return `${t("room_import")} · Enishi 縁`;
  if (path === "/decision-map" || path === "/account-plan") return `${t(path === "/decision-map" ? "room_map" : "room_plan")} · Enishi 縁`;
  return path === "/explore" ? `${t("room_explore")} · Enishi 縁` : "Enishi 縁";
}

function App() {
  const route = useRoute();
  const [lang, setLang] = useState(language());
  useEffect(() => {
    document.title = titleOf(route.path);
  }, [route.path, lang]);
  const change = async (/** @type {import("./lib/i18n.js").Lang} */ wanted) => {
    await setLanguage(wanted);
    rememberLanguage(wanted);
    amend({ lang: wanted });
    setLang(wanted);
    announce(t("language_changed"));
  };
  useEffect(() => {
    const wanted = route.params.get("lang");
    if ((wanted === "ja" || wanted === "en") && wanted !== language()) setLanguage(wanted).then(() => setLang(wanted));
  }, [route]);
  return html`<div class="page" key=${lang} onClick=${followLinks}>
    <a class="skip" href="#main" onClick=${skip}>${t("skip")}</a>
    <${Header} route=${route} onLanguage=${change} />
    ${room(route.path, route)}
  </div>`;
}

/** @param {MouseEvent} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

const started = document.documentElement.lang === "en" ? "en" : "ja";
setLanguage(started).then(
  () => render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById("app"))),
  () => {
    const app = /** @type {HTMLElement} */ (document.getElementById("app"));
    app.textContent = hasText("no_connection") ? t("no_connection") : "Enishi: no connection / 接続できません";
  },
);
