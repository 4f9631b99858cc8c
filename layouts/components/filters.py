"""Labelled choices: native selects, because every keyboard and every phone knows them."""

from __future__ import annotations

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html

from ioc.answers import SelectOption

Option = SelectOption
# The value of "all of them": dbc.Select takes an empty one for a missing choice and shows nothing.
ALL = "*"


def option(value: str, label: str) -> Option:
    """Return one choice.

    >>> option("40", "Nghệ An")
    {'value': '40', 'label': 'Nghệ An'}
    """
    return {"value": value, "label": label}


def labelled_select(
    ident: str, label: str, options: Sequence[Option], value: str, *, hidden: bool = False
) -> html.Div:
    """Return a select with its label above it.

    Args:
        ident: id of the select; its frame gets `<ident>-frame`, so that it can be hidden.
        label: of the choice.
        options: the choices.
        value: of the present choice.
        hidden: there is nothing to choose.
    """
    return html.Div(
        [
            html.Label(label, htmlFor=ident, id=f"{ident}-label"),
            dbc.Select(id=ident, options=list(options), value=value),
        ],
        className="ioc-field",
        id=f"{ident}-frame",
        hidden=hidden,
    )


def choice_bar(name: str, legend: str, options: Sequence[Option], value: str) -> html.Fieldset:
    """Return a few exclusive choices side by side, as native radio buttons."""
    return html.Fieldset(
        [
            html.Legend(legend),
            dbc.RadioItems(
                id=name,
                options=list(options),
                value=value,
                inline=True,
                class_name="ioc-choice-bar",
                input_class_name="ioc-choice-input",
                label_class_name="ioc-choice-label",
                label_checked_class_name="ioc-choice-checked",
            ),
        ],
        className="ioc-field",
    )
