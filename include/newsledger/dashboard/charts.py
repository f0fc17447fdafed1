"""Charts of the pages, as Vega-Lite that Altair writes. No text of the web is code or HTML in them: texts are data."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pyarrow as pa
from altair.utils import schemapi

from newsledger.dashboard.words import amount, days, spelled

# The tests hold the charts against Vega-Lite's schema; at each page it would take half of the time of a chart.
schemapi.disable_debug_mode()

Row = Mapping[str, Any]
Spec = dict[str, Any]  # a chart as Vega-Lite reads it, with its rows in `datasets`
Chart = Any  # Altair's classes differ by what is layered on what
NARRATOR = "the article itself"
UNATTRIBUTED = "unattributed"
PICKED = "picked"
# Okabe and Ito's colours, which people with any colour vision tell apart; without black and yellow, which sink into
# dark or light ground.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_GREY = "#8c8c8c"
_OTHERS = "others"
PUBLICATION_COLOURS = {
    "day": _COLOURS[0],
    "between two days": _COLOURS[4],
    "one end open": _COLOURS[1],
    "unknown": _GREY,
}
SHARE_COLOURS = {"articles dated to the day": _COLOURS[0], "claims attributed": _COLOURS[1]}
_LEAST_DAYS = 14
_ROW_HEIGHT = 44
_LOG_RATIO = 40.0
_DAYS_WITHOUT_DAY = 150
_VAGUE = 0.4
_POINT = "point"
_UP, _DOWN = "more than that", "less than that"


def figures_chart(figures: Sequence[Row], unit: str | None) -> Spec:
    """Return the dot-and-range chart of one question: values upwards, days to the right, a colour an originator.

    A click on a dot picks its `figure_id`. Figures without a day stand to the right of a dashed line.
    """
    marks, last_day = _place([f for f in figures if f["low"] is not None or f["high"] is not None])
    order = colours_of(figures)
    uses_log = _uses_log(marks)
    values = _values(marks)
    ends = [end for mark in marks for end in _ends(mark, values, uses_log)]
    colour = alt.Color(
        "originator:N",
        title="According to",
        scale=alt.Scale(domain=list(order), range=list(order.values())),
        legend=None,
    )
    days_axis = alt.X("x:T", title="As of", scale=alt.Scale(type="utc", padding=12), axis=_day_axis(marks))
    values_axis = alt.Scale(type="log" if uses_log else "linear", zero=False, nice=True, padding=8)
    tooltip = [
        alt.Tooltip("words:N", title="words"),
        alt.Tooltip("amount:N", title="how many"),
        alt.Tooltip("originator_name:N", title="according to"),
        alt.Tooltip("as_of:N", title="as of"),
        alt.Tooltip("stance:N", title="stance"),
        alt.Tooltip("printed:N", title="printed by"),
    ]
    spoken = alt.Description("spoken:N")
    # Only what can be seen is drawn: a day has no line, a number without an open end no bar.
    whiskered = [mark for mark in marks if mark["x_from"] != mark["x_to"]]
    ranged = [mark for mark in marks if mark["from_value"] != mark["to_value"]]
    y_title = f"Number ({unit})" if unit else "Number"
    whiskers = (
        _base("whiskers", colour, tooltip)
        .mark_rule(strokeWidth=1, opacity=0.45)
        .encode(
            x=alt.X("x_from:T", scale=alt.Scale(type="utc", padding=12), title="As of", axis=_day_axis(marks)),
            x2="x_to:T",
            y=alt.Y("middle:Q", scale=values_axis, title=y_title),
        )
    )
    opacity = alt.Opacity("weight:Q", scale=None, legend=None)
    ranges = (
        _base("ranges", colour, tooltip)
        .mark_rule(strokeWidth=3)
        .encode(
            opacity=opacity, x=days_axis, y=alt.Y("from_value:Q", scale=values_axis, title=y_title), y2="to_value:Q"
        )
    )
    picked = alt.selection_point(name=PICKED, fields=["figure_id"], on="click", toggle=False)
    dots = (
        _base("ends", colour, tooltip)
        .mark_point(size=130, strokeWidth=2)
        .encode(
            opacity=opacity,
            fill=colour,
            fillOpacity=alt.FillOpacity("filling:Q", scale=None, legend=None),
            x=days_axis,
            y=alt.Y("value:Q", scale=values_axis, title=y_title),
            description=spoken,
            shape=alt.Shape(
                "end:N",
                scale=alt.Scale(domain=[_POINT, _UP, _DOWN], range=["circle", "triangle-up", "triangle-down"]),
                legend=None,
            ),
        )
        .add_params(picked)
    )
    layers: list[Chart] = [*([whiskers] if whiskered else []), *([ranges] if ranged else []), dots]
    if last_day is not None:
        layers.append(_border(last_day))
        layers.append(_border_words(last_day))
    return _layered(layers, 400, whiskers=whiskered, ranges=ranged, ends=ends)


def _base(rows: str, colour: alt.Color, tooltip: Sequence[alt.Tooltip]) -> Chart:
    return alt.Chart(alt.NamedData(name=rows)).encode(color=colour, tooltip=list(tooltip))


def originator_of(figure: Row) -> str:
    """Return whom a figure comes from: a speaker, somebody who is not named, or the article in its own voice."""
    return str(figure["speaker_name"] or (UNATTRIBUTED if figure["claim_id"] else NARRATOR))


def colours_of(figures: Sequence[Row]) -> dict[str, str]:
    """Return the colour of each originator, those with the most figures first; who is not named is grey, as the rest.

    There are as many colours as people tell apart; further originators share one name.
    """
    names = [name for name, _ in Counter(map(originator_of, figures)).most_common()]
    named = [name for name in names if name not in (NARRATOR, UNATTRIBUTED)]
    colours = dict(zip(named, _COLOURS, strict=False))
    colours |= {name: _GREY for name in names if name in (NARRATOR, UNATTRIBUTED)}
    return colours | ({_OTHERS: _GREY} if len(named) > len(_COLOURS) else {})


def articles_chart(articles: Sequence[Row]) -> Spec:
    """Return a line an article from its first to its last possible day of publication; a dot when the day is known."""
    known = [article for article in articles if article["published_earliest"] or article["published_latest"]]
    all_days = [day for a in known for day in (a["published_earliest"], a["published_latest"]) if day]
    first, last = (min(all_days), max(all_days)) if all_days else (dt.date(2000, 1, 1), dt.date(2000, 1, 2))
    pad = max(dt.timedelta(days=_LEAST_DAYS), (last - first) / 12)
    unknown_at = last + pad
    rows = [_article_mark(number, article, first - pad, unknown_at) for number, article in enumerate(articles)]
    colour = alt.Color(
        "known:N",
        title="Publication",
        scale=alt.Scale(
            domain=list(PUBLICATION_COLOURS),
            range=list(PUBLICATION_COLOURS.values()),
        ),
        legend=None,
    )
    tooltip = [
        alt.Tooltip("headline:N", title="headline"),
        alt.Tooltip("outlet:N", title="outlet"),
        alt.Tooltip("published:N", title="published"),
        alt.Tooltip("basis:N", title="which rests on"),
        alt.Tooltip("story:N", title="story"),
    ]
    # The headline stands above its line, over the whole width, so that it can be read on a narrow page too.
    words_axis = alt.Axis(
        labelAlign="left", labelPadding=-4, labelOffset=-14, labelLimit=alt.ExprRef("width"), ticks=False, domain=False
    )
    row_axis = alt.Y("label:N", sort=[row["label"] for row in rows], title=None, axis=words_axis)
    picked = alt.selection_point(name=PICKED, fields=["article_id"], on="click", toggle=False)
    base = alt.Chart(alt.NamedData(name="articles")).encode(y=row_axis, color=colour, tooltip=tooltip)
    lines = base.mark_rule(strokeWidth=4).encode(
        x=alt.X("x_from:T", scale=alt.Scale(type="utc", padding=12), title="Published", axis=_day_axis(rows)),
        x2="x_to:T",
    )
    ends = (
        base.mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=alt.X("x:T", scale=alt.Scale(type="utc", padding=12), title="Published", axis=_day_axis(rows)),
            shape=alt.Shape(
                "end:N",
                scale=alt.Scale(
                    domain=["day", "open after", "open before", "unknown"],
                    range=["circle", "triangle-right", "triangle-left", "cross"],
                ),
                legend=None,
            ),
        )
        .add_params(picked)
    )
    layers: list[Chart] = [lines, ends]
    if any(row["known"] == "unknown" for row in rows):
        layers.append(_border(last + pad / 2))
    return _layered(layers, _ROW_HEIGHT * len(rows) + 70, articles=rows)


def shares_chart(shares: pa.Table) -> Spec:
    """Return the shares over the audits, from 0 to 1."""
    rows = [{**row, "audited_at": f"{row['audited_at'].isoformat()}Z"} for row in shares.to_pylist()]
    base = alt.Chart(alt.NamedData(name="shares")).encode(
        x=alt.X(
            "audited_at:T",
            title="Audit (UTC)",
            scale=alt.Scale(type="utc", padding=20),
            axis=alt.Axis(labelOverlap=True, format="%d %b %H:%M"),
        ),
        y=alt.Y("share:Q", title="Share", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")),
        color=alt.Color(
            "what:N",
            title=None,
            scale=alt.Scale(domain=list(SHARE_COLOURS), range=list(SHARE_COLOURS.values())),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("what:N", title="share of"),
            alt.Tooltip("share:Q", format=".1%"),
            alt.Tooltip("checked_count:Q", title="rows"),
            alt.Tooltip("build_id:N", title="build"),
        ],
    )
    return _layered([base.mark_line(), base.mark_point(filled=True, size=90, opacity=1)], 240, shares=rows)


def rejects_chart(rejects: pa.Table) -> Spec:
    """Return a bar a reason."""
    rows = [{**row, "reason": spelled(row["reason"])} for row in rejects.to_pylist()]
    chart = (
        alt.Chart(alt.NamedData(name="rejects"))
        .mark_bar(color=_COLOURS[1])
        .encode(
            x=alt.X("reject_count:Q", title="Records refused", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("reason:N", sort="-x", title=None),
            tooltip=[alt.Tooltip("reason:N"), alt.Tooltip("reject_count:Q", title="records")],
        )
        .properties(height=30 * rejects.num_rows + 50)
    )
    return _spec(chart, rejects=rows)


def _layered(layers: Sequence[Chart], height: int, **rows: Sequence[Row]) -> Spec:
    return _spec(alt.layer(*layers).properties(height=height), **rows)


def _spec(chart: Chart, **rows: Sequence[Row]) -> Spec:
    """Return a chart with the rows that its layers name, and without Altair's own width.

    Rows that stand in a layer are copied and checked by Altair at each step: half a second for 300 marks.
    """
    filled = {name: some for name, some in rows.items() if some}
    return {**chart.properties(config=alt.Config()).to_dict(validate=False), "datasets": filled}


def _day_axis(rows: Sequence[Row]) -> alt.Axis:
    """Return an axis whose labels name the year, and the day when the days lie close together."""
    days_of = sorted(str(row[name])[:10] for row in rows for name in ("x_from", "x_to"))
    span = dt.date.fromisoformat(days_of[-1]) - dt.date.fromisoformat(days_of[0]) if days_of else dt.timedelta()
    return alt.Axis(labelOverlap=True, tickCount=6, format="%b %Y" if span.days > _DAYS_WITHOUT_DAY else "%d %b %Y")


def _place(figures: Sequence[Row]) -> tuple[list[dict[str, Any]], dt.date | None]:
    """Return a mark a figure, and the day right of which those without a day stand, when there are any.

    Marks of one day are set side by side, never further from it than a fortieth of the width.
    """
    dated = [day for f in figures for day in (f["as_of_earliest"], f["as_of_latest"]) if day]
    first, last = (min(dated), max(dated)) if dated else (dt.date(2000, 1, 1), dt.date(2000, 1, 1))
    width = max(last - first, dt.timedelta(days=_LEAST_DAYS))
    off_day = last + width / 10
    colours = colours_of(figures)
    placed = []
    for figure in sorted(figures, key=lambda f: (_key_day(f), f["figure_id"])):
        earliest, latest = figure["as_of_earliest"], figure["as_of_latest"]
        is_dated = earliest is not None or latest is not None
        begin, end = (earliest or first, latest or last) if is_dated else (off_day, off_day)
        middle = begin + (end - begin) / 2 if end > begin else begin
        placed.append((figure, begin, end, middle, (middle - first) // (width / 40)))
    neighbours = Counter(slot for *_, slot in placed)
    taken: Counter[int] = Counter()
    marks = []
    for figure, begin, end, middle, slot in placed:
        earliest, latest = figure["as_of_earliest"], figure["as_of_latest"]
        from_middle = taken[slot] - (neighbours[slot] - 1) / 2
        taken[slot] += 1
        moment = dt.datetime.combine(middle, dt.time()) + from_middle * min(width / 45, width / 20 / neighbours[slot])
        low, high = figure["low"], figure["high"]
        name = originator_of(figure)
        outlets = [outlet or "unknown outlet" for outlet in figure["outlet_names"] or ["unknown outlet"]]
        copies = figure["article_count"] - 1
        told, when = amount(low, high, figure["bound"]), days(earliest, latest)
        marks.append(
            {
                "figure_id": figure["figure_id"],
                "originator_name": name,
                "originator": name if name in colours else _OTHERS,
                "weight": _VAGUE if figure["is_vague"] else 1.0,
                "filling": 1.0 if begin == end else 0.0,
                "low": low,
                "high": high,
                "x": moment.isoformat() + "Z",
                "x_from": begin.isoformat(),
                "x_to": end.isoformat(),
                "words": figure["figure_text"],
                "spoken": f"{told} according to {name}, as of {when}: {figure['figure_text']}",
                "amount": told,
                "as_of": f"{when} ({spelled(figure['as_of_basis'])})",
                "stance": spelled(figure["stance"]) or "in its own voice",
                "printed": ", ".join(outlets[:4]) + (f" (and {copies} copies)" if copies else ""),
            }
        )
    has_undated = any(f["as_of_earliest"] is None and f["as_of_latest"] is None for f in figures)
    return marks, last + width / 20 if has_undated else None


def _key_day(figure: Row) -> dt.date:
    return figure["as_of_earliest"] or figure["as_of_latest"] or dt.date.max


def _ends(mark: dict[str, Any], values: Sequence[float], uses_log: bool) -> list[dict[str, Any]]:
    """Give a mark the ends of its range, and return a dot for each stated end and an arrow for each open one."""
    low, high = mark["low"], mark["high"]
    reach = (max(values) - min(values)) * 0.12 or max(values) * 0.12 or 1.0
    stretch = max(values) / min(values) if uses_log else 1.0
    above = (low or 0) * max(stretch**0.08, 1.05) if uses_log else (low or 0) + reach
    below = (high or 0) / max(stretch**0.08, 1.05) if uses_log else (high or 0) - reach
    mark["from_value"] = low if low is not None else below
    mark["to_value"] = high if high is not None else above
    stated = [value for value in dict.fromkeys((low, high)) if value is not None]
    mark["middle"] = stated[0] if len(stated) == 1 else (math.sqrt(low * high) if uses_log else (low + high) / 2)
    ends = [{**mark, "value": value, "end": _POINT} for value in stated]
    if high is None:
        ends.append({**mark, "value": above, "end": _UP})
    if low is None:
        ends.append({**mark, "value": below, "end": _DOWN})
    return ends


def _uses_log(marks: Sequence[Row]) -> bool:
    values = _values(marks)
    return min(values) > 0 and max(values) / min(values) > _LOG_RATIO


def _values(marks: Sequence[Row]) -> list[float]:
    return [value for mark in marks for value in (mark["low"], mark["high"]) if value is not None] or [0.0]


def _border(day: dt.date) -> Chart:
    return (
        alt.Chart(alt.InlineData(values=[{"x": day.isoformat()}]))
        .mark_rule(strokeDash=[4, 4], opacity=0.5, color=_GREY)
        .encode(x=alt.X("x:T", scale=alt.Scale(type="utc", padding=12)))
    )


def _border_words(day: dt.date) -> Chart:
    return (
        alt.Chart(alt.InlineData(values=[{"x": day.isoformat(), "text": "no day known"}]))
        .mark_text(align="left", dx=4, color=_GREY)
        .encode(x=alt.X("x:T", scale=alt.Scale(type="utc", padding=12)), y=alt.value(10), text="text:N")
    )


def _article_mark(number: int, article: Row, first: dt.date, unknown_at: dt.date) -> dict[str, Any]:
    earliest, latest = article["published_earliest"], article["published_latest"]
    if earliest is None and latest is None:
        known, begin, end, at, end_kind = "unknown", unknown_at, unknown_at, unknown_at, "unknown"
    elif earliest == latest:
        known, begin, end, at, end_kind = "day", earliest, latest, earliest, "day"
    elif earliest and latest:
        known, begin, end, at, end_kind = "between two days", earliest, latest, latest, "day"
    elif earliest:
        known, begin, end, at, end_kind = "one end open", earliest, unknown_at, unknown_at, "open after"
    else:
        known, begin, end, at, end_kind = "one end open", first, latest, first, "open before"
    outlet = article["outlet_name"] or "unknown outlet"
    return {
        "article_id": article["article_id"],
        "label": f"{number + 1}. {article['headline'] or 'without a headline'}",
        "headline": article["headline"] or "without a headline",
        "outlet": outlet,
        "published": days(earliest, latest),
        "basis": spelled(article["published_basis"]),
        "story": article["story_role"],
        "known": known,
        "end": end_kind,
        "x": at.isoformat(),
        "x_from": begin.isoformat(),
        "x_to": end.isoformat(),
    }
