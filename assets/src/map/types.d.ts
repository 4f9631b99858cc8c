// A map on a page: what it shows, where it stands, what is drawn.

/** What is on the screen: the whole land (`fit`), what is seen of it (`main`), the frame of far islands. */
interface View {
  fit: Pane;
  main: Pane;
  inset: (Pane & { rect: Rect }) | null;
  zoom: number;
}
/** A class of the legend. */
interface MapClass {
  /** Name of a colour of the palette. */
  colour: string;
  mark: string;
  text: string;
  count: number;
  hatched?: boolean;
}
/** The classes of a slice: map/scale.js. */
interface Classes {
  classes: MapClass[];
  /** The class of each row; scale.NO_DATA, scale.OUTSIDE. */
  of: Int8Array;
  mode: string;
  isFact: boolean;
  total: number;
  noData: number;
  tooFew: number;
  noTarget: number;
  empty: boolean;
  demo: boolean;
  incomplete: number;
  /** Rules by which numbers were brought over, and how many. */
  origins: [code: number, count: number][];
}
/** The colours in force by name (map/palette.js), as the canvas takes them, with font and hatching. */
type Palette = Record<string, string> & {
  font: string;
  size: number;
  /** All colours in one text: the same where the theme is. */
  key: string;
  /** Colour → whether letters on it are dark. */
  light: Map<string, boolean>;
  hatch: CanvasPattern;
};
/** What the legend says. */
interface Legend {
  unit: string;
  target: string;
  period: string;
  rows: MapClass[];
  notes: { kind: string; text: string }[];
}
/** Something that may be named on a map. */
interface NameCandidate {
  row: number;
  name: string;
  city: number;
  x: number;
  y: number;
  /** Its width and height, in units of the land. */
  room: number;
  tall: number;
  size: number;
  /** Of an area that is named itself. */
  path?: Path2D | null;
}
/** A shape that a name may stand on. */
interface NamedShape {
  anchor: [number, number];
  room: number;
}
/** Areas that are named together, by their parent. */
interface NameGroup {
  name: string;
  city: number;
  x: number;
  y: number;
  size: number;
  members: NamedShape[];
}
/** A name that is drawn. */
interface NameSpot {
  lines: string[];
  x: number;
  y: number;
  box: Box;
  name?: string;
  row?: number;
  /** The area whose colour it is on; -1: it goes beyond one. */
  ground?: number;
}
interface AroundTown {
  name: string;
  x: number;
  y: number;
}
/** A name of what lies around a map: of land or sea, or of a town beside its dot. */
interface AroundSpot {
  text: string;
  x: number;
  y: number;
  box: Box;
  kind: string;
}
/** assets/land/around.json, in degrees: scripts/land.py. */
interface AroundFile {
  box: Box;
  /** Land around, and borders between neighbours. */
  land: number[][];
  borders: number[][];
  rivers: [width: number, course: number[]][];
  /** Longitude, latitude, degrees to the next border, …. */
  names: Record<string, number[]>;
  towns: [name: string, lon: number, lat: number][];
  /** Names of provinces by vintage and code. */
  provinces: Record<string, Record<string, string>>;
}
/** The same in lengths of the land. */
interface Around {
  file: AroundFile;
  countries: Path2D;
  borders: Path2D;
  rivers: Path2D[];
  relief: ImageBitmap;
  frame: { x: number; y: number; w: number; h: number };
  towns: { name: string; x: number; y: number }[];
  names: Record<string, { x: number; y: number; clear: number }[]>;
  provinces: Record<string, Record<string, string>>;
}
/** Islands that the land itself lacks. */
interface MissingIslands {
  owner: number;
  dots: number[][];
}
/** Where areas stand, by row; NaN: nowhere. */
interface Spots {
  x: Float64Array;
  y: Float64Array;
  count: number;
  box: Box | null;
}
/** A point of a map as the pixels that it covers. */
interface Stamp {
  side: number;
  x: Int32Array;
  y: Int32Array;
  pixels: Uint32Array;
}
/** What is on the base canvas. */
interface DrawnLand {
  land: Land;
  palette: string;
  k: number;
  tx: number;
  ty: number;
  /** The colour of each shape; null on a map of points. */
  colours: string[] | null;
}
type Ink = { text: string; halo: string };
type Repaint = "base" | "colours" | "overlay";
type AreaAction = "select" | "drill" | "compare";
type Canvas2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

interface MapElements {
  element: HTMLElement;
  /** The neighbours' land, beneath all others. */
  ground: HTMLCanvasElement;
  base: HTMLCanvasElement;
  lines: HTMLCanvasElement;
  /** Rings around the worst points of a wall. */
  pulses: HTMLElement;
  overlay: HTMLCanvasElement;
  tip: HTMLElement;
  controls: HTMLElement;
  legend: HTMLElement;
  notice: HTMLElement;
  live: HTMLElement;
  groundContext: CanvasRenderingContext2D;
  baseContext: CanvasRenderingContext2D;
  linesContext: CanvasRenderingContext2D;
  overlayContext: CanvasRenderingContext2D;
  probe: CanvasRenderingContext2D;
}

