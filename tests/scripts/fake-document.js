/* As much of a document as `h` (assets/src/forms/parts.js) and small views need, without a browser. */

const PART = /^([a-z]+)?((?:\.[\w-]+)*)((?:\[[\w-]+(?:[~^]?="[^"]*")?\])*)(:checked)?$/;

class FakeNode {}

class FakeElement extends FakeNode {
  constructor(tag) {
    super();
    this.tagName = tag.toUpperCase();
    this.attributes = new Map();
    this.children = [];
    this.listeners = {};
    this.parent = null;
    this.tabIndex = -1;
    this.isConnected = true;
    this.isFocused = false;
    this.dataset = new Proxy(this, {
      get: (of, name) => of.attributes.get(`data-${name}`),
      set: (of, name, value) => Boolean(of.attributes.set(`data-${name}`, String(value))),
    });
    this.classList = {
      add: (name) => this.setAttribute("class", `${this.attributes.get("class") || ""} ${name}`),
      toggle: (name, is) =>
        this.setAttribute(
          "class",
          [...(this.attributes.get("class") || "").split(" ").filter((each) => each !== name), is && name]
            .filter(Boolean)
            .join(" "),
        ),
    };
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
    if (name === "id") this.id = value;
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  addEventListener(name, act) {
    (this.listeners[name] ||= []).push(act);
  }

  append(...children) {
    for (const each of children) {
      this.children.push(each);
      if (each instanceof FakeElement) each.parent = this;
    }
  }

  prepend(...children) {
    const rest = this.children;
    this.children = [];
    this.append(...children, ...rest);
  }

  replaceWith(...others) {
    const { children } = this.parent;
    const at = children.indexOf(this);
    this.parent.children = [];
    this.parent.append(...children.slice(0, at), ...others, ...children.slice(at + 1));
  }

  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }

  get textContent() {
    return this.children.map((each) => (each instanceof FakeElement ? each.textContent : each)).join("");
  }

  set textContent(text) {
    this.children = [String(text)];
  }

  *all() {
    for (const each of this.children)
      if (each instanceof FakeElement) {
        yield each;
        yield* each.all();
      }
  }

  matches(selector) {
    const [, tag, classes, attributes, isChecked] = selector.match(PART);
    const own = String(this.attributes.get("class") || "").split(" ");
    return (
      (!tag || this.tagName === tag.toUpperCase()) &&
      classes
        .split(".")
        .filter(Boolean)
        .every((each) => own.includes(each)) &&
      [...attributes.matchAll(/\[([\w-]+)(?:="([^"]*)")?\]/g)].every(
        ([, name, value]) =>
          (this.attributes.has(name) && (value === undefined || this.attributes.get(name) === value)) ||
          (name === "value" && String(this.value) === value),
      ) &&
      (!isChecked || this.attributes.has("checked"))
    );
  }

  querySelectorAll(selector) {
    const parts = selector.split(" ");
    return [...this.all()].filter(
      (each) =>
        each.matches(parts[parts.length - 1]) &&
        parts.slice(0, -1).every((part) => each.parent && each.parent.closest(part)),
    );
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] || null;
  }

  closest(selector) {
    return this.matches(selector) ? this : this.parent ? this.parent.closest(selector) : null;
  }

  contains(other) {
    return other === this || [...this.all()].includes(other);
  }

  /** Let something happen here: the listeners of this element and of those around it hear it. */
  happen(name, more = {}) {
    const event = { target: this, currentTarget: this, preventDefault() {}, ...more };
    for (let at = this; at; at = at.parent) for (const act of at.listeners[name] || []) act(event);
  }

  click() {
    this.happen("click");
  }

  focus() {
    this.isFocused = true;
  }

  scrollIntoView() {}
  scrollTo() {}
  select() {}

  showModal() {
    this.isOpen = true;
  }

  close() {
    this.isOpen = false;
    this.happen("close");
  }

  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((each) => each !== this);
  }
}

/** Put a fresh document in place; returns its body. */
export function fakeDocument() {
  const body = new FakeElement("body");
  globalThis.Node = FakeNode;
  globalThis.document = { createElement: (tag) => new FakeElement(tag), body, activeElement: null };
  return body;
}

/** A root with the children of a view. */
export function rootOf(children) {
  const root = globalThis.document.createElement("main");
  root.append(...children.flat(3).filter((each) => each));
  return root;
}

/** The button (or link) with this text. */
export const button = (root, text) =>
  [...root.all()].find((each) => ["BUTTON", "A"].includes(each.tagName) && each.textContent.startsWith(text));
