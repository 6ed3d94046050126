// @ts-check
/* Shows the OpenAPI description with Swagger UI; the address of the description is on the element. */

const place = /** @type {HTMLElement} */ (document.getElementById("api"));

// @ts-ignore SwaggerUIBundle is what the vendored script defines.
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.description,
  deepLinking: true,
  // Its validator is another host.
  validatorUrl: null,
});
