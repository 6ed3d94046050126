// @ts-check
/** Tell what happened to those who do not see it. */

/** @param {string} text */
export function announce(text) {
  const region = document.getElementById("live");
  if (!region) return;
  region.textContent = "";
  // A changed text is read out only when the region was seen empty before.
  setTimeout(() => {
    region.textContent = text;
  }, 30);
}