/** What the land and the directory make together: map/land-join.js. */
interface JoinedLand {
  land: Land;
  /** Shape → row of the directory, -1: none; and back. */
  featureRow: Int32Array;
  rowFeature: Int32Array;
  spots: Spots;
  missingShapes: number;
  /** Which shapes lie inside of what is shown. */
  inner: boolean[];
  framed: boolean;
  /** Codes of the outlines whose land the map shows itself. */
  ownOutline: Set<string>;
  around: Path2D | null;
  missingIslands: Record<string, MissingIslands>;
  islandBoxes: Record<string, Box>;
  names: NameCandidate[] | null;
}

/** A map on a page: its elements, what it shows, where it stands. */
interface MapState extends MapElements, JoinedLand {
  spec: MapSpec;
  /** The provinces around, or null. */
  outline: Land | null;
  directory: Directory;
  /** Of the provinces, where their names frame a map of the country. */
  provinces: Directory | null;
  slice: Slice;
  classes: Classes;
  view: View;
  /** What the view may be moved in. */
  box: Box;
  palette: Palette;
  buttons: HTMLButtonElement[];
  observer: ResizeObserver;
  width: number;
  height: number;
  dpr: number;
  font: number;
  /** How much heavier lines are than on a desk's screen. */
  strong: number;
  legendSize: string;
  centreX: number;
  centreY: number;
  /** Rows; -1: none. */
  hover: number;
  focus: number;
  selected: number;
  tipRow: number;
  tipAt: [number, number];
  keyboard: boolean;
  partsTimer?: number;
  whyTimer?: number;
  /** Parts of the page that lie over the canvas. */
  reserved: Box[];

  invalidate: (what: Repaint) => void;
  gesture: (change: () => void) => void;
  emit: (row: number, action: AreaAction) => void;
  dirty: Record<Repaint, boolean>;
  baseCanvas: DrawnLand | null;
  /** What no number changes, laid aside while time runs. */
  still: ImageBitmap | null;
  lined?: string;
  marks: { colour: string; x: number; y: number; r: number }[];
  markRoom: number;
  nameSpots: NameSpot[];
  /** What a page lays over the map: names around the land keep clear of it. */
  covered: Box[];
  /** Codes of points that the page names itself. */
  namedAbove: string[];
  /** Names of what lies around; null: not placed yet. */
  aroundSpots: AroundSpot[] | null;
  /** What the picture beneath shows; null: nothing yet. And whether it is about to be drawn. */
  groundPane: (Pane & { look: string }) | null;
  drawsGround: boolean;
  /** The land without colours has its relief. */
  isShaded: boolean;
  /** What lies around has been asked for. */
  asksAround: boolean;
  islandNames: { lines: string[]; x: number; y: number; size: number }[];
  sheet?: ImageData;
  stamps: Map<string, Stamp>;
  stampLook?: string;
  legendContents?: Legend;

  /** The frame that is asked for; 0: none. */
  frame: number;
  cost: number;
  painted: number;
  moving: boolean;
  from: Pane;
  drawnAt: number;
  settleTimer?: number;

  /** Time runs: nothing is asked for. */
  running: boolean;
  job: AbortController | null;
  waiting: { version: number; resolve: (state: MapState | null) => void }[];
  lastVersion: number;
  version: number;
  landKey: string | null;
  sliceUrl: string;

  /** Another vintage over the map: its outlines, or a map that moves with this one (map/beside.js). */
  other: { land: Land; name: string } | null;
  twin: MapState | null;
  lead: MapState | null;
  echo: boolean;
}

/** What the browser adds to what the server says of a map. */
interface MapSpec {
  /** Codes of areas that are compared with the selected one: outlined. */
  peers?: string[];
  /** The base period of changes, where there is one. */
  before?: string | null;
  /** What the number of an area still lacks, as lines. */
  why?: (code: string, period: string) => Promise<string[]>;
  /** Since when a yes or a no has been one; `whole`: maybe for longer. Null: not known. */
  since?: (row: number, period: string) => { since: string; whole: boolean } | null;
}

/** Another vintage over a map. */
interface MapOver {
  element: HTMLElement;
  frame: HTMLElement;
  map: HTMLElement;
  line: HTMLElement;
  names: HTMLElement[];
  range: HTMLInputElement;
  content: OtherVintage | null;
  mode: string;
}
/** What a picture says beside the map. */
interface PictureText {
  title?: string;
  subtitle?: string;
  source?: string;
  period?: string;
  demo?: string | null;
}
