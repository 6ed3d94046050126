// @ts-check
/** The explorer: header and rooms. */
import { html, render, useEffect, useState } from "./lib/html.js";
import { hasText, language, rememberLanguage, setLanguage, t } from "./lib/i18n.js";
import { address, amend, followLinks, go, useRoute } from "./lib/route.js";
import { announce } from "./lib/live.js";
import { Menu } from "./parts/menu.js";
import { Bell } from "./notices/bell.js";
import { SearchBox } from "./parts/search.js";
import { Home } from "./home.js";
import { roomAt } from "./rooms.js";

/** @param {{route: import("./lib/route.js").Route, onLanguage: (lang: import("./lib/i18n.js").Lang) => void}} props */
function Header({ route, onLanguage }) {
  return html`<header class="top">
    <a class="brand" href=${address("/")} aria-label=${t("home")}>
      <img src="/web/static/enishi.svg" alt="" width="26" height="26" /><span>Enishi <span lang="ja">縁</span></span>
    </a>
    <${SearchBox} onPick=${(/** @type {any} */ item) => go(address("/explore", { id: item.id }))} />
    <${Menu} route=${route} />
    <${Bell} route=${route} />
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

/** @param {import("./lib/route.js").Route} route */
function content(route) {
  const room = roomAt(route.path);
  return room ? html`<${room.component} key=${room.path} route=${route} ...${room.given} />` : html`<${Home} key="home" />`;
}

/** @param {string} path */
function titleOf(path) {
  const room = roomAt(path);
  return room ? `${t(room.title)} · Enishi 縁` : "Enishi 縁";
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
    ${content(route)}
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
