//! The page that compares this with other engines.

use std::{fs, path::Path};

use crate::support::Project;

/// The program prints what the page says of boa-ac, line for line.
#[test]
fn the_page_says_what_a_callback_sees() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = fs::read_to_string(root.join("docs/comparison.md")).expect("the page");
    let table = page.split("| place | boa-ac |").nth(1).expect("the table");
    let said: Vec<String> = table
        .lines()
        .skip(2)
        .map_while(|line| line.strip_prefix("| "))
        .map(|row| {
            let mut cells = row.split(" | ");
            let (place, seen) = (cells.next(), cells.next());
            format!("{} {}", place.unwrap_or_default(), seen.unwrap_or_default())
        })
        .collect();
    assert!(said.len() > 15, "{said:?}");
    let program = root.join("benches/js/what-is-seen.mjs");
    let program = program.to_str().expect("UTF-8");
    let ended = Project::new(&[]).run(&["--expose-gc", program]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    let seen: Vec<String> = ended
        .stdout
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(seen, said);
}
