/* Pages whose scripts are in a bundle of their own, which comes with the first of them. */

/**
 * A function of a page's name that returns what Dash calls of it: `start`, once the bundle is there.
 * @param {() => Record<string, DeskPage> | undefined} published  what the bundle has put on the page
 * @param {string} address  of the bundle
 * @returns {(name: string) => DeskPage}
 */
export function pagesOf(published, address) {
  /** @type {Promise<void> | null} */
  let coming = null;
  return (name) => ({
    async start(...given) {
      coming ||= fetchScript(address).catch((error) => {
        // Who opens the page again asks again.
        coming = null;
        throw error;
      });
      await coming;
      return published()?.[name].start(...given);
    },
  });
}

/**
 * @param {string} address
 * @returns {Promise<void>}
 */
function fetchScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`${address} was not loaded`));
    };
    document.body.append(script);
  });
}
