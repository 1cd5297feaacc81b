//! Charts drawn on the server: a sentence, a drawing with its numbers on it, and the same numbers as a table.
//!
//! Widths are percentages and heights are multiples of the letter's size, so a drawing needs no `viewBox`: it fills its
//! place on a phone and its words grow with the reader's. Colours and patterns come from classes (`style/`), words from props.

use leptos::prelude::*;

/// What is drawn: a label, its value, and the value as one reads it ("12,50 €").
pub type Point = (String, f64, String);

/// Words around the table that stands behind a drawing.
#[derive(Clone)]
pub struct TableWords {
    /// What opens the table: "Voir les chiffres".
    pub open: String,
    /// The head of the column of labels: "Semaine".
    pub labels: String,
}

/// The dyed patterns of the eight kinds of phase, once in each page that draws one. Classes `ph-1` to `ph-8` refer to them.
#[component]
pub fn Patterns() -> impl IntoView {
    let weaves = WEAVES
        .iter()
        .enumerate()
        .map(|(index, threads)| {
            let number = index + 1;
            view! {
                <pattern id=format!("pat-{number}") width="8" height="8" patternUnits="userSpaceOnUse">
                    <rect class=format!("dye-{number}") width="8" height="8"></rect>
                    <path class=format!("thread thread-{number}") d=*threads></path>
                </pattern>
            }
        })
        .collect_view();
    view! { <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>{weaves}</defs></svg> }
}

/// Threads on a tile of eight: plain, twill, dots, stripes, twill the other way, chevrons, ribs, crosses.
const WEAVES: [&str; 8] = [
    "",
    "M-1 1L1 -1M0 8L8 0M7 9L9 7",
    "M2 2h.01M6 6h.01",
    "M4 0v8",
    "M-1 7L1 9M0 0L8 8M7 -1L9 1",
    "M0 6L4 2L8 6",
    "M0 4h8",
    "M4 1.5v5M1.5 4h5",
];

/// The name and colour of a kind of phase, beside each other.
#[component]
pub fn PhaseName(
    /// `ph-1` to `ph-8`.
    class: &'static str,
    #[prop(into)] name: String,
) -> impl IntoView {
    view! {
        <span class="phase">
            <svg class="swatch" width="28" height="14" aria-hidden="true"><rect class=class width="100%" height="100%"></rect></svg>
            {name}
        </span>
    }
}

/// One bar a line, its label above it and its number at its end.
#[component]
pub fn BarChart(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: String,
    /// What the drawing says, in one sentence.
    #[prop(into)]
    sentence: String,
    /// What is counted: the head of the column of values.
    #[prop(into)]
    unit: String,
    data: Vec<Point>,
    words: TableWords,
    /// The class of the bars: `ph-1` to `ph-8`. The page needs `Patterns`.
    #[prop(default = "ph-5")]
    class: &'static str,
) -> impl IntoView {
    let (highest, height) = (highest(&data), data.len() as f64 * BAR_LINE);
    let bars = data
        .iter()
        .enumerate()
        .map(|(index, (label, value, shown))| {
            bar(index as f64 * BAR_LINE, class, share(*value, highest) * BAR_WIDTH, label.clone(), shown.clone())
        })
        .collect_view();
    let drawing = view! {
        <Drawing id=id.clone() title=title.clone() sentence=sentence.clone() height>{bars}</Drawing>
    };
    view! { <Chart id title sentence unit data words>{drawing}</Chart> }
}

/// The height of a bar with its label, in letters.
const BAR_LINE: f64 = 3.3;
/// The longest bar, in percent: the rest is for its number.
const BAR_WIDTH: f64 = 68.0;

fn bar(top: f64, class: &'static str, width: f64, label: String, shown: String) -> impl IntoView {
    view! {
        <text x="0" y=em(top + 1.1)>{label}</text>
        <rect class=class x="0" y=em(top + 1.5) width=percent(width) height="1.35em" rx="3"></rect>
        <text class="value" x=percent(width) dx="8" y=em(top + 2.55)>{shown}</text>
    }
}

