"""The same map by somebody who knows Dash well: dash-leaflet on a canvas, land as a static file.

    python bench/baseline/leaflet.py FOLDER PORT [WIDTHxHEIGHT]

FOLDER is that of `app.py`. Browsers cache the land, everything is compressed, and a choice sends
only the values of one indicator, which the browser joins with the land (`hideout`). The colours are
those of seven equal classes.
"""

import shutil
import sys
from pathlib import Path

import dash_leaflet as dl
import pandas as pd
from dash import Dash, Input, Output, dcc, html
from flask_compress import Compress

folder, port = Path(sys.argv[1]), int(sys.argv[2])
width, height = sys.argv[3].split("x") if len(sys.argv) > 3 else ("100%", "80vh")

df = pd.read_csv(folder / "values.csv", dtype={"code": str})
indicators = [name for name in df.columns if name not in ("code", "name", "lon", "lat")]
has_points = "lon" in df

assets = folder / "assets"
assets.mkdir(exist_ok=True)
shutil.copyfile(folder / "areas.geojson", assets / "areas.geojson")
(assets / "style.js").write_text(
    """
const colours = ["#eff3ff", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#084594"];
const colourOf = (code, {values, low, step}) => {
    const value = values[code];
    if (value === undefined || value === null) return "#bbbbbb";
    return colours[Math.max(0, Math.min(6, Math.floor((value - low) / step)))];
};
window.bench = {map: {
    style: (feature, context) => {
        performance.mark("styled:" + context.hideout.indicator);
        return {weight: 0.5, color: "#ffffff", fillOpacity: 1,
                fillColor: colourOf(feature.properties.code, context.hideout)};
    },
    outline: () => ({weight: 0.5, color: "gray", fill: false}),
    point: (feature, latlng) => L.circleMarker(latlng, {radius: 3}),
}};
""",
    encoding="utf-8",
)

app = Dash(__name__, assets_folder=str(assets.resolve()))
app.server.config["COMPRESS_MIMETYPES"] = [
    "text/html", "text/css", "text/javascript", "application/javascript", "application/json",
    "application/geo+json",
]  # fmt: skip
Compress(app.server)


def hideout(indicator):
    rows = df[["code", indicator]].dropna()
    low, high = rows[indicator].min(), rows[indicator].max()
    values = dict(zip(rows["code"], rows[indicator].tolist(), strict=True))
    return {
        "indicator": indicator, "values": values, "low": low, "step": (high - low) / 7 or 1,
    }  # fmt: skip


def layers():
    first = hideout(indicators[0])
    land = app.get_asset_url("areas.geojson")
    if not has_points:
        return [dl.GeoJSON(id="areas", url=land, hideout=first,
                           style={"variable": "bench.map.style"})]  # fmt: skip
    features = [
        {"type": "Feature", "properties": {"code": row.code},
         "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]}}
        for row in df.itertuples()
    ]  # fmt: skip
    return [
        dl.GeoJSON(url=land, style={"variable": "bench.map.outline"}),
        dl.GeoJSON(id="areas", data={"type": "FeatureCollection", "features": features},
                   hideout=first, pointToLayer={"variable": "bench.map.point"},
                   style={"variable": "bench.map.style"}),
    ]  # fmt: skip


small = (len(df) < 5000 and df["code"].str.len().max() > 5) or len(df) < 200
place = {"center": [19.2, 104.9], "zoom": 8} if small else {"center": [16.2, 107.5], "zoom": 6}
app.layout = html.Div(
    [
        html.H4("Chỉ số theo xã"),
        dcc.RadioItems(id="indicator", options=indicators, value=indicators[0], inline=True),
        dl.Map(layers(), preferCanvas=True, zoomAnimation=False, **place,
               style={"width": f"{width}px" if width.isdigit() else width,
                      "height": f"{height}px" if height.isdigit() else height,
                      "background": "#ffffff"}),
    ]
)  # fmt: skip


@app.callback(Output("areas", "hideout"), Input("indicator", "value"), prevent_initial_call=True)
def show(indicator):
    return hideout(indicator)


if __name__ == "__main__":
    app.run(port=port, debug=False)
