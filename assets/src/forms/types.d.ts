// Parts of forms: elements, fields, lists that come page by page.

/** What a child of `h` may be. */
type Child = Node | string | number | boolean | null | undefined | Child[];
type ElementEvent = { target: any; currentTarget: any };
/** Attributes and listeners of an element that `h` makes. */
interface Props {
  onclick?: (event: MouseEvent & ElementEvent) => unknown;
  onsubmit?: (event: Event & ElementEvent) => unknown;
  oninput?: (event: Event & ElementEvent) => unknown;
  onchange?: (event: Event & ElementEvent) => unknown;
  onfocus?: (event: Event & ElementEvent) => unknown;
  onblur?: (event: Event & ElementEvent) => unknown;
  onkeydown?: (event: KeyboardEvent & ElementEvent) => unknown;
  onpointerdown?: (event: PointerEvent & ElementEvent) => unknown;
  onpointermove?: (event: PointerEvent & ElementEvent) => unknown;
  onpointerup?: (event: PointerEvent & ElementEvent) => unknown;
  onpointercancel?: (event: PointerEvent & ElementEvent) => unknown;
  onload?: (event: Event & ElementEvent) => unknown;
  [name: string]: unknown;
}
/** What a field that searches needs: forms/choice.js. */
interface ChoiceOptions<Item extends ChoiceItem> {
  /** The items for a text. */
  find: (text: string) => Item[] | Promise<Item[]>;
  /** What stands in the field while nothing is typed. */
  label?: string;
  choose: (item: Item) => void;
  placeholder?: string;
  /** What is said where nothing is found. */
  none?: string;
  /** The field is emptied after a choice, for the next one. */
  stay?: boolean;
}
/** Something that a field may choose. */
interface ChoiceItem {
  key: string;
  title: string;
  about?: string;
  /** Words that find it, too. */
  also?: string;
  disabled?: boolean;
}
/** An area that a field may choose. */
interface AreaChoice extends ChoiceItem {
  code: string;
  vintage: string | null;
  isNewest?: boolean;
}
/** An area as the server finds it by its name. */
interface PlaceAnswer {
  vintage: string;
  code: string;
  name: string;
  until: string;
  within: string;
  is_newest: boolean;
}
/** A list that comes page by page. */
interface RecordPage<Item> {
  /** Null: not here yet. */
  items: Item[] | null;
  more: boolean;
  isAsking: boolean;
  fault: string;
}
/** What is shown once: a secret and the address that carries it. */
interface SecretAnswer {
  code: string;
  secret: string;
  address?: string;
  picture?: string;
}