/// One point a moment, joined by a line, with as many numbers as there is room for.
#[component]
pub fn LineChart(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: String,
    /// What the drawing says, in one sentence.
    #[prop(into)]
    sentence: String,
    /// What is counted: the head of the column of values.
    #[prop(into)]
    unit: String,
    data: Vec<Point>,
    words: TableWords,
) -> impl IntoView {
    let places = places(&data);
    let lines = places.windows(2).map(|pair| {
        view! { <line class="curve" x1=percent(pair[0].0) y1=em(pair[0].1) x2=percent(pair[1].0) y2=em(pair[1].1)></line> }
    }).collect_view();
    let dots = places
        .iter()
        .map(|(x, y)| view! { <circle class="dot" cx=percent(*x) cy=em(*y) r="5"></circle> })
        .collect_view();
    let marks = marks(&data, &places);
    let drawing = view! {
        <Drawing id=id.clone() title=title.clone() sentence=sentence.clone() height=FLOOR + 2.0>
            <line class="axis" x1="0" x2="100%" y1=em(FLOOR) y2=em(FLOOR)></line>
            {lines}
            {dots}
            {marks}
        </Drawing>
    };
    view! { <Chart id title sentence unit data words>{drawing}</Chart> }
}

/// Where zero is drawn, and where the highest value, in letters from the top.
const FLOOR: f64 = 10.0;
const CEILING: f64 = 2.0;
/// More words than this touch each other on a phone.
const ROOM: usize = 6;

/// Where each point stands: percent from the start, letters from the top.
fn places(data: &[Point]) -> Vec<(f64, f64)> {
    let highest = highest(data);
    let step = 84.0 / data.len().saturating_sub(1).max(1) as f64;
    let place = |(index, point): (usize, &Point)| {
        (8.0 + step * index as f64, FLOOR - share(point.1, highest) * (FLOOR - CEILING))
    };
    data.iter().enumerate().map(place).collect()
}

/// The labels under the axis and the numbers above the points, thinned out to what a phone can show.
fn marks(data: &[Point], places: &[(f64, f64)]) -> impl IntoView + use<> {
    let kept = kept(data);
    data.iter()
        .zip(places)
        .enumerate()
        .filter(|(index, _)| kept.contains(index))
        .map(|(_, ((label, _, shown), (x, y)))| {
            view! {
                <text class="value middle" x=percent(*x) y=em(y - 0.8)>{shown.clone()}</text>
                <text class="middle" x=percent(*x) y=em(FLOOR + 1.4)>{label.clone()}</text>
            }
        })
        .collect_view()
}

