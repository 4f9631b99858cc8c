// The administration and the remote: what is edited, what lists hold.

/** A section of the administration: its list, its editor or its whole page. */
interface AdminSection {
  /** Name of its list in the state. */
  list: keyof AdminState | "alerts" | "hand_ins" | "trail";
  /** Keys of words. */
  title: string;
  fresh: string;
  /** What of a thing is edited; what a new one begins with. */
  form: (thing: any) => any;
  blank: (page: AdminPage) => any;
  name: (thing: any, page: AdminPage) => string;
  about: (thing: any, page: AdminPage) => string;
  edit?: (page: AdminPage) => HTMLElement;
  draw?: (page: AdminPage) => HTMLElement;
  /** Whether a redraw that nobody asked for would lose something. */
  isBusy?: () => boolean;
  enter?: () => void;
  /** Key of the word in the field that searches the list, and what it searches of a thing. */
  find?: string;
  search?: (thing: any, page: AdminPage) => string;
  follow?: (page: AdminPage) => void;
}
/** A thing of a list that is put in order; `control` stands below its title. */
interface OrderItem extends ChoiceItem {
  control?: HTMLElement | false;
}
type Note = [text: string, tone: string];
/** The administration on this page. */
interface AdminPage {
  room: HTMLElement;
  words: Record<string, string>;
  language: string;
  section: string;
  /** Code of what is edited; empty: none. */
  chosen: string;
  /** Address of the preview. */
  preview: string;
  limits: MessageLimits;
  state: AdminState;
  /** What is edited, as the section's `form` has it; null: nothing. */
  draft: any;
  original: any;
  isNew: boolean;
  note: Note | null;
  /** What is searched for in the list. */
  query: string;
}
interface HandInPage extends RecordPage<HandInItem> {
  state: string;
}
interface TrailPage extends RecordPage<TrailItem> {
  act: string;
  day: string;
  acts: [string, string][];
  wrong: FormFault[];
}
/** The frame in which a wall follows what is edited. */
interface Preview {
  page: AdminPage;
  frame: HTMLIFrameElement;
  box: HTMLElement;
  nen: string;
  source: string;
  timer: number;
  news: number;
  revision: number;
  sizes: ResizeObserver;
  ready?: boolean;
  looking?: MutationObserver;
  last?: Element | null;
}
/** The remote on this page. */
interface RemotePage {
  room: HTMLElement;
  words: Record<string, string>;
  language: string;
  who: string;
  walls: RemoteWall[];
  code: string;
  box: AlertBox;
  last: RemoteOrder | null;
  /** Names of areas by code. */
  areaNames: Map<string, string>;
}
type RemoteOrder = {
  number: number;
  action: string;
  what: string;
  by: string;
  time: string;
  scene: string;
};
/** What the page is told when it begins. */
interface AdminData {
  section: string;
  chosen: string;
  language: string;
  preview: string;
  limits: MessageLimits;
}
interface RemoteData {
  /** Code of the wall to begin with; empty: the one steered last. */
  wall: string;
  who: string;
  language: string;
  limits: MessageLimits;
}
/** A token that is being made. */
interface TokenDraft {
  name: string;
  scope: string;
  days: string;
  areas: string[];
  indicators: string[];
  sendings: string[];
}

// ---- what the server answers: api/admin ---------------------------------------------------------

interface AdminScene extends Scene {
  used_by: string[];
}
interface AdminPlaylist extends Playlist {
  stays: boolean;
  used_by: string[];
}
interface AdminWall extends Wall {
  stays: boolean;
  token: AdminToken | null;
}
interface NamedKey {
  key: string;
  name: string;
}
interface TokenBounds {
  areas: NamedKey[];
  indicators: string[];
  sendings: string[];
}
interface AdminToken {
  id: number;
  name: string;
  scope: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  last_used_at: string | null;
  holds: boolean;
  wall: string;
  bounds: TokenBounds;
}
interface AdminOwner {
  code: string;
  unit: string;
  person: string;
  phone: string;
  deadline: string;
  /** Code of an indicator, "@" with that of a group, or empty: all. */
  about: string;
  vintage: string;
  area_code: string;
  area_name: string;
  is_demo: boolean;
}
interface AdminAccount {
  code: string;
  login: string;
  name: string;
  unit: string;
  role: string;
  vintage: string;
  area_code: string;
  state: "on" | "waits" | "off";
  created_at: string;
  last_sign_in_at: string | null;
}
/** A form (biểu): the keys of data/forms/fields.py, and what is shown of them in words. */
interface AdminForm {
  code: string;
  name_vi: string;
  name_en: string;
  frequency: string;
  level: string;
  former_level: string;
  /** "vintage/code". */
  areas: string[];
  reporter: string;
  reporter_level: string;
  verifier: string;
  opens_days: number;
  closes_days: number;
  late_days: number;
  reminder_days: number[];
  vintage_day: string;
  first_period: string;
  is_active: boolean;
  sections: string[];
  indicators: Record<string, string[]>;
  headings: Record<string, Record<string, string[]>>;
  name: string;
  is_shipped: boolean;
  term: string;
  area_names: Record<string, string>;
}
interface AdminIndicator {
  code: string;
  name: string;
  other: string;
  group: string;
  on_map: boolean;
  frequency: string;
  lowest_level: string;
  is_ratio: boolean;
}
interface NamedCode {
  code: string;
  name: string;
}
interface AdminState {
  who: { id: number; account: string; name: string; is_last: boolean };
  scenes: AdminScene[];
  playlists: AdminPlaylist[];
  walls: AdminWall[];
  tokens: AdminToken[];
  owners: AdminOwner[];
  accounts: AdminAccount[];
  forms: AdminForm[];
  frequencies: NamedCode[];
  levels: NamedCode[];
  roles: NamedCode[];
  indicators: AdminIndicator[];
  groups: NamedCode[];
  vintages: NamedCode[];
  areas: Record<string, string>;
}
interface TrailItem {
  number: number;
  at: string;
  act: string;
  actor: string;
  subject: string;
  address: string;
  /** [field, before, after] of what it changed. */
  changes: [string, string, string][];
}
interface HandInWithdrawal {
  at: string | null;
  by: string | null;
  reason: string | null;
}
interface HandInItem {
  number: number;
  kind: string;
  name: string;
  sender: string | null;
  received_at: string;
  indicators: NamedCode[];
  periods: string[];
  cells: number;
  standing: number;
  /** Whether its numbers have cells and its original is kept. */
  has_file: boolean;
  withdrawn: HandInWithdrawal | null;
}
interface CellChange {
  area: string;
  area_code: string;
  indicator: string;
  period: string;
  now: string;
  then: string;
}
interface HandInEffect {
  number: number;
  name: string;
  standing: number;
  lines: string[];
  cells: CellChange[];
}
interface RemoteWall {
  code: string;
  name: string;
  vintage: string;
  area: string;
  scenes: NamedCode[];
  numbers: { name: string; address: string }[];
}
