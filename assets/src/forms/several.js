/* A field that takes several things: areas, indicators. */
import { choice as choiceField } from "./choice.js";
import { h } from "./parts.js";

/**
 * A field that takes one thing after the other, each with a button that takes it out.
 * @param {Record<string, string>} words
 * @param {string} label
 * @param {string} placeholder
 * @param {string} none
 * @param {(text: string) => ChoiceItem[] | Promise<ChoiceItem[]>} find
 * @param {(keys: string[]) => void} change
 * @param {[string, string][]} chosen  keys with their titles, to begin with
 */
export function several(words, label, placeholder, none, find, change, chosen = []) {
  const titles = new Map(chosen);
  const list = h("ul", { class: "ioc-token-chosen", "aria-label": label });
  const choice = choiceField({
    placeholder,
    none,
    stay: true,
    /**
     * @param {string} text
     */
    find: async (text) => (await find(text)).filter((each) => !titles.has(each.key)),
    /**
     * @param {ChoiceItem} item
     */
    choose: (item) => {
      titles.set(item.key, item.title);
      put();
    },
  });
  function put() {
    draw();
    change([...titles.keys()]);
  }
  function draw() {
    list.replaceChildren(
      ...[...titles].map(([key, title]) => {
        const out = () => {
          titles.delete(key);
          put();
          choice.field.focus();
        };
        return h(
          "li",
          {},
          h("span", {}, title, " ", h("small", {}, key)),
          h(
            "button",
            {
              type: "button",
              class: "btn btn-sm",
              "aria-label": `${words.bound_take_out}: ${title}`,
              onclick: out,
            },
            "×",
          ),
        );
      }),
    );
  }
  draw();
  return { field: choice.field, root: h("div", {}, choice.root, list) };
}
