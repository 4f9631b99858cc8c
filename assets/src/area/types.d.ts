// An area's page.

/** A row of the list beside the map. */
interface AreaRow extends Cell {
  code: string;
  name: string;
  parent: string;
  of: SliceHeader;
}
/** A ribbon of a lineage: how much of which area went where. */
interface Ribbon {
  source: LineageNode;
  target: LineageNode;
  width: number;
  change: string;
  from: number;
  to: number;
}
interface LineageNode {
  left: number;
  right: number;
  top: number;
  height: number;
  middle: number;
}
/** What the page shows, and what is chosen on it. */
interface AreaPage {
  /** The spec on the map; that of the list while time runs past other periods. */
  spec: MapSpec;
  running: MapSpec | null;
  state: ViewState;
  /** The page's element, to notice a new page. */
  root: HTMLElement;
  /** The code raised on the map and in the list. */
  raisedCode: string | null;
  /** The list is to scroll to the raised row when it has been drawn. */
  toPicked: boolean;
  /** What the list is searched for and sorted by. */
  filter: string;
  order: string;
}
