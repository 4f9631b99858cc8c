## api/v1/reference.py

reference-title = API documentation – Intelligent Operations Center
reference-heading = API documentation
reference-about = Numbers for other programs: areas, indicators, reports, rollups, alerts.
reference-home = Main page
reference-document = OpenAPI file
reference-no-script = This page needs JavaScript.
reference-field = Value
