//! Values as rows of a table.

use boa_engine::{
    JsObject, JsValue,
    builtins::{map::ordered_map::OrderedMap, proxy::Proxy, set::ordered_set::OrderedSet},
    js_string,
    property::{PropertyDescriptor, PropertyKey},
};

use super::properties::indexed;

/// What is in a cell.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Value(JsValue),
    /// A getter, which is not called.
    Accessor,
}

/// A row: what it is called, and either its cells with the names of their columns, or one value.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) index: String,
    pub(crate) cells: Vec<(String, Cell)>,
    pub(crate) value: Option<Cell>,
}

/// The most properties of a row that are looked at.
const MOST_CELLS: usize = 64;

/// The first `limit` rows of what can be shown as a table, and how many more there are; `None` for anything else.
pub(crate) fn rows_of(value: &JsValue, limit: usize) -> Option<(Vec<Row>, usize)> {
    let object = value.as_object()?;
    if object.is_callable() || object.is::<Proxy>() {
        return None;
    }
    if let Some(map) = object.downcast_ref::<OrderedMap<JsValue>>() {
        let rows = map
            .iter()
            .take(limit)
            .enumerate()
            .map(|(index, (key, value))| {
                let key = ("Key".to_owned(), Cell::Value(key.clone()));
                let value = ("Values".to_owned(), Cell::Value(value.clone()));
                Row {
                    index: index.to_string(),
                    cells: vec![key, value],
                    value: None,
                }
            });
        return Some((rows.collect(), map.len().saturating_sub(limit)));
    }
    if let Some(set) = object.downcast_ref::<OrderedSet>() {
        let rows = set
            .iter()
            .take(limit)
            .enumerate()
            .map(|(index, value)| Row {
                index: index.to_string(),
                cells: Vec::new(),
                value: Some(Cell::Value(value.clone())),
            });
        return Some((rows.collect(), set.len().saturating_sub(limit)));
    }
    let (cells, more) = cells_of(&object, limit);
    let rows = cells.into_iter().map(|(index, cell)| row(index, cell));
    Some((rows.collect(), more))
}

fn row(index: String, cell: Cell) -> Row {
    let object = match &cell {
        Cell::Value(value) => value.as_object(),
        Cell::Accessor => None,
    };
    match object.filter(|object| !object.is_callable() && !object.is::<Proxy>()) {
        Some(object) => Row {
            index,
            cells: cells_of(&object, MOST_CELLS).0,
            value: None,
        },
        None => Row {
            index,
            cells: Vec::new(),
            value: Some(cell),
        },
    }
}

/// The enumerable properties with names and indices.
fn cells_of(object: &JsObject, limit: usize) -> (Vec<(String, Cell)>, usize) {
    let cell = |property: &PropertyDescriptor| match property.value() {
        Some(value) => Cell::Value(value.clone()),
        None => Cell::Accessor,
    };
    let (indices, mut more) = indexed(object, limit);
    let mut cells: Vec<(String, Cell)> = indices
        .iter()
        .map(|(index, property)| (index.to_string(), cell(property)))
        .collect();
    let Ok(borrowed) = object.try_borrow() else {
        return (cells, more);
    };
    for key in borrowed.shape().keys() {
        let PropertyKey::String(name) = &key else {
            continue;
        };
        if object.is_array() && *name == js_string!("length") {
            continue;
        }
        let Some(property) = borrowed.properties().get(&key) else {
            continue;
        };
        if property.enumerable() != Some(true) {
            continue;
        }
        if cells.len() < limit {
            cells.push((super::objects::name(name), cell(&property)));
        } else {
            more += 1;
        }
    }
    (cells, more)
}
