// The analysis page: its state, what the server ordered, its time.

/** Fields of a state that a choice changes. */
type StateChange = Partial<ViewState>;
/** What the server has ordered, put together from its answers. */
interface AnalysisView extends AnalysisOrder, AnalysisPlace {
  state: Record<keyof ViewState, string>;
  spec: MapSpec;
  known: KnownNames;
}
/** What a picture of the analysis page says of itself. */
interface PictureAbout {
  mapId: string;
  /** The graph that Plotly drew. */
  chart: any;
  language: string;
  title: string;
  chartTitle: string;
  /** The scales of the small charts in words. */
  chartNote: string;
  /** The small charts, where those are shown in place of one. */
  smallCharts: Element | null;
  /** The area shown and the period. */
  place: string;
  indicator: string;
  source: string;
  period: string;
  demo: string;
}
interface KnownNames {
  names: ViewState;
  defaults: ViewState;
  levels: Record<string, string>;
  home: string;
}
/** What follows a choice on the analysis page. */
interface AnalysisActs {
  change: (some: StateChange, carried?: string) => void;
  holdTime: () => void;
  restTime: (period: string) => void;
}
/** A point of a chart in px from the left top of its plot, with the name that it is to have. */
interface NamePoint {
  x: number;
  y: number;
  text: string;
}
interface NameBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
/** Where a name stands beside its point, as Plotly's annotations say it. */
interface NamePlace {
  box: NameBox;
  xanchor: string;
  yanchor: string;
  xshift: number;
  yshift: number;
}
