/* A question for a reason, which Enter sends; for a correction after locking also whose it is. */
import { field, fresh, h, input } from "../forms/parts.js";

/**
 * @param {{ title: string, about: string, yes: string, login?: string, words: Record<string, string> }} about
 * @returns {Promise<{ reason: string, login: string } | null>}
 */
export function askReason({ title, about, yes, login, words }) {
  return new Promise((resolve) => {
    const id = fresh("reason");
    const answer = { reason: "", login: login || "" };
    let isSent = false;
    const reason = input("", (text) => (answer.reason = text.trim()), {
      maxlength: 500,
      required: true,
      autofocus: true,
      autocomplete: "off",
    });
    const who =
      login !== undefined &&
      field(
        "login",
        words.login,
        input(login, (text) => (answer.login = text.trim()), { required: true }),
      );
    /** @type {HTMLDialogElement} */
    const dialog = h(
      "dialog",
      { class: "ioc-question", "aria-labelledby": id },
      h(
        "form",
        {
          method: "dialog",
          onsubmit: () => (isSent = Boolean(answer.reason)),
        },
        h("h2", { id }, title),
        h("p", {}, about),
        who,
        field("reason", words.reason, reason),
        h(
          "div",
          { class: "ioc-question-ways" },
          h(
            "button",
            { class: "btn btn-outline-secondary", type: "button", onclick: () => dialog.close() },
            words.cancel,
          ),
          h("button", { class: "btn btn-primary", type: "submit" }, yes),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(isSent ? answer : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    reason.focus();
  });
}
