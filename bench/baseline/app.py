"""A choropleth with a choice of indicator, as plotly's documentation of tile maps in Dash shows it.

    python bench/baseline/app.py FOLDER PORT [compress]

FOLDER holds `values.csv` (code, name, one column per indicator; villages: lon and lat too) and
`areas.geojson`. Two departures from the documentation, both in this app's favour: no debug mode,
and no background tiles, which would come from another server.
"""

import json
import sys
from pathlib import Path

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

folder, port = Path(sys.argv[1]), int(sys.argv[2])

areas = json.loads((folder / "areas.geojson").read_text(encoding="utf-8"))
df = pd.read_csv(folder / "values.csv", dtype={"code": str})
indicators = [name for name in df.columns if name not in ("code", "name", "lon", "lat")]

place = {"center": {"lat": 16.2, "lon": 107.5}, "zoom": 4.3}
if len(areas["features"]) < 200:
    place = {"center": {"lat": 19.2, "lon": 104.9}, "zoom": 7}

app = Dash(__name__, compress="compress" in sys.argv[3:])

app.layout = html.Div(
    [
        html.H4("Chỉ số theo xã"),
        html.P("Chọn chỉ số:"),
        dcc.RadioItems(id="indicator", options=indicators, value=indicators[0], inline=True),
        dcc.Graph(id="graph", style={"height": "80vh"}),
    ]
)


@app.callback(Output("graph", "figure"), Input("indicator", "value"))
def display_map(indicator):
    return display_points(indicator) if "lon" in df else display_choropleth(indicator)


def display_choropleth(indicator):
    fig = px.choropleth_map(
        df,
        geojson=areas,
        color=indicator,
        locations="code",
        featureidkey="properties.code",
        hover_name="name",
        map_style="white-bg",
        **place,
    )
    fig.update_layout(margin={"r": 0, "t": 0, "l": 0, "b": 0})
    return fig


def display_points(indicator):
    fig = px.scatter_map(
        df,
        lat="lat",
        lon="lon",
        color=indicator,
        hover_name="name",
        map_style="white-bg",
        **place,
    )
    outlines = {"sourcetype": "geojson", "source": areas, "type": "line", "color": "gray"}
    fig.update_layout(margin={"r": 0, "t": 0, "l": 0, "b": 0}, map_layers=[outlines])
    return fig


if __name__ == "__main__":
    app.run(port=port, debug=False)