/// The points that carry words: the highest, and going back from the last those that leave it room.
fn kept(data: &[Point]) -> Vec<usize> {
    let every = data.len().div_ceil(ROOM).max(1);
    let highest = highest(data);
    let Some(top) = data.iter().position(|point| point.1 == highest) else { return Vec::new() };
    let roomy = |index: &usize| *index == top || index.abs_diff(top) >= every;
    let mut kept: Vec<usize> = (0..data.len()).rev().step_by(every).chain([top]).filter(roomy).collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// The frame of every chart: sentence, drawing, table.
#[component]
fn Chart(
    id: String,
    title: String,
    sentence: String,
    unit: String,
    data: Vec<Point>,
    words: TableWords,
    children: Children,
) -> impl IntoView {
    view! {
        <figure class="chart">
            <figcaption><p class="chart-title">{title.clone()}</p><p>{sentence}</p></figcaption>
            {children()}
            <details class="chart-data">
                <summary>{words.open}</summary>
                <Numbers id title unit data labels=words.labels/>
            </details>
        </figure>
    }
}

#[component]
fn Drawing(id: String, title: String, sentence: String, height: f64, children: Children) -> impl IntoView {
    let names = format!("{id}-title {id}-desc");
    view! {
        <svg class="chart-svg" width="100%" height=em(height) role="img" aria-labelledby=names>
            <title id=format!("{id}-title")>{title}</title>
            <desc id=format!("{id}-desc")>{sentence}</desc>
            {children()}
        </svg>
    }
}

#[component]
fn Numbers(id: String, title: String, unit: String, data: Vec<Point>, labels: String) -> impl IntoView {
    let rows = data
        .into_iter()
        .map(|(label, _, shown)| {
            view! { <tr><th scope="row">{label}</th><td class="num"><bdi>{shown}</bdi></td></tr> }
        })
        .collect_view();
    let (caption, named) = (format!("{id}-table"), format!("{id}-table"));
    view! {
        <div class="table-scroll" role="region" aria-labelledby=named tabindex="0">
            <table class="table">
                <caption id=caption>{title}</caption>
                <thead><tr><th scope="col">{labels}</th><th scope="col" class="num">{unit}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The highest value, or nothing to divide by.
fn highest(data: &[Point]) -> f64 {
    data.iter().map(|point| point.1).filter(|value| value.is_finite()).fold(0.0, f64::max)
}

/// Which part of `highest` a value is, from 0 to 1. What cannot be drawn is drawn as nothing.
fn share(value: f64, highest: f64) -> f64 {
    if highest > 0.0 && value.is_finite() { (value / highest).clamp(0.0, 1.0) } else { 0.0 }
}

fn percent(value: f64) -> String {
    format!("{}%", rounded(value))
}

fn em(value: f64) -> String {
    format!("{}em", rounded(value))
}

/// Two decimals are finer than any screen.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: f64) -> Point {
        ("Semaine 1".to_owned(), value, value.to_string())
    }

    #[test]
    fn the_highest_value_fills_the_drawing_and_nothing_leaves_it() {
        let data = [0.0, 5.0, 10.0, -3.0, f64::NAN, f64::INFINITY].map(point);
        assert_eq!(highest(&data), 10.0);
        for (x, y) in places(&data) {
            assert!((0.0..=100.0).contains(&x) && (CEILING..=FLOOR).contains(&y), "{x} {y}");
        }
        assert_eq!(places(&data)[2].1, CEILING);
    }

    #[test]
    fn words_keep_their_distance_and_the_highest_value_has_some() {
        let data: Vec<Point> = (0..22).map(|week| point(if week == 9 { 40.0 } else { f64::from(week) })).collect();
        let kept = kept(&data);
        assert!(kept.contains(&9) && kept.len() <= ROOM + 1, "{kept:?}");
        assert!(kept.windows(2).all(|pair| pair[1] - pair[0] >= 4), "{kept:?}");
    }

    #[test]
    fn nothing_to_draw_is_drawn_as_nothing() {
        assert!(places(&[]).is_empty());
        assert_eq!(places(&[point(0.0)]), vec![(8.0, FLOOR)]);
        assert_eq!(share(3.0, 0.0), 0.0);
    }

    #[test]
    fn a_chart_holds_a_name_a_sentence_and_the_same_numbers_as_a_table() {
        let words = TableWords { open: "Voir les chiffres".to_owned(), labels: "Semaine".to_owned() };
        let data = vec![
            ("Semaine 1".to_owned(), 12.0, "12 pièces".to_owned()),
            ("Semaine 2".to_owned(), 6.0, "<6>".to_owned()),
        ];
        let bars = view! { <BarChart id="c1" title="Production" sentence="Deux fois moins." unit="Pièces" data=data.clone() words=words.clone()/> }.to_html();
        let lines =
            view! { <LineChart id="c2" title="Production" sentence="Deux fois moins." unit="Pièces" data words/> }
                .to_html();
        for html in [&bars, &lines] {
            assert!(
                html.contains(r#"role="img""#) && html.contains("Deux fois moins.") && html.contains("<tbody>"),
                "{html}"
            );
            assert!(!html.contains("style=") && !html.contains("<6>"), "{html}");
            assert_eq!(html.matches("12 pièces").count(), 2, "{html}");
        }
        assert!(bars.contains(r#"width="68%""#) && bars.contains(r#"width="34%""#), "{bars}");
    }
}
