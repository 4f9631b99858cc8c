"""The numbers of maps on their way to the browser; `assets/src/core/wire.js` reads them."""
