/* What the clipboard gets. */

/**
 * Copy a text; false where the browser lets nobody copy.
 *
 * Pages without https have no clipboard of their own: there a field is selected and copied, inside an open dialog,
 * since all outside it is inert. The focus goes back to where it was.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const field = document.createElement("textarea");
    field.value = text;
    (document.querySelector("dialog[open]") || document.body).append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    before?.focus();
    return isCopied;
  }
}
