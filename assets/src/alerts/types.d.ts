// Open alerts and the form of a message.

interface CodeName {
  code: string;
  name: string;
}
/** Most letters of a message's texts (ioc/message_form.py). */
interface MessageLimits {
  title: number;
  text: number;
}
/** Open alerts with the form, on a page that shows them. */
interface AlertBox {
  root: HTMLElement;
  read: () => Promise<void>;
  /** Whether a redraw would lose something. */
  isBusy: () => boolean;
  /** Show the alerts of a wall; the walls that a message may be for. */
  steer: (code: string, walls: CodeName[]) => void;
}
