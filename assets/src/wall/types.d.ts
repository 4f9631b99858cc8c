// The wall: its scenes, its clockwork, its alerts.

/** Panels: one upright, one, or as wide as 32:9 or 48:9. */
type WallShape = "portrait" | "single" | "double" | "triple";
/** A part of a panel, in pixels. */
interface PanelPart {
  x: number;
  y: number;
  width: number;
  height: number;
}
/** Where the parts of a scene are (core/panel-parts.js). */
interface PanelParts {
  head: PanelPart;
  cards: PanelPart;
  land: PanelPart;
  side: PanelPart;
}
/** What a panel has room for (core/composition.js). */
interface WallComposition {
  kind: "tv" | "room" | "hall";
  shape: WallShape;
  /** Pixels of the least letter. */
  font: number;
  lines: number;
  letters: number;
  cards: "whole" | "pair" | "turns";
  columns: number;
  /** So many side by side. */
  scenes: number;
  /** Of the width of a scene. */
  shares: { cards: number; side: number };
  isNarrow: boolean;
  worst: number;
}
/** Properties of a scene's parts by id: texts, classes, pictures. */
type WallLeaves = Record<string, Record<string, any>>;
/** A scene on the wall; its `leaves` are what it shows. */
interface WallSceneState extends WallScene {
  /** The same with the cards in their order, where that has changed while the scene was read. */
  inOrder: WallLeaves;
  /** Area that it was ordered to show; empty: its own. */
  area: string;
  revision: number;
  /** How often something changed that it shows, and how much of that is on screen. */
  marks: number;
  marksSeen: number;
  /** So many areas or villages are named while it plays; null: all areas that have room. */
  reveal: number | null;
  /** The map that is drawn, or on its way. */
  drawing: Promise<MapState | null> | null;
}
/** The scenes by code; whoever asks for one knows that it is there. */
interface WallScenes extends Map<string, WallSceneState> {
  get(code: string): WallSceneState;
}
/** The wall that runs on this page. */
interface WallState {
  root: HTMLElement;
  screen: WallScreen | null;
  theme: string;
  composition: WallComposition;
  words: Record<string, string>;
  scenes: WallScenes;
  /** Code of the scene on screen, and of that on its way. */
  sceneCode: string;
  next: string | null;
  /** Codes of the scenes on screen, by their place. */
  shown: string[];
  isHeld: boolean;
  /** Area that the wall was ordered to show; empty: its own. */
  away: string;
  revision: number;
  since: number;
  day: string;
  page: number;
  turnedAt: number;
  expired: boolean;
  order: () => string[];
  pictures: MutationObserver;
}
/** What orders from afar do to the wall. */
interface WallActs {
  step: (by: number) => void;
  show: (code: string) => Promise<void>;
  hold: (isHeld: boolean) => void;
  goTo: (area: string) => void;
  turn: () => void;
  isHeld: () => boolean;
  readonly words: Record<string, string>;
}
/** One picture of a scene that plays, and what is said of it. */
interface WallStep {
  label: string;
  /** In smaller letters below. */
  more?: string;
  /** The share of the run at which it is over; without it all steps last as long. */
  until?: number;
  show: () => void;
}
interface WallPlayWords {
  words: Record<string, string>;
  reveal: (count: number | null) => void;
}
/** A scene that plays; `passed` milliseconds of it are over. */
interface WallRun {
  scene: WallSceneState;
  section: HTMLElement;
  about: WallPlayWords;
  steps: WallStep[];
  passed: number;
  last: number;
  at: number;
  timer: number;
}
/** What keys and taps do to the wall. */
interface WallHands {
  step: (by: number) => void;
  toggle: () => void;
}
/** An order that is said in the title. */
interface WallNote {
  word: string;
  hour: string;
  at: number;
}
/** A moment by the clock, and in ticks that no change of the time moves. */
interface Moment {
  at: number;
  tick: number;
}
/** Alerts on a wall. */
interface AlertStage {
  root: HTMLElement;
  place: HTMLElement;
  panel: HTMLElement;
  badge: HTMLElement;
  wall: string;
  language: string;
  map: HTMLElement;
  /** Marks of alerts that came forward; null before the first answer to a wall opened anew. */
  shownMarks: Set<string> | null;
  alerts: AlertItem[];
  queue: string[];
  list: AlertList;
  forward: { marks: string[]; together: boolean; seconds: number; began: number } | null;
  turn: { at: number } | null;
  timer: number;
  asking: boolean;
  again: boolean;
  due: number;
}
/** An order from afar, as its signal brings it. */
type WallCommand = { action: string; argument: string };
